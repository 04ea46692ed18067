"""Writes history: one line for what happened, chained by digest to the line before it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from award.domain.people import Actor
from award.domain.stages import Stage
from award.storage.contents import digest_of
from award.storage.db import must_be_held, session_of
from award.storage.journeys import History, Journey


def write_history(
    journey: Journey,
    what: str,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    kept: Mapping[str, Any] | None = None,
    went: tuple[Stage, Stage] | None = None,
) -> History:
    """Add a line to the journey's history and return it.

    ``went`` names the stages of a move. ``kept`` is what taking it back needs. ``words`` is
    personal text: its digest is part of the chain, the text itself may be removed one day.
    """
    must_be_held(journey)
    last = _last_line(journey)
    came_from, went_to = went or (None, None)
    line = History(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        number=last.number + 1 if last else 1,
        what=what,
        is_move=went is not None,
        came_from=came_from,
        went_to=went_to,
        by_id=by.user_id,
        by_name=by.name,
        role=by.role,
        on_behalf=by.on_behalf,
        at=at,
        words=words,
        words_digest=sha256(words.encode()).hexdigest(),
        kept=dict(kept or {}),
    )
    line.digest = chain(line, last.digest if last else "")
    session_of(journey).add(line)
    session_of(journey).flush()
    return line


def _last_line(journey: Journey) -> History | None:
    session_of(journey).flush()
    return session_of(journey).scalar(
        select(History)
        .where(History.journey_id == journey.id)
        .order_by(History.number.desc())
        .limit(1)
    )


def last_by(journey: Journey) -> int | None:
    """Who did what happened last on a journey."""
    lines = select(History.by_id).where(History.journey_id == journey.id)
    return session_of(journey).scalar(lines.order_by(History.number.desc()).limit(1))


def chain(line: History, before: str) -> str:
    """The digest of a line and of the one before it: ids and digests only, no personal text.

    The moment counts in the world's time, as it comes back from the database.
    """
    return digest_of(
        [
            before,
            line.journey_id,
            line.number,
            line.what,
            line.came_from,
            line.went_to,
            line.by_id,
            line.role,
            line.on_behalf,
            line.at.astimezone(UTC).isoformat(),
            line.words_digest,
        ]
    )
