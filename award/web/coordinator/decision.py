"""The panel's votes and decision, its conditions, appeals, and the award that came of it."""

from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions import appealing
from award.actions.appealing import AGAINST_WORDS, must_have_won_against_deferral
from award.adapters import clock
from award.domain.decisions import free_panel
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.queries.appeals import find_person_asked
from award.queries.awards import (
    find_award_of,
    find_condition,
    find_decision,
    list_appeals,
    list_conditions,
)
from award.queries.decided_before import find_before
from award.queries.journeys import BEFORE_PANEL
from award.queries.votes import list_votes
from award.storage.asked_conditions import Ended
from award.storage.db import db
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.standing import live_report
from award.web.coordinator.blueprint import bp
from award.web.coordinator.reading import SCREENS
from award.web.coordinator.shell import journey_page, name_of
from award.web.coordinator.wording import KEPT_INSIDE
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.award_standing import AWARD_WORDS
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
from award.web.kit.decided_again import told_before
from award.web.kit.errors import refused
from award.web.kit.filters import day
from award.web.kit.history_words import released_at
from award.web.kit.journeys import is_under_way
from award.web.kit.looks import tone_of
from award.web.kit.moves import open_moves
from award.web.kit.pages import Link, render
from award.web.kit.reading import OUTCOME_WORDS
from award.web.kit.versions import VersionedForm
from award.web.kit.votes_shown import meeting_outside, votes_outside

LEFT_BEFORE: Final = "The journey ended while its papers were before the panel."
APPEAL_WORDS: Final = {
    AppealState.LODGED: ("yours", "Lodged"),
    AppealState.RECEIVED: ("others", "With the panel"),
    AppealState.UPHELD: ("attention", "Upheld"),
    AppealState.DISMISSED: ("stopped", "Dismissed"),
}


def _here(found: Journey) -> str:
    return url_for("coordinator.decision", journey_id=found.id)


@bp.get("/journeys/<int:journey_id>/decision")
@needs(May.SEE_DECISION)
def decision(journey_id: int) -> ResponseReturnValue:
    """How the panel stands, what was decided, and what hangs on it."""
    found, session = find(May.SEE_DECISION, journey_id), db.session()
    report, decided = live_report(found), find_decision(session, actor(), found)
    award = find_award_of(session, actor(), found)
    released, free = released_at(found.history), free_panel(facts_of(found, at=clock.now()))
    return journey_page(
        "coordinator/decision.html",
        found,
        votes=votes_outside(list_votes(session, report), free, released),
        meeting=meeting_outside(report, released),
        decided=decided,
        outcome=OUTCOME_WORDS[decided.outcome] if decided else "",
        conditions=_conditions(found),
        appeals=[_appeal(found, one) for one in list_appeals(session, actor(), found)],
        award=award,
        award_said=AWARD_WORDS[award.state] if award and award.state != "in_force" else "",
        award_tone=tone_of(award.state) if award else "",
        anew=_why_anew(found) if decided and found.stage is Stage.DECIDING else "",
        before=[one for one in told_before(found) if one.made is not decided],
        no_vote=_no_vote(found, is_decided=decided is not None),
        kept=KEPT_INSIDE if found.stage is Stage.DECIDING else "",
        panel_day=_panel_day(found),
    )


def _why_anew(found: Journey) -> str:
    """Why the panel decides although it has decided before."""
    before = find_before(db.session(), actor(), found)
    if before is not None and before.appeal is not None:
        return "The appeal was upheld, so the panel decides anew."
    return "The setting is ready again after the time it was given, so the panel decides anew."


def _no_vote(found: Journey, *, is_decided: bool) -> tuple[str, str]:
    """What stands in place of votes: what comes first, or that none was given."""
    if found.stage is Stage.DECIDING:
        return "No vote has been given yet", f"The panel decides next. {KEPT_INSIDE}"
    if is_under_way(found):
        return (
            "Nothing to decide yet",
            f"The panel votes once the report is confirmed. {KEPT_INSIDE}",
        )
    if is_decided:
        return "No vote stands now", "What the panel said stands in the history."
    report = live_report(found)
    if found.was_at is Stage.DECIDING and report is not None and report.recommendation:
        said = OUTCOME_WORDS[report.recommendation]
        return "The panel did not decide", f"{LEFT_BEFORE} The assessor had recommended: {said}."
    return "The panel did not decide", "This journey ended before it came to the panel."


def _panel_day(found: Journey) -> Link | None:
    """The day on which the panel meets for it, while it waits for the panel."""
    if found.round is None or found.stage is not Stage.DECIDING:
        return None
    words = f"The panel day of {day(found.round.panel_on)}"
    return Link(words, url_for("coordinator.panel_day", round_id=found.round.id))


def _conditions(found: Journey) -> list[dict[str, Any]]:
    asked, ended = list_conditions(db.session(), actor(), found), ended_of(found)
    due = due_inside(asked, ended)
    return [_condition(found, one, said, ended) for one, said in zip(asked, due, strict=True)]


def _condition(found: Journey, one: Condition, due: str, ended: Ended | None) -> dict[str, Any]:
    tone, words = state_words(one, clock.today(), ended)
    given = one.state is ConditionState.EVIDENCE_GIVEN
    waits = given and ended is None and not for_another(found, one, ended)
    return {
        "words": one.words,
        "due": due,
        "tone": tone,
        "state": words,
        "evidence": one.evidence_words,
        "answer": one.answer,
        "button": "Say whether it is met" if waits else "Look at it",
        "href": url_for("coordinator.condition", journey_id=found.id, condition_id=one.id),
    }


def _appeal(found: Journey, one: Appeal) -> dict[str, Any]:
    tone, words = APPEAL_WORDS[one.state]
    deeds = []
    hearer = None
    if one.state in BEFORE_PANEL:
        hearer = find_person_asked(db.session(), actor(), found, at=clock.now())
        words_of_deed = "Ask somebody else to hear it" if hearer else "Ask somebody to hear it"
        deeds = [
            {"words": words_of_deed, "href": url_for("coordinator.appeal", journey_id=found.id)}
        ]
    if one.state is AppealState.UPHELD and one.used_at is None:
        deeds = _after_upheld(found, one)
    return {
        "against": AGAINST_WORDS[one.against].capitalize(),
        "words": one.words,
        "tone": tone,
        "state": words,
        "lodged": one.lodged_at,
        "hearer": hearer.name if hearer else "",
        "reasons": one.reasons,
        "deeds": deeds,
    }


def _after_upheld(found: Journey, one: Appeal) -> list[dict[str, str]]:
    if one.against == "deferred":
        href = url_for("coordinator.deferral", journey_id=found.id)
        return [{"words": "Give the deferral a new date", "href": href}]
    moves = open_moves(found, "coordinator.move")
    return [{"words": row.label, "href": row.href} for row in moves if row.name == "reopen"]


@bp.route("/journeys/<int:journey_id>/conditions/<int:condition_id>", methods=["GET", "POST"])
@needs(May.CLOSE_CONDITION)
def condition(journey_id: int, condition_id: int) -> ResponseReturnValue:
    """Say whether a condition is met, or give it more time."""
    found = find(May.CLOSE_CONDITION, journey_id)
    one = find_condition(db.session(), actor(), found, condition_id) or abort(404)
    ended = ended_of(found)
    form = answer_form(found, one, ended)
    if form.validate_on_submit():
        try:
            with changing(found, May.CLOSE_CONDITION) as held:
                said = answer(held, condition_id, form, by=actor())
            flash(said)
            return redirect(_here(found))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            form.version.fill(one.version)
    tone, state = state_words(one, clock.today(), ended)
    return render(
        "journeys/condition.html", journey=found, condition=one, form=form, tone=tone,
        state=state, due=due_inside([one], ended)[0], may_answer=bool(form.verdict.choices),
        pieces=piece_cards(found, one, SCREENS),
        named=criteria_named(found, one, lambda code: _evidence_for(found, code)),
        back_to=Link("The decision", _here(found)), after=_after_missed(found, one, ended),
        for_another=for_another(found, one, ended), is_asked=ended is None,
        told_at=_told_at(found, one, ended),
    )  # fmt: skip


def _evidence_for(found: Journey, code: str) -> str:
    return url_for(
        "coordinator.evidence", journey_id=found.id, code=code, _anchor=f"criterion-{code}"
    )


def _told_at(found: Journey, one: Condition, ended: Ended | None) -> str:
    """Where a coordinator writes down what the setting told them, while it has shown nothing."""
    if one.state is not ConditionState.OPEN or ended is not None:
        return ""
    return url_for(
        "setting.condition",
        setting_id=found.setting_id,
        journey_id=found.id,
        condition_id=one.id,
    )


def _after_missed(found: Journey, one: Condition, ended: Ended | None) -> list[Link]:
    """What a coordinator may do once a condition was not met: nothing follows by itself."""
    award = find_award_of(db.session(), actor(), found)
    if one.state is not ConditionState.NOT_MET or award is None or ended is not None:
        return []
    return [
        Link("Arrange a visit to follow it up", url_for("coordinator.visits", journey_id=found.id)),
        Link("Look at the award, and what can be proposed", url_for(
            "coordinator.award", award_id=award.id)),
    ]  # fmt: skip


@bp.route("/journeys/<int:journey_id>/deferral", methods=["GET", "POST"])
@needs(May.REOPEN)
def deferral(journey_id: int) -> ResponseReturnValue:
    """After an upheld appeal: a new date for the deferral."""
    found = find(May.REOPEN, journey_id)
    must_have_won_against_deferral(found, by=actor())
    question = Question(
        "Give the deferral a new date",
        "Give 20 more days",
        "The deferral has a new date.",
        _here(found),
        name_of(found),
        told=[
            f"The deferral ends on {day(found.deferred_until)} now."
            if found.deferred_until
            else "Nothing is deferred now.",
            "It gets 20 more days of the setting’s own calendar.",
        ],
    )
    return ask(
        found,
        VersionedForm(version=found.version),
        lambda held: appealing.change_deferral(held, by=actor(), at=clock.now()),
        question,
        may=May.REOPEN,
    )
