"""Reads which files show children, and how the journeys that used them came to their end."""

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from award.domain.retention import Closing, goes_on_with_all
from award.storage.asked_conditions import find_ended
from award.storage.days import calendar_of, day_of
from award.storage.db import session_of
from award.storage.decisions import (
    OPEN_CONDITIONS,
    Appeal,
    AppealState,
    Condition,
    Decision,
)
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion
from award.storage.journeys import Journey
from award.storage.signed_papers import papers_of, signed_papers

UNDER_WAY = (AppealState.LODGED, AppealState.RECEIVED)


def _counts_anywhere() -> ColumnElement[bool]:
    return exists().where(
        EvidenceLink.item_id == EvidenceItem.id, EvidenceLink.removed_at.is_(None)
    )


def _may_show_children() -> ColumnElement[bool]:
    """Any of its files may, also one that counts no longer, and one that nobody was asked about."""
    shows = exists().where(
        EvidenceVersion.item_id == EvidenceItem.id,
        EvidenceVersion.recognisable.is_not(False),
        EvidenceVersion.gone_at.is_(None),
        EvidenceVersion.id.not_in(signed_papers()),
    )
    return and_(EvidenceItem.removed_at.is_(None), shows)


def list_recognisable(journey: Journey) -> list[EvidenceItem]:
    """The pieces of a journey that show children and still have bytes.

    A piece that counts nowhere belongs to whichever journeys its setting was on by then.
    """
    counts_here = exists().where(
        EvidenceLink.item_id == EvidenceItem.id,
        EvidenceLink.journey_id == journey.id,
        EvidenceLink.removed_at.is_(None),
    )
    in_tray = and_(
        EvidenceItem.setting_id == journey.setting_id,
        EvidenceItem.given_at >= journey.opened_at,
        ~_counts_anywhere(),
    )
    query = (
        select(EvidenceItem)
        .where(EvidenceItem.authority_id == journey.authority_id, _may_show_children())
        .where(or_(counts_here, in_tray))
        .order_by(EvidenceItem.id)
    )
    return list(session_of(journey).scalars(query))


def hold_recognisable(journey: Journey) -> None:
    """Hold the pieces of a journey that show children until the running change ends.

    Whoever links one meanwhile waits, or has done so before; what is read from now on is so.
    """
    session = session_of(journey)
    numbers = [one.id for one in list_recognisable(journey)]
    held = session.scalars(
        select(EvidenceItem)
        .where(EvidenceItem.id.in_(numbers))
        .order_by(EvidenceItem.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for one in held:
        session.expire(one, ["links", "versions"])


def files_that_show(item: EvidenceItem) -> list[EvidenceVersion]:
    """The files of a piece of which nobody has said that no child can be recognised."""
    papers = papers_of(item)
    return [one for one in item.versions if one.recognisable is not False and one.id not in papers]


def with_recognisable() -> Select[int]:
    """The journeys that ended, by number, whose pieces may show children and still have bytes."""
    counts = (
        select(EvidenceLink.journey_id)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(EvidenceLink.removed_at.is_(None), _may_show_children())
    )
    in_tray = (
        select(Journey.id)
        .join(EvidenceItem, EvidenceItem.setting_id == Journey.setting_id)
        .where(_may_show_children(), ~_counts_anywhere())
    )
    return select(Journey.id).where(
        Journey.ended_at.is_not(None), or_(Journey.id.in_(counts), Journey.id.in_(in_tray))
    )


def days_of_items(journey: Journey, *, today: date) -> list[tuple[EvidenceItem, date]]:
    """Every piece of a journey that shows children, with the first day on which it is kept no
    longer; without those that are held, since some journey that they count for still needs them.
    """
    items = list_recognisable(journey)
    users = _journeys_of(items, journey)
    known = {
        one.id: (closing_of(one, today=today), calendar_of(one.setting))
        for one in {user.id: user for found in users.values() for user in found}.values()
    }
    days = ((item, goes_on_with_all(known[one.id] for one in users[item.id])) for item in items)
    return [(item, on) for item, on in days if on is not None]


def _journeys_of(items: list[EvidenceItem], journey: Journey) -> dict[int, list[Journey]]:
    """For each piece the journeys that it counts for; else those its setting was on by then."""
    session = session_of(journey)
    links = session.execute(
        select(EvidenceLink.item_id, Journey)
        .join(Journey, Journey.id == EvidenceLink.journey_id)
        .where(
            EvidenceLink.item_id.in_([one.id for one in items]), EvidenceLink.removed_at.is_(None)
        )
    )
    users: defaultdict[int, list[Journey]] = defaultdict(list)
    for item_id, user in links:
        users[item_id].append(user)
    own = session.scalars(select(Journey).where(Journey.setting_id == journey.setting_id)).all()
    return {
        item.id: users[item.id] or [one for one in own if one.opened_at <= item.given_at]
        for item in items
    }


def closing_of(journey: Journey, *, today: date) -> Closing:
    """How a journey came to its end, as it stands today."""
    session = session_of(journey)
    decided_at = session.scalar(
        select(Decision.released_at).where(
            Decision.journey_id == journey.id, Decision.superseded_at.is_(None)
        )
    )
    appeals = session.scalars(select(Appeal).where(Appeal.journey_id == journey.id)).all()
    heard = [one.heard_at for one in appeals if one.heard_at is not None]
    conditions = session.scalars(
        select(Condition)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(Condition.journey_id == journey.id, Decision.superseded_at.is_(None))
    ).all()
    closed = [day_of(one.closed_at) for one in conditions if one.closed_at is not None]
    is_open = any(one.state in OPEN_CONDITIONS for one in conditions)
    ended = find_ended(journey, today) if is_open else None
    if ended is not None and ended.on is not None:
        closed.append(ended.on)
    return Closing(
        stage=journey.stage,
        decided_on=day_of(decided_at) if decided_at else None,
        ended_on=day_of(journey.ended_at) if journey.ended_at else None,
        appeal_closed_on=day_of(max(heard)) if heard else None,
        appeal_open=any(
            one.state in UNDER_WAY or (one.state is AppealState.UPHELD and one.used_at is None)
            for one in appeals
        ),
        condition_closed_on=max(closed, default=None),
        condition_open=is_open and ended is None,
    )
