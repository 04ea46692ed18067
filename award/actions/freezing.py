"""Freezes the list of evidence at a decision: what the panel looked at, with every file's hash."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from award.actions.histories import write_history
from award.domain.people import Actor
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Decision
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion, counts_now
from award.storage.frozen import FREEZE, FrozenEvidence, list_digest, said_of
from award.storage.journeys import Journey


def freeze_evidence(journey: Journey, decision: Decision, *, by: Actor, at: datetime) -> None:
    """Write the list as it stands now, and one digest over it: on the decision, and in history.

    History is chained, so whoever changed the list would have to change every later line too.
    """
    must_be_held(journey)
    session = session_of(journey)
    lines = _lines(journey, decision)
    session.add_all(lines)
    decision.evidence_digest = list_digest(lines)
    session.flush()
    write_history(journey, FREEZE, by=by, at=at, words=said_of(decision))


def is_on_frozen_list(item: EvidenceItem) -> bool:
    """Whether some panel has decided on this piece."""
    found = session_of(item).scalar(
        select(FrozenEvidence.id).where(FrozenEvidence.item_id == item.id).limit(1)
    )
    return found is not None


def _lines(journey: Journey, decision: Decision) -> list[FrozenEvidence]:
    """Every piece that counts now, by criterion, a line for each of its files.

    Of what another setting shares it is the file that counts: its others were nobody's to see.
    """
    looked_at = or_(EvidenceItem.setting_id == journey.setting_id, counts_now())
    rows = session_of(journey).execute(
        select(EvidenceLink.criterion, EvidenceItem, EvidenceVersion)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .outerjoin(EvidenceVersion, and_(EvidenceVersion.item_id == EvidenceItem.id, looked_at))
        .where(
            EvidenceLink.journey_id == journey.id,
            EvidenceLink.removed_at.is_(None),
            EvidenceItem.removed_at.is_(None),
        )
        .order_by(EvidenceLink.criterion, EvidenceItem.id, EvidenceVersion.number)
    )
    return [
        FrozenEvidence(
            authority_id=journey.authority_id,
            decision_id=decision.id,
            number=number,
            criterion=criterion,
            item_id=item.id,
            version_id=file.id if file else None,
            title=item.title,
            file_name=file.file_name if file else "",
            sha256=file.sha256 if file else "",
            size=file.size if file else 0,
        )
        for number, (criterion, item, file) in enumerate(rows, start=1)
    ]
