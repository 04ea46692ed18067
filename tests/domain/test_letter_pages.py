"""The text of a letter as a page."""

import pytest

from award.domain.letter_pages import (
    Heading,
    Paragraph,
    heading_of,
    may_ask,
    opening_of,
    paragraphs_of,
    why_told,
)

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


def test_a_letter_that_somebody_was_asked_to_be_sent_says_by_whom_in_plain_words() -> None:
    assert why_told("colleague_asked", "", "Fen") == (
        "You get this letter because somebody who works on the award gave us your address."
    )
    assert why_told("password_reset", "", "Fen") == (
        "You get this letter because somebody asked for a new password."
    )


@pytest.mark.parametrize(
    ("subject", "place", "heading"),
    [
        ("Your plan is agreed: Willow Lane", "Willow Lane", ("Your plan is agreed", "Willow Lane")),
        ("How is it going? Willow Lane", "Willow Lane", ("How is it going?", "Willow Lane")),
        ("Your plan is agreed: a setting", "Willow Lane", ("Your plan is agreed: a setting", "")),
        ("What grows at Willow Lane", "Willow Lane", ("What grows at Willow Lane", "")),
        ("Willow Lane", "Willow Lane", ("Willow Lane", "")),
        ("Your password was changed", "", ("Your password was changed", "")),
        ("Your plan: X", "X", ("Your plan", "X")),
    ],
)
def test_a_setting_named_at_the_end_of_the_subject_stands_on_a_line_of_its_own(
    subject: str, place: str, heading: tuple[str, str]
) -> None:
    assert heading_of(subject, place) == Heading(*heading)


@pytest.mark.parametrize(
    ("lines", "leading", "items"),
    [
        (("Due now:", "- one", "- two"), ("Due now:",), ("one", "two")),
        (("- one",), (), ("one",)),
        (("- one", "and more"), ("- one", "and more"), ()),
        (("No list",), ("No list",), ()),
        ((), (), ()),
    ],
)
def test_lines_with_dashes_at_the_end_of_a_paragraph_are_its_list(
    lines: tuple[str, ...], leading: tuple[str, ...], items: tuple[str, ...]
) -> None:
    found = Paragraph(lines)

    assert (found.leading, found.items) == (leading, items)


def test_a_letter_opens_with_how_it_goes_on_after_the_greeting() -> None:
    words = Paragraph(("Well done.", "It is " + "long " * 60))

    opening = opening_of((Paragraph(("Hello Ada,",)), words))

    assert opening.startswith("Well done. It is long long")
    assert (len(opening) <= 140, opening[-1]) == (True, "…")
    assert opening_of((Paragraph(("Only this.",)),)) == opening_of(()) == ""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/setting/7", True),
        ("", True),
        ("/fen/assessor/journeys/2", True),
        ("/fen/coordinator", False),
        ("/fen/admin/people", False),
    ],
)
def test_who_is_asked_themselves_is_not_told_whom_to_ask(path: str, may: bool) -> None:
    assert may_ask(path) is may
