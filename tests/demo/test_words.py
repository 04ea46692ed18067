"""What is written in the demo world fits the kind of place."""

import re

import pytest

from award.demo.accounts import VISITS
from award.demo.words import (
    CALLS,
    EVIDENCE,
    EVIDENCE_OF,
    NEXT_STEPS,
    STRENGTHS,
    VOICES,
    WHY,
    Voice,
)

OF_SCHOOLS = re.compile(
    r"years? \d|pupil|head ?teacher|governor|midday|playground|lesson|school|class|book bag"
    r"|staff room|reception|librar|tutor|half-term",
    re.IGNORECASE,
)
OTHERS = (Voice.EARLY, Voice.CLUB, Voice.HOME)


def said_at(voice: Voice) -> list[str]:
    """All that is written of a place of this kind."""
    told = VISITS[voice]
    given = EVIDENCE | EVIDENCE_OF[voice]
    heard = [words for _, code, three in told.heard for words in three]
    return [
        WHY[voice], STRENGTHS[voice], NEXT_STEPS[voice], told.met, told.summary, told.next_steps,
        *heard, *(words for pair in given.values() for words in pair), *(said for _, said in CALLS),
    ]  # fmt: skip


@pytest.mark.parametrize("voice", OTHERS)
def test_nothing_of_a_school_is_said_where_there_is_none(voice: Voice) -> None:
    assert [one for one in said_at(voice) if OF_SCHOOLS.search(one)] == []


def test_no_place_has_children_of_years_that_it_may_not_have() -> None:
    assert [one for voice in Voice for one in said_at(voice) if re.search(r"years? \d", one)] == []


def test_each_kind_of_place_that_is_no_school_has_words_of_its_own() -> None:
    kinds = {"early_years", "family_hub", "youth_club", "play", "wraparound", "childrens_home"}

    assert kinds <= set(VOICES)
