"""One action of the plan: read, ticked off, noted, and what came of it told."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.carrying_out import note_on_action, tell_impact, tick_off
from award.adapters import clock
from award.domain.permissions import May
from award.domain.visits import visit_row
from award.queries.evidence import find_item
from award.queries.plans import list_held_visits
from award.storage.db import db
from award.storage.frameworks import criteria_of, kind_of
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.filters import day_short
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import Link, render
from award.web.kit.plan_words import MORE
from award.web.kit.versions import VersionedForm
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of
from award.web.setting.here import REFUSALS, refuse, tell
from award.web.setting.plan import action_of, back, back_to, may_write, rows_of
from award.web.setting.plan_forms import ImpactForm, NoteForm
from award.web.setting.used import may_choose, used_cards


@bp.get("/journeys/<int:journey_id>/plan/<int:action_id>")
@needs(May.SEE_PLAN)
def plan_action(journey_id: int, action_id: int) -> ResponseReturnValue:
    """One action: how far it is, its notes, and what was changed since the plan was agreed."""
    journey = find(May.SEE_PLAN, journey_id)
    return show(journey, action_of(journey, action_id))


def show(
    journey: Journey,
    action: PlannedAction,
    *,
    note: NoteForm | None = None,
    impact: ImpactForm | None = None,
) -> ResponseReturnValue:
    """The page of an action, with what was typed into its small forms."""
    made = rows_of(journey, writes=may_write(journey))
    row = made.row(action)
    done, kind = action.state is ActionState.DONE, kind_of(journey.setting)
    return render(
        "setting/plan/action.html",
        journey=journey,
        row=row,
        action=action,
        criteria=criteria_links(journey, action),
        more=[
            (kind.say(headed), action.more[name])
            for name, _, headed in MORE
            if action.more.get(name)
        ],
        changes=made.since.changes_of(action),
        plan_file=file_links(journey, action),
        visit=visit_link(journey, action),
        shows=used_cards(journey, action_id=action.id),
        choose_at=url_for("setting.plan_evidence", journey_id=journey.id, action_id=action.id)
        if may_choose(journey)
        else "",
        back=back(journey),
        form=VersionedForm(version=action.version),
        wrong=note or impact,
        note=(note or NoteForm(None)) if row.change_at else None,
        impact=(impact or impact_form(journey, action))
        if row.change_at and done and (impact or not action.impact)
        else None,
    )


def impact_form(journey: Journey, action: PlannedAction) -> ImpactForm:
    """What is better now, asked in the words of the setting's kind."""
    form = ImpactForm(None, version=action.version, impact=action.impact)
    return in_words_of_kind(form, journey.setting)


def criteria_links(journey: Journey, action: PlannedAction) -> list[tuple[Link, str]]:
    """The criteria that it is for; for a plan of one's own, where in it each stands."""
    titles, where = {one.code: one.title for one in criteria_of(journey)}, action.more.get("where")
    return [
        (
            Link(f"{code} {titles.get(code, '')}", address_of(journey, code)),
            (where or {}).get(code, ""),
        )
        for code in action.criteria
    ]


def visit_link(journey: Journey, action: PlannedAction) -> Link | None:
    """The visit that it came from."""
    held = list_held_visits(db.session(), actor(), journey) if action.visit_id else []
    visit = next((one for one in held if one.id == action.visit_id), None)
    if visit is None:
        return None
    words = f"{visit_row(visit.kind).name}, {day_short(visit.starts_at or visit.done_at)}"
    return Link(words, url_for("setting.visit", journey_id=journey.id, visit_id=visit.id))


def file_links(journey: Journey, action: PlannedAction) -> Link | None:
    """Where the setting's own plan can be opened; None where there is none."""
    if action.item_id is None:
        return None
    item = find_item(db.session(), actor(), journey, action.item_id)
    if item is None:
        return Link("Your plan was taken away from here. Attach it again", "")
    if not item.versions:
        return Link("Open your plan", item.link_address or "")
    given: dict[str, Any] = {
        "journey_id": journey.id,
        "item_id": item.id,
        "version_id": item.versions[-1].id,
    }
    return Link("Download your plan", url_for("setting.evidence_download", **given))


@bp.post("/journeys/<int:journey_id>/plan/<int:action_id>/done")
@needs(May.WRITE_PLAN)
def plan_done(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Tick an action off, in one tap."""
    journey, form = find(May.WRITE_PLAN, journey_id), VersionedForm()
    action_of(journey, action_id)
    try:
        if form.validate_on_submit():
            version = form["version"].data
            with changing(journey, May.WRITE_PLAN) as held:
                tick_off(held, action_id, version=version, by=actor(), at=clock.now())
            flash("Well done. One thing more, if you like: what is better now?")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(back_to(journey, action_id).href)


@bp.route("/journeys/<int:journey_id>/plan/<int:action_id>/impact", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_impact(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Say what is better since it is done."""
    journey = find(May.WRITE_PLAN, journey_id)
    form = in_words_of_kind(ImpactForm(obj=action_of(journey, action_id)), journey.setting)
    if form.validate_on_submit():
        words, version = form["impact"].data, form["version"].data
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                tell_impact(held, action_id, words, version=version, by=actor(), at=clock.now())
            flash("Saved. The assessor reads this too.")
            return redirect(back_to(journey, action_id).href)
        except REFUSALS as refusal:
            now = action_of(journey, action_id)
            refuse(form, refusal, now.version, impact=now.impact)
    return show(journey, action_of(journey, action_id), impact=form)


@bp.route("/journeys/<int:journey_id>/plan/<int:action_id>/note", methods=["GET", "POST"])
@needs(May.WRITE_PLAN)
def plan_note(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Write down how it goes."""
    journey, form = find(May.WRITE_PLAN, journey_id), NoteForm()
    action_of(journey, action_id)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_PLAN) as held:
                note_on_action(held, action_id, form["words"].data, by=actor(), at=clock.now())
            flash("Noted.")
            return redirect(back_to(journey, action_id).href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    return show(journey, action_of(journey, action_id), note=form)
