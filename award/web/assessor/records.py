"""The record of a visit: noted conversation by conversation, written up, and shared."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.recording import agree_by, must_be_shareable, share_visit_record
from award.actions.visiting import find_visit
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.web.assessor.blueprint import bp
from award.web.assessor.forms import FORM_WORDS
from award.web.assessor.travel import travel_rows
from award.web.assessor.visits import held_words, must_match, visit_of
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.pages import render
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_agreeing import share_words, until_words
from award.web.kit.visit_noting import Noting, has_begun
from award.web.kit.visit_screens import noting_screens, writing_screens


def noting_of(journey_id: int, visit_id: int) -> Noting:
    """A visit of a journey of mine, to note."""
    held, found = visit_of(journey_id, visit_id)
    return Noting(held, found, May.WRITE_VISIT_RECORD)


def too_early(noting: Noting) -> ResponseReturnValue | None:
    """Before the visit there is nothing to write: the way leads to what to prepare."""
    if request.method != "GET" or has_begun(noting.visit):
        return None
    return redirect(url_for("assessor.visit_prepare", **noting.here))


def travel_of(noting: Noting) -> list[dict[str, Any]]:
    """How to get there, on the sheet."""
    return travel_rows(noting.journey, noting.visit, FORM_WORDS[noting.visit.form])


noting_screens(bp, noting_of, too_early)
writing_screens(bp, noting_of, too_early, travel_of)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/share", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_share(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Share the record with the setting, which agrees it or says what is not right."""
    held, found = visit_of(journey_id, visit_id)
    must_be_shareable(held, visit_id, by=actor())
    form = VersionedForm(version=found.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.WRITE_VISIT_RECORD) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                share_visit_record(fresh, visit_id, by=actor(), at=clock.now())
            flash(f"The record is shared. {until_words(agree_by(fresh, found))}")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render(
        "assessor/visit_change.html",
        heading="Share the record",
        journey=held,
        visit=found,
        held=held_words(found),
        told=share_words(held.setting, clock.today()),
        form=form,
        button="Share it with the setting",
    )
