"""One piece of evidence with all that hangs on it; what is shared; what can be carried on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from award.domain.coverage import Piece
from award.domain.people import Actor
from award.queries.evidence import open_to
from award.queries.evidence_walls import is_open_to
from award.queries.sought import linked_in
from award.storage.days import day_of
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceShare,
    EvidenceState,
    Gone,
    Scan,
    is_newest_kept,
)
from award.storage.facts import JourneyFacts
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.settings import Setting


def find_piece(
    session: Session, actor: Actor, journey: Journey, item_id: int
) -> EvidenceItem | None:
    """An item that the journey's setting has or may use, with its files and links."""
    return session.scalar(
        open_to(actor, journey)
        .where(EvidenceItem.id == item_id)
        .options(selectinload(EvidenceItem.versions), selectinload(EvidenceItem.links))
    )


def _taken_away(actor: Actor, journey: Journey, *, after: datetime) -> Select[EvidenceItem]:
    """Own items that were taken away later than this moment, and not withdrawn; the file that
    counted is still kept.
    """
    if actor.setting_id not in (None, journey.setting_id):
        return select(EvidenceItem).where(false())
    return select(EvidenceItem).where(
        EvidenceItem.authority_id == actor.authority_id,
        EvidenceItem.setting_id == journey.setting_id,
        EvidenceItem.removed_at > after,
        EvidenceItem.removed_why.is_distinct_from(Gone.WITHDRAWN),
        is_newest_kept(),
    )


def find_taken_away(
    session: Session, actor: Actor, journey: Journey, item_id: int, *, after: datetime
) -> EvidenceItem | None:
    """One item that can still be brought back."""
    query = _taken_away(actor, journey, after=after)
    return session.scalar(query.where(EvidenceItem.id == item_id))


def list_taken_away(
    session: Session, actor: Actor, journey: Journey, *, after: datetime, most: int = 20
) -> Sequence[EvidenceItem]:
    """What can still be brought back, the last taken away first."""
    query = _taken_away(actor, journey, after=after)
    newest = query.order_by(EvidenceItem.removed_at.desc(), EvidenceItem.id.desc())
    return session.scalars(newest.limit(most)).all()


@dataclass(frozen=True)
class Lent:
    """A setting that may use an item now, and for how many criteria it does."""

    setting_id: int
    name: str
    used: bool


def list_lent(session: Session, actor: Actor, item: EvidenceItem) -> list[Lent]:
    """With whom an item of the actor's setting is shared. Where it counts there stays there."""
    used = (
        select(EvidenceLink.id)
        .join(Journey, Journey.id == EvidenceLink.journey_id)
        .where(
            EvidenceLink.item_id == item.id,
            EvidenceLink.removed_at.is_(None),
            Journey.setting_id == EvidenceShare.setting_id,
        )
        .correlate(EvidenceShare)
        .exists()
    )
    rows = session.execute(
        select(Setting.id, Setting.name, used)
        .join(EvidenceShare, EvidenceShare.setting_id == Setting.id)
        .where(
            EvidenceShare.item_id == item.id,
            EvidenceShare.authority_id == actor.authority_id,
            EvidenceShare.ended_at.is_(None),
        )
        .order_by(Setting.name, Setting.id)
    )
    return [Lent(*row) for row in rows]


@dataclass(frozen=True)
class Offered:
    """An item of another setting that may be used, and the name of that setting."""

    item: EvidenceItem
    owner: str


def list_offered(
    session: Session, actor: Actor, journey: Journey, *, most: int = 50
) -> list[Offered]:
    """What other settings of the group share with this one and counts nowhere here so far."""
    rows = session.execute(
        open_to(actor, journey)
        .where(
            EvidenceItem.setting_id != journey.setting_id,
            EvidenceItem.id.not_in(linked_in(journey)),
        )
        .join(Setting, Setting.id == EvidenceItem.setting_id)
        .add_columns(Setting.name)
        .options(selectinload(EvidenceItem.versions))
        .order_by(EvidenceItem.title, EvidenceItem.id)
        .limit(most)
    )
    return [Offered(item, name) for item, name in rows]


@dataclass(frozen=True)
class Carried:
    """What counted in the journey before: for which criterion, and whether it is still fresh."""

    item: EvidenceItem
    link: EvidenceLink
    said: EvidenceState
    dated_on: date
    oldest_on: date

    @property
    def is_fresh(self) -> bool:
        return self.dated_on >= self.oldest_on

    @property
    def is_good(self) -> bool:
        """Whether it would count as it is."""
        return self.is_fresh and self.said in (EvidenceState.GIVEN, EvidenceState.ACCEPTED)


def list_carriable(
    session: Session, actor: Actor, journey: Journey, facts: JourneyFacts
) -> list[Carried]:
    """What the journey before showed for criteria that are asked again, and does not count yet.

    Not what was taken away, what is no longer shared, or a file that is gone or held back.
    """
    if journey.previous_id is None:
        return []
    asked = {one.code: one for one in criteria_of(journey)}
    now = {(one.item_id, one.criterion) for one in facts.pieces}
    rows = session.scalars(
        select(EvidenceLink)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(
            and_(
                EvidenceLink.journey_id == journey.previous_id,
                EvidenceLink.removed_at.is_(None),
                EvidenceLink.criterion.in_(asked),
                EvidenceItem.id.in_(open_to(actor, journey).with_only_columns(EvidenceItem.id)),
            )
        )
        .options(contains_eager(EvidenceLink.item).selectinload(EvidenceItem.versions))
        .order_by(EvidenceLink.id)
    )
    found = [
        _carried(one, facts.oldest_on(asked[one.criterion], one.expected))
        for one in rows
        if (one.item_id, one.criterion) not in now and _is_kept(one.item)
    ]
    order = list(asked)
    return sorted(found, key=lambda one: order.index(one.link.criterion))


def _carried(link: EvidenceLink, oldest_on: date) -> Carried:
    dated_on = link.item.dated_on or day_of(link.item.given_at)
    return Carried(link.item, link, link.stands, dated_on, oldest_on)


def _is_kept(item: EvidenceItem) -> bool:
    newest = item.newest
    return newest is None or (newest.gone_at is None and newest.scan is not Scan.INFECTED)


def names_of_owners(
    session: Session, items: Sequence[EvidenceItem], journey: Journey
) -> dict[int, str]:
    """The names of the settings that share the borrowed ones among these items."""
    owners = {one.setting_id for one in items} - {journey.setting_id}
    if not owners:
        return {}
    rows = session.execute(select(Setting.id, Setting.name).where(Setting.id.in_(owners)))
    return {one[0]: one[1] for one in rows}


def titles_of(
    session: Session, actor: Actor, journey: Journey, pieces: Sequence[Piece]
) -> dict[int, str]:
    """What the items are called that count somewhere, as far as they are open to the actor."""
    wanted = {one.item_id for one in pieces}
    if not wanted:
        return {}
    rows = session.execute(
        select(EvidenceItem.id, EvidenceItem.title).where(
            EvidenceItem.id.in_(wanted),
            EvidenceItem.authority_id == actor.authority_id,
            is_open_to(actor, journey),
        )
    )
    return {one[0]: one[1] for one in rows}


def list_besides(
    session: Session, actor: Actor, journey: Journey, item: EvidenceItem
) -> Sequence[EvidenceItem]:
    """The setting's own versions of an item, and the shared item that it is itself a version of."""
    beside = EvidenceItem.beside_id == item.id
    if item.beside_id is not None:
        beside = or_(beside, EvidenceItem.id == item.beside_id)
    own = EvidenceItem.setting_id == journey.setting_id
    query = open_to(actor, journey).where(beside, or_(own, EvidenceItem.id == item.beside_id))
    return session.scalars(query.order_by(EvidenceItem.id).limit(20)).all()
