"""One of several places to go on with."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

import pytest
from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
NEAR = '{% from "components/choosing.html" import did_you_mean %}{{ did_you_mean(rows) }}'
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


@pytest.mark.parametrize(
    ("count", "asks"), [(1, "Did you mean this one?"), (2, "Did you mean one of these?")]
)
def test_names_that_may_be_meant_are_asked_about(render: Render, count: int, asks: str) -> None:
    shown = render(NEAR, rows=[Thing(who="Abbey", what="Primary school", href="/1")] * count)

    assert [one.text_content().strip() for one in shown.iter("h2")] == [asks]
    assert [one.get("href") for one in shown.iter("a")] == ["/1"] * count


def test_nothing_is_asked_where_no_name_is_near(render: Render) -> None:
    assert list(render("<div>" + NEAR + "</div>", rows=[]).iter("h2", "a")) == []
