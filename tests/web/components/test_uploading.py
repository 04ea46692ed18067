"""How far the sending of files is."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_it_is_hidden_until_something_is_sent_and_then_told_aloud(render: Render) -> None:
    page = render('{% from "components/uploading.html" import uploading %}{{ uploading() }}')
    shown = next(one for one in page.iter("div") if one.get("class") == "uploading")

    assert shown.get("hidden") is not None
    assert shown.find(".//p").get("role") == "status"
    assert shown.find(".//progress").get("aria-label") == "How much is sent"
