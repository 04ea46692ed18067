"""Finds what colleagues were asked for by link, and the ask that a link opens."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.contributions import ColleagueAsk, Contribution
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey


def find_ask_by_link(session: Session, digest: str) -> ColleagueAsk | None:
    """The ask whose link has this token, whether it still works or not."""
    return session.scalar(select(ColleagueAsk).where(ColleagueAsk.digest == digest))


def find_journey_of(session: Session, ask: ColleagueAsk) -> Journey:
    """The journey that an ask is for."""
    return session.get_one(Journey, ask.journey_id)


def find_ask(session: Session, actor: Actor, journey: Journey, ask_id: int) -> ColleagueAsk | None:
    """One ask of this journey."""
    return session.scalar(
        select(ColleagueAsk).where(
            ColleagueAsk.id == ask_id,
            ColleagueAsk.journey_id == journey.id,
            ColleagueAsk.authority_id == actor.authority_id,
        )
    )


def list_asks(
    session: Session, actor: Actor, journey: Journey, code: str
) -> Sequence[ColleagueAsk]:
    """Who was asked for one criterion and was not let off again, the newest first."""
    return session.scalars(
        select(ColleagueAsk)
        .where(
            ColleagueAsk.journey_id == journey.id,
            ColleagueAsk.authority_id == actor.authority_id,
            ColleagueAsk.criterion == code,
            ColleagueAsk.withdrawn_at.is_(None),
        )
        .order_by(ColleagueAsk.asked_at.desc(), ColleagueAsk.id.desc())
        .limit(20)
    ).all()


def list_came(session: Session, ask: ColleagueAsk) -> Sequence[EvidenceItem]:
    """What came by this link and still stands, the newest first: shown back to who sent it."""
    return session.scalars(
        select(EvidenceItem)
        .join(Contribution, Contribution.item_id == EvidenceItem.id)
        .where(Contribution.ask_id == ask.id, EvidenceItem.removed_at.is_(None))
        .order_by(Contribution.id.desc())
    ).all()
