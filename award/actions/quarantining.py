"""What follows from the scanner's word: a file is opened to readers, or goes for good."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from award.actions.letting_go import let_go
from award.actions.moves import take_step
from award.actions.showing import ask_for_preview
from award.actions.telling import Recipient
from award.domain.letters import Addressee
from award.domain.people import the_clock
from award.storage.accounts import User
from award.storage.db import hold_all, must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion, Gone, Scan
from award.storage.journeys import Journey

STEP: Final = "set_file_aside"
WHY: Final = "Our virus scanner found something harmful in it, so it was removed at once."


def note_clean(session: Session, version_id: int, *, at: datetime) -> bool:
    """Open a file that waited to its readers, and have its pages made; False where it waits no
    longer."""
    version = session.get(EvidenceVersion, version_id, with_for_update=True, populate_existing=True)
    if version is None or version.scan is not Scan.WAITING:
        return False
    version.scan = Scan.CLEAN
    ask_for_preview(version, at=at)
    return True


def hold_journeys_of(session: Session, item_id: int) -> list[Journey]:
    """Hold every journey that this item touches: open ones it counts for, its setting's newest.

    Always in the same order, so that two who hold several never wait for each other.
    """
    item = session.get(EvidenceItem, item_id)
    if item is None:
        return []
    counts = select(EvidenceLink.journey_id).where(
        EvidenceLink.item_id == item_id, EvidenceLink.removed_at.is_(None)
    )
    newest = (
        select(Journey.id)
        .where(Journey.setting_id == item.setting_id)
        .order_by(Journey.ended_at.is_(None).desc(), Journey.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return hold_all(
        session,
        Journey,
        Journey.authority_id == item.authority_id,
        or_(and_(Journey.id.in_(counts), Journey.ended_at.is_(None)), Journey.id == newest),
    )


def set_infected_aside(
    version: EvidenceVersion, journeys: Sequence[Journey], *, found: str, at: datetime
) -> list[str]:
    """Say of a file that it is infected and gone: it supports nothing any more, people are told.

    The row stays with name, hash and day. Call it while its journeys are held. Returns the keys
    of what the store has to let go of after this is kept, the pages too; none, and nobody is
    told, where it was said before.
    """
    for journey in journeys:
        must_be_held(journey)
    if version.scan is Scan.INFECTED or version.gone_at is not None:
        return []
    version.scan = Scan.INFECTED
    keys = let_go([version], Gone.INFECTED, at=at)
    item = session_of(version).get_one(EvidenceItem, version.item_id)
    for journey in journeys:
        # Who gave it works at the setting that owns it, and is led there and nowhere else.
        is_own = journey.setting_id == item.setting_id
        take_step(
            journey,
            STEP,
            by=the_clock(journey.authority_id),
            at=at,
            words=f"{version.file_name}: {found}",
            fields={"file": version.file_name, "reason": WHY},
            people={Addressee.PERSON: _who_gave(journey, version) if is_own else ()},
        )
    return keys


def _who_gave(journey: Journey, version: EvidenceVersion) -> list[Recipient]:
    """Who added the file, where they have an account; the lead has the same letter only once."""
    session = session_of(journey)
    user = session.get(User, version.added_by_id) if version.added_by_id else None
    if user is None or user.ended_at is not None:
        return []
    return [Recipient(user.email, user.name, f"/setting/{journey.setting_id}")]
