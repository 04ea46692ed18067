"""Finds what is read of a journey's evidence, piece by piece: for who looks, and nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from award.domain.people import Actor
from award.queries.evidence import open_to
from award.queries.evidence_walls import (
    counting_in,
    is_open_to,
    is_open_version,
    items_counting_in,
)
from award.queries.plans import items_of_plan
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion, EvidenceView
from award.storage.journeys import Journey
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState


@dataclass(frozen=True)
class Place:
    """One piece where it counts: the criterion, and the number of the item."""

    code: str
    item_id: int


def list_places(session: Session, actor: Actor, journey: Journey) -> list[Place]:
    """Every piece of the journey in the order in which it is read: by criterion, oldest first."""
    order = {one.code: number for number, one in enumerate(journey.asked)}
    rows = session.execute(
        _linked(actor, journey).with_only_columns(EvidenceLink.criterion, EvidenceItem.id)
    )
    found = [Place(code, item_id) for code, item_id in rows if code in order]
    return sorted(found, key=lambda one: (order[one.code], one.item_id))


def list_links(
    session: Session, actor: Actor, journey: Journey, code: str = ""
) -> list[EvidenceLink]:
    """Where pieces count, with their files, in the order in which they are read."""
    order = {one.code: number for number, one in enumerate(journey.asked)}
    query = _linked(actor, journey).options(
        selectinload(EvidenceLink.item).selectinload(EvidenceItem.versions)
    )
    if code:
        query = query.where(EvidenceLink.criterion == code)
    found = [one for one in session.scalars(query) if one.criterion in order]
    return sorted(found, key=lambda one: (order[one.criterion], one.item_id))


def find_link(
    session: Session, actor: Actor, journey: Journey, code: str, item_id: int
) -> EvidenceLink | None:
    """One piece as it counts for one criterion that is asked, with its files; None for others."""
    if code not in {one.code for one in journey.asked}:
        return None
    return session.scalar(
        _linked(actor, journey)
        .where(EvidenceLink.criterion == code, EvidenceLink.item_id == item_id)
        .options(selectinload(EvidenceLink.item).selectinload(EvidenceItem.versions))
    )


def _linked(actor: Actor, journey: Journey) -> Select[EvidenceLink]:
    """What counts in this journey and stands, within the walls of who looks."""
    return (
        select(EvidenceLink)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(counting_in(actor, journey))
    )


def _readable(actor: Actor, journey: Journey) -> Select[EvidenceVersion]:
    """The files that the actor may be handed: of what counts in the journey, or is its plan.

    A setting's own people reach what lies in their tray and what is shared with them as well.
    """
    query = (
        select(EvidenceVersion)
        .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
        .where(EvidenceVersion.authority_id == actor.authority_id, is_open_version(journey))
    )
    if actor.setting_id is not None:
        had = open_to(actor, journey).with_only_columns(EvidenceItem.id)
        return query.where(EvidenceItem.id.in_(had))
    return query.where(
        EvidenceItem.removed_at.is_(None),
        is_open_to(actor),
        or_(
            EvidenceItem.id.in_(items_counting_in(actor, journey)),
            EvidenceItem.id.in_(items_of_plan(journey)),
        ),
    )


def find_version(
    session: Session, actor: Actor, journey: Journey, version_id: int
) -> EvidenceVersion | None:
    """One file that the actor may be handed, gone or not; None for any other."""
    query = _readable(actor, journey).where(EvidenceVersion.id == version_id)
    return session.scalar(query)


def find_preview(session: Session, version_id: int) -> EvidencePreview | None:
    """The pages of a file that was found before, with their words."""
    return session.scalar(
        select(EvidencePreview)
        .where(EvidencePreview.version_id == version_id)
        .options(selectinload(EvidencePreview.pages))
    )


def find_picture(
    session: Session, actor: Actor, journey: Journey, version_id: int, number: int
) -> tuple[EvidenceVersion, PreviewPage] | None:
    """A page that is a picture, and the file that it is of, within the actor's walls."""
    query = (
        _readable(actor, journey)
        .join(EvidencePreview, EvidencePreview.version_id == EvidenceVersion.id)
        .join(PreviewPage, PreviewPage.preview_id == EvidencePreview.id)
        .where(
            EvidenceVersion.id == version_id,
            EvidenceVersion.gone_at.is_(None),
            EvidencePreview.state == PreviewState.READY,
            PreviewPage.number == number,
            PreviewPage.look == PageLook.PICTURE,
        )
        .add_columns(PreviewPage)
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def find_small_pictures(session: Session, versions: Iterable[EvidenceVersion]) -> set[int]:
    """Which of these files, found before, have a small picture of their first page."""
    return set(
        session.scalars(
            select(EvidencePreview.version_id)
            .join(PreviewPage, PreviewPage.preview_id == EvidencePreview.id)
            .where(
                EvidencePreview.version_id.in_([one.id for one in versions]),
                EvidencePreview.state == PreviewState.READY,
                PreviewPage.number == 1,
                PreviewPage.look == PageLook.PICTURE,
            )
        )
    )


def list_looks(
    session: Session, actor: Actor, versions: Sequence[EvidenceVersion]
) -> dict[int, datetime]:
    """When the person last opened each of these files, by the file's number."""
    rows = session.execute(
        select(EvidenceView.version_id, func.max(EvidenceView.at))
        .where(
            EvidenceView.user_id == actor.user_id,
            EvidenceView.version_id.in_([one.id for one in versions]),
        )
        .group_by(EvidenceView.version_id)
    )
    return {row[0]: row[1] for row in rows}
