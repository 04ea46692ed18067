"""The coverage of every criterion: a sign and a word for each slot, and the same as a table."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.web.kit.coverage import LOOKS, Cell, Chapter, Coverage, Row

Render = Callable[..., HtmlElement]
USE = "{% from 'components/coverage.html' import coverage %}"
OLD = Cell("attention", "clock", "Too old", "The policy", ["Our policy"], "From 4 May 2023")
MISSING = Cell("missing", "ring", "Not there yet", "Minutes", [])
ROW = Row("1.1", "A policy", "/1.1", True, True, False, [OLD, MISSING])
FOUND = Coverage([Chapter("1 Safe", [ROW])], "the visit on 3 March 2027")


def test_each_sign_stands_beside_its_word_and_what_is_expected(render: Render) -> None:
    shown = render(USE + "{{ coverage(found, '/here') }}", found=FOUND)

    words = shown.text_content()
    for expected in (
        "0 of 1 criteria",
        "0 of 1 have enough",
        "Too old",
        "The policy",
        "From 4 May 2023",
        "Still needed",
    ):
        assert expected in words
    assert len(shown.xpath(".//ul[@class='coverage__slots']/li")) == 2


def test_the_table_names_what_was_given(render: Render) -> None:
    shown = render(USE + "{{ coverage(found, '/here', as_table=true) }}", found=FOUND)

    cells = [one.text_content() for one in shown.findall(".//td")]
    assert "Our policy" in " ".join(cells)


def test_no_two_standings_share_a_sign() -> None:
    signs = [sign for _, sign, _ in LOOKS.values()]

    assert len(set(signs)) == len(signs)
