"""Everything that waits for somebody in one journey now, gathered from what is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.calendars import Calendar
from award.domain.decision_guards import any_outcome_carried, are_split
from award.domain.decisions import voters_for
from award.domain.facts import Outcome, PlanState
from award.domain.lifecycle import is_open
from award.domain.reminders import Wait, Waiting
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import GONE, VisitKind, VisitState
from award.domain.waits import Found
from award.queries.waits_beside import (
    appeal_waits,
    approval_waits,
    award_waits,
    check_in_waits,
    condition_waits,
    lead_waits,
    look_waits,
    not_applicable_waits,
)
from award.queries.waits_of_visits import visit_waits
from award.storage.accounts import Enquiry
from award.storage.awards import Award
from award.storage.days import council_calendar, day_of
from award.storage.db import session_of
from award.storage.decisions import CLOSED_CONDITIONS, Appeal, AppealState, Condition, Meeting, Vote
from award.storage.enquiry_replies import replied_at
from award.storage.facts import JourneyFacts, facts_of
from award.storage.fallen_visits import visit_fell_at
from award.storage.journeys import History, Journey
from award.storage.recognisable import with_recognisable
from award.storage.visits import Visit

BY_THEMSELVES: Final = "resume"
VISIT_HOLDS_TURN: Final = frozenset({Turn.ADVISER, Turn.COORDINATOR})


@dataclass(frozen=True)
class Read:
    """One reading of a journey, shared by all that look for waits."""

    journey: Journey
    facts: JourneyFacts
    at: datetime
    today: date
    council_days: Calendar

    def waiting(self, thing: str, wait: Wait, since: date, *, own: bool = False) -> Waiting:
        """A wait of this journey; ``own`` where the coordinator is who is waited for."""
        return Waiting(
            thing=thing,
            wait=wait,
            since=since,
            stage=self.journey.stage,
            turn=self.journey.turn,
            paused=self.facts.paused,
            coordinators_own=own,
        )


def list_looked_at(session: Session, *, authority_id: int | None = None) -> list[int]:
    """The journeys, by number, that the calendar has anything to do with."""
    parts = (
        select(Journey.id).where(Journey.ended_at.is_(None)),
        select(Condition.journey_id).where(Condition.state.not_in(CLOSED_CONDITIONS)),
        select(Appeal.journey_id).where(
            Appeal.state != AppealState.DISMISSED,
            Appeal.used_at.is_(None),
        ),
        select(Award.journey_id).where(
            Award.journey_id.is_not(None),
            Award.state.not_in((AwardState.REVOKED, AwardState.SUPERSEDED)),
        ),
        select(Visit.journey_id).where(
            Visit.state == VisitState.SHARED, Visit.superseded_at.is_(None)
        ),
        with_recognisable(),
    )
    found = union(*parts).subquery()
    chosen = select(Journey.id).where(Journey.id.in_(select(found))).order_by(Journey.id)
    if authority_id is not None:
        chosen = chosen.where(Journey.authority_id == authority_id)
    return list(session.scalars(chosen))


def list_waits(journey: Journey, *, at: datetime) -> list[Found]:
    """What waits in this journey, each with the day from which it is counted."""
    read = read_journey(journey, at=at)
    beside = [
        *approval_waits(journey, read.facts, read.waiting),
        *visit_waits(journey, at, read.waiting),
        *not_applicable_waits(journey, read.waiting),
        *look_waits(journey, read.waiting),
        *appeal_waits(journey, read.facts, read.waiting),
        *condition_waits(journey, read.today, read.waiting),
        *award_waits(journey, read.today, read.council_days, read.waiting),
        *check_in_waits(journey, read.today, read.waiting),
        *lead_waits(journey, read.waiting),
        *_pause_waits(read),
    ]
    return [*_turn_waits(read, beside), *beside]


def read_journey(journey: Journey, *, at: datetime) -> Read:
    """The journey with its facts and calendars at a moment."""
    return Read(
        journey=journey,
        facts=facts_of(journey, at=at),
        at=at,
        today=day_of(at),
        council_days=council_calendar(session_of(journey), journey.authority_id),
    )


def list_enquiries(session: Session) -> list[tuple[Enquiry, Found]]:
    """Everybody who asked to take part and waits: for an answer, or for what follows a reply."""
    rows = session.execute(
        select(Enquiry, replied_at()).where(Enquiry.answered_at.is_(None)).order_by(Enquiry.id)
    )
    return [
        (one, Found(Waiting(f"enquiry:{one.id}", Wait.ENQUIRY, day_of(replied or one.asked_at))))
        for one, replied in rows
    ]


def _turn_waits(read: Read, beside: list[Found]) -> Iterator[Found]:
    """The turn as such, unless something beside it says better what is waited for."""
    journey, turn = read.journey, read.journey.turn
    if not is_open(journey.stage) or turn is Turn.NOBODY:
        return
    waits = {one.waiting.wait for one in beside}
    if Wait.PAUSE_ENDED in waits:
        return
    booking = journey.stage is Stage.PLANNING and turn in VISIT_HOLDS_TURN
    if booking and _visit_speaks(journey):
        return
    thing = f"journey:{journey.id}"
    yield Found(read.waiting(thing, Wait.TURN, _turn_since(read)))
    if booking and journey.plan_state is PlanState.PUT_FORWARD and journey.plan_put_forward_at:
        since = day_of(journey.plan_put_forward_at)
        yield Found(read.waiting(thing, Wait.PLAN_PUT_FORWARD, since))
    if turn is Turn.PANEL:
        yield from _vote_waits(read)
    if (fell_at := visit_fell_at(journey)) is not None:
        yield Found(read.waiting(thing, Wait.VISIT_TO_ARRANGE, day_of(fell_at)))
    if journey.stage is Stage.GATHERING and journey.deferred_until is not None:
        yield Found(read.waiting(thing, Wait.DEFERRAL, journey.deferred_until))


def _visit_speaks(journey: Journey) -> bool:
    """Whether a first visit is on its way, so that its own waits are what is waited for."""
    found = session_of(journey).scalar(
        select(Visit.id)
        .where(
            Visit.journey_id == journey.id,
            Visit.kind.in_((VisitKind.INITIAL, VisitKind.RENEWAL)),
            Visit.state.not_in({*GONE, VisitState.SHARED, VisitState.SIGNED}),
            Visit.superseded_at.is_(None),
        )
        .limit(1)
    )
    return found is not None


def _turn_since(read: Read) -> date:
    """From when the turn is counted: a setting that acts is not quiet, a visit is waited for."""
    journey = read.journey
    since = day_of(journey.waiting_since)
    if journey.turn is Turn.SETTING and journey.stage is not Stage.CHECKING:
        return max(since, day_of(journey.last_setting_act_at))
    if (journey.stage, journey.turn) == (Stage.ASSESSING, Turn.ASSESSOR):
        visit = session_of(journey).scalar(
            select(Visit.starts_at)
            .where(
                Visit.journey_id == journey.id,
                Visit.kind == VisitKind.ASSESSMENT,
                Visit.state.not_in(GONE),
                Visit.superseded_at.is_(None),
                Visit.starts_at.is_not(None),
            )
            .order_by(Visit.starts_at.desc())
            .limit(1)
        )
        return max(since, day_of(visit)) if visit else since
    if journey.turn is Turn.PANEL:
        panel_on = journey.round.panel_on if journey.round is not None else since
        return _all_spoke_on(read) or max(since, panel_on)
    return since


def _vote_waits(read: Read) -> Iterator[Found]:
    """Votes that agree and are not released, or are split though enough were given."""
    facts, thing = read.facts, f"journey:{read.journey.id}"
    since = _all_spoke_on(read)
    if since is None:
        return
    if any_outcome_carried(facts) is None:
        yield Found(read.waiting(thing, Wait.VOTES_AGREED, since))
        return
    counts = [len(voters_for(one, facts)) for one in Outcome]
    if are_split(sum(counts), max(counts), facts.rules.votes):
        yield Found(read.waiting(thing, Wait.VOTES_SPLIT, since))


def _all_spoke_on(read: Read) -> date | None:
    """The day of the last vote once as many were given as are asked, or of a meeting's decision.

    From then letters are counted, whether the votes agree or not: outside the panel nobody is to
    learn it from the day of a letter.
    """
    facts, journey, session = read.facts, read.journey, session_of(read.journey)
    met = session.scalars(
        select(Meeting.recorded_at).where(
            Meeting.journey_id == journey.id, Meeting.set_aside_at.is_(None)
        )
    ).all()
    given = session.scalars(
        select(Vote.at).where(Vote.journey_id == journey.id, Vote.set_aside_at.is_(None))
    ).all()
    count = sum(len(voters_for(one, facts)) for one in Outcome)
    enough = bool(met) or (bool(given) and count >= facts.rules.votes)
    return day_of(max([*given, *met])) if enough else None


def _pause_waits(read: Read) -> Iterator[Found]:
    """A pause that was asked for, and one that has ended by its date with nothing done since."""
    journey, thing = read.journey, f"journey:{read.journey.id}"
    if not is_open(journey.stage):
        return
    if journey.pause_asked_at is not None and not read.facts.paused:
        yield Found(read.waiting(thing, Wait.PAUSE_ASKED, day_of(journey.pause_asked_at)))
    ended_at = session_of(journey).scalar(
        select(History.at)
        .where(
            History.journey_id == journey.id,
            History.what == BY_THEMSELVES,
            History.by_id.is_(None),
        )
        .order_by(History.number.desc())
        .limit(1)
    )
    quiet = ended_at is not None and journey.last_setting_act_at <= ended_at
    if quiet and ended_at and journey.stage_since <= ended_at and journey.turn is Turn.SETTING:
        yield Found(read.waiting(thing, Wait.PAUSE_ENDED, day_of(ended_at)))
