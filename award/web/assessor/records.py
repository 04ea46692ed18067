"""The record of a visit: noted conversation by conversation, written up, and shared."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.recording import Record, record_visit, share_visit_record
from award.actions.visiting import find_visit
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visits import visit_row
from award.queries.diary import find_worry_words
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.forms import ConfirmOnlyForm, WriteUpForm
from award.web.assessor.talks import conversations_of, heard_of, notes_of, places_of
from award.web.assessor.visits import has_begun, must_match, visit_of, when_words
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.pages import render
from award.web.kit.reading import conversation_names


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/record")
@needs(May.WRITE_VISIT_RECORD)
def visit_record(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The record opens with the first conversation in which nothing is noted yet.

    Before the visit there is nothing to write: the way leads to what to prepare.
    """
    held, found = visit_of(journey_id, visit_id)
    if not has_begun(found):
        there = url_for("assessor.visit_prepare", journey_id=journey_id, visit_id=visit_id)
        return redirect(there)
    places = places_of(held, found, "")
    waiting = next((one for one in places if one.done == 0), places[0] if places else None)
    if waiting is None:
        there = url_for("assessor.visit_write_up", journey_id=journey_id, visit_id=visit_id)
        return redirect(there)
    return redirect(waiting.href)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/write-up", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_write_up(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Whom I met, what I saw, what comes next; and that the record is finished."""
    held, found = visit_of(journey_id, visit_id)
    if request.method == "GET" and not has_begun(found):
        there = url_for("assessor.visit_prepare", journey_id=journey_id, visit_id=visit_id)
        return redirect(there)
    form = WriteUpForm(obj=found)
    if form.validate_on_submit():
        record = Record(
            form.met.data, form.summary.data, form.next_steps.data,
            notes_of(found), heard_of(found),
        )  # fmt: skip
        try:
            with changing(held, May.WRITE_VISIT_RECORD) as fresh:
                record_visit(
                    fresh, visit_id, record, version=form.version.data or 0,
                    finished=form.finished.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("The record is saved.")
            return redirect(after_summing_up(held, visit_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    names = conversation_names(held)
    return render(
        "assessor/visit_write_up.html", journey=held, visit=found, form=form,
        places=places_of(held, found, ""),
        notes=[(names.get(one.conversation, ""), one.criteria, one.said) for one in found.notes],
        name=visit_row(found.kind).name,
        when=when_words(found), worry=find_worry_words(db.session(), actor()),
    )  # fmt: skip


def after_summing_up(held: Journey, visit_id: int) -> str:
    """The address of the conversation that was asked for, or of the visit."""
    here: dict[str, Any] = {"journey_id": held.id, "visit_id": visit_id}
    asked = request.form.get("go", "")
    if asked in [one.code for one in conversations_of(held)]:
        return url_for("assessor.visit_conversation", conversation=asked, **here)
    return url_for("assessor.visit", **here)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/share", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_share(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Share the record with the setting, which agrees it or says what is not right."""
    held, found = visit_of(journey_id, visit_id)
    form = ConfirmOnlyForm(version=found.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.WRITE_VISIT_RECORD) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                share_visit_record(fresh, visit_id, by=actor(), at=clock.now())
            flash("The record is shared. The setting has ten days to agree it.")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("assessor/visit_change.html", heading="Share the record", journey=held,
                  visit=found, form=form, button="Share it with the setting")  # fmt: skip
