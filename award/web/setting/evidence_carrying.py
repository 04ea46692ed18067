"""What the journey before showed, carried on with one tick: all that is fresh, or one by one."""

from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.carrying import Pick, carry_on
from award.actions.linking import must_be_giving
from award.adapters import clock
from award.domain.permissions import May
from award.domain.stages import why_no_evidence
from award.queries.pieces import Carried, list_carriable
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.coverage import looked_words
from award.web.kit.filters import day_short, plural
from award.web.kit.pages import Link
from award.web.setting.blueprint import bp
from award.web.setting.evidence_cards import STATE_WORDS
from award.web.setting.evidence_forms import CarryForm
from award.web.setting.here import REFUSALS, ask, refuse

NOTHING: Final = "Everything of the journey before that can count again does so already."


@bp.route("/journeys/<int:journey_id>/evidence/carry-on", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_carry(journey_id: int) -> ResponseReturnValue:
    """Let what counted in the journey before count again. What is fresh is ticked already."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    facts = facts_of(journey, at=clock.now())
    found = list_carriable(db.session(), actor(), journey, facts)
    form = CarryForm(picks=[value_of(one) for one in found if one.is_good])
    form["picks"].choices = choices_of(journey, found)
    must_be_giving(journey, at=clock.now())
    if form.validate_on_submit():
        picks = [pick_of(value) for value in form["picks"].data]
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                new = carry_on(held, picks, by=actor(), at=clock.now())
            flash(f"{plural(new, 'piece')} carried on." if new else "Nothing was changed.")
            return redirect(url_for("setting.evidence", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    good = sum(one.is_good for one in found)
    ticked = "and is ticked" if good == 1 else "and are ticked"
    lead = (
        f"{good or 'None'} of {plural(len(found), 'piece')} would be fresh enough for "
        f"{looked_words(facts)}{f', {ticked} already' if good else ''}. Nothing is copied: each is "
        "kept once."
    )
    return ask(
        form, heading="Carry on what you showed before", button="Carry on what is ticked",
        back=Link("All your evidence", url_for("setting.evidence", journey_id=journey_id)),
        lead=lead if found else "", blockers=why_not(journey, found),
    )  # fmt: skip


def why_not(journey: Journey, found: list[Carried]) -> tuple[str, ...]:
    """What keeps anything from being carried on."""
    if why := why_no_evidence(journey.stage):
        return (why,)
    return () if found else (NOTHING,)


def value_of(one: Carried) -> str:
    """One piece for one criterion, as a form sends it."""
    return f"{one.item.id}:{one.criterion}"


def pick_of(value: str) -> Pick:
    """The piece and the criterion that a form has sent."""
    item_id, _, code = value.partition(":")
    return Pick(int(item_id), code)


def choices_of(journey: Journey, found: list[Carried]) -> list[Choice]:
    """Each piece with its criterion, and whether it would still count: first those that would."""
    titles = {one.code: one.title for one in criteria_of(journey)}
    return [
        Choice(
            value_of(one),
            one.item.title,
            f"{one.criterion} {titles[one.criterion]}. {words_of(one)}",
        )
        for one in sorted(found, key=lambda one: not one.is_good)
    ]


def words_of(one: Carried) -> str:
    """Of when it is, and what keeps it from counting, if anything does."""
    dated = f"From {day_short(one.dated_on)}"
    if one.seen_on is not None and one.seen_on > one.dated_on:
        dated += f", still true on {day_short(one.seen_on)}"
    if not one.is_fresh:
        return f"{dated}: too old. It has to be from {day_short(one.oldest_on)} on."
    if not one.is_good:
        return f"{dated}. Said of it: {STATE_WORDS[one.said][1].lower()}."
    return f"{dated}, fresh enough."
