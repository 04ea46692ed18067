"""A letter for who has no account."""

import re
from pathlib import Path

import pytest

import award
from award.domain.letter_texts import check_text
from award.domain.letters import LETTERS, Addressee
from award.domain.letters_without_room import without_room

TEXTS = Path(award.__file__).parent / "seed" / "letters"

TEXT = """Subject: You are taking part: ((setting))
Button: Go to your journey

Hello ((name)),

Next we agree a first visit together. It begins here: ((link))

Best wishes
((authority))
"""


def told(line: str, lead: str = "Amara Holt") -> list[str]:
    """The paragraphs that a line with a link becomes, without greeting and end."""
    text = TEXT.replace("Next we agree a first visit together. It begins here: ((link))", line)
    return without_room(text, lead).split("\n\n")[2:-1]


LED = (
    "You have no account with us and need none. Amara Holt leads the work at ((setting)), "
    "has all of it there, sees to what is asked, and can show it to you."
)


def test_words_stand_for_the_link_and_the_button_is_gone() -> None:
    found = without_room(TEXT, "Amara Holt")

    assert "((link))" not in found
    assert "Button:" not in found
    assert found.endswith(
        "It begins on the pages of ((setting)).\n\n" + LED + "\n\nBest wishes\n((authority))\n"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("It is ready to print: ((link))", ["It is ready to print."]),
        ("It is ready. Begin here: ((link)).", ["It is ready. Begin on the pages of ((setting))."]),
        ("What it asks, here: ((link))", ["What it asks on the pages of ((setting))."]),
        ("It is kept. See what is left: ((link))", ["It is kept."]),
        ("See what is left: ((link))", []),
        ("Look at ((link)) today.", ["Look at the pages of ((setting)) today."]),
    ],
)  # fmt: skip
def test_a_line_that_led_somewhere_tells_what_it_led_to(line: str, expected: list[str]) -> None:
    assert told(line) == [*expected, LED]


def test_where_nobody_leads_the_coordinator_does_it() -> None:
    assert told("Begin here: ((link))", "")[-1].endswith(
        "Answer this letter, and the coordinator sees to what is asked and shows you what you "
        "would like to see."
    )


def test_a_name_with_brackets_is_no_field() -> None:
    assert "Amara (Holt) leads the work" in without_room(TEXT, "Amara ((Holt))")


def test_no_letter_that_comes_with_the_program_reads_broken_without_its_link() -> None:
    for one in LETTERS:
        if Addressee.HEAD in one.to:
            text = (TEXTS / f"{one.code}.txt").read_text(encoding="utf-8")
            found = without_room(text, "Amara Holt")
            assert check_text(found, one.fields) == ()
            body = found.partition("\n")[2]
            assert not re.search(r"\bhere\.|\bhere:|: *\n\nYou have|\n\n\n", body), body


def test_a_text_without_a_link_stays_as_it_is() -> None:
    text = TEXT.replace(" It begins here: ((link))", "")

    assert without_room(text, "Amara Holt") == text
