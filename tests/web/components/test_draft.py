"""Words that were kept are offered, and only where there are some."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/draft.html" import offered, told %}'
FIELDS = '[["what", "A worry box"]]'
NEWER = Thing(told="on Tuesday at 8:42am", words=["A worry box"], fields=FIELDS)
OLDER = Thing(told="on Monday at 9am", words=[], fields="[]")


def draft(*offers: Thing) -> Thing:
    return Thing(
        is_offered=bool(offers),
        offers=offers,
        form="ActionForm",
        number=7,
        version=3,
        throw_away_at="/away",
        back_to="/plan/add",
    )


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_nothing_is_said_where_nothing_was_kept(render: Render) -> None:
    shown = render(USE + "{{ offered(none) }}{{ offered(d) }}{{ told(none) }}", d=draft())

    assert words(shown) == ""


def test_the_words_can_be_read_used_and_thrown_away(render: Render) -> None:
    shown = render(USE + "{{ offered(d) }}", d=draft(NEWER))

    assert words(shown).startswith("We kept what you typed on Tuesday at 8:42am.")
    assert "A worry box" in words(shown)
    assert shown.find(".//details").get("data-draft-fields") == FIELDS
    sent = {one.get("name"): one.get("value") for one in shown.iter("input")}
    assert (sent["draft"], sent["version"], sent["back"]) == ("7", "3", "/plan/add")


def test_buttons_that_need_the_script_wait_for_it(render: Render) -> None:
    shown = render(USE + "{{ offered(d) }}", d=draft(NEWER, OLDER))

    waiting = [one for one in shown.iter("button") if one.get("type") == "button"]
    assert ["hidden" in one.attrib for one in waiting] == [True, True]
    assert "There is something older too, on Monday at 9am" in words(shown)
