"""Judging, the report, the setting's reply to it, and the blind second judgement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from award.actions.histories import write_history
from award.actions.moves import acted, refresh, take_step
from award.actions.planning import find_asked, write_judgement
from award.actions.telling import tell
from award.domain.basis import Basis
from award.domain.decision_guards import is_bound_assessor, second_is_free
from award.domain.facts import Outcome
from award.domain.frameworks import SCALE, Judged
from award.domain.guards import assessor_untied
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale, who_was_faster
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement, Reply, ReplyPoint, Report
from award.storage.db import must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.standing import live_reply, live_report

NOTE_ASKED = (Judged.NOT_YET, Judged.DEVELOPING)
ANSWERED_BY_OTHERS = "You have a tie to this setting, so the coordinator answers its points."


@dataclass(frozen=True)
class ReportWords:
    """What the assessor writes: what is strong, what comes next, and what they recommend.

    ``differs_because`` is asked for where that is something else than the rule suggests.
    """

    strengths: str
    next_steps: str
    recommendation: Outcome | None
    differs_because: str = ""


def _must_be_assigned(journey: Journey, kind: AssignmentKind, by: Actor) -> None:
    live = {one.kind: one.user_id for one in journey.assignments if one.ended_at is None}
    if by.user_id is None or live.get(kind) != by.user_id:
        raise NotAllowed("This is for the person who is assigned to do it.")


def _must_assess_here(journey: Journey, *, by: Actor, at: datetime) -> None:
    """The part is theirs, and no tie that came since keeps them from it."""
    _must_be_assigned(journey, AssignmentKind.ASSESSOR, by)
    if assessor_untied(facts_of(journey, at=at)) is not None:
        raise NotAllowed("You have a tie to this setting, so somebody else judges it.")


def judge(
    journey: Journey,
    code: str,
    judged: Judged,
    *,
    note: str,
    basis: Collection[Basis] = (),
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> Judgement:
    """The assessor judges one criterion. A note says what is missing below "met", and why it is
    seen differently from the setting; then it is asked what the judgement rests on, too.

    ``seen`` is the number of the judgement that the page showed, 0 for none: raises Stale when
    another stands there now. What does not apply was agreed before: raises NotReady for a
    judgement outside the scale.
    """
    must_be_held(journey)
    if journey.stage is not Stage.ASSESSING:
        raise NotAllowed("This journey is not being assessed now.")
    _must_assess_here(journey, by=by, at=at)
    _must_be_seen(journey, code, Judge.ASSESSOR, seen)
    _must_be_judged_well(journey, code, judged, note, basis)
    _let_go_of_agreed(journey, code, judged, at=at)
    judgement = write_judgement(
        journey, code, Judge.ASSESSOR, judged, note=note.strip(), basis=basis, by=by, at=at
    )
    find_asked(journey, code).more_asked_at = None
    refresh(journey, at=at)
    return judgement


def _let_go_of_agreed(journey: Journey, code: str, judged: Judged, *, at: datetime) -> None:
    """What two judges agreed on settles the two judgements that they had, and no later one."""
    before = find_live(journey, code, Judge.ASSESSOR)
    agreed = find_live(journey, code, Judge.AGREED)
    if agreed is not None and (before is None or before.judged is not judged):
        agreed.superseded_at = at


def judge_blind(
    journey: Journey,
    code: str,
    judged: Judged,
    *,
    note: str,
    basis: Collection[Basis] = (),
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> Judgement:
    """The second judges one criterion without seeing what the assessor judged."""
    _must_judge_blind(journey, by=by, at=at)
    _must_be_seen(journey, code, Judge.SECOND, seen)
    _must_be_judged_well(journey, code, judged, note, basis)
    return write_judgement(
        journey, code, Judge.SECOND, judged, note=note.strip(), basis=basis, by=by, at=at
    )


def _must_judge_blind(journey: Journey, *, by: Actor, at: datetime) -> None:
    must_be_held(journey)
    if journey.stage not in (Stage.CHECKING, Stage.DECIDING) or not journey.sample_reasons:
        raise NotAllowed("No second judgement is asked for now.")
    if journey.second_done_at is not None:
        raise NotAllowed("The second judgement is in. It cannot be changed any more.")
    _must_be_assigned(journey, AssignmentKind.SECOND, by)
    if not second_is_free(facts_of(journey, at=at)):
        raise NotAllowed("Ask the coordinator to assign somebody else: you have a tie here.")


def _must_be_judged_well(
    journey: Journey, code: str, judged: Judged, note: str, basis: Collection[Basis]
) -> None:
    find_asked(journey, code)
    if judged not in SCALE:
        raise NotReady(
            "Choose one of the four points: that it does not apply is agreed before", of="judged"
        )
    own = find_live(journey, code, Judge.SETTING)
    differs = own is not None and own.judged in SCALE and own.judged is not judged
    if judged not in NOTE_ASKED and not differs:
        return
    if not note.strip() and judged in NOTE_ASKED:
        raise NotReady(f"Write what is still missing for {code}", of="note")
    if not note.strip():
        raise NotReady(f"Say in a note why you see {code} differently from the setting", of="note")
    if not basis:
        raise NotReady(f"Tick what your judgement of {code} rests on", of="basis")


def _must_be_seen(journey: Journey, code: str, judge: Judge, seen: int | None) -> None:
    live = find_live(journey, code, judge)
    if seen is not None and (live.id if live else 0) != seen:
        raise Stale("this judgement")


def find_live(journey: Journey, code: str, judge: Judge) -> Judgement | None:
    """The judgement of one criterion by one judge that stands now."""
    return session_of(journey).scalar(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.criterion == code,
            Judgement.judge == judge,
            Judgement.superseded_at.is_(None),
        )
    )


def give_second_judgement(journey: Journey, *, by: Actor, at: datetime) -> None:
    """The second says that every criterion is judged. From now on both are seen side by side."""
    _must_judge_blind(journey, by=by, at=at)
    judged = set(
        session_of(journey).scalars(
            select(Judgement.criterion).where(
                Judgement.journey_id == journey.id,
                Judgement.judge == Judge.SECOND,
                Judgement.superseded_at.is_(None),
            )
        )
    )
    left = [
        one.code
        for one in facts_of(journey, at=at).criteria
        if one.applies and one.code not in judged
    ]
    if left:
        raise NotReady(f"Judge {', '.join(left)}")
    journey.second_done_at = at
    take_step(journey, "give_second_judgement", by=by, at=at)


def write_report(
    journey: Journey, words: ReportWords, *, version: int, by: Actor, at: datetime
) -> Report:
    """Save the report as it is written. Raises Stale for an older page."""
    must_be_held(journey)
    if journey.stage is not Stage.ASSESSING:
        raise NotAllowed("The report has been shared. Take it back to revise it.")
    _must_assess_here(journey, by=by, at=at)
    report = live_report(journey)
    if report is None or by.user_id is None:
        raise NotAllowed("The report begins with the assessment.")
    if report.version != version:
        raise Stale("the report", who=who_was_faster(report.written_by_id, by.user_id))
    report.strengths, report.next_steps = words.strengths.strip(), words.next_steps.strip()
    report.recommendation, report.written_by_id = words.recommendation, by.user_id
    report.differs_because = words.differs_because.strip()
    report.version += 1
    refresh(journey, at=at)
    return report


def must_be_checked(journey: Journey) -> Report:
    """The report that the setting checks now. Raises NotAllowed where none waits for a reply."""
    report = live_report(journey)
    if journey.stage is not Stage.CHECKING or report is None or report.shared_at is None:
        raise NotAllowed("No report is waiting for a reply.")
    return report


def reply_to_report(journey: Journey, points: Sequence[str], *, by: Actor, at: datetime) -> Reply:
    """The setting says which facts are not right; no points mean that nothing is to correct.

    A new reply takes the place of an earlier one, whose points are kept with it. The same points
    once more change nothing, and nobody is written to again.
    """
    must_be_held(journey)
    report = must_be_checked(journey)
    session = session_of(journey)
    earlier, said = live_reply(report), [words.strip() for words in points if words.strip()]
    if earlier is not None and [one.words for one in earlier.points] == said:
        return earlier
    if earlier is not None:
        earlier.superseded_at = at
        session.flush()
    reply = Reply(authority_id=journey.authority_id, report_id=report.id, by_id=by.user_id, at=at)
    session.add(reply)
    session.flush()
    session.add_all(
        ReplyPoint(authority_id=journey.authority_id, reply_id=reply.id, words=words)
        for words in said
    )
    session.flush()
    session.expire(reply, ["points"])
    counted = f"{len(said)} point{'s' if len(said) > 1 else ''}" if said else "Nothing to correct"
    line = write_history(journey, "reply_to_report", by=by, at=at, words=counted)
    acted(journey, by=by, at=at)
    refresh(journey, at=at)
    if said:
        tell(journey, "reply_to_report", at=at, key=f"history:{line.id}")
    return reply


def must_have_points(journey: Journey) -> Reply:
    """The reply whose points wait for an answer. Raises NotAllowed where there is none."""
    reply = live_reply(live_report(journey))
    if journey.stage is not Stage.CHECKING or reply is None or not reply.points:
        raise NotAllowed("No points are waiting for an answer.")
    return reply


def answer_points(journey: Journey, answers: Mapping[int, str], *, by: Actor, at: datetime) -> bool:
    """The assessor, or a coordinator, answers the setting's points on the report.

    The same answers once more change nothing, and nobody is written to again: False. Raises
    NotFound for a point of another report, NotReady for an empty answer.
    """
    must_be_held(journey)
    reply = must_have_points(journey)
    if is_bound_assessor(by.user_id, facts_of(journey, at=at)):
        raise NotAllowed(ANSWERED_BY_OTHERS)
    by_id, is_new = {point.id: point for point in reply.points}, False
    for point_id, answer in answers.items():
        point = by_id.get(point_id)
        if point is None:
            raise NotFound
        if not answer.strip():
            raise NotReady("Write an answer to each point")
        if point.answer != answer.strip():
            is_new = True
            point.answer, point.answered_at, point.answered_by_id = answer.strip(), at, by.user_id
    if not is_new:
        return False
    line = write_history(journey, "answer_points", by=by, at=at)
    refresh(journey, at=at)
    if all(point.answered_at is not None for point in reply.points):
        tell(journey, "answer_points", at=at, key=f"history:{line.id}")
    return True
