"""Finds a setting's evidence for who is looking: by criterion, as a list, and one file of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ScalarSelect, Select, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from award.domain.people import Actor
from award.queries.evidence_walls import first_code, is_had_by, is_open_to
from award.queries.sought import Sought, linked_in, narrowed
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
    counts_now,
)
from award.storage.journeys import Journey
from award.storage.previews import EvidencePreview, PreviewPage, is_small_picture
from award.storage.signed_papers import is_filed

A_PAGE: Final = 20


@dataclass(frozen=True)
class EvidencePage:
    """One page of a list of evidence, and how many items there are in all.

    ``drawn`` are the files of which there is a small picture to show, ``filed`` the items that
    hold the signed paper of an approval.
    """

    items: Sequence[EvidenceItem]
    total: int
    page: int
    in_tray: int = 0
    drawn: frozenset[int] = frozenset()
    filed: frozenset[int] = frozenset()


def open_to(actor: Actor, journey: Journey) -> Select[EvidenceItem]:
    """The items that the journey's setting has or may use, within the actor's walls.

    They stand, and are its own or shared with it now.
    """
    query = select(EvidenceItem).where(
        EvidenceItem.authority_id == actor.authority_id,
        EvidenceItem.authority_id == journey.authority_id,
        EvidenceItem.removed_at.is_(None),
        is_had_by(journey),
        is_open_to(actor, journey),
    )
    if actor.setting_id not in (None, journey.setting_id):
        query = query.where(false())
    return query


def _seen_by(actor: Actor, journey: Journey) -> Select[EvidenceItem]:
    """The items that are the setting's own, or are shared with it and count in this journey."""
    own = EvidenceItem.setting_id == journey.setting_id
    return open_to(actor, journey).where(or_(own, EvidenceItem.id.in_(linked_in(journey))))


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
    """A page of everything: the tray first, then criterion by criterion, newest first in each."""
    look = sought or Sought()
    code = first_code(EvidenceLink.journey_id == journey.id, EvidenceLink.removed_at.is_(None))
    # What fits is worked out once for a page and for how many there are.
    fitting = session.execute(
        narrowed(_seen_by(actor, journey), journey, look)
        .with_only_columns(EvidenceItem.id, EvidenceItem.state)
        .order_by(code, EvidenceItem.given_at.desc(), EvidenceItem.id.desc())
    ).all()
    total, in_tray = len(fitting), sum(one.state is EvidenceState.UNSORTED for one in fitting)
    page = max(1, min(look.page, -(-total // A_PAGE)))
    numbers = [one.id for one in fitting[(page - 1) * A_PAGE : page * A_PAGE]]
    rows = session.execute(
        select(EvidenceItem, _drawn(), is_filed())
        .where(EvidenceItem.id.in_(numbers))
        .options(joinedload(EvidenceItem.versions), selectinload(EvidenceItem.links))
    )
    found = sorted(rows.unique().all(), key=lambda one: numbers.index(one[0].id))
    drawn = frozenset(one[1] for one in found if one[1] is not None)
    filed = frozenset(one[0].id for one in found if one[2])
    return EvidencePage([one[0] for one in found], total, page, in_tray, drawn, filed)


def _drawn() -> ScalarSelect[int]:
    """The last file of an item that has a small picture of its first page."""
    return (
        select(func.max(EvidenceVersion.id))
        .join(EvidencePreview, EvidencePreview.version_id == EvidenceVersion.id)
        .join(PreviewPage, PreviewPage.preview_id == EvidencePreview.id)
        .where(
            EvidenceVersion.item_id == EvidenceItem.id,
            counts_now(),
            is_small_picture(),
        )
        .correlate(EvidenceItem)
        .scalar_subquery()
    )


def _unsorted(actor: Actor, journey: Journey) -> Select[EvidenceItem]:
    return _seen_by(actor, journey).where(EvidenceItem.state == EvidenceState.UNSORTED)


def count_unsorted(session: Session, actor: Actor, journey: Journey) -> int:
    """How many pieces wait in the tray."""
    found = _unsorted(actor, journey).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def find_unsorted(
    session: Session, actor: Actor, journey: Journey, *, after: int = 0
) -> EvidenceItem | None:
    """The first piece in the tray, or the first after the one with this number."""
    query = _unsorted(actor, journey).order_by(EvidenceItem.id).limit(1)
    return session.scalar(query.where(EvidenceItem.id > after)) or (
        session.scalar(query) if after else None
    )


def list_needing_more(
    session: Session, actor: Actor, journey: Journey
) -> list[tuple[EvidenceItem, str]]:
    """Pieces of which was said in this journey that they need more, each with a criterion."""
    rows = session.execute(
        _seen_by(actor, journey)
        .join(EvidenceLink, EvidenceLink.item_id == EvidenceItem.id)
        .where(
            EvidenceLink.journey_id == journey.id,
            EvidenceLink.removed_at.is_(None),
            func.coalesce(EvidenceLink.state, EvidenceItem.state) == EvidenceState.NEEDS_MORE,
        )
        .add_columns(EvidenceLink.criterion)
        .order_by(EvidenceLink.criterion, EvidenceItem.id)
    )
    return [(item, code) for item, code in rows]


def find_item(
    session: Session, actor: Actor, journey: Journey, item_id: int
) -> EvidenceItem | None:
    """One item that the journey's setting has or may use, and that was not taken away."""
    return session.scalar(open_to(actor, journey).where(EvidenceItem.id == item_id))


def find_file(
    session: Session, actor: Actor, journey: Journey, item_id: int, version_id: int
) -> EvidenceVersion | None:
    """One file of an item, within the actor's walls; of a shared item only what counts now."""
    item = find_item(session, actor, journey, item_id)
    if item is None:
        return None
    open_ones = item.versions if item.setting_id == journey.setting_id else item.versions[-1:]
    return next((one for one in open_ones if one.id == version_id), None)


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
