"""What the panel looked at: the list that was frozen at a decision, and whether it is unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.decisions import Decision
from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.frozen import FREEZE, FrozenEvidence, list_digest, said_of
from award.storage.journeys import History, Journey

A_PAGE: Final = 50


@dataclass(frozen=True)
class FrozenLine:
    """A line of the list, and the piece and the file that it names as they are kept now."""

    line: FrozenEvidence
    item: EvidenceItem | None
    file: EvidenceVersion | None


@dataclass(frozen=True)
class FrozenList:
    """A page of the list of one decision. ``unchanged``: all its lines are as they were written.

    ``total`` and ``gone`` count every line, and every file that is no longer kept.
    """

    decision: Decision
    lines: Sequence[FrozenLine]
    unchanged: bool
    total: int
    gone: int
    page: int


@dataclass(frozen=True)
class Turned:
    """Which list is turned to which page; every other list stands at its first."""

    decision_id: int = 0
    page: int = 1


def list_frozen(
    session: Session, actor: Actor, journey: Journey, turned: Turned | None = None
) -> list[FrozenList]:
    """The lists of every decision on a journey within the actor's walls, the last one first."""
    decisions = session.scalars(
        select(Decision)
        .where(Decision.journey_id == journey.id, Decision.authority_id == actor.authority_id)
        .order_by(Decision.id.desc())
    ).all()
    numbers = [one.id for one in decisions]
    lines = _lines_of(session, numbers)
    gone, told = _gone_of(session, numbers), _told_of(session, journey)
    look = turned or Turned()
    found = []
    for one in decisions:
        mine = lines[one.id]
        page = min(max(look.page, 1), max(1, -(-len(mine) // A_PAGE)))
        page = page if one.id == look.decision_id else 1
        shown = mine[(page - 1) * A_PAGE : page * A_PAGE]
        fits = _fits(one, mine, told.get(one.released_at, []))
        total = len(mine)
        found.append(
            FrozenList(one, _as_kept(session, shown), fits, total, gone.get(one.id, 0), page)
        )
    return found


def _lines_of(session: Session, decisions: Sequence[int]) -> dict[int, list[FrozenEvidence]]:
    """Every line, since the digest is of all of them."""
    found: dict[int, list[FrozenEvidence]] = {one: [] for one in decisions}
    for line in session.scalars(
        select(FrozenEvidence)
        .where(FrozenEvidence.decision_id.in_(decisions))
        .order_by(FrozenEvidence.decision_id, FrozenEvidence.number)
    ):
        found[line.decision_id].append(line)
    return found


def _gone_of(session: Session, decisions: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(FrozenEvidence.decision_id, func.count())
        .join(EvidenceVersion, EvidenceVersion.id == FrozenEvidence.version_id)
        .where(FrozenEvidence.decision_id.in_(decisions), EvidenceVersion.gone_at.is_not(None))
        .group_by(FrozenEvidence.decision_id)
    )
    return {row[0]: row[1] for row in rows}


def _told_of(session: Session, journey: Journey) -> dict[datetime, list[str]]:
    """The digests that history names, by the moment of the decision."""
    found: dict[datetime, list[str]] = {}
    for at, digest in session.execute(
        select(History.at, History.words_digest).where(
            History.journey_id == journey.id, History.what == FREEZE
        )
    ):
        found.setdefault(at, []).append(digest)
    return found


def _as_kept(session: Session, lines: Sequence[FrozenEvidence]) -> list[FrozenLine]:
    """These lines with the piece and the file that each names, as they are kept now."""
    rows = session.execute(
        select(FrozenEvidence.id, EvidenceItem, EvidenceVersion)
        .outerjoin(EvidenceItem, EvidenceItem.id == FrozenEvidence.item_id)
        .outerjoin(EvidenceVersion, EvidenceVersion.id == FrozenEvidence.version_id)
        .where(FrozenEvidence.id.in_([one.id for one in lines]))
    )
    kept = {number: (item, file) for number, item, file in rows}
    return [FrozenLine(one, *kept[one.id]) for one in lines]


def is_as_decided(session: Session, decision: Decision) -> bool:
    """Whether a list is what was frozen: its digest fits, and history names the same digest."""
    lines = session.scalars(
        select(FrozenEvidence)
        .where(FrozenEvidence.decision_id == decision.id)
        .order_by(FrozenEvidence.number)
    ).all()
    told = session.scalars(
        select(History.words_digest).where(
            History.journey_id == decision.journey_id,
            History.what == FREEZE,
            History.at == decision.released_at,
        )
    ).all()
    return _fits(decision, lines, told)


def _fits(decision: Decision, lines: Sequence[FrozenEvidence], told: Sequence[str]) -> bool:
    if list_digest(lines) != decision.evidence_digest:
        return False
    # A decision from before lists were told in history has no such line.
    return not told or sha256(said_of(decision).encode()).hexdigest() in told
