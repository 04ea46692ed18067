"""Visits: proposed, confirmed, or booked as both sides agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from award.actions.calling_off import call_off_other_first
from award.actions.fitting import kinds_of, must_be_the_only_first, visitor_role
from award.actions.histories import write_history
from award.actions.moves import acted, refresh
from award.actions.pausing import must_not_rest
from award.actions.telling import Recipient
from award.actions.telling_visits import tell_of_visit
from award.actions.timing import Wanted, each_once, just_passed, must_suit, to_be_booked
from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import VisitForm
from award.domain.visit_days import WrongDay, spoken_moment
from award.domain.visits import VisitKind, VisitState, visit_row
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.tied import is_bound_visitor
from award.storage.visit_offers import is_offered_by
from award.storage.visits import Visit

STANDS: Final = "The day stands because:"
BOUND: Final = "You have a tie to this setting, so somebody else makes this visit."
PASSED: Final = "This date has passed. Choose another one, or offer other dates"


@dataclass(frozen=True)
class Plan:
    """What a visit is to be. One moment offered books it when the visitor's side says so.

    ``despite`` says why a day is right on which the setting is closed, or the visitor elsewhere.
    """

    kind: VisitKind
    form: VisitForm
    offered: Sequence[datetime]
    visitor_id: int
    place: str = ""
    minutes: int = 90
    despite: str = ""

    def at(self, moments: Sequence[datetime]) -> Wanted:
        """The same at these moments, for those who look whether the days suit."""
        return Wanted(moments, self.minutes, self.form, self.visitor_id)


def propose_visit(journey: Journey, plan: Plan, *, by: Actor, at: datetime) -> Visit:
    """Offer one or more dates for a visit. The other side confirms one.

    Raises NotAllowed in a pause and for a kind that does not fit the stage, the route or the
    visitor, and WrongDay where a date is not to come.
    """
    must_be_open_to_dates(journey)
    visit = _new_visit(journey, plan, each_once(plan.offered), by=by, at=at, to_come=True)
    return note_visit(journey, visit, "propose_visit", by=by, at=at, kept=visit.kept_because)


def must_be_open_to_dates(journey: Journey) -> None:
    """Refuse dates that ask for an answer while the journey is paused. Raises NotAllowed.

    What both sides agreed already is booked all the same.
    """
    must_not_rest(journey, "Propose a visit once it goes on.")


def _new_visit(
    journey: Journey,
    plan: Plan,
    moments: Sequence[datetime],
    *,
    by: Actor,
    at: datetime,
    to_come: bool = False,
) -> Visit:
    """The visit with these moments offered. Raises NotAllowed or NotReady where it does not fit.

    ``to_come`` says that none of them may have passed.
    """
    role = _must_fit(journey, plan)
    now = at if to_come else None
    kept = must_suit(journey, plan.at(moments), despite=plan.despite, at=now)
    visit = Visit(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        kind=plan.kind,
        form=plan.form,
        state=VisitState.PROPOSED,
        offered=[one.isoformat() for one in moments],
        minutes=plan.minutes,
        place=plan.place.strip(),
        visitor_id=plan.visitor_id,
        visitor_role=role,
        kept_because=kept,
        proposed_by_id=by.user_id,
        proposed_at=at,
    )
    session_of(journey).add(visit)
    session_of(journey).flush()
    return visit


def _must_fit(journey: Journey, plan: Plan) -> Role:
    """The role in which the visitor makes it. Raises where it does not fit the journey."""
    must_be_held(journey)
    row = visit_row(plan.kind)
    if journey.stage not in row.stages:
        raise NotAllowed(f"A journey at this stage has no {row.name.lower()}.")
    if plan.kind is VisitKind.RENEWAL and row not in kinds_of(journey):
        raise NotReady("A renewal visit is for a setting that renews its award. Choose another")
    must_be_the_only_first(journey, plan.kind)
    if plan.kind is VisitKind.INITIAL and plan.form not in journey.route.rules.initial_visit:
        raise NotReady(
            "Choose another way: this route does not take this one for an initial visit", of="form"
        )
    return visitor_role(journey, plan.kind, plan.visitor_id)


def find_visit(journey: Journey, visit_id: int) -> Visit:
    """A visit of this journey. Raises NotFound for any other."""
    visit = session_of(journey).get(Visit, visit_id)
    if visit is None or visit.journey_id != journey.id:
        raise NotFound
    return visit


def standing_visit(journey: Journey, visit_id: int, *states: VisitState) -> Visit:
    """A visit in one of these states. Raises NotAllowed for one that was set aside."""
    visit = find_visit(journey, visit_id)
    if visit.state not in states or visit.superseded_at is not None:
        raise NotAllowed(f"{_how_it_stands(visit)} Look at the page again.")
    return visit


def _how_it_stands(visit: Visit) -> str:
    if visit.state is VisitState.CONFIRMED and visit.starts_at and visit.superseded_at is None:
        return f"This visit is booked for {spoken_moment(visit.starts_at)}."
    return "This visit has moved on."


def changeable_visit(journey: Journey, visit_id: int, *states: VisitState, by: Actor) -> Visit:
    """A visit in one of these states whose day may be changed by this person.

    Who is assigned to the journey changes only visits that they make. Raises NotAllowed.
    """
    visit = standing_visit(journey, visit_id, *states)
    if by.role in ASSIGNED_ROLES and by.user_id != visit.visitor_id:
        raise NotAllowed("Somebody else makes this visit. Ask them to change it.")
    if by.role in ASSIGNED_ROLES:
        must_be_unbound(journey, visit)
    return visit


def must_be_unbound(journey: Journey, visit: Visit) -> None:
    """Refuse a visitor whom a tie keeps from the visit: it, and what is written, is handed on.

    Raises NotAllowed.
    """
    if is_bound_visitor(journey, visit.visitor_id, visit.visitor_role):
        raise NotAllowed(BOUND)


def must_wait_for_a_day(journey: Journey, visit_id: int, *, by: Actor) -> Visit:
    """A visit of whose days this person may choose one. Raises NotAllowed."""
    visit = changeable_visit(journey, visit_id, VisitState.PROPOSED, by=by)
    if not may_choose(journey, visit, by=by):
        raise NotAllowed("The other side confirms the date: you proposed it.")
    return visit


def may_choose(journey: Journey, visit: Visit, *, by: Actor) -> bool:
    """Whether one of the days that wait is for this person to choose: not of their side's offer.

    A visitor, or a coordinator, writes down what was agreed with the setting otherwise.
    """
    writes_down = by.role is Role.COORDINATOR or visit.visitor_id == by.user_id
    return writes_down or not is_offered_by(journey.setting_id, visit)


def writes_yes_of_setting(journey: Journey, visit: Visit, *, by: Actor) -> bool:
    """Whether the setting is to choose one of the dates, and this person is not of the setting."""
    return by.role not in SETTING_ROLES and not is_offered_by(journey.setting_id, visit)


def confirm_visit(
    journey: Journey,
    visit_id: int,
    starts_at: datetime,
    *,
    by: Actor,
    at: datetime,
    despite: str = "",
) -> Visit:
    """Say yes to one of the dates that the other side offered.

    Where the dates wait for the setting, whoever works for the authority writes down its yes, on
    its behalf: it was given by phone or e-mail. Raises WrongDay for one that has passed, or at
    which the visitor is elsewhere by now.
    """
    must_be_held(journey)
    visit = must_wait_for_a_day(journey, visit_id, by=by)
    must_be_the_only_first(journey, visit.kind)
    offered = {datetime.fromisoformat(one) for one in visit.offered}
    if starts_at not in offered:
        raise NotReady("Choose one of the dates that were offered, or propose others")
    if starts_at <= at:
        raise WrongDay(PASSED)
    kept = must_suit(
        journey, wanted_of(visit, starts_at), despite=despite, is_offered=True,
        may_stand=by.role not in SETTING_ROLES,
    )  # fmt: skip
    if writes_yes_of_setting(journey, visit, by=by):
        by = replace(by, on_behalf=True)
    visit.state, visit.starts_at = VisitState.CONFIRMED, starts_at
    visit.kept_because = kept or visit.kept_because
    visit.version += 1
    call_off_other_first(journey, visit, by=by, at=at)
    return note_visit(journey, visit, "confirm_visit", by=by, at=at, kept=kept)


def wanted_of(visit: Visit, *moments: datetime) -> Wanted:
    """This visit at other moments, for those who look whether the days suit."""
    return Wanted(moments, visit.minutes, visit.form, visit.visitor_id, visit.id)


def book_visit(
    journey: Journey, plan: Plan, *, by: Actor, at: datetime, held: bool = False
) -> Visit:
    """Write down a date that both sides agreed already, for example on the phone.

    One letter says that it is agreed; nobody is asked for a yes that they gave.
    ``held`` says that the visit has already taken place, at most ninety days ago: nobody is
    written to about it then. Raises WrongDay for a moment on the other side of now.
    """
    if by.role in SETTING_ROLES:
        raise NotAllowed("Propose dates, and the visitor confirms one.")
    moments = just_passed(plan.offered, at) if held else to_be_booked(plan.offered, at)
    visit = _new_visit(journey, plan, moments, by=by, at=at)
    if not held:
        note_visit(
            journey, visit, "propose_visit", by=by, at=at, kept=visit.kept_because, person=()
        )
    visit.state, visit.starts_at = VisitState.CONFIRMED, moments[0]
    visit.version += 1
    call_off_other_first(journey, visit, by=by, at=at)
    if held:
        words = f"{visit_row(visit.kind).name}. It has already taken place"
        if visit.kept_because:
            words = f"{words}. {STANDS} {visit.kept_because}"
        write_history(journey, "confirm_visit", by=by, at=at, words=words)
        acted(journey, by=by, at=at)
        refresh(journey, at=at)
        return visit
    return note_visit(journey, visit, "confirm_visit", by=by, at=at)


def note_visit(
    journey: Journey,
    visit: Visit,
    step: str,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    fields: dict[str, str] | None = None,
    kept: str = "",
    person: Sequence[Recipient] | None = None,
) -> Visit:
    """Write the step down, and tell who is to know. ``kept`` is why an unlikely day stands.

    ``person`` is who is told beside the visitor and the setting, where that is not plain.
    """
    said = f"{visit_row(visit.kind).name}. {words}".strip()
    if kept:
        said = f"{said} {STANDS} {kept}"
    line = write_history(journey, step, by=by, at=at, words=said, kept={"visit": visit.id})
    acted(journey, by=by, at=at)
    refresh(journey, at=at)
    key = f"visit:{visit.id}:history:{line.id}"
    tell_of_visit(
        journey, visit, step, key=key, by=by, at=at, words=words, fields=fields, person=person
    )
    return visit
