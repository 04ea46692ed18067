"""The assessor's report: read beside one's own view, and replied to."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.assessing import reply_to_report
from award.adapters import clock
from award.domain.frameworks import Judged
from award.domain.permissions import May
from award.domain.refusals import NotFound, Stale
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.queries.assessments import find_reply, find_shared_report, judgements_of
from award.storage.assessments import Judge, Report
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.standing import live_reply, live_report
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.looks import tone_of
from award.web.kit.moves import open_moves
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of, labels_of
from award.web.setting.forms import ReplyForm, VersionForm
from award.web.setting.here import REFUSALS, can, refuse, tell

RECOMMENDED = {
    "award": "The assessor recommends the award.",
    "award_with_conditions": "The assessor recommends the award, with conditions.",
    "defer": "The assessor recommends a little more time.",
    "turn_down": "The assessor recommends: not yet awarded.",
}


def report_of(journey: Journey) -> Report:
    """The shared report, for who is looking. Raises NotFound while there is none."""
    found = find_shared_report(db.session(), actor(), journey)
    if found is None:
        raise NotFound
    return found


def judged_rows(journey: Journey, report: Report) -> list[list[object]]:
    """Each criterion: the setting's own view, the assessor's, and the assessor's note."""
    labels, here = labels_of(journey), actor()
    own = judgements_of(db.session(), here, journey, Judge.SETTING)
    theirs = judgements_of(db.session(), here, journey, Judge.ASSESSOR)
    rows: list[list[object]] = []
    for one in criteria_of(journey):
        said = (report.judgements or {}).get(one.code)
        judged = Judged(said) if said else None
        note = theirs[one.code].note if one.code in theirs else ""
        rows.append(
            [
                {"words": f"{one.code} {one.title}", "href": address_of(journey, one.code)},
                labels[own[one.code].judged] if one.code in own else "Nothing said",
                {"words": labels[judged], "tone": tone_of(judged), "more": note} if judged else "–",
            ]
        )
    return rows


@bp.get("/journeys/<int:journey_id>/report")
@needs(May.SEE_REPORT)
def report(journey_id: int) -> ResponseReturnValue:
    """The report, what was replied, and the way on."""
    journey = find(May.SEE_REPORT, journey_id)
    shared = report_of(journey)
    checking = journey.stage is Stage.CHECKING
    facts = facts_of(journey, at=clock.now())
    asks_head = checking and journey.route.rules.asks(Approval.REPLY) and facts.replied
    moves = [one for one in open_moves(journey, "setting.move") if one.onward]
    return render(
        "setting/report.html",
        journey=journey,
        report=shared,
        rows=judged_rows(journey, shared),
        recommended=RECOMMENDED.get(str(shared.recommendation), ""),
        reply=find_reply(db.session(), actor(), shared),
        replies=checking and can(May.REPLY, journey),
        waits_for_head=asks_head and not facts.reply_approved,
        confirms=next((one for one in moves if checking and not one.blockers), None),
        form=VersionForm(version=reply_version(journey)),
    )


def reply_version(journey: Journey) -> int:
    """The number of the reply that stands; 0 while there is none."""
    reply = live_reply(live_report(journey))
    return reply.id if reply else 0


@bp.post("/journeys/<int:journey_id>/report/right")
@needs(May.REPLY)
def report_right(journey_id: int) -> ResponseReturnValue:
    """Every fact is right: nothing to correct, in one tap."""
    journey, form = find(May.REPLY, journey_id), VersionForm()
    try:
        if form.validate_on_submit():
            save_reply(journey, [], form["version"].data or 0)
            flash("Thank you. You said that every fact is right.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(url_for("setting.report", journey_id=journey_id))


def save_reply(journey: Journey, points: list[str], version: int) -> None:
    """Keep the reply, unless somebody else replied since the page was shown. Raises Stale."""
    with changing(journey, May.REPLY) as held:
        if reply_version(held) != version:
            raise Stale("the reply")
        reply_to_report(held, points, by=actor(), at=clock.now())


@bp.route("/journeys/<int:journey_id>/report/reply", methods=["GET", "POST"])
@needs(May.REPLY)
def report_reply(journey_id: int) -> ResponseReturnValue:
    """Say which facts are not right, one in each box."""
    journey = find(May.REPLY, journey_id)
    form = ReplyForm(version=reply_version(journey))
    if form.validate_on_submit():
        try:
            save_reply(journey, form.points, form["version"].data or 0)
            flash("Your reply is with the assessor, who answers each point.")
            return redirect(url_for("setting.report", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal, reply_version(journey), **said_before(journey))
    back = Link("The report", url_for("setting.report", journey_id=journey_id))
    return render("setting/report/reply.html", journey=journey, form=form, back=back)


def said_before(journey: Journey) -> dict[str, object]:
    """The points of the reply that stands, by the boxes of the form."""
    reply = live_reply(live_report(journey))
    points = [one.words for one in reply.points] if reply else []
    return {f"point_{number}": words for number, words in enumerate(points[:4], 1)}
