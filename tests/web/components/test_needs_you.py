"""What waits for one person."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
ROWS = '{% from "components/needs_you.html" import needs_you %}{{ needs_you(rows) }}'


def test_a_row_says_who_what_and_how_long_and_its_button_names_whom(render: Render) -> None:
    row = Thing(who="Abbey", what="Plan", since="5 days", button="Read", href="/plan")

    shown = render(ROWS, rows=[row])

    assert shown.findtext(".//strong") == "Abbey"
    assert shown.find(".//a").text_content() == "Read: Abbey"
    assert shown.findall(".//svg") == []


def test_a_long_wait_carries_a_sign(render: Render) -> None:
    row = Thing(who="A", what="P", since="41 days", button="R", href="/", tone="attention")

    assert len(render(ROWS, rows=[row]).findall(".//svg")) == 1


def test_rows_with_days_say_so_for_a_phone_to_give_the_day_a_line(render: Render) -> None:
    row = Thing(who="A", what="P", since="since 28 October 2026", button="R", href="/")

    dated = render(ROWS.replace("(rows)", "(rows, dated=true)"), rows=[row])

    assert len(dated.xpath("descendant-or-self::ul[contains(@class, 'needs-you--dated')]")) == 1
