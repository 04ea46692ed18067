"""A drawing beside a word, unseen by those who listen."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


ICON = '{% from "components/icon.html" import icon %}{{ icon(name) }}'


def test_a_drawing_is_hidden_from_those_who_listen(render: Render) -> None:
    drawn = render(ICON, name="tick").find("svg")

    assert (drawn.get("aria-hidden"), drawn.get("focusable")) == ("true", "false")


def test_a_leaf_is_filled_where_others_are_drawn_in_lines(render: Render) -> None:
    assert render(ICON, name="leaf").find("svg").get("class") == "icon icon--leaf"
    assert render(ICON, name="ring").find("svg").get("class") == "icon"
