"""The text of a letter as a page."""

import pytest

from award.domain.letter_pages import Paragraph, paragraphs_of, why_told

LINK = "((link))"


def test_paragraphs_keep_their_lines_and_know_their_link() -> None:
    body = "Hello Ada,\n\nDue now:\n\n- one\r\n- two\n\nSee it here: ((link))\n\nBest wishes\nFen\n"

    assert paragraphs_of(body, LINK) == (
        Paragraph(("Hello Ada,",)),
        Paragraph(("Due now:",)),
        Paragraph(("- one", "- two")),
        Paragraph(("See it here:",), has_link=True),
        Paragraph(("Best wishes", "Fen")),
    )


def test_a_link_that_stands_alone_or_amid_words_is_a_button_below() -> None:
    assert paragraphs_of("((link))\n\nOpen ((link)) today\n\n \n", LINK) == (
        Paragraph((), has_link=True),
        Paragraph(("Open today",), has_link=True),
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/setting/7/journeys/2", "you work on the award of Fen at your setting"),
        ("/fen/coordinator/journeys/2", "you look after the award of Fen"),
        ("/fen/assessor", "you advise or assess for the award of Fen"),
        ("/fen/panel/journeys/2", "you are on the panel of the award of Fen"),
        ("/fen/steering", "you are in the steering group of the award of Fen"),
        ("/admin", "you look after the accounts of the award of Fen"),
        ("", "Fen has something to tell you about its award"),
    ],
)
def test_a_letter_says_why_it_came_by_where_it_leads(path: str, words: str) -> None:
    assert why_told("reminder", path, "Fen") == f"You get this letter because {words}."


def test_a_letter_about_an_account_says_so_wherever_it_leads() -> None:
    assert why_told("password_changed", "/setting/7", "Fen") == (
        "You get this letter because it is about your own account."
    )
