"""A small view of a picture that was given."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = (
    '{% from "components/thumbnail.html" import thumbnail %}<div>{{ thumbnail(at, "Hall") }}</div>'
)


def test_it_says_which_picture_it_is(render: Render) -> None:
    (shown,) = render(USE, at="/files/1").iter("img")

    assert (shown.get("src"), shown.get("alt")) == ("/files/1", "The picture “Hall”")


def test_without_an_address_nothing_is_shown(render: Render) -> None:
    assert list(render(USE, at="").iter("img")) == []
