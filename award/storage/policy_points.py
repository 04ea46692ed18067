"""Reads the points of a policy check as the rules know them, with every answer beside them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from award.domain.frameworks import checklist_for
from award.domain.policy_checks import Point, Said, points_of
from award.storage.db import session_of
from award.storage.frameworks import framework_of, kind_of
from award.storage.policies import PolicyAnswer, PolicyCheck
from award.storage.settings import Setting


def shared_with(setting: Setting) -> Select[PolicyCheck]:
    """The checks of its group that a setting may rest on now: of one group, one authority.

    A setting without a group is of one group with nobody.
    """
    return (
        select(PolicyCheck)
        .join(Setting, Setting.id == PolicyCheck.setting_id)
        .where(
            PolicyCheck.authority_id == setting.authority_id,
            PolicyCheck.setting_id != setting.id,
            PolicyCheck.shared_at.is_not(None),
            Setting.group_id.is_not(None),
            Setting.group_id == setting.group_id,
        )
        .order_by(PolicyCheck.id.desc())
    )


def answers_of(check: PolicyCheck) -> dict[str, PolicyAnswer]:
    """What was answered in a check itself, by point."""
    rows = session_of(check).scalars(
        select(PolicyAnswer)
        .where(PolicyAnswer.check_id == check.id)
        .execution_options(populate_existing=True)
    )
    return {one.point: one for one in rows}


def points_with(
    check: PolicyCheck, setting: Setting, own: Mapping[str, PolicyAnswer]
) -> tuple[Point, ...]:
    """The points of a check with every answer, given those that are its own.

    A finished check stands for itself: what the group answered then is kept in it.
    """
    lines = checklist_for(framework_of(check.framework), kind_of(setting))
    beside = _beside(session_of(check), check, setting)
    points = points_of(
        lines,
        _said(own.values()),
        group=None if check.finished_at else beside.get(check.rests_on_id or 0),
        before=beside.get(check.previous_id or 0),
    )
    kept = {code for code, one in own.items() if one.is_group}
    return tuple(
        Point(one.line, one.said, from_group=True, before=one.before)
        if one.line.code in kept
        else one
        for one in points
    )


def _beside(session: Session, check: PolicyCheck, setting: Setting) -> dict[int, dict[str, Said]]:
    """The answers of last year's check and of the group's, by check; in one question."""
    other, owner = aliased(PolicyCheck), aliased(Setting)
    rests: ColumnElement[bool] = (
        (other.id == (check.rests_on_id or 0))
        & other.shared_at.is_not(None)
        & owner.group_id.is_not(None)
        & (owner.group_id == setting.group_id)
    )
    rows = session.scalars(
        select(PolicyAnswer)
        .join(other, other.id == PolicyAnswer.check_id)
        .join(owner, owner.id == other.setting_id)
        .where(
            PolicyAnswer.authority_id == check.authority_id,
            rests | (other.id == (check.previous_id or 0)),
        )
    )
    found: dict[int, list[PolicyAnswer]] = {}
    for one in rows:
        found.setdefault(one.check_id, []).append(one)
    return {number: _said(answers) for number, answers in found.items()}


def _said(answers: Iterable[PolicyAnswer]) -> dict[str, Said]:
    return {one.point: Said(one.holds, one.place) for one in answers}
