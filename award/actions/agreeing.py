"""What assessor and second agree on where they differed, once both judgements are in."""

from datetime import datetime
from typing import Final

from award.actions.assessing import find_live
from award.actions.moves import take_step
from award.actions.planning import find_asked, write_judgement
from award.domain.frameworks import SCALE, Judged
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.db import must_be_held, session_of
from award.storage.journeys import AssignmentKind, Journey

PAIR: Final = (AssignmentKind.ASSESSOR, AssignmentKind.SECOND)


def agree_judgement(
    journey: Journey,
    code: str,
    judged: Judged,
    *,
    note: str,
    seen: int,
    by: Actor,
    at: datetime,
) -> Judgement:
    """One of the two writes down what they came to; it counts once the other confirms it.

    ``seen`` is the number of what the page showed, 0 for nothing: raises Stale for another. The
    same point from the other one confirms it. Neither judgement changes, nor does the report.
    """
    _must_be_of_the_pair(journey, by=by)
    _must_differ(journey, code)
    if judged not in SCALE:
        raise NotReady("Choose one of the four points", of="judged")
    live = _live(journey, code, seen)
    if live is not None and live.judged is judged and live.by_id != by.user_id:
        return _confirm(journey, live, by=by, at=at)
    if not note.strip():
        raise NotReady("Say in a sentence or two why you came to this", of="note")
    agreed = write_judgement(journey, code, Judge.AGREED, judged, note=note.strip(), by=by, at=at)
    take_step(journey, "agree_judgement", by=by, at=at, words=f"{code}: {judged}")
    return agreed


def confirm_judgement(
    journey: Journey, code: str, *, seen: int, by: Actor, at: datetime
) -> Judgement:
    """The other of the two says that this is what they agreed. Raises Stale for another one."""
    _must_be_of_the_pair(journey, by=by)
    live = _live(journey, code, seen)
    if live is None:
        raise NotAllowed("Nothing was written down yet for this criterion.")
    if live.by_id == by.user_id:
        raise NotAllowed("The other one confirms it: you wrote it yourself.")
    return _confirm(journey, live, by=by, at=at)


def _confirm(journey: Journey, live: Judgement, *, by: Actor, at: datetime) -> Judgement:
    if live.confirmed_at is None:
        live.confirmed_at, live.confirmed_by_id = at, by.user_id
        words = f"{live.criterion}: {live.judged}, confirmed"
        take_step(journey, "agree_judgement", by=by, at=at, words=words)
    return live


def _live(journey: Journey, code: str, seen: int) -> Judgement | None:
    live = find_live(journey, code, Judge.AGREED)
    if (live.id if live else 0) != seen:
        raise Stale("what you two agreed")
    return live


def _must_be_of_the_pair(journey: Journey, *, by: Actor) -> None:
    must_be_held(journey)
    session_of(journey).flush()
    if journey.stage not in (Stage.CHECKING, Stage.DECIDING) or journey.second_done_at is None:
        raise NotAllowed("You two agree once both judgements are in, until the decision.")
    pair = {one.user_id for one in journey.assignments if one.ended_at is None and one.kind in PAIR}
    if by.user_id not in pair:
        raise NotAllowed("This is for the two who judged.")


def _must_differ(journey: Journey, code: str) -> None:
    find_asked(journey, code)
    both = [find_live(journey, code, one) for one in (Judge.ASSESSOR, Judge.SECOND)]
    points = {one.judged for one in both if one is not None}
    if len(points) < len(both):
        raise NotAllowed("You see this criterion alike: there is nothing to agree on.")
