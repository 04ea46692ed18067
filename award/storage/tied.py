"""Who is tied to a setting: by what they said, by what they did, and by where they work."""

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.people import SETTING_ROLES, Role
from award.domain.ties import FINDS_A_DAY, TieKind, binds_visitor, keeps_away
from award.storage.accounts import Membership
from award.storage.db import session_of
from award.storage.journeys import AssignmentKind, History, Journey
from award.storage.looks import lookers
from award.storage.settings import Setting, Tie

TIE_OF_ASSIGNMENT: Final = {
    AssignmentKind.ADVISER: TieKind.WAS_ADVISER,
    AssignmentKind.ASSESSOR: TieKind.ASSESSED,
    AssignmentKind.SECOND: TieKind.SECONDED,
}


def ties_on(session: Session, journey: Journey) -> dict[int, frozenset[TieKind]]:
    """Every tie that is known: declared ones, and those that follow from what people did."""
    found: defaultdict[int, set[TieKind]] = defaultdict(set)
    for tie in session.scalars(
        select(Tie).where(Tie.setting_id == journey.setting_id, Tie.ended_at.is_(None))
    ):
        found[tie.user_id].add(tie.kind)
    for one in journey.assignments:
        found[one.user_id].add(TIE_OF_ASSIGNMENT[one.kind])
    for colleague_id in lookers(session, journey.id):
        found[colleague_id].add(TieKind.LOOKED_OVER)
    acted = select(History.by_id).where(
        History.journey_id == journey.id,
        History.on_behalf,
        History.what.not_in(FINDS_A_DAY),
        History.by_id.is_not(None),
    )
    for user_id in session.scalars(acted.distinct()):
        if user_id is not None:
            found[user_id].add(TieKind.ACTED_FOR)
    group_id = journey.setting.group_id
    works = select(Membership.user_id, Membership.group_id).where(
        Membership.ended_at.is_(None),
        or_(
            (Membership.setting_id == journey.setting_id) & Membership.role.in_(SETTING_ROLES),
            Membership.group_id.is_not(None) & (Membership.group_id == group_id),
        ),
    )
    for user_id, of_group in session.execute(works):
        found[user_id].add(TieKind.WORKS_AT if of_group is None else TieKind.IN_GROUP)
    return {user_id: frozenset(kinds) for user_id, kinds in found.items()}


def kept_away(journey: Journey) -> frozenset[int]:
    """Who has declared a tie to the setting, or works there or for its group now."""
    ties = ties_on(session_of(journey), journey)
    return frozenset(user_id for user_id, kinds in ties.items() if keeps_away(kinds))


def is_bound_visitor(journey: Journey, user_id: int, role: Role) -> bool:
    """Whether a tie keeps somebody from the visits that they would make here in this role."""
    ties = ties_on(session_of(journey), journey).get(user_id, frozenset())
    return binds_visitor(role, ties, journey.route.rules)


def is_kept_away(me: Any, setting_id: Any) -> ColumnElement[bool]:
    """Whether somebody has declared a tie to the setting, or works there or for its group."""
    place = aliased(Setting)
    tied = exists().where(Tie.setting_id == setting_id, Tie.user_id == me, Tie.ended_at.is_(None))
    works = exists().where(
        Membership.user_id == me,
        Membership.ended_at.is_(None),
        or_(
            and_(Membership.setting_id == setting_id, Membership.role.in_(SETTING_ROLES)),
            exists()
            .where(place.id == setting_id, place.group_id == Membership.group_id)
            .correlate_except(place),
        ),
    )
    return or_(tied, works)
