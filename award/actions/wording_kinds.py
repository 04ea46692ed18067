"""Changes the words that a kind of setting uses; what it asks and who may approve stay."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.authorities import Authority, Kind
from award.storage.db import session_of


@dataclass(frozen=True)
class KindWords:
    """What a kind is called, and what its people, size, approver and governing body are called."""

    label: str
    people: str
    person: str
    size_word: str
    approver_titles: tuple[str, ...]
    governing_bodies: tuple[str, ...]


NAMES: Final = {
    "label": "The kind",
    "people": "Its children",
    "person": "One child",
    "size_word": "Its size",
    "approver_titles": "Who approves",
    "governing_bodies": "Who governs",
}


def word_kind(
    authority: Authority,
    code: str,
    words: KindWords,
    *,
    shown: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Use these words for a kind from now on, in journeys that have begun too.

    ``shown`` is the authority's version that the writer saw. Raises NotReady for an empty one.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    row = session_of(authority).scalar(
        select(Kind).where(Kind.authority_id == authority.id, Kind.code == code)
    )
    if row is None:
        raise NotFound
    if shown != authority.version:
        raise Stale("the words")
    given = {one.name: _plain(getattr(words, one.name)) for one in fields(words)}
    missing = [f"{NAMES[name]}: write a word for it" for name, value in given.items() if not value]
    if missing:
        raise NotReady(*missing)
    said = [
        f"{NAMES[name]} was “{_shown(row.content[name])}” and is “{_shown(value)}” now."
        for name, value in given.items()
        if value != row.content[name]
    ]
    if said:
        row.content = {**row.content, **given}
        row.label = words.label
        authority.version += 1
        write_change(authority, f"kind:{code}", " ".join(said), by=by, at=at)


def _plain(value: str | Sequence[str]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _shown(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
