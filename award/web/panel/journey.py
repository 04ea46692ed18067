"""The papers of one journey: report, judgements side by side, votes; and its decision."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.deciding import MeetingWords, must_be_before_panel, record_meeting
from award.actions.moves import must_be_at
from award.actions.second_aside import must_go_without_second, set_second_aside
from award.adapters import clock
from award.domain.decision_guards import second_can_be_set_aside
from award.domain.decisions import free_panel
from award.domain.facts import Asker, Facts
from award.domain.outcomes import suggest
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.queries.appeals import find_appeal
from award.queries.awards import list_conditions
from award.queries.journeys import find_journey
from award.queries.judgements import facts_for_rule, find_seen, list_criteria, neighbours
from award.queries.papers import list_members, panel_wait_of
from award.queries.votes import list_votes
from award.storage.assessments import Judge, Report
from award.storage.db import db
from award.storage.decisions import ConditionState
from award.storage.facts import facts_of
from award.storage.frameworks import framework_of
from award.storage.journeys import Journey
from award.storage.standing import live_reply, live_report
from award.web.kit.access import actor, changing, needs
from award.web.kit.brought_in import came_to_read
from award.web.kit.comparing import comparison_screen, must_be_in
from award.web.kit.conditions import ended_of
from award.web.kit.decided_again import decided_again
from award.web.kit.errors import refused
from award.web.kit.heads import journey_head
from award.web.kit.journeys import history_lines
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.moved import too_late
from award.web.kit.moves import move_screen, open_moves
from award.web.kit.pages import Link, render
from award.web.kit.reading import OUTCOME_WORDS, cards_of, chapters_of, conversation_names, views_of
from award.web.kit.report_shown import earlier_of, report_screens
from award.web.kit.ties import TieForm, declare_own_tie
from award.web.kit.votes_shown import meeting_shown, votes_shown
from award.web.panel.blueprint import bp
from award.web.panel.due import differ_words, open_words, what_to_read
from award.web.panel.finding import find_papers, heard_by_others
from award.web.panel.forms import MeetingForm, ReasonForm
from award.web.panel.reading import SCREENS
from award.web.panel.releasing import after_meeting, release, second_words

HISTORY = 15
FOLLOWS = "Others then decide here. The papers close for you, and a vote of yours stops counting."


def report_of(held: Journey) -> Report:
    """The report that is before the panel. Answers 404 where there is none."""
    return live_report(held) or _no_page()


def _no_page() -> Report:
    raise NoSuchPage


@bp.get("/journeys/<int:journey_id>")
@needs(May.SEE_REPORT)
def journey(journey_id: int) -> ResponseReturnValue:
    """The papers: what the report says, who judged what, what the rule suggests, who voted how."""
    held, facts = find_papers(journey_id)
    report = live_report(held)
    seen = list_criteria(db.session(), held, actor())
    judges = judges_of(held)
    rule = suggest(facts_for_rule(seen), held.route.rules)
    chapters = chapters_of(held, seen, "panel.criterion", judges)
    differ, with_second = sum(one.differ for one in chapters), Judge.SECOND in judges
    return render(
        "panel/journey.html",
        **journey_head(held),
        report=report,
        again=decided_again(held),
        came=came_to_read(held),
        recommendation=OUTCOME_WORDS[report.recommendation]
        if report and report.recommendation
        else "",
        reply=live_reply(report),
        earlier=earlier_of(held, "panel.report_version"),
        chapters=chapters,
        heads=["The setting", "The assessor", "The second"][: len(judges)],
        differ_words=f"{differ_words(seen, differ, with_second=with_second)} {open_words(differ)}",
        told=what_to_read(held, clock.today()),
        rule=rule,
        rule_words=OUTCOME_WORDS[rule.outcome],
        rule_tone=OUTCOME_TONES[rule.outcome],
        disclaimer=framework_of(held.framework).disclaimer,
        lines=history_lines(held, inside=True, panel=True, limit=HISTORY),
        **deciding(held, facts, report),
    )


def find_both(journey_id: int) -> Journey:
    """Papers with two judgements that are both in."""
    return must_be_in(find_papers(journey_id)[0])


comparison_screen(bp, find_both, ("The papers", "panel.journey"))
report_screens(bp, lambda journey_id: find_papers(journey_id)[0], ("The papers", "panel.journey"))


def judges_of(held: Journey) -> list[Judge]:
    """Whose views stand side by side: the second's only once it is in."""
    second = [Judge.SECOND] if held.second_done_at else []
    return [Judge.SETTING, Judge.ASSESSOR, *second]


def deciding(held: Journey, facts: Facts, report: Report | None) -> dict[str, Any]:
    """The votes, the meeting, the outcome to release and what is still waited for."""
    if held.stage is not Stage.DECIDING or report is None:
        closed = {"is_open": False, "votes": [], "moves": [], "mine": None, "meeting": None}
        waits = find_appeal(db.session(), held) is not None
        heard_by = heard_by_others(held) if waits else ""
        return {**closed, "condition_at": condition_at(held), "heard_by": heard_by}
    votes, meeting = list_votes(db.session(), report), meeting_shown(report)
    moves = open_moves(held, "panel.move")
    mine = next((one for one in votes if one.vote.user_id == actor().user_id), None)
    free = free_panel(facts)
    asker = Asker(actor().role, actor().user_id)
    asked = facts_of(held, at=clock.now(), asker=asker)
    return {
        "is_open": True,
        "votes": votes_shown(votes, free),
        "mine": votes_shown([mine], free)[0] if mine else None,
        "meeting": meeting,
        **release(facts, moves),
        "ready": [one for one in moves if not one.blockers],
        "needed": held.route.rules.votes,
        "second": second_words(facts),
        "rests_until": long_day(held.paused_until) if held.paused_until else "",
        "may_set_aside": second_can_be_set_aside(asked) is None,
    }


def condition_at(held: Journey) -> str:
    """Where the condition is answered for which these papers are open; empty for an appeal."""
    if find_appeal(db.session(), held) is not None or ended_of(held) is not None:
        return ""
    given = (
        one
        for one in list_conditions(db.session(), actor(), held)
        if one.state is ConditionState.EVIDENCE_GIVEN
    )
    found = next(given, None)
    return url_for("panel.condition", journey_id=held.id, condition_id=found.id) if found else ""


@bp.get("/journeys/<int:journey_id>/criteria/<code>")
@needs(May.SEE_EVIDENCE)
def criterion(journey_id: int, code: str) -> ResponseReturnValue:
    """One criterion: everybody's view, what was noted, and the evidence."""
    held, _ = find_papers(journey_id)
    seen = find_seen(db.session(), held, actor(), code)
    if seen is None:
        raise NoSuchPage
    names = conversation_names(held)
    before, after = neighbours(held, code)
    return render(
        "panel/criterion.html",
        journey=held,
        seen=seen,
        before=before,
        after=after,
        views=views_of(held, seen),
        cards=cards_of(held, seen.evidence, SCREENS),
        notes=[(names.get(one.conversation, ""), one.words) for one in seen.notes],
    )


@bp.route("/journeys/<int:journey_id>/meeting", methods=["GET", "POST"])
@needs(May.RECORD_MEETING)
def meeting(journey_id: int) -> ResponseReturnValue:
    """Write down what a meeting of the panel decided; it takes the place of votes."""
    held, facts = find_papers(journey_id)
    must_be_before_panel(held, by=actor(), at=clock.now())
    form = MeetingForm(version=held.version)
    form.offer(list_members(db.session(), actor()), free_panel(facts))
    if form.validate_on_submit() and form.held_on.data is not None:
        words = MeetingWords(
            form.held_on.data, form.present.data, form.others.data,
            form.outcome.data, form.reasons.data,
        )  # fmt: skip
        try:
            with changing(held, May.RECORD_MEETING) as fresh:
                must_be_at(fresh, form.version.data)
                record_meeting(fresh, words, by=actor(), at=clock.now())
                follows = after_meeting(panel_wait_of(fresh))
            flash(f"The meeting’s decision is written down. {follows}")
            return redirect(url_for("panel.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("panel/meeting.html", journey=held, form=form)


@bp.route("/journeys/<int:journey_id>/second/set-aside", methods=["GET", "POST"])
@needs(May.SET_ASIDE_SECOND)
def second_set_aside(journey_id: int) -> ResponseReturnValue:
    """Go on without a second judgement when none was to be had in ten working days."""
    held, _ = find_papers(journey_id)
    must_go_without_second(held, by=actor(), at=clock.now())
    form = ReasonForm(version=held.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.SET_ASIDE_SECOND) as fresh:
                must_be_at(fresh, form.version.data)
                set_second_aside(fresh, reason=form.reason.data, by=actor(), at=clock.now())
            flash("The second judgement is set aside. The termly report says so.")
            return redirect(url_for("panel.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("panel/second_set_aside.html", journey=held, form=form)


@bp.route("/journeys/<int:journey_id>/tie", methods=["GET", "POST"])
@needs(May.DECLARE_TIE)
def tie(journey_id: int) -> ResponseReturnValue:
    """Say what binds me to this setting. The papers close for me then."""
    held, _ = find_papers(journey_id)
    form = TieForm()
    if form.validate_on_submit():
        with changing(held, May.VOTE) as fresh:
            declare_own_tie(fresh, form, actor())
        flash("Thank you. These papers are closed for you now; others decide.")
        return redirect(url_for("panel.home"))
    back = Link("The papers", url_for("panel.journey", journey_id=journey_id))
    return render("journeys/tie.html", journey=held, form=form, back=back, follows=FOLLOWS)


@bp.route("/journeys/<int:journey_id>/moves/<name>", methods=["GET", "POST"])
@needs(May.RELEASE)
def move(journey_id: int, name: str) -> ResponseReturnValue:
    """Release an outcome; what blocks it stands here. Who comes second reads who was first."""
    home, after = "panel.released", May.SEE_DECISION
    if (late := too_late(journey_id, name, see=after, home=home)) is not None:
        return late
    find_papers(journey_id)
    return move_screen(journey_id, name, see=May.SEE_REPORT, home=home, after=after)


@bp.get("/journeys/<int:journey_id>/released")
@needs(May.RELEASE)
def released(journey_id: int) -> ResponseReturnValue:
    """Where a release leads: back to the papers while they are open, else to the room."""
    if find_journey(db.session(), actor(), journey_id) is None:
        raise NotFound
    try:
        find_papers(journey_id)
    except NotFound:
        return redirect(url_for("panel.home"))
    return redirect(url_for("panel.journey", journey_id=journey_id))
