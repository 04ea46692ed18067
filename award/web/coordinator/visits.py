"""The visits of a journey: proposed, booked, confirmed, moved, called off, shared."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions import recording, visiting
from award.actions.fitting import kinds_of
from award.adapters import clock
from award.domain.permissions import May
from award.domain.routes import VisitForm
from award.domain.visits import Held, VisitState, held_of, visit_row
from award.queries.visits import find_visit, list_visits
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.storage.working import NEEDS_VISITOR
from award.web.coordinator.blueprint import bp
from award.web.coordinator.shell import journey_page, name_of
from award.web.coordinator.visit_forms import BookForm, ProposeForm
from award.web.coordinator.visit_plans import (
    fill,
    how_to_assign,
    plan_of,
    whom_to_assign,
    why_nobody,
)
from award.web.coordinator.wording import FORM_WORDS, VISIT_WORDS
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import moment, number_word
from award.web.kit.journeys import is_under_way
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_agreeing import share_words
from award.web.kit.visit_noting import state_now, state_words
from award.web.kit.visit_writers import hand_overs_shown, notes_by_place

HANDED_ON = (*NEEDS_VISITOR, VisitState.SHARED)
AHEAD = (VisitState.PROPOSED, VisitState.CONFIRMED)
NOT_YET = "The first visit is arranged once the application has been accepted."
AGREED_BY_PHONE = "The setting agreed one of these"
NO_LONGER = "This journey has ended without one."
WRITABLE = (VisitState.CONFIRMED, VisitState.DONE, VisitState.WRITTEN_UP)


def here(journey_id: int) -> str:
    """The list of visits, where each screen goes back to."""
    return url_for("coordinator.visits", journey_id=journey_id)


@bp.get("/journeys/<int:journey_id>/visits")
@needs(May.SEE_VISIT_RECORD)
def visits(journey_id: int) -> ResponseReturnValue:
    """Every visit, with what can be done about it."""
    found = find(May.SEE_VISIT_RECORD, journey_id)
    listed = [(one.visit, one.visitor) for one in list_visits(db.session(), actor(), found)]
    coming = [(one, who) for one, who in listed if _is_ahead(one)]
    past = [(one, who) for one, who in listed if not _is_ahead(one)]
    coming.sort(key=lambda row: row[0].starts_at or row[0].proposed_at)
    past.sort(key=lambda row: row[0].starts_at or row[0].proposed_at, reverse=True)
    return journey_page(
        "coordinator/visits.html",
        found,
        coming=[_shown(found, one, who) for one, who in coming],
        past=[_shown(found, one, who) for one, who in past],
        can_add=bool(kinds_of(found)),
        can_propose=found.paused_until is None,
        counted=counted_words(held_of(state_now(one) for one, _ in listed)) if listed else "",
        no_visit=NOT_YET if is_under_way(found) else NO_LONGER,
    )


def counted_words(held: Held) -> str:
    """How many visits there were, and how many are to come."""
    been = number_word(held.used).capitalize() if held.used else "No"
    words = f"{been} {'visits' if held.used > 1 else 'visit'} so far."
    if not held.booked:
        return f"{words} Nothing is booked or offered."
    ahead = number_word(held.booked).capitalize()
    return f"{words} {ahead} {'are' if held.booked > 1 else 'is'} booked or offered."


def _is_ahead(one: Visit) -> bool:
    return state_now(one) in AHEAD and one.superseded_at is None


def _shown(found: Journey, one: Visit, visitor: str) -> dict[str, Any]:
    tone, words = state_words(one, VISIT_WORDS)
    offered = [moment(datetime.fromisoformat(when)) for when in one.offered]
    when = moment(one.starts_at) if one.starts_at else "Offered: " + "; ".join(offered)
    return {
        "title": visit_row(one.kind).name,
        "href": url_for("coordinator.visit", journey_id=found.id, visit_id=one.id),
        "when": when,
        "more": ", ".join(part for part in (FORM_WORDS[one.form], one.place, visitor) if part),
        "tone": tone,
        "state": words,
        "reason": one.change_reason,
        "deeds": _deeds(found, one),
    }


def _deeds(found: Journey, one: Visit) -> list[Link]:
    """What a coordinator can do about a visit now."""
    if one.superseded_at is not None:
        return []
    mine = one.visitor_id == actor().user_id
    now, chooses = clock.now(), visiting.may_choose(one, by=actor())
    begun = one.starts_at is not None and one.starts_at <= now
    open_ = one.state in (VisitState.PROPOSED, VisitState.CONFIRMED)
    own = one.proposed_by_id == actor().user_id
    choose = AGREED_BY_PHONE if own else "Confirm a date"
    offers = {
        choose: ("visit_confirm", one.state is VisitState.PROPOSED and chooses),
        "Print a sheet for it": ("visit_sheet", mine and one.state is VisitState.CONFIRMED),
        "Write the record": ("visit_record", mine and begun and one.state in WRITABLE),
        "Add what you saw": ("visit_seen", mine and begun and one.state in WRITABLE),
        "Share the record": ("visit_share", mine and one.state is VisitState.WRITTEN_UP),
        "Offer other days": ("visit_other_days", open_ and not begun),
        "Move it": ("visit_move", one.state is VisitState.CONFIRMED and not begun),
        "Cancel it": ("visit_cancel", open_ and not begun),
        "Hand it to somebody else": ("visit_hand_over", one.state in HANDED_ON),
        "It did not take place": ("visit_missed", one.state is VisitState.CONFIRMED and begun),
    }
    return [
        Link(words, url_for(f"coordinator.{name}", journey_id=found.id, visit_id=one.id))
        for words, (name, is_open) in offers.items()
        if is_open
    ]


def not_yet(
    found: Journey, heading: str, words: str, then: Link | None = None
) -> ResponseReturnValue:
    """A step whose time has not come: what comes first, and no form. ``then`` leads there."""
    return render(
        "coordinator/not_yet.html",
        heading=heading,
        lead=name_of(found),
        words=words,
        back_to=here(found.id),
        then=then,
    )


def one_visit(found: Journey, visit_id: int) -> Visit:
    """The visit of this journey. Answers 404 where there is none."""
    seen = find_visit(db.session(), actor(), found, visit_id) or abort(404)
    return seen.visit


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>")
@needs(May.SEE_VISIT_RECORD)
def visit(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """One visit with its record."""
    found = find(May.SEE_VISIT_RECORD, journey_id)
    one = one_visit(found, visit_id)
    visitors = {row.visit.id: row.visitor for row in list_visits(db.session(), actor(), found)}
    shown = _shown(found, one, visitors[one.id])
    return journey_page(
        "coordinator/visit.html",
        found,
        visit=one,
        shown=shown,
        notes=notes_by_place(found, one),
        handed_over=hand_overs_shown(one),
    )


@bp.route("/journeys/<int:journey_id>/visits/propose", methods=["GET", "POST"])
@needs(May.PROPOSE_VISIT)
def visit_propose(journey_id: int) -> ResponseReturnValue:
    """Offer dates for a visit; the setting confirms one."""
    found = find(May.PROPOSE_VISIT, journey_id)
    visiting.must_be_open_to_dates(found)
    if nobody := why_nobody(found):
        return not_yet(found, "Propose dates for a visit", nobody, whom_to_assign(found))
    form = ProposeForm(version=found.version, form=VisitForm.ON_SITE)
    way = fill(form, found)
    question = Question(
        "Propose dates for a visit",
        "Send the dates",
        "The dates are with the setting.",
        here(journey_id),
        name_of(found),
        told=[*filter(None, [way.said]), how_to_assign(found)],
        day="on_1",
    )
    return ask(
        found,
        form,
        lambda held: visiting.propose_visit(held, plan_of(form, way), by=actor(), at=clock.now()),
        question,
        may=May.PROPOSE_VISIT,
    )


@bp.route("/journeys/<int:journey_id>/visits/book", methods=["GET", "POST"])
@needs(May.CONFIRM_VISIT)
def visit_book(journey_id: int) -> ResponseReturnValue:
    """Write down a visit that was agreed already, or has already taken place."""
    found = find(May.CONFIRM_VISIT, journey_id)
    if nobody := why_nobody(found):
        return not_yet(found, "Book a visit that you agreed", nobody, whom_to_assign(found))
    form = BookForm(version=found.version, form=VisitForm.ON_SITE)
    way = fill(form, found)
    question = Question(
        "Book a visit that you agreed",
        "Book the visit",
        "The visit is written down." if form.held.data else "The visit is booked.",
        here(journey_id),
        name_of(found),
        told=[*filter(None, [way.said]), how_to_assign(found)],
        day="on_1",
    )

    def act(held: Journey) -> None:
        now, was_held = clock.now(), form.held.data
        visiting.book_visit(held, plan_of(form, way), by=actor(), at=now, held=was_held)

    return ask(found, form, act, question, may=May.CONFIRM_VISIT)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/share", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_share(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Share the written record with the setting."""
    found = find(May.PROPOSE_VISIT, journey_id)
    if one_visit(found, visit_id).visitor_id != actor().user_id:
        abort(404)
    recording.must_be_shareable(found, visit_id, by=actor())
    question = Question(
        "Share the record of the visit",
        "Share the record",
        "The record is with the setting.",
        here(journey_id),
        name_of(found),
        told=[share_words(found.setting, clock.today())],
    )
    return ask(
        found,
        VersionedForm(version=found.version),
        lambda held: recording.share_visit_record(held, visit_id, by=actor(), at=clock.now()),
        question,
        may=May.PROPOSE_VISIT,
    )
