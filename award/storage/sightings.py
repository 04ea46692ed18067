"""What a holder of the award said of evidence after the decision: seen again, or added since."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, selectinload

from award.domain.coverage import Piece
from award.domain.freshness import oldest_for
from award.domain.sightings import Seen, pieces_ahead
from award.storage.db import Owned, session_of, within
from award.storage.evidence import EvidenceItem, EvidenceVersion, Scan
from award.storage.facts import JourneyFacts
from award.storage.frameworks import criteria_of


class Sighting(Owned):
    """One time that a setting said, between decision and renewal, that a piece shows a criterion.

    ``journey_id`` is the journey that was decided; nothing of it changes. ``seen_on`` is the day
    on which somebody looked, ``since`` whether the piece was added after the decision, and
    ``version_id`` the file that counted then: what is said of one file says nothing of another.
    Lines are only added.
    """

    __tablename__ = "sightings"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("evidence_items", "item_id"),
        within("evidence_versions", "version_id"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int] = mapped_column(index=True)
    version_id: Mapped[int | None] = mapped_column(index=True)
    criterion: Mapped[str]
    expected: Mapped[str] = mapped_column(default="")
    why_it_counts: Mapped[str] = mapped_column(Text, default="")
    seen_on: Mapped[date]
    since: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str] = mapped_column(default="")
    on_behalf: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]


def standing_sightings(session: Session, journey_id: int | None) -> list[Sighting]:
    """What was said after the decision and still holds, the last said last.

    Not of what was taken away or let go of, and not of a file that another has replaced.
    """
    if journey_id is None:
        return []
    rows = session.execute(
        select(Sighting, EvidenceItem)
        .join(EvidenceItem, EvidenceItem.id == Sighting.item_id)
        .where(Sighting.journey_id == journey_id, EvidenceItem.removed_at.is_(None))
        .options(selectinload(EvidenceItem.versions))
        .order_by(Sighting.seen_on, Sighting.id)
    )
    return [said for said, item in rows if _holds(said, item.newest)]


def _holds(said: Sighting, counts: EvidenceVersion | None) -> bool:
    if counts is None or said.version_id is None:
        return counts is None and said.version_id is None
    kept = counts.gone_at is None and counts.scan is not Scan.INFECTED
    return kept and counts.id == said.version_id


def look_ahead(facts: JourneyFacts) -> tuple[Piece, ...]:
    """The pieces of a decided journey with what was said since, as they stand on its looked day."""
    journey = facts.journey
    by_code = {one.code: one for one in criteria_of(journey)}
    found = [
        Seen(one.item_id, one.criterion, one.expected, one.seen_on, one.since)
        for one in standing_sightings(session_of(journey), journey.id)
        if one.criterion in by_code
    ]
    if not found:
        return facts.pieces
    oldest = {
        (one.criterion, one.expected): oldest_for(
            by_code[one.criterion],
            one.expected,
            looked_on=facts.looked_on,
            kind=facts.calendar.kind,
            terms=facts.terms,
        )
        for one in found
    }
    return pieces_ahead(facts.pieces, found, oldest)
