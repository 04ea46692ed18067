"""The first evidence of the demo world: for criteria and for an action."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from award.actions import assigning, collecting, using
from award.actions.sending import EvidenceWords
from award.demo.drawing import photographs
from award.demo.tellers import Storyteller
from award.domain.people import Role
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem
from award.storage.journeys import AssignmentKind, Journey
from award.storage.plans import PlannedAction

FIRST: Final = 9


def give_first(teller: Storyteller, how_many: int) -> dict[str, EvidenceItem]:
    """The lead gives something for the first criteria; returns it by criterion."""
    teller.pass_time(hours=2)
    with transaction(lock=teller.journey) as held:
        codes = [one.code for one in held.asked][:how_many]
        return {code: teller.add_evidence(held, code) for code in codes}


def give_first_evidence(teller: Storyteller) -> None:
    """The lead gives files and a few notes; an adviser is named."""
    given = give_first(teller, FIRST)
    with transaction(lock=teller.journey) as held:
        use_for_plan(teller, held, given)
        if teller.adviser is not None:
            kind, coordinator = AssignmentKind.ADVISER, teller.by(Role.COORDINATOR)
            assigning.assign(held, kind, teller.adviser.id, by=coordinator, at=teller.at)


def fill_tray(teller: Storyteller, codes: tuple[str, ...]) -> None:
    """The lead drops photos into the tray, to be sorted later."""
    for paper in photographs(codes, teller.voice):
        with transaction(lock=teller.journey) as held:
            file, by = teller.keep(paper), teller.by(Role.LEAD)
            collecting.add_evidence(held, EvidenceWords(""), file=file, by=by, at=teller.at)


def use_for_plan(teller: Storyteller, journey: Journey, given: Mapping[str, EvidenceItem]) -> None:
    """What was given shows how far an action is."""
    session = session_of(journey)
    pairs = [
        (given[code].id, using.Target(action_id=action.id))
        for action in session.scalars(select(PlannedAction).filter_by(journey_id=journey.id))
        for code in action.criteria[:1]
        if code in given
    ]
    using.use_evidence(journey, pairs, by=teller.by(Role.LEAD), at=teller.at)
