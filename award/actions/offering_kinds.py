"""Adds a kind of setting like one that is there, retires a kind, and offers it again."""

import re
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.importing import OTHER_KIND
from award.actions.wording_kinds import (
    KindRules,
    KindWords,
    held_kind,
    kind_with,
    must_be_free,
    must_fit,
)
from award.domain.kinds import Kind
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotReady, Stale
from award.storage import authorities
from award.storage.authorities import Authority
from award.storage.db import session_of

LONGEST_CODE: Final = 40
IN_ADDRESSES: Final = ("add",)  # what stands where the code of a kind does
# Kinds that the program itself gives, with what is said to who would retire them.
KEPT: Final = {
    OTHER_KIND: "Settings whose kind nobody tells are given this one: change it instead",
}


def add_kind(
    authority: Authority,
    like: str,
    words: KindWords,
    rules: KindRules,
    *,
    by: Actor,
    at: datetime,
) -> authorities.Kind:
    """A kind of the authority's own, which reads the framework as the kind that it is like.

    Raises NotFound where it is like none that is there, and NotReady for an empty word, a name
    that another kind has, and criteria that the framework has none of.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    model = Kind.from_content(held_kind(authority, like).content)
    must_fit(authority, words, rules)
    must_be_free(authority, words.label)
    code = _free_code(authority, words.label)
    kind = kind_with(model, words, rules).copied_as(code)
    row = authorities.Kind(
        authority_id=authority.id, code=code, label=kind.label, content=kind.as_content()
    )
    session_of(authority).add(row)
    authority.version += 1
    write_change(authority, f"kind:{code}", f"Added, like “{model.label}”.", by=by, at=at)
    return row


def retire_kind(
    authority: Authority, code: str, *, shown: int | None, by: Actor, at: datetime
) -> authorities.Kind:
    """Let no setting get this kind any more; those that have it, and their journeys, go on.

    Places of this kind that a register brings from then on are only known of. ``shown`` is the
    authority's version that was seen. Raises NotFound, Stale, and NotReady for the kind that the
    program gives itself.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    row = held_kind(authority, code)
    if shown != authority.version or row.retired_at is not None:
        raise Stale("this kind of setting")
    if code in KEPT:
        raise NotReady(KEPT[code])
    row.retired_at = at
    authority.version += 1
    words = "Retired: no setting gets it any more. Those that have it keep it."
    write_change(authority, f"kind:{code}", words, by=by, at=at)
    return row


def bring_back_kind(
    authority: Authority, code: str, *, by: Actor, at: datetime
) -> authorities.Kind:
    """Offer a retired kind again, as it was.

    Raises NotFound, NotReady where another kind has its name now, Stale for one that is offered.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    row = held_kind(authority, code)
    if row.retired_at is None:
        raise Stale("this kind of setting")
    must_be_free(authority, row.label, code=code)
    row.retired_at = None
    authority.version += 1
    write_change(authority, f"kind:{code}", "Offered again.", by=by, at=at)
    return row


def _free_code(authority: Authority, label: str) -> str:
    """A word for addresses that no kind of the authority has."""
    plain = re.sub(r"[^a-z0-9]+", "_", label.strip().lower()).strip("_")[:LONGEST_CODE] or "kind"
    taken = set(
        session_of(authority).scalars(
            select(authorities.Kind.code).where(authorities.Kind.authority_id == authority.id)
        )
    )
    numbered = (f"{plain}_{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (plain, *numbered) if one not in {*taken, *IN_ADDRESSES})
