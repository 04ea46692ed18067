"""Finds the checks of a setting's policy for who is looking at one of its journeys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import ASSIGNED_ROLES, Actor
from award.domain.policy_checks import Count, Point, count_points
from award.storage.journeys import Journey
from award.storage.policies import PolicyAnswer, PolicyCheck
from award.storage.policy_points import answers_of, points_with, shared_with
from award.storage.settings import Setting


@dataclass(frozen=True)
class CheckSeen:
    """A check with its points, what it comes to, and the rows behind its own answers.

    ``group_of`` is the setting whose check this one rests on; empty where it rests on none, or may
    no longer.
    """

    check: PolicyCheck
    points: tuple[Point, ...]
    answers: Mapping[str, PolicyAnswer]
    count: Count
    group_of: str = ""

    @property
    def is_open(self) -> bool:
        return self.check.finished_at is None


def _seen_by(actor: Actor, journey: Journey) -> Select[PolicyCheck]:
    """The checks of the journey's setting; who is of another setting finds none.

    Those who are assigned to a journey see what was begun while it ran.
    """
    query = select(PolicyCheck).where(
        PolicyCheck.setting_id == journey.setting_id,
        PolicyCheck.authority_id == journey.authority_id,
        PolicyCheck.authority_id == actor.authority_id,
    )
    if actor.setting_id is not None:
        query = query.where(PolicyCheck.setting_id == actor.setting_id)
    if actor.role in ASSIGNED_ROLES and journey.ended_at is not None:
        query = query.where(PolicyCheck.begun_at <= journey.ended_at)
    return query.options(joinedload(PolicyCheck.framework))


def find_check(
    session: Session, actor: Actor, journey: Journey, check_id: int | None = None
) -> CheckSeen | None:
    """The check of this number; without one the check that is under way, else the last."""
    query = _seen_by(actor, journey)
    if check_id is not None:
        query = query.where(PolicyCheck.id == check_id)
    row = session.scalar(query.order_by(PolicyCheck.id.desc()).limit(1))
    return _seen(session, row, journey.setting) if row is not None else None


def _seen(session: Session, row: PolicyCheck, setting: Setting) -> CheckSeen:
    answers = answers_of(row)
    points = points_with(row, setting, answers)
    return CheckSeen(row, points, answers, count_points(points), _group_of(session, row, setting))


def _group_of(session: Session, row: PolicyCheck, setting: Setting) -> str:
    if row.rests_on_id is None:
        return ""
    shared = shared_with(setting).where(PolicyCheck.id == row.rests_on_id)
    return session.scalar(shared.with_only_columns(Setting.name).order_by(None)) or ""


def list_checks(session: Session, actor: Actor, journey: Journey) -> Sequence[PolicyCheck]:
    """Every check of the setting's policy, the newest first."""
    return session.scalars(_seen_by(actor, journey).order_by(PolicyCheck.id.desc())).all()


@dataclass(frozen=True)
class ToRestOn:
    """A check of the group that a setting may rest on."""

    check_id: int
    setting_name: str


def list_to_rest_on(session: Session, actor: Actor, journey: Journey) -> list[ToRestOn]:
    """The newest shared check of each other setting of the group, by name."""
    if journey.authority_id != actor.authority_id:
        return []
    rows = session.execute(
        shared_with(journey.setting)
        .with_only_columns(PolicyCheck.id, Setting.id, Setting.name)
        .order_by(None)
        .order_by(Setting.name, PolicyCheck.id.desc())
    )
    newest: dict[int, ToRestOn] = {}
    for number, setting_id, name in rows:
        newest.setdefault(setting_id, ToRestOn(number, name))
    return list(newest.values())


def count_resting(session: Session, check: PolicyCheck) -> int:
    """How many other settings rest on a check now."""
    return (
        session.scalar(
            select(func.count(PolicyCheck.setting_id.distinct())).where(
                PolicyCheck.rests_on_id == check.id,
                PolicyCheck.authority_id == check.authority_id,
            )
        )
        or 0
    )
