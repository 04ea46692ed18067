"""What an authority says about its visits: who holds the checks, whom to call about a worry."""

from datetime import datetime
from typing import Final

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotReady, Stale
from award.storage.authorities import Authority

MOST: Final = 600


def word_visits(
    authority: Authority,
    *,
    checks: str,
    worry: str,
    shown: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say these words from now on, with every visit and at every field for notes.

    ``shown`` is the authority's version that the writer saw. Nobody can leave out whom to call.
    """
    must_be_allowed(authority, May.EDIT_LETTERS, by=by)
    if shown != authority.version:
        raise Stale("these words")
    checks, worry = checks.strip(), worry.strip()
    if not worry:
        raise NotReady("Say whom to call about a worry: it stands at every field for notes")
    changed = [
        name
        for name, old, new in (
            ("who holds the checks of visitors", authority.visitor_words, checks),
            ("whom to call about a worry", authority.worry_words, worry),
        )
        if old != new
    ]
    if not changed:
        return
    authority.visitor_words, authority.worry_words = checks, worry
    authority.version += 1
    words = f"What is said of {' and of '.join(changed)} was changed."
    write_change(authority, "visit_words", words, by=by, at=at)
