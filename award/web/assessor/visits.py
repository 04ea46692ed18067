"""Visits of a journey: offered, confirmed, moved, called off."""

from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.fitting import kinds_of
from award.actions.recording import agree_by
from award.actions.visiting import book_visit, find_visit, propose_visit, writes_yes_of_setting
from award.adapters import clock
from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.spoken import listed
from award.domain.visit_days import WrongDay, spoken_moment, still_to_come
from award.domain.visits import FINISHED, VisitState, visit_row
from award.queries.journeys import closed_judges
from award.queries.visits import VisitSeen, arranged_since, is_off, list_visits
from award.queries.visits import find_visit as find_seen
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.journeys import AssignmentKind, Journey
from award.storage.tied import is_bound_visitor
from award.storage.visits import Visit
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import (
    find_mine,
    is_kept_from,
    is_second,
    is_to_make,
    judging_as,
    may_read_record,
    parts_in,
)
from award.web.assessor.forms import FORM_WORDS, plan_of, visit_form
from award.web.assessor.journey import BOUND, around
from award.web.assessor.travel import travel_rows
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.errors import refused
from award.web.kit.filters import moment
from award.web.kit.forms import Choice, Form
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_agreeing import share_words, until_words
from award.web.kit.visit_fields import refuse_day
from award.web.kit.visit_noting import has_begun, state_words
from award.web.kit.visit_writers import hand_overs_shown, is_mended, notes_by_place, said_against
from award.web.kit.ways_held import WayHeld, ask_way

STATES = {
    VisitState.PROPOSED: ("others", "Dates offered"),
    VisitState.CONFIRMED: ("yours", "Confirmed"),
    VisitState.DONE: ("yours", "To be written up"),
    VisitState.WRITTEN_UP: ("yours", "Written up, not shared"),
    VisitState.SHARED: ("others", "Shared with the setting"),
    VisitState.SIGNED: ("done", "Agreed"),
    VisitState.CANCELLED: ("stopped", "Cancelled"),
    VisitState.MISSED: ("attention", "Missed"),
}
BY_WHAT_IS_SHOWN = (
    "The second judgement rests on what the setting wrote and shows, without the assessor’s visit."
)
WRITES = (VisitState.CONFIRMED, VisitState.DONE, VisitState.WRITTEN_UP, VisitState.SHARED)


def held_words(visit: Visit) -> str:
    """When a visit is booked for, or when it was; nothing while it has no day."""
    if visit.starts_at is None:
        return ""
    return f"{'It was on' if has_begun(visit) else 'It is booked for'} {moment(visit.starts_at)}"


def when_words(visit: Visit) -> str:
    """When a visit is, or for which dates it is or was offered; to follow on in a sentence."""
    if visit.starts_at is not None:
        return spoken_moment(visit.starts_at)
    offered = [spoken_moment(datetime.fromisoformat(one)) for one in visit.offered]
    still = visit.state is VisitState.PROPOSED and visit.superseded_at is None
    return f"{'offered' if still else 'was offered'} for {listed(offered, 'or')}"


def is_to_choose(held: Journey, one: VisitSeen) -> bool:
    """Whether the setting offers dates to the person looking, who makes the visit."""
    mine = is_to_make(held, one.visit) and not one.is_over
    return mine and one.is_own_offer and one.visit.state is VisitState.PROPOSED


def waits_for_another(held: Journey, visit: Visit) -> bool:
    """Whether a tie keeps its visitor from a visit that somebody is still to make."""
    ahead = visit.state not in FINISHED and visit.superseded_at is None
    return ahead and is_kept_from(held, visit)


def state_of(held: Journey, visit: Visit, *, chooses: bool) -> tuple[str, str]:
    """Tone and words for how far a visit has come; what the setting answered is to be put right.

    ``chooses`` says that the person is to choose one of the dates.
    """
    if chooses:
        return "yours", "Date to be chosen"
    if waits_for_another(held, visit):
        return "others", "For somebody else"
    if is_to_make(held, visit) and said_against(held, visit) and not is_mended(held, visit):
        return "yours", "To be put right"
    return state_words(visit, STATES)


def kinds_open(held: Journey) -> list[Choice]:
    """The kinds of visit that the person may make now; a second only until they have judged."""
    me = actor().user_id or 0
    roles = {
        str(kind) for kind in parts_in(held) if not is_bound_visitor(held, me, Role(str(kind)))
    }
    if judging_as(held) is not Judge.SECOND:
        roles.discard(str(AssignmentKind.SECOND))
    return [
        Choice(row.kind, row.name)
        for row in kinds_of(held)
        if roles & {str(role) for role in row.by}
    ]


@bp.get("/journeys/<int:journey_id>/visits")
@needs(May.SEE_APPLICATION)
def visits(journey_id: int) -> ResponseReturnValue:
    """All visits of this journey."""
    held = find_mine(journey_id)
    rows = [
        (
            one.visit,
            one.name,
            when[0].upper() + when[1:],
            state_of(held, one.visit, chooses=is_to_choose(held, one)),
        )
        for one in list_visits(db.session(), actor(), held)
        for when in [when_words(one.visit)]
        if not is_second() or one.visit.visitor_id == actor().user_id
    ]
    may_add = bool(kinds_open(held))
    return render(
        "assessor/visits.html",
        **around(held, "assessor.visits"),
        rows=rows,
        may_add=may_add,
        without=without_words(held, may_add=may_add),
        asked=may_add and not is_second(),
    )


def without_words(held: Journey, *, may_add: bool) -> tuple[str, str]:
    """What is true for the person where no visit stands here, and what they can do."""
    if is_second():
        own = " If you need to see the place yourself, offer it dates." if may_add else ""
        return "No visit is asked of you", f"{BY_WHAT_IS_SHOWN}{own}"
    if not may_add:
        return "No visit yet", "At this stage of the journey no visit is yours to make."
    return "No visit yet", "Offer the setting up to three dates. It chooses one."


@bp.route("/journeys/<int:journey_id>/visits/add", methods=["GET", "POST"])
@needs(May.PROPOSE_VISIT)
def visit_add(journey_id: int) -> ResponseReturnValue:
    """Offer dates for a visit, or book one that was agreed."""
    held = find(May.PROPOSE_VISIT, journey_id)
    kinds = kinds_open(held)
    form = visit_form(kinds, request.args.get("kind", ""))
    way = ask_way(form, "form", held, [one.value for one in kinds], there="the setting")
    if form.validate_on_submit():
        try:
            with changing(held, May.PROPOSE_VISIT) as fresh:
                visit_id, words = _add(fresh, form, way)
            flash(words)
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except WrongDay as refusal:
            refuse_day(form, refusal, "day_1")
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render(
        "assessor/visit_add.html", journey=held, form=form, way=way, nothing_fits=not kinds
    )


def _add(held: Journey, form: Form, way: WayHeld) -> tuple[int, str]:
    """Offer, book or write down; returns the visit's number and what was done."""
    plan, by, now = plan_of(form, way, actor().user_id or 0), actor(), clock.now()
    if form["held"].data:
        return book_visit(held, plan, by=by, at=now, held=True).id, "The visit is written down."
    if form["agreed"].data:
        return book_visit(held, plan, by=by, at=now).id, "The visit is booked."
    return propose_visit(held, plan, by=by, at=now).id, "Your dates are offered."


def visit_of(journey_id: int, visit_id: int) -> tuple[Journey, Visit]:
    """A journey of mine and a visit of it. A second finds only visits of their own.

    Nobody finds one of a judge who is closed to them: it stands in no list of theirs either.
    """
    held = find_mine(journey_id)
    visit = find_visit(held, visit_id)
    not_mine = is_second() and visit.visitor_id != actor().user_id
    if not_mine or visit.visitor_id in closed_judges(held, actor()):
        raise NoSuchPage
    return held, visit


def own_visit(journey_id: int, visit_id: int) -> tuple[Journey, Visit]:
    """A journey of mine and a visit that I make: nobody changes the day of another's."""
    held, visit = visit_of(journey_id, visit_id)
    if visit.visitor_id != actor().user_id:
        raise NoSuchPage
    return held, visit


def _changes(journey: Journey, found: Visit) -> list[Link]:
    """What its visitor can change of a visit that is offered or booked."""
    begun, booked = has_begun(found), found.state is VisitState.CONFIRMED
    if not booked and found.state is not VisitState.PROPOSED:
        return []
    off = "Say that it did not take place" if begun else "Call it off"
    by_phone = not booked and writes_yes_of_setting(journey, found, by=actor())
    by_phone = by_phone and bool(still_to_come(found.offered, clock.now()))
    offers = [
        ("Write down the day that they agreed", "visit_confirm", by_phone),
        ("Move the visit", "visit_move", booked and not begun),
        ("Offer other days", "visit_other_days", not begun),
        (off, "visit_call_off", True),
    ]
    return [
        Link(words, url_for(f"assessor.{name}", journey_id=journey.id, visit_id=found.id))
        for words, name, is_open in offers
        if is_open
    ]


def _anew(held: Journey, gone: Visit) -> Link | None:
    """What comes after a visit that was called off: new dates, or the visit offered since."""
    if not is_off(gone):
        return None
    among = (one.visit for one in list_visits(db.session(), actor(), held))
    since = arranged_since(gone, among)
    if since is not None:
        href = url_for("assessor.visit", journey_id=held.id, visit_id=since.id)
        return Link("Look at the new visit", href)
    if held.paused_until is not None or gone.kind not in {one.value for one in kinds_open(held)}:
        return None
    again = url_for("assessor.visit_add", journey_id=held.id, kind=gone.kind)
    return Link("Offer new dates", again)


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>")
@needs(May.SEE_APPLICATION)
def visit(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """One visit: when, where, its record, and what can be done with it."""
    held, found = visit_of(journey_id, visit_id)
    mine = is_to_make(held, found) and found.superseded_at is None
    begun, shared = has_begun(found), found.state is VisitState.SHARED
    seen = find_seen(db.session(), actor(), held, visit_id)
    chooses = seen is not None and is_to_choose(held, seen)
    left = still_to_come(found.offered, clock.now())
    return render(
        "assessor/visit.html",
        journey=held,
        visit=found,
        name=visit_row(found.kind).name,
        when=when_words(found),
        travel=travel_rows(held, found, FORM_WORDS[found.form]),
        state=state_of(held, found, chooses=chooses),
        bound=BOUND if waits_for_another(held, found) else "",
        readable=may_read_record(held, found),
        notes=notes_by_place(held, found),
        handed_over=hand_overs_shown(found),
        may_prepare=mine and not begun and found.state is VisitState.CONFIRMED,
        may_write=mine and begun and found.state in WRITES and not shared,
        may_change=mine and shared,
        until_words=until_words(agree_by(held, found)),
        share_words=share_words(held.setting, clock.today()),
        may_share=mine and found.state is VisitState.WRITTEN_UP,
        against=said_against(held, found) if mine else "",
        mended=is_mended(held, found),
        left=len(left),
        may_confirm=chooses and bool(left),
        has_lapsed=chooses and not left,
        changes=_changes(held, found) if mine else [],
        anew=_anew(held, found) if mine else None,
        form=VersionedForm(version=found.version),
    )


def must_match(visit: Visit, form: Form) -> None:
    """Refuse what was written about an older state of the visit."""
    if form["version"].data != visit.version:
        raise Stale("this visit")
