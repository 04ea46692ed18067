"""The report: written, read as others will read it, and answered for."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.assessing import (
    ANSWERED_BY_OTHERS,
    answer_points,
    must_have_points,
    write_report,
)
from award.actions.histories import last_by
from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.outcomes import suggest
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale, who_was_faster
from award.domain.stages import Stage
from award.queries.diary import find_worry_words
from award.queries.judgements import Seen, facts_for_rule, left_to_judge, list_criteria
from award.queries.looks import find_look_at
from award.queries.reports import list_points_before
from award.storage.assessments import Judge, ReplyPoint, Report
from award.storage.db import db
from award.storage.frameworks import framework_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.standing import live_reply, live_report
from award.web.assessor.blueprint import bp
from award.web.assessor.drafting import begun_with, draft_of, noted
from award.web.assessor.finding import find_mine, is_bound, judging_as, parts_in, sees_report
from award.web.assessor.forms import LONG, ReportForm
from award.web.assessor.journey import around
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short
from award.web.kit.forms import AtMost, LongField, Required
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.moves import open_moves
from award.web.kit.pages import render
from award.web.kit.reading import OUTCOME_WORDS, chapters_of, judged_words
from award.web.kit.report_shown import earlier_of, report_screens
from award.web.kit.versions import VersionedForm


def report_of(held: Journey) -> Report:
    """The report that is written or shared. Answers 404 where there is none, or it is closed."""
    found = live_report(held)
    if found is None or not sees_report(held):
        raise NoSuchPage
    return found


@bp.route("/journeys/<int:journey_id>/report", methods=["GET", "POST"])
@needs(May.SEE_REPORT)
def report(journey_id: int) -> ResponseReturnValue:
    """Write the report; once it is shared, read it."""
    held = find_mine(journey_id)
    found = report_of(held)
    writing = judging_as(held) is Judge.ASSESSOR
    if not writing and request.method == "GET":
        return redirect(url_for("assessor.report_preview", journey_id=journey_id))
    form = ReportForm(obj=found)
    if form.validate_on_submit():
        try:
            with changing(held, May.SHARE_REPORT) as fresh:
                words, version = form.words(), form.version.data or 0
                write_report(fresh, words, version=version, by=actor(), at=clock.now())
            flash("The report is saved. Nobody else sees it until you share it.")
            return redirect(url_for("assessor.report_preview", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                show_both(form, report_of(held))
    seen = list_criteria(db.session(), held, actor())
    rule = suggested(held, seen)
    draft = draft_of(
        seen, rule["suggestion"].outcome if rule["suggestion"] else None, actor().user_id
    )
    if form.is_new and request.args.get("draft"):
        begun_with(form, draft, found)
    return render(
        "assessor/report.html",
        **around(held, "assessor.report"),
        **rule,
        form=form,
        may_draft=draft.fills(found),
        drafted=bool(request.args.get("draft")),
        notes=notes_beside(held, seen),
        earlier=notes_of_others(seen),
        points=[one.words for one in list_points_before(db.session(), actor(), held)],
        worry=find_worry_words(db.session(), actor()),
    )


def show_both(form: ReportForm, now: Report) -> None:
    """Somebody was faster: what they wrote stands beside what was typed here."""
    recommended = OUTCOME_WORDS[now.recommendation] if now.recommendation else ""
    there = {
        "strengths": now.strengths,
        "next_steps": now.next_steps,
        "recommendation": recommended,
        "differs_because": now.differs_because,
    }
    form.show_both(now.version, there)


def notes_beside(held: Journey, seen: Sequence[Seen]) -> list[tuple[str, list[str], str]]:
    """One's own notes by criterion: how it was judged and what was noted."""
    words, me = judged_words(held), actor().user_id
    return [
        (
            f"{one.code} {one.criterion.title}: {words[view.judged].lower()}",
            [],
            "\n".join(noted(one, me)),
        )
        for one in seen
        if (view := one.views.get(Judge.ASSESSOR)) is not None and noted(one, me)
    ]


def notes_of_others(seen: Sequence[Seen]) -> list[tuple[str, list[str], str]]:
    """What others noted by criterion, on visits before the assessment: by whom, and when."""
    me = actor().user_id
    return [
        (f"{one.code}, by {each.by_name}, {day_short(each.at)}", [], each.words)
        for one in seen
        for each in one.notes
        if each.by_id != me
    ]


def suggested(held: Journey, seen: Sequence[Seen]) -> dict[str, Any]:
    """What the rule suggests, in words; until all is judged only what is still to judge."""
    left = left_to_judge(seen, Judge.ASSESSOR)
    if left:
        return {"left": left, "suggestion": None}
    found = suggest(facts_for_rule(seen), held.route.rules)
    words, tone = OUTCOME_WORDS[found.outcome], OUTCOME_TONES[found.outcome]
    return {
        "left": left,
        "suggestion": found,
        "suggestion_words": words,
        "suggestion_tone": tone,
    }


@bp.get("/journeys/<int:journey_id>/report/preview")
@needs(May.SEE_REPORT)
def report_preview(journey_id: int) -> ResponseReturnValue:
    """The report as the setting and the panel will read it."""
    held = find_mine(journey_id)
    found = report_of(held)
    seen = list_criteria(db.session(), held, actor())
    columns = [Judge.SETTING, Judge.ASSESSOR]
    moves = [] if judging_as(held) is Judge.SECOND else open_moves(held, "assessor.move")
    return render(
        "assessor/report_preview.html",
        **around(held, "assessor.report"),
        report=found,
        recommendation=OUTCOME_WORDS.get(found.recommendation or Outcome.AWARD, "")
        if found.recommendation
        else "",
        chapters=chapters_of(held, seen, "assessor.criterion", columns),
        heads=["The setting", "The assessor"],
        share=next((one for one in moves if one.name == "share_report"), None),
        answers=str(held.turn) == str(AssignmentKind.ASSESSOR)
        and held.stage is Stage.CHECKING
        and AssignmentKind.ASSESSOR in parts_in(held),
        look=look_shown(held, found),
        reply=live_reply(found),
        disclaimer=framework_of(held.framework).disclaimer,
        earlier=earlier_of(held, "assessor.report_version"),
    )


def look_shown(held: Journey, found: Report) -> dict[str, str] | None:
    """A colleague's look at the report, where the route asks one or somebody was asked."""
    if judging_as(held) is not Judge.ASSESSOR:
        return None
    asked = find_look_at(db.session(), found)
    if asked is None:
        asks = held.route.rules.colleague_looks
        return {"told": "This route asks for it.", "words": "", "ask": "Ask"} if asks else None
    look, colleague = asked
    if look.answered_at is None:
        told = f"{colleague.name} was asked on {day_short(look.asked_at)}, and has not answered."
    elif look.is_good:
        told = f"{colleague.name} finds that it reads well."
    else:
        told = f"{colleague.name} says what would help:"
    return {"told": told, "words": look.words, "ask": "Ask somebody else"}


def find_read(journey_id: int) -> Journey:
    """A journey whose report is open to the person. Raises NotFound for any other."""
    held = find_mine(journey_id)
    if not sees_report(held):
        raise NotFound
    return held


report_screens(bp, find_read, ("The report", "assessor.report_preview"))


def points_form(version: int, points: list[ReplyPoint]) -> VersionedForm:
    """An answer to each point."""
    fields: dict[str, Any] = {}
    for number, point in enumerate(points, 1):
        rules = [Required("Write an answer to this point"), AtMost(LONG)]
        fields[f"answer_{point.id}"] = LongField(
            f"Point {number}: your answer", rules, hint=f"They say: “{point.words}”", rows=4
        )
    kind: type[VersionedForm] = type("PointsForm", (VersionedForm,), fields)
    return kind(version=version, **said_now(points))


def said_now(points: list[ReplyPoint]) -> dict[str, str]:
    """What is answered so far, by the fields of the form."""
    return {f"answer_{one.id}": one.answer for one in points}


@bp.route("/journeys/<int:journey_id>/points", methods=["GET", "POST"])
@needs(May.ANSWER_POINTS)
def points(journey_id: int) -> ResponseReturnValue:
    """Answer what the setting says is not right in the report."""
    held = find(May.ANSWER_POINTS, journey_id)
    reply = must_have_points(held)
    if request.method == "GET" and is_bound(held):
        raise NotAllowed(ANSWERED_BY_OTHERS)
    form = points_form(held.version, reply.points)
    if form.validate_on_submit():
        answers = {one.id: form[f"answer_{one.id}"].data for one in reply.points}
        try:
            with changing(held, May.ANSWER_POINTS) as fresh:
                if fresh.version != form.version.data:
                    raise _faster(fresh)
                is_new = answer_points(fresh, answers, by=actor(), at=clock.now())
            flash(f"Your answers are with the setting{'' if is_new else ' already'}.")
            return redirect(url_for("assessor.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                return answered_meanwhile(held, form)
    return render("assessor/points.html", journey=held, form=form)


def _faster(held: Journey) -> Stale:
    who = who_was_faster(last_by(held), actor().user_id)
    return Stale("the reply or its answers", who=who)


def answered_meanwhile(held: Journey, form: VersionedForm) -> ResponseReturnValue:
    """Somebody else answered, or the setting replied anew: both texts, for what is asked now."""
    reply = live_reply(live_report(held))
    points = list(reply.points) if reply else []
    fresh = points_form(held.version, points)
    for name, words in said_now(points).items():
        fresh[name].data = form[name].data if name in form else words
    refused(fresh, _faster(held))
    there = {name: words for name, words in said_now(points).items() if words}
    fresh.show_both(held.version, there)
    return render("assessor/points.html", journey=held, form=fresh)
