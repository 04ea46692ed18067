"""The criteria: all of them with what is left, and the page of one."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.planning import find_asked, judge_ourselves, say_on_the_day
from award.adapters import clock
from award.domain.facts import Facts
from award.domain.permissions import May
from award.domain.readiness import needs as needs_of
from award.domain.refusals import Stale
from award.domain.routes import CriteriaAsked
from award.domain.stages import BEFORE_PLANNING
from award.queries.assessments import find_judgement
from award.queries.evidence import count_by_criterion, count_unsorted
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.pages import render
from award.web.kit.plan_rows import stood_words
from award.web.kit.ready_shown import LACKS
from award.web.setting.blueprint import bp
from award.web.setting.closeness import closeness_of, labels_of, rows_of
from award.web.setting.criterion import choices_of, chosen_before, one_criterion
from award.web.setting.deeds import Deed, of_need
from award.web.setting.forms import JudgeForm
from award.web.setting.here import REFUSALS, can, journey_here, refuse, rests, tell
from award.web.setting.nexts import first_of_evidence

SHORT = 60
NOT_ALL: Final = {
    CriteriaAsked.GAPS: "What your earlier award showed is not asked again.",
    CriteriaAsked.STALE_AND_SAMPLE: "What still counts from last time is not asked again.",
}


@bp.get("/criteria", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/criteria")
@needs(May.SEE_JUDGEMENTS)
def criteria(journey_id: int | None) -> ResponseReturnValue:
    """How close the setting is, criterion by criterion; what is left comes first."""
    journey = journey_here(May.SEE_JUDGEMENTS, journey_id)
    stood, facts = stood_words(journey), facts_of(journey, at=journey.ended_at or clock.now())
    everything = bool(stood) or "all" in request.args
    does = can(May.WRITE_EVIDENCE, journey)
    gives = not stood and does
    first = first_of_evidence(journey, facts) if gives else None
    calm = bool(stood) or rests(journey)
    counts = count_by_criterion(db.session(), journey)
    standards = rows_of(journey, facts, counts, does=does)
    whole = everything or journey.stage in BEFORE_PLANNING
    shown = [(one, rows if whole else [r for r in rows if r.is_left]) for one, rows in standards]
    return render(
        "setting/criteria.html",
        journey=journey,
        close=closeness_of(journey, facts),
        standards=shown,
        everything=everything,
        begins=journey.stage in BEFORE_PLANNING,
        not_all=NOT_ALL.get(journey.route.rules.criteria, ""),
        stood=stood,
        calm=calm,
        asked=[] if calm else asked_of_all(journey, facts, gives=gives),
        first=first,
        in_tray=0 if calm else count_unsorted(db.session(), actor(), journey),
        first_words=first_words(first),
        gives=gives,
    )


def asked_of_all(journey: Journey, facts: Facts, *, gives: bool) -> list[dict[str, str]]:
    """What is asked of the whole journey; who can do it is led there, others read what lacks."""
    asked = [one for one in needs_of(facts) if not one.criterion]
    if not gives:
        return [{"words": LACKS[one.kind]} for one in asked]
    deeds = [of_need(journey, one) for one in asked]
    return [{"words": one.words, "more": one.text, "href": one.href} for one in deeds]


def first_words(first: Deed | None) -> str:
    """What the button says: the deed itself where that is short, else what it opens."""
    if first is None:
        return ""
    return first.words if len(first.words) < SHORT else first.button or "Go on"


@bp.route("/journeys/<int:journey_id>/criteria/<code>", methods=["GET", "POST"])
@needs(May.SEE_JUDGEMENTS)
def criterion(journey_id: int, code: str) -> ResponseReturnValue:
    """One criterion: its words, where the setting is with it, and what it gave."""
    journey = find(May.SEE_JUDGEMENTS, journey_id)
    find_asked(journey, code)
    own = find_judgement(db.session(), actor(), journey, Judge.SETTING, code)
    form = JudgeForm(version=own.id if own else 0)
    if own and form.is_new:
        form["judged"].data, form["note"].data = own.judged, own.note
    form["judged"].choices = choices_of(journey)
    if own is None and form.is_new:
        form["judged"].data = chosen_before(journey, code)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_JUDGEMENTS) as held:
                keep(held, code, form)
            flash("Saved.")
            return redirect(url_for("setting.criterion", journey_id=journey_id, code=code))
        except REFUSALS as refusal:
            own = find_judgement(db.session(), actor(), journey, Judge.SETTING, code)
            now = {"judged": labels_of(journey)[own.judged], "note": own.note} if own else {}
            refuse(form, refusal, own.id if own else 0, **now)
    return render("setting/criterion.html", form=form, **one_criterion(journey, code))


def keep(journey: Journey, code: str, form: JudgeForm) -> None:
    """Keep the judgement; the very same once more is no news.

    Raises Stale for a page older than what somebody else chose, or than a note it does not hold.
    """
    kept = find_judgement(db.session(), actor(), journey, Judge.SETTING, code)
    judged, note = form["judged"].data, form["note"].data
    if kept is not None and (kept.judged, kept.note) == (judged, note.strip()):
        return
    costs_nothing = kept and kept.by_id == actor().user_id and kept.note in ("", note.strip())
    if not costs_nothing and (kept.id if kept else 0) != form["version"].data:
        raise Stale("where you are with this")
    judge_ourselves(journey, code, judged, note=note, by=actor(), at=clock.now())


@bp.post("/journeys/<int:journey_id>/criteria/<code>/on-the-day")
@needs(May.WRITE_JUDGEMENTS)
def criterion_on_the_day(journey_id: int, code: str) -> ResponseReturnValue:
    """We will show this on the day of the visit; or not, after all."""
    journey = find(May.WRITE_JUDGEMENTS, journey_id)
    show = request.form.get("show") == "yes"
    try:
        with changing(journey, May.WRITE_JUDGEMENTS) as held:
            say_on_the_day(held, code, show=show, by=actor(), at=clock.now())
        flash("You will show it on the day." if show else "You will add evidence instead.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(url_for("setting.criterion", journey_id=journey_id, code=code))


@bp.get("/journeys/<int:journey_id>/criteria/<code>/next")
@needs(May.SEE_JUDGEMENTS)
def criterion_next(journey_id: int, code: str) -> ResponseReturnValue:
    """Go to the next criterion that still needs something; after the last one, to the list."""
    journey = find(May.SEE_JUDGEMENTS, journey_id)
    find_asked(journey, code)
    facts = facts_of(journey, at=clock.now())
    left = {one.criterion for one in needs_of(facts) if one.criterion}
    codes = [one.code for one in facts.criteria]
    after = [one for one in codes[codes.index(code) + 1 :] if one in left]
    if after:
        return redirect(url_for("setting.criterion", journey_id=journey_id, code=after[0]))
    return redirect(url_for("setting.criteria", journey_id=journey_id))
