"""Finds what is read of a journey's evidence, piece by piece: for who looks, and nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
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
from award.queries.sought import has_words
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceVersion,
    EvidenceView,
    counts_now,
)
from award.storage.journeys import Journey
from award.storage.previews import (
    EvidencePreview,
    PageLook,
    PreviewPage,
    PreviewState,
    is_small_picture,
)


@dataclass(frozen=True)
class Place:
    """One piece where it counts: the criterion, and the number of the item."""

    code: str
    item_id: int


@dataclass(frozen=True)
class Beside:
    """Where one piece stands among those of its criterion, and what comes before and after it."""

    number: int
    among: int
    before: Place | None
    after: Place | None


@dataclass(frozen=True)
class Many:
    """How many pieces count for a criterion, and how many files of them were not opened yet."""

    total: int
    left: int


def _rank(journey: Journey) -> ColumnElement[int]:
    """The place of a criterion in the order in which the journey is asked."""
    order = {one.code: number for number, one in enumerate(journey.asked)}
    return case(order, value=EvidenceLink.criterion) if order else literal(0)


def find_beside(session: Session, actor: Actor, journey: Journey, here: Place) -> Beside:
    """What is read before and after a piece; past the last of a criterion comes the next one."""
    codes = [one.code for one in journey.asked]
    rank, at = _rank(journey), codes.index(here.code) if here.code in codes else len(codes)
    own, item = _linked(actor, journey), EvidenceLink.item_id
    number, among = session.execute(
        own.where(EvidenceLink.criterion == here.code).with_only_columns(
            func.count().filter(item <= here.item_id), func.count()
        )
    ).one()
    earlier = or_(rank < at, and_(rank == at, item < here.item_id))
    later = or_(rank > at, and_(rank == at, item > here.item_id))
    columns = own.with_only_columns(EvidenceLink.criterion, item).limit(1)
    before = session.execute(columns.where(earlier).order_by(rank.desc(), item.desc())).first()
    after = session.execute(columns.where(later).order_by(rank, item)).first()
    earlier_one, later_one = (Place(*one) if one else None for one in (before, after))
    return Beside(number, among, earlier_one, later_one)


def list_links(
    session: Session,
    actor: Actor,
    journey: Journey,
    code: str = "",
    *,
    words: str = "",
    most: int | None = None,
    after: int = 0,
) -> list[EvidenceLink]:
    """Where pieces count, with their files, in the order in which they are read.

    No more than ``most`` of them, past the first ``after``; those that have all ``words`` in what
    is said of them or in their text.
    """
    codes = [code] if code else [one.code for one in journey.asked]
    query = (
        _linked(actor, journey)
        .where(EvidenceLink.criterion.in_([one.code for one in journey.asked if one.code in codes]))
        .where(*has_words(journey, words))
        .options(selectinload(EvidenceLink.item).selectinload(EvidenceItem.versions))
        .order_by(_rank(journey), EvidenceLink.item_id)
        .limit(most)
        .offset(after)
    )
    return list(session.scalars(query))


def _is_left(actor: Actor) -> ColumnElement[bool]:
    """Whether its newest file was not opened yet. A note or a link cannot be told, and is not."""
    opened = exists().where(
        EvidenceView.version_id == EvidenceVersion.id, EvidenceView.user_id == actor.user_id
    )
    return and_(EvidenceVersion.id.is_not(None), ~opened)


def _with_newest(query: Select[Any]) -> Select[Any]:
    """The query with the file of each piece that counts now."""
    newest = (
        select(EvidenceVersion.id)
        .where(EvidenceVersion.item_id == EvidenceItem.id)
        .order_by(EvidenceVersion.place.desc())
        .limit(1)
        .correlate(EvidenceItem)
        .scalar_subquery()
    )
    return query.outerjoin(EvidenceVersion, EvidenceVersion.id == newest)


def count_links(
    session: Session, actor: Actor, journey: Journey, *, words: str = ""
) -> dict[str, Many]:
    """How many pieces count for each criterion that has any, in the order that is asked."""
    query = _with_newest(_linked(actor, journey).where(*has_words(journey, words)))
    rows = session.execute(
        query.with_only_columns(
            EvidenceLink.criterion, func.count(), func.count().filter(_is_left(actor))
        ).group_by(EvidenceLink.criterion)
    )
    found = {code: Many(total, left) for code, total, left in rows}
    return {one.code: found[one.code] for one in journey.asked if one.code in found}


def find_first_left(session: Session, actor: Actor, journey: Journey) -> EvidenceLink | None:
    """The first piece of which the person did not open the file yet."""
    codes = [one.code for one in journey.asked]
    query = _with_newest(_linked(actor, journey)).options(selectinload(EvidenceLink.item))
    found: EvidenceLink | None = session.scalar(
        query.where(EvidenceLink.criterion.in_(codes), _is_left(actor))
        .order_by(_rank(journey), EvidenceLink.item_id)
        .limit(1)
    )
    return found


def find_last_look(session: Session, actor: Actor, journey: Journey) -> datetime | None:
    """When the person last opened anything that counts now in this journey."""
    query = _with_newest(_linked(actor, journey))
    return session.scalar(
        query.join(EvidenceView, EvidenceView.version_id == EvidenceVersion.id)
        .where(EvidenceView.user_id == actor.user_id)
        .with_only_columns(func.max(EvidenceView.at))
    )


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

    A setting's own people reach what lies in their tray and what is shared with them as well, and
    every version of their own. Anybody else reads the version that counts, and an older one only
    where somebody of the authority opened it: then it may be what a judgement rests on.
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
        is_open_to(actor, journey),
        or_(counts_now(), _was_opened()),
        or_(
            EvidenceItem.id.in_(items_counting_in(actor, journey)),
            EvidenceItem.id.in_(items_of_plan(journey)),
        ),
    )


def _was_opened() -> ColumnElement[bool]:
    return exists().where(EvidenceView.version_id == EvidenceVersion.id)


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
            .where(EvidencePreview.version_id.in_([one.id for one in versions]), is_small_picture())
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
