"""One journey to look at: where it stands, what was decided, and all that happened."""

from typing import Any, Final

from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.condition_ends import Over
from award.domain.permissions import May
from award.domain.visits import VisitState, visit_row
from award.queries.audits import Decided, list_decisions
from award.queries.awards import find_award_of
from award.queries.histories import list_all_journey_notes
from award.queries.judgements import list_criteria
from award.queries.visits import list_visits
from award.storage.asked_conditions import Ended
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.decisions import Condition
from award.storage.frameworks import framework_of
from award.storage.journeys import Journey
from award.storage.standing import live_reply, live_report
from award.storage.visits import Visit
from award.web.audit.blueprint import bp
from award.web.kit.access import actor, find, may_with, needs
from award.web.kit.award_shown import (
    certificates_of,
    facts_of,
    hand_out_certificate,
    lines_of,
    meaning_of,
    stands,
    story_of,
)
from award.web.kit.brought_in import applied_elsewhere
from award.web.kit.comparing import comparison_screen, must_be_in
from award.web.kit.conditions import due_words, ended_of
from award.web.kit.conditions import state_words as condition_state
from award.web.kit.contact_notes import note_line
from award.web.kit.filters import day, moment
from award.web.kit.journey_steps import journey_steps
from award.web.kit.journeys import PAST, history_lines, stage_read, turn_words
from award.web.kit.looks import as_read
from award.web.kit.pages import render
from award.web.kit.plan_words import STATES
from award.web.kit.plans import kept_elsewhere
from award.web.kit.reading import JUDGE_WORDS, OUTCOME_WORDS, chapters_of
from award.web.kit.timelines import Line
from award.web.kit.visit_noting import state_words
from award.web.kit.visit_writers import notes_by_place

VISITS: Final = {
    VisitState.PROPOSED: ("others", "Dates offered"),
    VisitState.CONFIRMED: ("others", "Booked"),
    VisitState.DONE: ("others", "Held, being written up"),
    VisitState.WRITTEN_UP: ("others", "Written up, not shared yet"),
    VisitState.SHARED: ("others", "Record shared with the setting"),
    VisitState.SIGNED: ("done", "Record agreed"),
    VisitState.CANCELLED: ("stopped", "Cancelled"),
    VisitState.MISSED: ("stopped", "Did not take place"),
}


@bp.get("/journeys/<int:journey_id>")
@needs(May.SEE_DECISION)
def journey(journey_id: int) -> ResponseReturnValue:
    """Nothing here can be changed, and no evidence is opened."""
    found = find(May.SEE_DECISION, journey_id)
    tone, words = stage_read(found)
    lines = history_lines(found, inside=True)
    return render(
        "audit/journey.html",
        journey=found,
        action_states={state: words for state, (_, words) in STATES.items()},
        journey_steps=journey_steps(found),
        tone=tone,
        words=words,
        turn=turn_words(found),
        applied=applied_elsewhere(found),
        planned=kept_elsewhere(found, actor()),
        visits=[visit_in_words(found, one) for one in visits_open(found)],
        **judged(found),
        award=award_in_words(found),
        decisions=[
            in_words(found, one) for one in list_decisions(db.session(), actor(), journey_id)
        ],
        notes=notes_in_words(found),
        lines=lines,
    )


def notes_in_words(found: Journey) -> list[Line]:
    """What the authority's people noted of calls and conversations."""
    if not may_with(May.SEE_NOTES, found):
        return []
    return [note_line(one) for one in list_all_journey_notes(db.session(), actor(), found)]


def award_in_words(found: Journey) -> dict[str, Any] | None:
    """The award that the journey led to, as the authority reads of it; None without one."""
    held = find_award_of(db.session(), actor(), found)
    if held is None:
        return None
    story = story_of(held)
    tone, state = stands(held)
    return {
        "tone": as_read(tone),
        "state": state,
        "meaning": meaning_of(held, story),
        "facts": [{"key": "Number", "value": held.number}, *facts_of(held)],
        "certificates": certificates_of(held, "audit.certificate"),
        "lines": lines_of(held, story),
    }


@bp.get("/certificates/<int:certificate_id>")
@needs(May.DOWNLOAD_CERTIFICATE)
def certificate(certificate_id: int) -> ResponseReturnValue:
    """A certificate of an award, as it was signed."""
    return hand_out_certificate(certificate_id)


def find_both(journey_id: int) -> Journey:
    """A journey with two judgements that are both in. Raises NotFound for any other."""
    return must_be_in(find(May.SEE_REPORT, journey_id))


comparison_screen(bp, find_both, ("The journey", "audit.journey"))


def visits_open(found: Journey) -> list[Visit]:
    """The visits with their records, but for those of a judge who is closed to the reader."""
    return [one.visit for one in list_visits(db.session(), actor(), found)]


def judged(found: Journey) -> dict[str, Any]:
    """Who judged what, and the report with the setting's reply."""
    seen = list_criteria(db.session(), found, actor())
    judges = [
        one for one in Judge if one is not Judge.AGREED and any(one in each.views for each in seen)
    ]
    report = live_report(found)
    known = report.recommendation if report else None
    return {
        "chapters": chapters_of(found, seen, "", judges),
        "heads": [JUDGE_WORDS[one] for one in judges],
        "report": report,
        "reply": live_reply(report),
        "recommendation": OUTCOME_WORDS[known] if known else "",
        "disclaimer": framework_of(found.framework).disclaimer,
    }


def visit_in_words(found: Journey, visit: Visit) -> dict[str, Any]:
    """A visit with its record."""
    when = moment(visit.starts_at) if visit.starts_at else "Not booked"
    return {
        "title": visit_row(visit.kind).name,
        "more": f"{when}. {state_words(visit, VISITS)[1]}",
        "visit": visit,
        "notes": notes_by_place(found, visit),
    }


def in_words(found: Journey, decided: Decided) -> dict[str, Any]:
    """A decision as it is shown."""
    ended = ended_of(found) if decided.stands else Ended(Over.DECIDED_AGAIN)
    return {
        "who": decided.released_by,
        "when": day(decided.released_at),
        "outcome": PAST[decided.outcome] + ("" if decided.stands else " (replaced since)"),
        "reasons": decided.reasons,
        "conditions": [_condition(one, ended) for one in decided.conditions],
    }


def _condition(one: Condition, ended: Ended | None) -> dict[str, str]:
    """A condition with its day, and how far it has come."""
    today = clock.today()
    tone, words = condition_state(one, today, ended)
    return {"words": one.words, "due": due_words(one, ended), "tone": as_read(tone), "state": words}
