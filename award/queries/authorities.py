"""Finds authorities, and what each of them publishes: its framework and its kinds of setting."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.authorities import Authority, Framework, Kind


def find_authority(session: Session, code: str) -> Authority | None:
    """The authority with this code."""
    return session.scalar(select(Authority).where(Authority.code == code))


def list_authorities(session: Session) -> Sequence[Authority]:
    """Every authority of this installation, by name."""
    return session.scalars(select(Authority).order_by(Authority.name)).all()


def find_current_framework(session: Session, authority_id: int) -> Framework | None:
    """The framework that new journeys begin with."""
    return session.scalar(
        select(Framework).where(
            Framework.authority_id == authority_id,
            Framework.published_at.is_not(None),
            Framework.superseded_at.is_(None),
        )
    )


def list_kinds(session: Session, authority_id: int) -> Sequence[Kind]:
    """The kinds of setting that the authority knows, in the order in which they were added."""
    return session.scalars(
        select(Kind).where(Kind.authority_id == authority_id).order_by(Kind.id)
    ).all()
