"""Appeals that are heard, and conditions that are looked at."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.appealing import AGAINST_WORDS, hear_appeal
from award.actions.moves import must_be_at
from award.actions.who_answers import is_bound
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale, Tied
from award.queries.appeals import find_appeal
from award.queries.awards import find_condition
from award.storage.db import db
from award.storage.decisions import Condition
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.conditions import (
    answer,
    answer_form,
    criteria_named,
    due_inside,
    ended_of,
    for_another,
    piece_cards,
    state_words,
)
from award.web.kit.errors import refused
from award.web.kit.pages import Link, render
from award.web.panel.blueprint import bp
from award.web.panel.finding import find_papers, heard_by_others, reads_papers
from award.web.panel.forms import AppealForm
from award.web.panel.reading import SCREENS


@bp.route("/journeys/<int:journey_id>/appeal", methods=["GET", "POST"])
@needs(May.HEAR_APPEAL)
def appeal(journey_id: int) -> ResponseReturnValue:
    """Hear an appeal: by a member who took no part."""
    held, _ = find_papers(journey_id)
    found = find_appeal(db.session(), held)
    if found is None:
        raise NoSuchPage
    form = AppealForm(version=held.version)
    if form.validate_on_submit():
        upheld = form.upheld.data == "yes"
        try:
            with changing(held, May.HEAR_APPEAL) as fresh:
                must_be_at(fresh, form.version.data)
                reasons = form.reasons.data
                hear_appeal(fresh, upheld=upheld, reasons=reasons, by=actor(), at=clock.now())
            flash("The appeal is upheld." if upheld else "The appeal is dismissed.")
            return redirect(url_for("panel.home"))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render(
        "panel/appeal.html", journey=held, appeal=found, form=form,
        against=AGAINST_WORDS[found.against], others=heard_by_others(held),
    )  # fmt: skip


def condition_of(held: Journey, condition_id: int) -> Condition:
    """A condition of the decision that stands on this journey. Answers 404 for any other.

    Raises Tied for a member with a tie to the setting, while somebody else can answer it.
    """
    found = find_condition(db.session(), actor(), held, condition_id)
    if found is None:
        raise NoSuchPage
    if is_bound(held, found, actor()):
        raise Tied(held.setting.name)
    return found


def _criterion(held: Journey, code: str) -> str:
    return url_for("panel.criterion", journey_id=held.id, code=code)


@bp.route("/journeys/<int:journey_id>/conditions/<int:condition_id>", methods=["GET", "POST"])
@needs(May.CLOSE_CONDITION)
def condition(journey_id: int, condition_id: int) -> ResponseReturnValue:
    """Say whether a condition is met, or give it more time."""
    held = find(May.CLOSE_CONDITION, journey_id)
    found = condition_of(held, condition_id)
    ended = ended_of(held)
    form = answer_form(held, found, ended)
    if form.validate_on_submit():
        try:
            with changing(held, May.CLOSE_CONDITION) as fresh:
                said = answer(fresh, condition_id, form, by=actor())
            flash(said)
            return redirect(url_for("panel.home"))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            form.version.fill(found.version)
    tone, state = state_words(found, clock.today(), ended)
    reads = reads_papers(held)
    papers = Link("Look at the papers again", url_for("panel.journey", journey_id=journey_id))
    return render(
        "journeys/condition.html", journey=held, condition=found, form=form, tone=tone,
        state=state, due=due_inside([found], ended)[0], may_answer=bool(form.verdict.choices),
        pieces=piece_cards(held, found, SCREENS) if reads else [],
        named=criteria_named(held, found, lambda code: _criterion(held, code)) if reads else [],
        papers=papers if reads else None, back_to=Link("Papers", url_for("panel.home")), after=[],
        for_another=for_another(held, found, ended), told_at="", is_asked=ended is None,
    )  # fmt: skip
