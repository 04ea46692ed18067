"""Finds a setting's evidence for who is looking: by criterion, as a list, and one file of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from award.domain.people import Actor
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
)
from award.storage.journeys import Journey

A_PAGE: Final = 20


@dataclass(frozen=True)
class Sought:
    """What somebody looks for in a list of evidence."""

    words: str = ""
    criterion: str = ""
    state: EvidenceState | None = None
    page: int = 1


@dataclass(frozen=True)
class EvidencePage:
    """One page of a list of evidence, and how many items there are in all."""

    items: Sequence[EvidenceItem]
    total: int
    page: int

    @property
    def first(self) -> int:
        return (self.page - 1) * A_PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * A_PAGE, self.total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // A_PAGE))


def _seen_by(actor: Actor, journey: Journey) -> Select[EvidenceItem]:
    """The items of the journey's setting that stand, within the actor's walls."""
    query = select(EvidenceItem).where(
        EvidenceItem.setting_id == journey.setting_id,
        EvidenceItem.authority_id == actor.authority_id,
        EvidenceItem.removed_at.is_(None),
    )
    if actor.setting_id is not None:
        query = query.where(EvidenceItem.setting_id == actor.setting_id)
    return query


def _linked(journey: Journey, criterion: str = "") -> Select[int]:
    linked = select(EvidenceLink.item_id).where(
        EvidenceLink.journey_id == journey.id, EvidenceLink.removed_at.is_(None)
    )
    return linked.where(EvidenceLink.criterion == criterion) if criterion else linked


def list_of_criterion(
    session: Session, actor: Actor, journey: Journey, code: str
) -> list[tuple[EvidenceItem, EvidenceLink]]:
    """What was given for one criterion, with why it counts; the newest first."""
    rows = session.execute(
        _seen_by(actor, journey)
        .join(EvidenceLink, EvidenceLink.item_id == EvidenceItem.id)
        .where(
            EvidenceLink.journey_id == journey.id,
            EvidenceLink.criterion == code,
            EvidenceLink.removed_at.is_(None),
        )
        .add_columns(EvidenceLink)
        .options(selectinload(EvidenceItem.versions))
        .order_by(EvidenceItem.given_at.desc(), EvidenceItem.id.desc())
    )
    return [(item, link) for item, link in rows]


def list_evidence(
    session: Session, actor: Actor, journey: Journey, sought: Sought | None = None
) -> EvidencePage:
    """A page of everything that was given, newest first; unsorted items are among it."""
    look = sought or Sought()
    query = _seen_by(actor, journey)
    if look.criterion:
        query = query.where(EvidenceItem.id.in_(_linked(journey, look.criterion)))
    if look.state is not None:
        query = query.where(EvidenceItem.state == look.state)
    if look.words.strip():
        query = query.where(
            or_(
                EvidenceItem.title.icontains(look.words.strip(), autoescape=True),
                EvidenceItem.shows.icontains(look.words.strip(), autoescape=True),
                EvidenceItem.note.icontains(look.words.strip(), autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = max(1, min(look.page, -(-total // A_PAGE)))
    items = session.scalars(
        query.options(selectinload(EvidenceItem.versions), selectinload(EvidenceItem.links))
        .order_by(EvidenceItem.given_at.desc(), EvidenceItem.id.desc())
        .limit(A_PAGE)
        .offset((page - 1) * A_PAGE)
    ).all()
    return EvidencePage(items, total, page)


def find_item(
    session: Session, actor: Actor, journey: Journey, item_id: int
) -> EvidenceItem | None:
    """One item of the journey's setting that was not taken away."""
    return session.scalar(_seen_by(actor, journey).where(EvidenceItem.id == item_id))


def find_file(
    session: Session, actor: Actor, journey: Journey, item_id: int, version_id: int
) -> EvidenceVersion | None:
    """One file of an item, within the actor's walls."""
    item = find_item(session, actor, journey, item_id)
    if item is None:
        return None
    return next((one for one in item.versions if one.id == version_id), None)


def count_by_criterion(session: Session, journey: Journey) -> dict[str, int]:
    """How many items count for each criterion of a journey."""
    rows = session.execute(
        select(EvidenceLink.criterion, func.count())
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(
            EvidenceLink.journey_id == journey.id,
            EvidenceLink.removed_at.is_(None),
            EvidenceItem.removed_at.is_(None),
        )
        .group_by(EvidenceLink.criterion)
    )
    return {one[0]: one[1] for one in rows}


def is_given_already(
    session: Session,
    journey: Journey,
    code: str,
    *,
    sha256: str = "",
    link_address: str = "",
    note: str = "",
) -> bool:
    """Whether the very same file, link or note counts for this criterion already."""
    query = select(EvidenceItem.id).where(
        EvidenceItem.setting_id == journey.setting_id,
        EvidenceItem.removed_at.is_(None),
        EvidenceItem.id.in_(_linked(journey, code)),
    )
    if sha256:
        same = select(EvidenceVersion.item_id).where(EvidenceVersion.sha256 == sha256)
        query = query.where(EvidenceItem.id.in_(same))
    elif link_address:
        query = query.where(EvidenceItem.link_address == link_address, EvidenceItem.note == note)
    else:
        query = query.where(EvidenceItem.note == note, EvidenceItem.link_address.is_(None))
    return session.scalar(query.limit(1)) is not None
