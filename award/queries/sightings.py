"""How a holder's evidence will stand when its renewal begins, criterion by criterion."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.coverage import Piece
from award.domain.frameworks import Criterion
from award.domain.people import Actor
from award.domain.sightings import Again, too_old_of
from award.queries.evidence import open_to
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.evidence import EvidenceItem
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.sightings import Sighting, look_ahead


@dataclass(frozen=True)
class Ahead:
    """One criterion as it will stand: what will be too old, and from when something counts.

    ``essential`` ones are asked again whatever there is; ``old`` are the setting's own pieces.
    """

    criterion: Criterion
    essential: bool
    is_fresh: bool
    old: tuple[Again, ...]
    counts_from: date


@dataclass(frozen=True)
class LookedAhead:
    """Every criterion that applies, as it will stand on a day, and what the pieces are called."""

    on: date
    rows: tuple[Ahead, ...]
    titles: dict[int, str]

    @property
    def stale(self) -> list[Ahead]:
        """Those that will be out of date."""
        return [one for one in self.rows if not one.is_fresh]

    def due(self, today: date) -> list[Ahead]:
        """Those of them for which something can be done on this day already."""
        return [one for one in self.stale if one.counts_from <= today]


def find_ahead(
    session: Session, actor: Actor, journey: Journey, award: Award, *, at: datetime
) -> LookedAhead:
    """How the evidence of a decided journey will stand when its award can be renewed."""
    today = day_of(at)
    on = max(today, award.renewal_opens_on or award.valid_until)
    facts = facts_of(journey, at=at).with_evidence_looked_at(on)
    pieces = look_ahead(facts)
    titles = _own_titles(session, actor, journey, {one.item_id for one in pieces})
    known = {one.code: one for one in facts.criteria}
    rows = []
    for one in criteria_of(journey):
        if not known[one.code].applies:
            continue
        here = [piece for piece in pieces if piece.criterion == one.code]
        own = [piece for piece in here if piece.item_id in titles]
        essential, fresh = known[one.code].essential, any(piece.supports for piece in here)
        old = too_old_of(one, own)
        rows.append(Ahead(one, essential, fresh, old, facts.oldest_on(one, "")))
    return LookedAhead(on, tuple(rows), titles)


def _own_titles(
    session: Session, actor: Actor, journey: Journey, numbers: Collection[int]
) -> dict[int, str]:
    """What the setting's own pieces among these are called; not what others share with it."""
    rows = session.execute(
        open_to(actor, journey)
        .where(EvidenceItem.id.in_(numbers), EvidenceItem.setting_id == journey.setting_id)
        .with_only_columns(EvidenceItem.id, EvidenceItem.title)
    )
    return {one[0]: one[1] for one in rows}


def list_sightings(session: Session, actor: Actor, journey: Journey) -> Sequence[Sighting]:
    """What was said after the decision, the last first; none for another setting's people."""
    if actor.setting_id not in (None, journey.setting_id):
        return []
    query = select(Sighting).where(
        Sighting.journey_id == journey.id, Sighting.authority_id == actor.authority_id
    )
    return session.scalars(query.order_by(Sighting.id.desc()).limit(50)).all()


def pieces_to_tick(found: LookedAhead, today: date) -> list[tuple[Criterion, Piece]]:
    """The pieces of which a look today would still be fresh by then."""
    return [
        (row.criterion, again.piece)
        for row in found.stale
        for again in row.old
        if again.helps_on(today)
    ]
