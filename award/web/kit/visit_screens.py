"""The screens on which the record of a visit is noted and written up, in every visitor's room."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import needs
from award.web.kit.visit_noting import (
    Noting,
    first_open,
    must_be_asked,
    note_conversation,
    note_criterion,
)
from award.web.kit.visit_writers import said_against
from award.web.kit.visit_writing import sheet, write_up

VISIT = "/journeys/<int:journey_id>/visits/<int:visit_id>"
BOTH = ("GET", "POST")
Find = Callable[[int, int], Noting]
Early = Callable[[Noting], ResponseReturnValue | None]
Travel = Callable[[Noting], list[dict[str, Any]]]


def noting_screens(bp: Blueprint, noting_of: Find, too_early: Early) -> None:
    """Give a room the record by conversation and by criterion.

    ``noting_of`` finds a visit that the actor may note, else it raises NotFound; ``too_early``
    answers in the record's place while there is nothing to write.
    """

    @bp.get(f"{VISIT}/record")
    @needs(May.WRITE_VISIT_RECORD)
    def visit_record(journey_id: int, visit_id: int) -> ResponseReturnValue:
        """The record opens with the first conversation in which nothing is noted yet.

        What the setting says against it is put right where it was summed up.
        """
        noting = noting_of(journey_id, visit_id)
        against = said_against(noting.journey, noting.visit)
        there = url_for(".visit_write_up", **noting.here) if against else first_open(noting)
        return too_early(noting) or redirect(there)

    @bp.route(f"{VISIT}/record/<conversation>", methods=BOTH)
    @needs(May.WRITE_VISIT_RECORD)
    def visit_conversation(
        journey_id: int, visit_id: int, conversation: str
    ) -> ResponseReturnValue:
        """Note what was seen and heard in one conversation or place."""
        noting = noting_of(journey_id, visit_id)
        must_be_asked(noting, conversation=conversation)
        return too_early(noting) or note_conversation(noting, conversation)

    @bp.route(f"{VISIT}/record/criteria/<code>", methods=BOTH)
    @needs(May.WRITE_VISIT_RECORD)
    def visit_criterion(journey_id: int, visit_id: int, code: str) -> ResponseReturnValue:
        """Note what was seen and heard of one criterion, in whichever conversation."""
        noting = noting_of(journey_id, visit_id)
        must_be_asked(noting, code=code)
        return too_early(noting) or note_criterion(noting, code)


def writing_screens(bp: Blueprint, noting_of: Find, too_early: Early, travel_of: Travel) -> None:
    """Give a room the record's end, and the sheet on paper; ``travel_of`` says how to get there."""

    @bp.route(f"{VISIT}/write-up", methods=BOTH)
    @needs(May.WRITE_VISIT_RECORD)
    def visit_write_up(journey_id: int, visit_id: int) -> ResponseReturnValue:
        """Whom I met, what I saw, what comes next; and that the record is finished."""
        noting = noting_of(journey_id, visit_id)
        return too_early(noting) or write_up(noting)

    @bp.get(f"{VISIT}/sheet")
    @needs(May.WRITE_VISIT_RECORD)
    def visit_sheet(journey_id: int, visit_id: int) -> ResponseReturnValue:
        """The questions on paper, with lines to write on."""
        noting = noting_of(journey_id, visit_id)
        return sheet(noting, travel_of(noting))
