"""One of several places to go on with."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
ROWS = '{% from "components/choosing.html" import choosing %}{{ choosing(rows) }}'


def test_each_row_is_one_link(render: Render) -> None:
    rows = [
        Thing(who="Abbey", what="Primary school", href="/1"),
        Thing(who="Belgrave", what="Youth club", href="/2"),
    ]

    shown = render(ROWS, rows=rows)

    assert [one.get("href") for one in shown.iter("a")] == ["/1", "/2"]
    assert [one.text_content() for one in shown.iter("a")] == [
        "AbbeyPrimary school",
        "BelgraveYouth club",
    ]
