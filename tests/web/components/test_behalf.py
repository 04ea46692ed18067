"""In whose name somebody works in a setting's room."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
BEHALF = """{% from "components/behalf.html" import behalf %}
{{ behalf("Willow Lane Primary", "coordinator", back) }}"""


def test_it_says_for_whom_and_as_what_and_leads_back(render: Render) -> None:
    shown = render(BEHALF, back=Thing(words="Back to its journey", href="/back"))

    assert "You work here for Willow Lane Primary, as coordinator." in shown.text_content()
    assert shown.find(".//a").get("href") == "/back"


def test_without_a_way_back_there_is_no_link(render: Render) -> None:
    assert render(BEHALF, back=None).findall(".//a") == []
