"""What was said of a journey's evidence, as far as whoever looks may read it, and what is new."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, selectinload

from award.domain.feedback import closed_to
from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Actor, Role
from award.queries.evidence_walls import counting_in, items_counting_in
from award.queries.journeys import closed_judges, is_blind
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.remarks import FeedbackAsk, LookedAt, Place, Remark
from award.storage.visits import Visit

A_PAGE: Final = 20
READERS: Final = SETTING_ROLES | ASSIGNED_ROLES | {Role.COORDINATOR}


def _of_closed_judge(actor: Actor, journey: Journey) -> ColumnElement[bool]:
    """The remarks of the other judge, and the answers to them, where they are closed."""
    closed = closed_to(actor.role, blind=is_blind(journey, actor))
    judges: Select[int] | frozenset[int] = closed_judges(journey, actor)
    if closed is not None:
        judges = select(Assignment.user_id).where(
            Assignment.journey_id == journey.id,
            Assignment.kind == AssignmentKind(str(closed)),
            Assignment.user_id != actor.user_id,
        )
    elif not judges:
        return false()
    return or_(
        Remark.by_role == closed if closed is not None else false(),
        and_(Remark.by_id.is_not(None), Remark.by_id.in_(judges)),
        and_(Remark.to_id.is_not(None), Remark.to_id.in_(judges)),
    )


def _read_by(actor: Actor, journey: Journey) -> Select[Remark]:
    """The remarks of a journey that the actor may read; none for panel, auditor and others."""
    if actor.role not in READERS:
        return select(Remark).where(false())
    return select(Remark).where(
        Remark.journey_id == journey.id,
        Remark.authority_id == actor.authority_id,
        ~_of_closed_judge(actor, journey),
    )


def list_of_pieces(
    session: Session, actor: Actor, journey: Journey, item_ids: Collection[int]
) -> Mapping[int, Sequence[Remark]]:
    """What was said of these pieces, the oldest first. One query, however many."""
    found: defaultdict[int, list[Remark]] = defaultdict(list)
    if item_ids:
        query = _read_by(actor, journey).where(Remark.item_id.in_(item_ids))
        for one in session.scalars(query.order_by(Remark.id)):
            found[one.item_id or 0].append(one)
    return found


def list_of_standards(
    session: Session, actor: Actor, journey: Journey, standard: str = ""
) -> Mapping[str, Sequence[Remark]]:
    """What was said of whole standards, or of one of them, the oldest first."""
    query = _read_by(actor, journey).where(Remark.item_id.is_(None))
    if standard:
        query = query.where(Remark.standard == standard)
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for one in session.scalars(query.order_by(Remark.id)):
        found[one.standard].append(one)
    return found


def list_hidden_marks(session: Session, actor: Actor, journey: Journey) -> frozenset[int]:
    """The pieces whose state was set by a judge who is closed to the actor: it is not shown."""
    closed = closed_to(actor.role, blind=is_blind(journey, actor))
    if closed is None and not closed_judges(journey, actor):
        return frozenset()
    marks = select(func.max(Remark.id)).where(
        Remark.journey_id == journey.id, Remark.item_id.is_not(None), Remark.said.is_not(None)
    )
    query = select(Remark.item_id).where(
        Remark.id.in_(marks.group_by(Remark.item_id)), _of_closed_judge(actor, journey)
    )
    return frozenset(one for one in session.scalars(query) if one is not None)


def find_ask(session: Session, journey: Journey) -> FeedbackAsk | None:
    """What is asked for now; None where nothing is."""
    if journey.feedback_asked_at is None:
        return None
    return session.scalar(
        select(FeedbackAsk)
        .where(FeedbackAsk.journey_id == journey.id)
        .order_by(FeedbackAsk.id.desc())
        .limit(1)
    )


def find_looked(session: Session, user_id: int, journey: Journey, place: Place) -> LookedAt | None:
    """How far one person has read a journey."""
    return session.scalar(
        select(LookedAt).where(
            LookedAt.user_id == user_id,
            LookedAt.journey_id == journey.id,
            LookedAt.place == place,
        )
    )


def list_said_since(
    session: Session, actor: Actor, journey: Journey, since: datetime, *, by_setting: bool
) -> Sequence[Remark]:
    """What one of the two sides said since then, the oldest first."""
    query = _read_by(actor, journey).where(Remark.at > since, Remark.from_setting.is_(by_setting))
    if actor.user_id is not None:
        query = query.where(or_(Remark.by_id.is_(None), Remark.by_id != actor.user_id))
    return session.scalars(query.order_by(Remark.id)).all()


def list_pieces_answered(
    session: Session, actor: Actor, journey: Journey, since: datetime | None
) -> Sequence[EvidenceItem]:
    """The pieces of which the setting answered the actor since then; one query."""
    query = _read_by(actor, journey).where(Remark.from_setting, Remark.to_id == actor.user_id)
    if since is not None:
        query = query.where(Remark.at > since)
    answered = query.with_only_columns(Remark.item_id).where(Remark.item_id.is_not(None))
    return session.scalars(
        select(EvidenceItem)
        .where(
            EvidenceItem.id.in_(answered), EvidenceItem.id.in_(items_counting_in(actor, journey))
        )
        .order_by(EvidenceItem.id)
    ).all()


@dataclass(frozen=True)
class Given:
    """How many pieces for one criterion are new since a moment, and how many were changed."""

    new: int
    changed: int


def _touched(since: datetime) -> ColumnElement[bool]:
    later = exists().where(
        EvidenceVersion.item_id == EvidenceItem.id, EvidenceVersion.added_at > since
    )
    return or_(
        EvidenceItem.given_at > since,
        EvidenceItem.changed_at > since,
        EvidenceLink.linked_at > since,
        later,
    )


def count_given_since(
    session: Session, actor: Actor, journey: Journey, since: datetime
) -> Mapping[str, Given]:
    """What was given or changed since then, by criterion. One query."""
    new = func.count().filter(EvidenceItem.given_at > since)
    rows = session.execute(
        select(EvidenceLink.criterion, new, func.count())
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(counting_in(actor, journey), _touched(since))
        .group_by(EvidenceLink.criterion)
        .order_by(EvidenceLink.criterion)
    )
    return {code: Given(fresh, total - fresh) for code, fresh, total in rows}


@dataclass(frozen=True)
class Piece:
    """One piece where it counts, and whether it is new or changed since the last feedback."""

    link: EvidenceLink
    is_new: bool


@dataclass(frozen=True)
class PiecesPage:
    """A page of pieces, and how many there are in all."""

    pieces: Sequence[Piece]
    total: int
    new: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // A_PAGE))

    @property
    def first(self) -> int:
        return (self.page - 1) * A_PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * A_PAGE, self.total)


def list_pieces(
    session: Session,
    actor: Actor,
    journey: Journey,
    codes: Collection[str],
    *,
    since: datetime | None,
    page: int = 1,
    only: Collection[int] | None = None,
) -> PiecesPage:
    """A page of what counts for these criteria: what is new since then first, then by criterion.

    ``only`` names the pieces that are shown, whatever page they would stand on now.
    """
    is_new = _touched(since) if since is not None else EvidenceItem.id.is_not(None)
    kept = and_(counting_in(actor, journey), EvidenceLink.criterion.in_(codes))
    total, new = session.execute(
        select(func.count(), func.count().filter(is_new))
        .select_from(EvidenceLink)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(kept)
    ).one()
    shown = max(1, min(page, -(-total // A_PAGE)))
    query = (
        select(EvidenceLink, is_new)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(kept)
        .options(selectinload(EvidenceLink.item).selectinload(EvidenceItem.versions))
        .order_by(is_new.desc(), EvidenceLink.criterion, EvidenceItem.id)
    )
    if only is None:
        query = query.limit(A_PAGE).offset((shown - 1) * A_PAGE)
    else:
        query = query.where(EvidenceItem.id.in_(only)).limit(len(codes) * A_PAGE)
    rows = session.execute(query)
    return PiecesPage([Piece(link, bool(fresh)) for link, fresh in rows], total, new, shown)


def count_pieces(
    session: Session, actor: Actor, journey: Journey, *, since: datetime | None
) -> Mapping[str, Given]:
    """How many pieces count for each criterion; ``new`` of them came or changed since then."""
    is_new = _touched(since) if since is not None else EvidenceItem.id.is_not(None)
    rows = session.execute(
        select(EvidenceLink.criterion, func.count().filter(is_new), func.count())
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(counting_in(actor, journey))
        .group_by(EvidenceLink.criterion)
    )
    return {code: Given(fresh, total - fresh) for code, fresh, total in rows}


def last_said_at(session: Session, actor: Actor, journey: Journey) -> Mapping[str, datetime]:
    """When the authority's people last spoke of each standard, as far as the actor reads it."""
    readable = _read_by(actor, journey).where(Remark.from_setting.is_(False)).subquery()
    rows = session.execute(
        select(readable.c.standard, func.max(readable.c.at)).group_by(readable.c.standard)
    )
    return {one[0]: one[1] for one in rows}


def find_last_visit(session: Session, actor: Actor, journey: Journey) -> datetime | None:
    """When somebody was last there for a visit; a second is not told of the assessor's."""
    if closed_to(actor.role, blind=is_blind(journey, actor)) is not None:
        return None
    return session.scalar(
        select(func.max(Visit.done_at)).where(
            Visit.journey_id == journey.id,
            Visit.authority_id == actor.authority_id,
            Visit.superseded_at.is_(None),
        )
    )


def find_piece(
    session: Session, actor: Actor, journey: Journey, item_id: int
) -> EvidenceItem | None:
    """A piece that counts in this journey and was not taken away, within the actor's walls."""
    return session.scalar(
        select(EvidenceItem)
        .where(
            EvidenceItem.id == item_id,
            EvidenceItem.id.in_(items_counting_in(actor, journey)),
        )
        .options(selectinload(EvidenceItem.versions), selectinload(EvidenceItem.links))
    )
