"""What somebody types is kept as they go, until they send it, throw it away, or a month passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from award.domain.refusals import NotFound, NotReady
from award.storage.accounts import User
from award.storage.db import must_be_held, session_of
from award.storage.drafts import LONGEST_ADDRESS, Draft

KEPT_FOR: Final = timedelta(days=30)
MOST_DRAFTS: Final = 50
MOST_CHARACTERS: Final = 100_000
LONGEST_NAME: Final = 255

Typed = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class FormAt:
    """One form at one address, and in whose rooms that is."""

    address: str
    form: str
    authority_id: int | None = None


def keep_draft(
    user: User, place: FormAt, fields: Typed, *, version: int, at: datetime
) -> tuple[Draft, bool]:
    """Keep what this person typed so far; the words that were typed last are the ones that count.

    ``version`` is the one that the page has seen. Where another tab saved since, its words stay
    beside the newer ones, and the second value is true. The oldest of too many drafts goes.
    Raises NotReady for more than is kept.
    """
    must_be_held(user)
    _must_fit(place, fields)
    session, typed = session_of(user), [list(one) for one in fields]
    draft = _find(session, user, place)
    if draft is None:
        draft = Draft(user_id=user.id, address=place.address, form=place.form, version=0, fields=[])
        session.add(draft)
    replaced = bool(draft.fields) and draft.version != version and draft.fields != typed
    if replaced:
        draft.earlier, draft.earlier_saved_at = draft.fields, draft.saved_at
    draft.authority_id, draft.fields, draft.saved_at = place.authority_id, typed, at
    draft.version += 1
    session.flush()
    _drop_beyond(session, user)
    return draft, replaced


def _must_fit(place: FormAt, fields: Typed) -> None:
    size = sum(len(name) + len(value) for name, value in fields)
    too_long = len(place.address) > LONGEST_ADDRESS or len(place.form) > LONGEST_NAME
    if size > MOST_CHARACTERS or too_long:
        raise NotReady("This is too long to be kept as a draft. Send it soon")


def _find(session: Session, user: User, place: FormAt) -> Draft | None:
    return session.scalar(
        select(Draft).where(
            Draft.user_id == user.id, Draft.address == place.address, Draft.form == place.form
        )
    )


def _drop_beyond(session: Session, user: User) -> None:
    newest = select(Draft.id).where(Draft.user_id == user.id)
    beyond = session.scalars(newest.order_by(Draft.saved_at.desc(), Draft.id.desc())).all()
    if len(beyond) > MOST_DRAFTS:
        session.execute(delete(Draft).where(Draft.id.in_(beyond[MOST_DRAFTS:])))


def drop_drafts(user: User, address: str) -> None:
    """What was typed at this address has been sent: it is kept where it belongs."""
    must_be_held(user)
    session_of(user).execute(
        delete(Draft).where(Draft.user_id == user.id, Draft.address == address)
    )


def throw_away(user: User, draft_id: int, *, version: int) -> None:
    """The person does not want this draft. Raises NotFound for anybody else's, or a newer one."""
    must_be_held(user)
    session = session_of(user)
    draft = session.get(Draft, draft_id)
    if draft is None or draft.user_id != user.id or draft.version != version:
        raise NotFound
    session.delete(draft)


def drop_old_drafts(session: Session, *, at: datetime) -> None:
    """Nobody came back for these in a month."""
    session.execute(delete(Draft).where(Draft.saved_at < at - KEPT_FOR))
