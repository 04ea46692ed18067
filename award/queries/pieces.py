"""One piece of evidence with all that hangs on it; what is shared; what can be carried on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session, selectinload

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
from award.storage.sightings import standing_sightings


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
    """What counted in the journey before, or since: for which criterion, and whether it is fresh.

    ``seen_on`` is when the setting last saw it again and found it still true.
    """

    item: EvidenceItem
    criterion: str
    said: EvidenceState
    dated_on: date
    seen_on: date | None
    oldest_on: date

    @property
    def counts_from(self) -> date:
        return max(self.dated_on, self.seen_on or self.dated_on)

    @property
    def is_fresh(self) -> bool:
        return self.counts_from >= self.oldest_on

    @property
    def is_good(self) -> bool:
        """Whether it would count as it is."""
        return self.is_fresh and self.said in (EvidenceState.GIVEN, EvidenceState.ACCEPTED)


def list_carriable(
    session: Session, actor: Actor, journey: Journey, facts: JourneyFacts
) -> list[Carried]:
    """What the journey before, or the time since, showed for criteria that are asked again.

    Not what counts already, was taken away, is no longer shared, or a file that is gone or held.
    """
    if journey.previous_id is None:
        return []
    asked = {one.code: one for one in criteria_of(journey)}
    seen = standing_sightings(session, journey.previous_id)
    last = {(one.item_id, one.criterion): one.seen_on for one in seen}
    before = {(one.item_id, one.criterion): one for one in _linked_before(session, journey, asked)}
    since = {(one.item_id, one.criterion): one for one in seen if one.since}
    now = {(one.item_id, one.criterion) for one in facts.pieces}
    items = _open_items(session, actor, journey, {one for one, _ in [*before, *since]})
    found = []
    for pair in dict.fromkeys([*before, *since]):
        item, criterion = items.get(pair[0]), asked.get(pair[1])
        if item is None or criterion is None or pair in now or not _is_kept(item):
            continue
        link = before.get(pair)
        said = link.state or item.state if link else EvidenceState.GIVEN
        expected = link.expected if link else since[pair].expected
        oldest_on = facts.oldest_on(criterion, expected)
        dated_on = item.dated_on or day_of(item.given_at)
        found.append(Carried(item, pair[1], said, dated_on, last.get(pair), oldest_on))
    order = list(asked)
    return sorted(found, key=lambda one: order.index(one.criterion))


def _linked_before(
    session: Session, journey: Journey, codes: Collection[str]
) -> Sequence[EvidenceLink]:
    """Where pieces count in the journey before, the oldest link first."""
    query = select(EvidenceLink).where(
        EvidenceLink.journey_id == journey.previous_id,
        EvidenceLink.removed_at.is_(None),
        EvidenceLink.criterion.in_(codes),
    )
    return session.scalars(query.order_by(EvidenceLink.id)).all()


def _open_items(
    session: Session, actor: Actor, journey: Journey, numbers: Collection[int]
) -> dict[int, EvidenceItem]:
    """The items among these that are open to the actor, with their files."""
    query = open_to(actor, journey).where(EvidenceItem.id.in_(numbers))
    rows = session.scalars(query.options(selectinload(EvidenceItem.versions)))
    return {one.id: one for one in rows}


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
