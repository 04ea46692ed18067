"""The visits of a journey: proposed, booked, confirmed, moved, called off, shared."""

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions import recording, visiting
from award.actions.fitting import kinds_of
from award.adapters import clock
from award.domain.permissions import May
from award.domain.routes import VisitForm
from award.domain.visits import COMING, Held, VisitState, held_of
from award.queries.visits import find_visit, list_visits
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.coordinator.blueprint import bp
from award.web.coordinator.shell import journey_page, name_of
from award.web.coordinator.visit_deeds import shown_all
from award.web.coordinator.visit_forms import BookForm, ProposeForm
from award.web.coordinator.visit_plans import (
    fill,
    how_to_assign,
    plan_of,
    whom_to_assign,
    why_nobody,
)
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import number_word
from award.web.kit.journeys import is_under_way
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_agreeing import share_words, until_words
from award.web.kit.visit_noting import state_now
from award.web.kit.visit_writers import hand_overs_shown, notes_by_place

NOT_YET = "The first visit is arranged once the application has been accepted."
NO_LONGER = "This journey has ended without one."


def here(journey_id: int) -> str:
    """The list of visits, where each screen goes back to."""
    return url_for("coordinator.visits", journey_id=journey_id)


@bp.get("/journeys/<int:journey_id>/visits")
@needs(May.SEE_VISIT_RECORD)
def visits(journey_id: int) -> ResponseReturnValue:
    """Every visit, with what can be done about it."""
    found = find(May.SEE_VISIT_RECORD, journey_id)
    listed = list_visits(db.session(), actor(), found)
    shown = shown_all(found, listed)
    coming = [one.visit for one in listed if _is_ahead(one.visit)]
    past = [one.visit for one in listed if not _is_ahead(one.visit)]
    coming.sort(key=lambda one: one.starts_at or one.proposed_at)
    past.sort(key=lambda one: one.starts_at or one.proposed_at, reverse=True)
    return journey_page(
        "coordinator/visits.html",
        found,
        coming=[shown[one.id] for one in coming],
        past=[shown[one.id] for one in past],
        can_add=bool(kinds_of(found)),
        can_propose=found.paused_until is None,
        counted=counted_words(held_of(state_now(one.visit) for one in listed)) if listed else "",
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
    return state_now(one) in COMING and one.superseded_at is None


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
    shown = shown_all(found, list_visits(db.session(), actor(), found))[one.id]
    shared = one.state is VisitState.SHARED and one.superseded_at is None
    return journey_page(
        "coordinator/visit.html",
        found,
        visit=one,
        shown=shown,
        notes=notes_by_place(found, one),
        handed_over=hand_overs_shown(one),
        until=until_words(recording.agree_by(found, one)) if shared else "",
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
