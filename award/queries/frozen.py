"""What the panel looked at: the list that was frozen at a decision, and whether it is unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.decisions import Decision
from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.frozen import FREEZE, FrozenEvidence, list_digest, said_of
from award.storage.journeys import History, Journey


@dataclass(frozen=True)
class FrozenLine:
    """A line of the list, and the piece and the file that it names as they are kept now."""

    line: FrozenEvidence
    item: EvidenceItem | None
    file: EvidenceVersion | None


@dataclass(frozen=True)
class FrozenList:
    """The list of one decision. ``unchanged``: its lines are still those that were written."""

    decision: Decision
    lines: Sequence[FrozenLine]
    unchanged: bool

    @property
    def gone(self) -> int:
        """How many of its files are no longer kept."""
        return sum(one.file is not None and one.file.gone_at is not None for one in self.lines)


def list_frozen(session: Session, actor: Actor, journey: Journey) -> list[FrozenList]:
    """The lists of every decision on a journey within the actor's walls, the last one first."""
    decisions = session.scalars(
        select(Decision)
        .where(Decision.journey_id == journey.id, Decision.authority_id == actor.authority_id)
        .order_by(Decision.id.desc())
    ).all()
    return [_list_of(session, one) for one in decisions]


def is_as_decided(session: Session, decision: Decision) -> bool:
    """Whether a list is what was frozen: its digest fits, and history names the same digest."""
    lines = session.scalars(
        select(FrozenEvidence)
        .where(FrozenEvidence.decision_id == decision.id)
        .order_by(FrozenEvidence.number)
    ).all()
    return _fits(session, decision, lines)


def _list_of(session: Session, decision: Decision) -> FrozenList:
    rows = session.execute(
        select(FrozenEvidence, EvidenceItem, EvidenceVersion)
        .outerjoin(EvidenceItem, EvidenceItem.id == FrozenEvidence.item_id)
        .outerjoin(EvidenceVersion, EvidenceVersion.id == FrozenEvidence.version_id)
        .where(FrozenEvidence.decision_id == decision.id)
        .order_by(FrozenEvidence.number)
    )
    lines = [FrozenLine(line, item, file) for line, item, file in rows]
    unchanged = _fits(session, decision, [one.line for one in lines])
    return FrozenList(decision, lines, unchanged)


def _fits(session: Session, decision: Decision, lines: Sequence[FrozenEvidence]) -> bool:
    if list_digest(lines) != decision.evidence_digest:
        return False
    told = session.scalars(
        select(History.words_digest).where(
            History.journey_id == decision.journey_id,
            History.what == FREEZE,
            History.at == decision.released_at,
        )
    ).all()
    # A decision from before lists were told in history has no such line.
    return not told or sha256(said_of(decision).encode()).hexdigest() in told
