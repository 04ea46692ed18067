"""A small view of a picture that was given."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

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


def test_where_there_is_no_picture_it_says_what_the_file_is(render: Render) -> None:
    macro = '{% from "components/thumbnail.html" import in_its_place %}{{ in_its_place(file) }}'
    file = Thing(kind="photo", name="hall.jpg", more="Photo, 2 MB", told="On its way.", href="/1")

    (shown,) = render(macro, file=file).iter("p")

    assert shown.text_content() == "hall.jpgPhoto, 2 MBOn its way.Download it: hall.jpg"
