"""What was said of evidence and no letter has told yet, for each person whom it concerns."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from award.domain.people import Role
from award.storage.accounts import Membership
from award.storage.journeys import Assignment, Journey
from award.storage.remarks import Remark, RemarkTold


def list_untold(session: Session, *, today: date) -> Mapping[int, list[int]]:
    """The remarks that each person is to be told of, by number, the oldest first.

    Leads are told what was said to their setting since they came, and who said it what the
    setting answered, for as long as they still work with it. Ended and paused journeys are left
    out. Two queries.
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    for query in (_to_leads(today), _to_givers(today)):
        for user_id, remark_id in session.execute(query):
            if user_id is not None:
                found[user_id].append(remark_id)
    return found


def _to_leads(today: date) -> Select[int, int]:
    leads = and_(
        Membership.setting_id == Journey.setting_id,
        Membership.role == Role.LEAD,
        Membership.ended_at.is_(None),
        Membership.started_at <= Remark.at,
    )
    return (
        select(Membership.user_id, Remark.id)
        .join(Journey, Journey.id == Remark.journey_id)
        .join(Membership, leads)
        .where(
            Remark.from_setting.is_(False),
            *_under_way(today),
            *_news_to(Membership.user_id),
        )
        .order_by(Remark.id)
    )


def _to_givers(today: date) -> Select[int | None, int]:
    assigned = exists().where(
        Assignment.journey_id == Journey.id,
        Assignment.user_id == Remark.to_id,
        Assignment.ended_at.is_(None),
    )
    coordinates = exists().where(
        Membership.user_id == Remark.to_id,
        Membership.role == Role.COORDINATOR,
        Membership.authority_id == Journey.authority_id,
        Membership.ended_at.is_(None),
    )
    return (
        select(Remark.to_id, Remark.id)
        .join(Journey, Journey.id == Remark.journey_id)
        .where(
            Remark.from_setting.is_(True),
            Remark.to_id.is_not(None),
            or_(assigned, coordinates),
            *_under_way(today),
            *_news_to(Remark.to_id),
        )
        .order_by(Remark.id)
    )


def _under_way(today: date) -> tuple[ColumnElement[bool], ...]:
    resting = and_(Journey.paused_until.is_not(None), Journey.paused_until > today)
    return Journey.ended_at.is_(None), ~resting


def _news_to(user_id: InstrumentedAttribute[Any]) -> tuple[ColumnElement[bool], ...]:
    told = exists().where(RemarkTold.remark_id == Remark.id, RemarkTold.user_id == user_id)
    return ~told, Remark.by_id.is_distinct_from(user_id)
