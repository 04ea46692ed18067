"""What the panel or the assessor asks for once more, as a setting's first page says it."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Final

from flask import url_for

from award.storage.frameworks import criteria_of
from award.storage.journeys import CriterionAsked, Journey
from award.web.kit.filters import day, listed
from award.web.setting.deeds import Deed

LONGEST: Final = 160


def asked_line(journey: Journey, asked: Sequence[CriterionAsked]) -> str:
    """Who asks for more, on what, and until when."""
    codes = listed(one.code for one in asked)
    if journey.deferred_until is None:
        return f"The assessor asks for more on {codes}. All else stands."
    until = day(journey.deferred_until)
    return f"The panel asks for more on {codes}, until {until}. All else stands."


def asked_deeds(journey: Journey, asked: Sequence[CriterionAsked]) -> list[Deed]:
    """One deed a criterion, with the words in which it was asked."""
    titles = {one.code: one.title for one in criteria_of(journey)}
    return [
        Deed(
            f"Do what is asked for on {one.code}, {titles.get(one.code, '')}".rstrip(", "),
            url_for("setting.criterion", journey_id=journey.id, code=one.code),
            "Read what is asked",
            shorten(one.more_asked_words, LONGEST, placeholder=" …"),
        )
        for one in asked
    ]
