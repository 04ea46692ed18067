"""Visits: their dates, their records, and a file for the calendar."""

from typing import Any, Final

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.fitting import kinds_of
from award.actions.rearranging import is_over
from award.actions.recording import (
    agree_by,
    agree_visit_record,
    answer_visit_record,
    must_be_shared,
)
from award.actions.visiting import (
    Plan,
    find_visit,
    must_be_open_to_dates,
    propose_visit,
)
from award.adapters import clock
from award.adapters.ics import write_calendar
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.visit_days import WrongDay, spoken_moment, still_to_come
from award.domain.visits import COMING, GONE, VisitKind, VisitState, visit_row
from award.queries import visits as queries
from award.queries.calendar_entries import entry_of
from award.queries.visits import VisitSeen
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_agreeing import silence_words
from award.web.kit.visit_fields import refuse_day
from award.web.kit.visit_writers import put_right
from award.web.kit.ways_held import WayHeld, ask_way
from award.web.setting.blueprint import bp
from award.web.setting.downloads import calendar_file
from award.web.setting.here import REFUSALS, Refusal, ask, can, journey_here, refuse, rests, tell
from award.web.setting.meanwhile import asked_words, offered_words
from award.web.setting.used import may_choose, used_cards
from award.web.setting.visit_forms import AnswerForm, ConfirmForm, ProposeForm
from award.web.setting.visit_words import FORMS, is_apart, is_there, state_of, where_held
from award.web.setting.visitors import visitors_for
from award.web.setting.visits_standing import (
    asks_for_one_more,
    kind_choices,
    links_to,
    visits_standing,
    why_closed,
)

OTHER_DAYS: Final = "Offer other days"


@bp.get("/visits", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/visits")
@needs(May.SEE_PLAN)
def visits(journey_id: int | None) -> ResponseReturnValue:
    """Every visit of the journey, and how to propose one."""
    journey = journey_here(May.SEE_PLAN, journey_id)
    found = queries.list_visits(db.session(), actor(), journey)
    coming = [one for one in found if one.visit.state in COMING and not one.is_over]
    read = [one for one in found if one.visit.state is VisitState.SHARED and not one.is_over]
    coming.sort(key=lambda one: one.visit.starts_at or one.visit.proposed_at)
    return render(
        "setting/visits.html",
        journey=journey,
        coming=coming,
        read=read,
        past=[one for one in found if one not in coming + read],
        states={one.visit.id: state_of(one) for one in found},
        offers={one.visit.id: offered_words(one) for one in found},
        proposes=may_propose(journey),
        asked=asked_words(journey, found),
    )


def seen(journey: Journey, visit_id: int) -> VisitSeen:
    """The visit, for who is looking. Raises NotFound for any other."""
    found = queries.find_visit(db.session(), actor(), journey, visit_id)
    if found is None:
        raise NotFound
    return found


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>")
@needs(May.SEE_PLAN)
def visit(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """One visit: when and with whom, its record once it is shared, and what to say to it."""
    journey = find(May.SEE_PLAN, journey_id)
    one = seen(journey, visit_id)
    tone, state = state_of(one)
    chooses = one.waits_for_setting and not one.is_record_open
    confirms = chooses and bool(still_to_come(one.visit.offered, clock.now()))
    return render(
        "setting/visit.html",
        journey=journey,
        one=one,
        tone=tone,
        state=state,
        offered=offered_words(one),
        held_as=FORMS[one.visit.form],
        where=where_held(journey, one),
        confirms=confirms and can(May.CONFIRM_VISIT, journey),
        confirm=confirm_form(one),
        has_lapsed=chooses and not confirms and can(May.MOVE_VISIT, journey),
        agrees=one.waits_for_setting
        and one.is_record_open
        and can(May.AGREE_VISIT_RECORD, journey),
        form=VersionedForm(version=one.visit.version),
        **put_right(journey, one.visit),
        silence=silence_words(agree_by(journey, one.visit)),
        is_gone=one.visit.state in GONE,
        is_ahead=is_ahead(one),
        proposes=may_propose(journey),
        changes=changes_open(journey, one),
        may_say_missed=may_say_missed(journey, one),
        is_apart=is_apart(one),
        may_tell_arrival=is_ahead(one) and is_there(one) and can(May.PROPOSE_VISIT, journey),
        shows=used_cards(journey, visit_id=visit_id),
        choose_at=choose_address(journey, one),
    )


def may_propose(journey: Journey) -> bool:
    """Whether the person may propose dates for a visit that fits now."""
    fits = bool(visitors_for(journey)) and can(May.PROPOSE_VISIT, journey)
    return fits and not rests(journey)


def is_ahead(one: VisitSeen) -> bool:
    """Whether the visit is offered, or booked for an hour that has not come."""
    starts = one.visit.starts_at
    to_come = not one.is_over and (starts is None or starts > clock.now())
    return one.visit.state in (VisitState.PROPOSED, VisitState.CONFIRMED) and to_come


def changes_open(journey: Journey, one: VisitSeen) -> list[Link]:
    """What the setting itself can change of a visit that is still to come."""
    if not is_ahead(one) or not can(May.MOVE_VISIT, journey):
        return []
    here: dict[str, Any] = {"journey_id": journey.id, "visit_id": one.visit.id}
    return [
        Link(OTHER_DAYS, url_for("setting.visit_other_days", **here)),
        Link("Cancel the visit", url_for("setting.visit_cancel", **here)),
    ]


def may_say_missed(journey: Journey, one: VisitSeen) -> bool:
    """Whether the person may say that a visit whose time has passed did not take place."""
    booked = one.visit.state is VisitState.CONFIRMED and not one.is_over
    return booked and is_over(one.visit, at=clock.now()) and can(May.MOVE_VISIT, journey)


def choose_address(journey: Journey, one: VisitSeen) -> str:
    """Where evidence for a visit is chosen, by whom may; nowhere once it did not happen."""
    if one.visit.state in GONE or not may_choose(journey):
        return ""
    return url_for("setting.visit_evidence", journey_id=journey.id, visit_id=one.visit.id)


def confirm_form(one: VisitSeen) -> ConfirmForm:
    """The dates that were offered and are still to come, to choose one."""
    form = ConfirmForm(version=one.visit.version)
    form["starts_at"].choices = [
        Choice(when.isoformat(), spoken_moment(when))
        for when in still_to_come(one.visit.offered, clock.now())
    ]
    return form


def must_be_seen(journey: Journey, visit_id: int, version: int) -> None:
    """Refuse what was said on a page older than the visit. Raises Stale."""
    if find_visit(journey, visit_id).version != version:
        raise Stale("this visit")


def back_to(journey: Journey, one: VisitSeen) -> Link:
    return Link(one.name, url_for("setting.visit", journey_id=journey.id, visit_id=one.visit.id))


@bp.route("/journeys/<int:journey_id>/visits/propose", methods=["GET", "POST"])
@needs(May.PROPOSE_VISIT)
def visit_propose(journey_id: int) -> ResponseReturnValue:
    """Offer dates that suit the setting."""
    journey, form = find(May.PROPOSE_VISIT, journey_id), ProposeForm()
    must_be_open_to_dates(journey)
    visitors, standing = visitors_for(journey), visits_standing(journey)
    names = {one.kind: one.name for one in kinds_of(journey) if one.kind in visitors}
    form["kind"].choices = kind_choices(names, standing)
    if form.is_new and len(visitors) == 1:
        form["kind"].data = str(*visitors)
    way = ask_way(form, "held_as", journey, list(visitors), there="your place")
    back = Link("Visits", url_for("setting.visits", journey_id=journey_id))
    if form.validate_on_submit():
        try:
            plan = plan_of(form, way, visitors)
            with changing(journey, May.PROPOSE_VISIT) as held:
                is_twice = queries.is_proposed_already(
                    db.session(), actor(), held, list(plan.offered)
                )
                is_sent = is_twice or not asks_for_one_more(form, visits_standing(held))
                if is_sent and not is_twice:
                    propose_visit(held, plan, by=actor(), at=clock.now())
            if is_sent:
                flash("Your dates are on their way. You will get an e-mail when one is chosen.")
                return redirect(back.href)
        except REFUSALS as refusal:
            refuse_visit(form, refusal, "day_1")
    return render(
        "setting/visit_propose.html", form=form, heading="Propose dates", button="Send these dates",
        lead="One date is enough; two or three make it easier to agree.", back=back,
        blockers=why_closed(journey, visitors), said=way.said,
        standing=links_to(journey, standing),
    )  # fmt: skip


def plan_of(form: ProposeForm, way: WayHeld, visitors: dict[VisitKind, int]) -> Plan:
    """The visit that the form asks for, as long as its kind usually takes."""
    kind = VisitKind(form["kind"].data)
    return Plan(
        kind,
        way.chosen(form),
        form.offered,
        visitors[kind],
        form["place"].data,
        visit_row(kind).minutes,
        form["despite"].data,
    )


def refuse_visit(form: Form, refusal: Refusal, day: str) -> None:
    """Say what was refused: beside the day that does not fit, else beside this field."""
    if isinstance(refusal, WrongDay):
        refuse_day(form, refusal, day)
    elif isinstance(refusal, NotReady):
        refuse(form, refusal.renamed({"form": "held_as"}))
    else:
        refuse(form, refusal)


@bp.post("/journeys/<int:journey_id>/visits/<int:visit_id>/agree")
@needs(May.AGREE_VISIT_RECORD)
def visit_agree(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Agree the record as it was shown."""
    journey, form = find(May.AGREE_VISIT_RECORD, journey_id), VersionedForm()
    one = seen(journey, visit_id)
    try:
        if form.validate_on_submit():
            with changing(journey, May.AGREE_VISIT_RECORD) as held:
                must_be_seen(held, visit_id, form["version"].data)
                agree_visit_record(held, visit_id, by=actor(), at=clock.now())
            flash("The record is agreed.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(back_to(journey, one).href)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/answer", methods=["GET", "POST"])
@needs(May.AGREE_VISIT_RECORD)
def visit_answer(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Say what is not right in the record; it goes back to the visitor."""
    journey = find(May.AGREE_VISIT_RECORD, journey_id)
    one = seen(journey, visit_id)
    must_be_shared(journey, visit_id)
    form, back = AnswerForm(version=one.visit.version), back_to(journey, one)
    form["words"].label.text = "What is not right?"
    if form.validate_on_submit():
        words, version = form["words"].data, form["version"].data
        try:
            with changing(journey, May.AGREE_VISIT_RECORD) as held:
                must_be_seen(held, visit_id, version)
                answer_visit_record(held, visit_id, words=words, by=actor(), at=clock.now())
            flash(f"Your words are with {one.visitor}.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse(form, refusal, seen(journey, visit_id).visit.version, words=one.visit.summary)
    return ask(form, heading="Something is not right", button="Send it", back=back, lead=one.name)


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/calendar.ics")
@needs(May.SEE_PLAN)
def visit_calendar(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """A booked visit, for one's own calendar."""
    journey = find(May.SEE_PLAN, journey_id)
    one = seen(journey, visit_id)
    entry = entry_of(one.visit, journey.setting, current_app.config["AWARD"].public_host)
    if entry is None or one.visit.state is not VisitState.CONFIRMED:
        raise NotFound
    file = write_calendar([entry], at=clock.now())
    return calendar_file(file, "visit", day_of(entry.starts_at))
