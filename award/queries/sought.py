"""What somebody looks for among evidence: by words, criterion, how it stands, kind and date."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from award.domain.freshness import months_before
from award.storage.days import LONDON
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
    counts_now,
)
from award.storage.journeys import Journey
from award.storage.previews import EvidencePreview, PreviewPage, PreviewState

A_YEAR: Final = 12
MOST_WORDS: Final = 8
Found = ColumnElement[bool]


class Kind(StrEnum):
    """What a piece of evidence is."""

    PICTURE = "picture"
    DOCUMENT = "document"
    LINK = "link"
    NOTE = "note"


class Dated(StrEnum):
    """How old a piece is, counted from today."""

    THIS_YEAR = "this_year"
    YEAR_BEFORE = "year_before"
    LONGER = "longer"


@dataclass(frozen=True)
class Sought:
    """What somebody looks for in a list of evidence.

    ``among`` are the only pieces that can be meant, where something is looked for that no row
    says by itself: whether they are too old. Of the ``hidden`` it is not told what was said.
    """

    words: str = ""
    criterion: str = ""
    state: EvidenceState | None = None
    page: int = 1
    kind: Kind | None = None
    dated: Dated | None = None
    today: date = date.max
    among: frozenset[int] | None = None
    hidden: frozenset[int] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is looked for."""
        return self.page > 1 or bool(
            self.words.strip()
            or self.criterion
            or self.state
            or self.kind
            or self.dated
            or self.among is not None
        )


def narrowed(query: Select[EvidenceItem], journey: Journey, look: Sought) -> Select[EvidenceItem]:
    """The query for no more than what is looked for."""
    if look.criterion:
        query = query.where(EvidenceItem.id.in_(linked_in(journey, look.criterion)))
    if look.state is not None:
        query = query.where(_stands(journey, look.state, look.hidden))
    if look.kind is not None:
        query = query.where(_is_kind(look.kind))
    if look.dated is not None:
        query = query.where(_is_dated(look.dated, look.today))
    if look.among is not None:
        query = query.where(EvidenceItem.id.in_(look.among))
    return query.where(*has_words(journey, look.words))


def has_words(journey: Journey, words: str) -> list[ColumnElement[bool]]:
    """In a query for items, or for links with their items: those that have each of these words."""
    return [_has_word(journey, one) for one in words.split()[:MOST_WORDS]]


def _has_word(journey: Journey, word: str) -> ColumnElement[bool]:
    """What has this in what is said of it, in why it counts here, or in its file.

    Of another setting's piece only the file that counts is looked into, and of any piece only the
    text of the file that counts: what was replaced is not what it says now.
    """

    def has(column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> Found:
        return column.icontains(word, autoescape=True)

    said = (EvidenceItem.title, EvidenceItem.shows, EvidenceItem.note, EvidenceItem.link_address)
    why = exists().where(
        EvidenceLink.item_id == EvidenceItem.id,
        EvidenceLink.journey_id == journey.id,
        EvidenceLink.removed_at.is_(None),
        or_(has(EvidenceLink.why_it_counts), has(EvidenceLink.expected)),
    )
    file = select(EvidenceVersion.id).where(EvidenceVersion.item_id == EvidenceItem.id)
    named = file.where(
        has(EvidenceVersion.file_name),
        or_(EvidenceItem.setting_id == journey.setting_id, counts_now()),
    )
    text = (
        file.join(EvidencePreview, EvidencePreview.version_id == EvidenceVersion.id)
        .join(PreviewPage, PreviewPage.preview_id == EvidencePreview.id)
        .where(
            EvidencePreview.state == PreviewState.READY,
            EvidenceVersion.gone_at.is_(None),
            or_(has(PreviewPage.text), has(PreviewPage.heading)),
            counts_now(),
        )
    )
    near = (why.correlate(EvidenceItem), *(_beside(one) for one in (named, text)))
    return or_(*(has(column) for column in said), *near)


def _beside(query: Select[int]) -> ColumnElement[bool]:
    """Whether there is such a file of the piece, whatever else the query around it reads."""
    return query.correlate(EvidenceItem).exists()


def linked_in(journey: Journey, criterion: str = "") -> Select[int]:
    """The pieces that count in a journey, for one criterion where it is named."""
    linked = select(EvidenceLink.item_id).where(
        EvidenceLink.journey_id == journey.id, EvidenceLink.removed_at.is_(None)
    )
    return linked.where(EvidenceLink.criterion == criterion) if criterion else linked


def _stands(journey: Journey, state: EvidenceState, hidden: frozenset[int]) -> ColumnElement[bool]:
    """What was said of a piece in this journey; what the piece itself says where nothing was.

    What is hidden is found as given.
    """
    here = exists().where(
        EvidenceLink.item_id == EvidenceItem.id,
        EvidenceLink.journey_id == journey.id,
        EvidenceLink.removed_at.is_(None),
    )
    of_its_own = here.where(EvidenceLink.state.is_not(None))
    stands = or_(
        here.where(EvidenceLink.state == state), and_(EvidenceItem.state == state, ~of_its_own)
    )
    if not hidden:
        return stands
    is_hidden = EvidenceItem.id.in_(hidden)
    return or_(stands, is_hidden) if state is EvidenceState.GIVEN else and_(stands, ~is_hidden)


def _media_type() -> ScalarSelect[str]:
    """What the file is that counts now; nothing for a link or a note."""
    return (
        select(EvidenceVersion.media_type)
        .where(EvidenceVersion.item_id == EvidenceItem.id)
        .order_by(EvidenceVersion.place.desc())
        .limit(1)
        .correlate(EvidenceItem)
        .scalar_subquery()
    )


def _is_kind(kind: Kind) -> ColumnElement[bool]:
    media_type, has_link = _media_type(), EvidenceItem.link_address.is_not(None)
    found: dict[Kind, ColumnElement[bool]] = {
        Kind.PICTURE: media_type.like("image/%"),
        Kind.DOCUMENT: media_type.not_like("image/%"),
        Kind.LINK: and_(media_type.is_(None), has_link),
        Kind.NOTE: and_(media_type.is_(None), ~has_link),
    }
    return found[kind]


def _is_dated(dated: Dated, today: date) -> ColumnElement[bool]:
    year, two = months_before(today, A_YEAR), months_before(today, 2 * A_YEAR)
    if dated is Dated.THIS_YEAR:
        return _since(year)
    if dated is Dated.YEAR_BEFORE:
        return and_(_since(two), ~_since(year))
    return ~_since(two)


def _since(day: date) -> ColumnElement[bool]:
    """Dated on this day or later; what bears no date counts from when it was given."""
    began = datetime.combine(day, time.min, tzinfo=LONDON)
    given = func.coalesce(EvidenceItem.given_at >= began, False)
    return or_(EvidenceItem.dated_on >= day, and_(EvidenceItem.dated_on.is_(None), given))
