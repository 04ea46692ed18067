"""Names and what they hold."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement
from markupsafe import Markup

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


LIST = (
    '{% from "components/summary_list.html" import summary_list %}{{ summary_list(rows, facts=f) }}'
)


def test_a_row_may_be_changed_and_says_what_would_change(render: Render) -> None:
    rows = [Thing(key="Lead", value="A deputy", href="/lead"), Thing(key="Roll", value=64)]

    shown = render(LIST, rows=rows, f=True)

    assert [words(term) for term in shown.iter("dt")] == ["Lead", "Roll"]
    assert words(shown.find(".//a")) == "Change lead"
    assert [words(value) for value in shown.findall(".//dd")] == ["A deputy", "Change lead", "64"]
    assert shown.find("dl").get("class") == "govuk-summary-list summary--facts"


def test_a_value_is_escaped_unless_it_is_known_to_be_safe(render: Render) -> None:
    shown = render(LIST, rows=[Thing(key="a", value="<i>x</i>")], f=False)
    safe = render(LIST, rows=[Thing(key="a", value=Markup("<i>x</i>"))], f=False)

    assert [len(one.findall(".//i")) for one in (shown, safe)] == [0, 1]
