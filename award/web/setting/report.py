"""The assessor's report: read beside one's own view, and replied to."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.assessing import must_be_checked, reply_to_report
from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.permissions import May
from award.domain.refusals import NotFound, Stale
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.queries.assessments import find_shared_report, judgements_of
from award.storage.assessments import Judge, Report
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, framework_of
from award.storage.journeys import Journey
from award.storage.standing import live_reply, live_report
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.decided_again import what_changed
from award.web.kit.looks import tone_of
from award.web.kit.moves import open_moves
from award.web.kit.pages import Link, render
from award.web.kit.recommending import RECOMMENDED_WORDS
from award.web.kit.report_shown import earlier_of, report_screens
from award.web.setting.approver_words import called_here
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of, labels_of
from award.web.setting.here import REFUSALS, can, refuse, rests, tell
from award.web.setting.report_forms import MOST_POINTS, OnReportForm, ReplyForm

PARTS: list[str] = ["What is strong", "What comes next"]


def report_of(journey: Journey) -> Report:
    """The shared report, for who is looking. Raises NotFound while there is none."""
    found = find_shared_report(actor(), journey)
    if found is None:
        raise NotFound
    return found


def recommended_in_words(report: Report) -> str:
    """What the assessor recommends, in a sentence."""
    if report.recommendation is None:
        return ""
    words = RECOMMENDED_WORDS[report.recommendation]
    between = ":" if report.recommendation is Outcome.TURN_DOWN else ""
    return f"The assessor recommends{between} {words[:1].lower()}{words[1:]}."


@dataclass(frozen=True)
class JudgedRow:
    """One criterion of the report: both views, whether they differ, or the assessor's alone."""

    cells: list[object]
    differs: bool
    is_alone: bool

    @property
    def cells_alone(self) -> list[object]:
        """The row without what the setting said, for where it said nothing."""
        return [self.cells[0], *self.cells[2:]]


def judged_rows(journey: Journey, report: Report, *, replies: bool) -> list[JudgedRow]:
    """Each criterion: the setting's own view, the assessor's with its note, a way to reply."""
    labels, here = labels_of(journey), actor()
    own = judgements_of(db.session(), here, journey, Judge.SETTING)
    theirs = judgements_of(db.session(), here, journey, Judge.ASSESSOR)
    rows: list[JudgedRow] = []
    for one in criteria_of(journey):
        said = (report.judgements or {}).get(one.code)
        judged = Judged(said) if said else None
        note = theirs[one.code].note if one.code in theirs else ""
        not_said = one.code not in own
        cells: list[object] = [
            {"words": f"{one.code} {one.title}", "href": address_of(journey, one.code)},
            "Nothing said" if not_said else labels[own[one.code].judged],
            {"words": labels[judged], "tone": tone_of(judged), "more": note} if judged else "–",
        ]
        if replies:
            at = url_for("setting.report_reply", journey_id=journey.id, about=one.code)
            cells.append({"words": "Correct a fact", "href": at})
        differs = not not_said and own[one.code].judged is not judged
        rows.append(JudgedRow(cells, bool(judged) and differs, bool(judged) and not_said))
    return rows


@bp.get("/journeys/<int:journey_id>/report")
@needs(May.SEE_REPORT)
def report(journey_id: int) -> ResponseReturnValue:
    """The report, what was replied, and the way on."""
    journey = find(May.SEE_REPORT, journey_id)
    earlier = earlier_of(journey, "setting.report_version")
    if earlier and find_shared_report(actor(), journey) is None:
        return redirect(earlier[0].href)
    shared = report_of(journey)
    checking = journey.stage is Stage.CHECKING
    facts = facts_of(journey, at=clock.now())
    asks_head = checking and journey.route.rules.asks(Approval.REPLY) and facts.replied
    may_reply = checking and can(May.REPLY, journey)
    rows, reply = judged_rows(journey, shared, replies=may_reply), live_reply(shared)
    moves = [one for one in open_moves(journey, "setting.move") if one.onward]
    return render(
        "setting/report.html",
        journey=journey,
        report=shared,
        differing=[one.cells for one in rows if one.differs],
        alone=[one.cells_alone for one in rows if one.is_alone],
        alike=[one.cells for one in rows if not (one.differs or one.is_alone)],
        heads=["Criterion", "You said", "The assessor", *(["Reply"] if may_reply else [])],
        recommended=recommended_in_words(shared),
        reply=reply,
        unanswered=reply is not None and any(one.answered_at is None for one in reply.points),
        replies=may_reply,
        rests=rests(journey),
        waits_for_head=asks_head and not facts.reply_approved,
        approver=called_here(journey),
        confirms=next((one for one in moves if checking and not one.blockers), None),
        form=OnReportForm(version=reply_version(journey), report=shared.id),
        earlier=earlier,
        changed=what_changed(journey),
        disclaimer=framework_of(journey.framework).disclaimer,
    )


report_screens(
    bp,
    lambda journey_id: find(May.SEE_REPORT, journey_id),
    ("Your journey", "setting.journey"),
    outcomes=RECOMMENDED_WORDS,
)


def reply_version(journey: Journey) -> int:
    """The number of the reply that stands; 0 while there is none."""
    reply = live_reply(live_report(journey))
    return reply.id if reply else 0


@bp.post("/journeys/<int:journey_id>/report/right")
@needs(May.REPLY)
def report_right(journey_id: int) -> ResponseReturnValue:
    """Every fact is right: nothing to correct, in one tap."""
    journey, form = find(May.REPLY, journey_id), OnReportForm()
    try:
        if form.validate_on_submit():
            save_reply(journey, [], form)
            flash("Thank you. You said that every fact is right.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(url_for("setting.report", journey_id=journey_id))


def save_reply(journey: Journey, points: list[str], form: OnReportForm) -> None:
    """Keep the reply, unless somebody replied or shared another report since. Raises Stale."""
    with changing(journey, May.REPLY) as held:
        if must_be_checked(held).id != form["report"].data:
            raise Stale("the report")
        if reply_version(held) != form["version"].data:
            now = live_reply(live_report(held))
            is_own = now is not None and now.by_id == actor().user_id
            raise Stale("the reply", who="You, in another window," if is_own else "Somebody else")
        reply_to_report(held, points, by=actor(), at=clock.now())


@bp.route("/journeys/<int:journey_id>/report/reply", methods=["GET", "POST"])
@needs(May.REPLY)
def report_reply(journey_id: int) -> ResponseReturnValue:
    """Say which facts are not right, one in each box."""
    journey = find(May.REPLY, journey_id)
    shared = must_be_checked(journey)
    form = ReplyForm(version=reply_version(journey), report=shared.id)
    form.offer(PARTS + [f"{one.code} {one.title}" for one in criteria_of(journey)])
    if form.is_new:
        fill_in(form, journey, about=request.args.get("about", ""))
    if form.validate_on_submit():
        try:
            save_reply(journey, form.points, form)
            flash("Your reply is with the assessor, who answers each point.")
            return redirect(url_for("setting.report", journey_id=journey_id))
        except REFUSALS as refusal:
            form["report"].data = shared.id
            refuse(form, refusal, reply_version(journey), **said_before(journey))
    back = Link("The report", url_for("setting.report", journey_id=journey_id))
    return render("setting/report/reply.html", journey=journey, form=form, back=back)


def said_before(journey: Journey) -> dict[str, object]:
    """The points of the reply that stands, by the boxes of the form."""
    reply = live_reply(live_report(journey))
    points = [one.words for one in reply.points] if reply else []
    return {f"point_{number}": words for number, words in enumerate(points[:MOST_POINTS], 1)}


def fill_in(form: ReplyForm, journey: Journey, *, about: str) -> None:
    """What was replied before; a link from a criterion names it for the next point."""
    said = said_before(journey)
    for name, words in said.items():
        form[name].data = words
    free = len(said) + 1
    titles = (f"{one.code} {one.title}" for one in criteria_of(journey) if one.code == about)
    if free <= MOST_POINTS:
        form[f"about_{free}"].data = next(titles, "")
