"""A setting's policy is checked point by point: begun, answered, finished, once a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.moves import take_step
from award.domain.people import Actor
from award.domain.policy_checks import LONGEST_PLACE, Holds, Said, left_before_finishing
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.policies import PolicyAnswer, PolicyCheck
from award.storage.policy_points import answers_of, points_with, shared_with

NONE_OPEN: Final = "No check is under way. Begin this year’s first."


@dataclass(frozen=True)
class PointSaid:
    """What somebody says of one point, and which version of the answer their page showed."""

    point: str
    holds: Holds
    place: str = ""
    version: int = 0


def must_be_present(journey: Journey) -> None:
    """Refuse an earlier journey: what a setting does now belongs to its present or last one."""
    must_be_held(journey)
    later = session_of(journey).scalar(
        select(Journey.id)
        .where(Journey.setting_id == journey.setting_id, Journey.id > journey.id)
        .limit(1)
    )
    if later is not None:
        raise NotAllowed("Go to your present journey: this one is over.")


def begin_check(
    journey: Journey, *, rests_on_id: int | None = None, by: Actor, at: datetime
) -> PolicyCheck:
    """Begin to check the policy; a check that is open already is gone on with.

    ``rests_on_id`` is a check that another setting of the group lets them rest on. Raises
    NotFound for any other.
    """
    must_be_present(journey)
    session, setting = session_of(journey), journey.setting
    found = find_open_check(journey)
    if found is not None:
        return found
    _must_be_shared(journey, rests_on_id)
    previous = session.scalar(
        select(PolicyCheck.id)
        .where(PolicyCheck.setting_id == setting.id, PolicyCheck.finished_at.is_not(None))
        .order_by(PolicyCheck.id.desc())
        .limit(1)
    )
    check = PolicyCheck(
        authority_id=journey.authority_id,
        setting_id=setting.id,
        framework_id=journey.framework_id,
        previous_id=previous,
        rests_on_id=rests_on_id,
        begun_at=at,
        begun_by_id=by.user_id,
        begun_by_name=by.name,
    )
    session.add(check)
    session.flush()
    take_step(journey, "begin_policy_check", by=by, at=at)
    return check


def rest_on(journey: Journey, rests_on_id: int | None, *, by: Actor, at: datetime) -> None:
    """Rest on the group's policy from now on, or on nobody's. What was answered stays kept."""
    must_be_present(journey)
    check = open_check(journey)
    if check.rests_on_id == rests_on_id:
        return
    if check.shared_at is not None:
        raise NotReady("Others rest on your check: stop sharing it first")
    _must_be_shared(journey, rests_on_id)
    check.rests_on_id = rests_on_id
    words = "They rest on their group’s policy" if rests_on_id else "They check their own policy"
    take_step(journey, "rest_policy_check", by=by, at=at, words=words)


def _must_be_shared(journey: Journey, rests_on_id: int | None) -> None:
    if rests_on_id is None:
        return
    shared = shared_with(journey.setting).where(PolicyCheck.id == rests_on_id)
    if session_of(journey).scalar(shared) is None:
        raise NotFound


def find_open_check(journey: Journey) -> PolicyCheck | None:
    """The check that is under way; there is one at most."""
    return session_of(journey).scalar(
        select(PolicyCheck).where(
            PolicyCheck.setting_id == journey.setting_id,
            PolicyCheck.authority_id == journey.authority_id,
            PolicyCheck.finished_at.is_(None),
        )
    )


def open_check(journey: Journey) -> PolicyCheck:
    """The check that is under way. Raises NotAllowed where none is."""
    found = find_open_check(journey)
    if found is None:
        raise NotAllowed(NONE_OPEN)
    return found


def answer_points(
    journey: Journey, said: Sequence[PointSaid], *, by: Actor, at: datetime
) -> PolicyCheck:
    """Keep what is said of some points; who says again what stands changes nothing.

    Raises Stale where somebody answered one of them otherwise since the page was shown, and
    NotFound for a point that is not theirs to answer. Then nothing is kept.
    """
    must_be_present(journey)
    check = open_check(journey)
    answers = answers_of(check)
    points = {one.line.code: one for one in points_with(check, journey.setting, answers)}
    changed = []
    for one in said:
        if one.point not in points or points[one.point].from_group:
            raise NotFound
        if len(one.place) > LONGEST_PLACE:
            raise NotReady(f"Use {LONGEST_PLACE} characters at most to say where it stands")
        if _is_new(answers.get(one.point), one):
            changed.append(one)
    for one in changed:
        kept = answers.get(one.point)
        _keep(check, kept, one.point, Said(one.holds, _place(one)), by=by, at=at)
    if changed:
        words = ", ".join(f"{one.point}: {one.holds}" for one in changed)
        take_step(journey, "answer_policy_points", by=by, at=at, words=words)
    return check


def _is_new(kept: PolicyAnswer | None, said: PointSaid) -> bool:
    if kept is not None and (kept.holds, kept.place) == (said.holds, _place(said)):
        return False
    if (kept.version if kept else 0) != said.version:
        raise Stale("these points")
    return True


def _place(said: PointSaid) -> str:
    """Where it stands; what is missing stands nowhere."""
    return said.place.strip() if said.holds is Holds.YES else ""


def _keep(
    check: PolicyCheck,
    kept: PolicyAnswer | None,
    point: str,
    said: Said,
    *,
    by: Actor,
    at: datetime,
) -> PolicyAnswer:
    if kept is None:
        kept = PolicyAnswer(
            authority_id=check.authority_id, check_id=check.id, point=point, version=0
        )
        session_of(check).add(kept)
    kept.holds, kept.place = said.holds, said.place
    kept.by_id, kept.by_name, kept.at = by.user_id, by.name, at
    kept.version += 1
    return kept


def find_last_check(journey: Journey) -> PolicyCheck:
    """The check that is under way, else the last. Raises NotFound before the first."""
    found = find_open_check(journey) or session_of(journey).scalar(
        select(PolicyCheck)
        .where(
            PolicyCheck.setting_id == journey.setting_id,
            PolicyCheck.authority_id == journey.authority_id,
        )
        .order_by(PolicyCheck.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound
    return found


def finish_check(journey: Journey, *, by: Actor, at: datetime) -> PolicyCheck:
    """Close this year's check; from now on it changes no more.

    What the group's policy answers is kept in it, as it stands today. Raises NotReady while a
    point was not looked at.
    """
    must_be_present(journey)
    check = open_check(journey)
    answers = answers_of(check)
    points = points_with(check, journey.setting, answers)
    if left := left_before_finishing(points):
        raise NotReady(left)
    for one in points:
        if one.from_group:
            kept = answers.get(one.line.code)
            _keep(check, kept, one.line.code, one.said, by=by, at=at).is_group = True
    check.finished_at, check.finished_by_id, check.finished_by_name = at, by.user_id, by.name
    missing = sum(one.is_missing for one in points)
    take_step(journey, "finish_policy_check", by=by, at=at, words=f"{missing} points missing")
    return check
