"""The leaf held by open hands, and the seal."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_the_motif_says_nothing_to_those_who_listen(render: Render) -> None:
    shown = render('{% from "components/motif.html" import motif %}{{ motif(on_teal=true) }}')

    assert shown.find("svg").get("aria-hidden") == "true"
    assert shown.find("svg").get("class") == "motif motif--on-teal"
    assert len(shown.findall(".//path")) == 2


def test_the_seal_has_a_scalloped_edge(render: Render) -> None:
    shown = render('{% from "components/motif.html" import seal %}{{ seal() }}')

    assert len(shown.findall(".//g[@class='seal__edge']/circle")) == 41
