"""Changes the words of a kind of setting, its days, what it is asked, who may, and its numbers."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.keeping_terms import Moved, dates_now, moved_dates
from award.domain.calendars import CalendarKind
from award.domain.kind_words import NAMES, kind_changes
from award.domain.kinds import Kind, KindCriteria, Scheme
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage import authorities
from award.storage.authorities import Authority
from award.storage.db import session_of
from award.storage.frameworks import current_framework, framework_of


@dataclass(frozen=True)
class KindWords:
    """What a kind is called, and what its people, size, approver and governing body are called."""

    label: str
    people: str
    person: str
    size_word: str
    approver_titles: tuple[str, ...]
    governing_bodies: tuple[str, ...]


@dataclass(frozen=True)
class KindRules:
    """What an authority decides about a kind. ``numbers`` are the codes of those that it has."""

    calendar: CalendarKind
    criteria: KindCriteria
    lead_may_approve: bool
    hidden_by_default: bool
    numbers: tuple[str, ...]


def word_kind(
    authority: Authority,
    code: str,
    words: KindWords,
    rules: KindRules,
    *,
    shown: int | None,
    by: Actor,
    at: datetime,
) -> tuple[Moved, ...]:
    """Use these words and rules for a kind from now on. Returns the dates that moved by it.

    Words, days and who may approve count in journeys that have begun too; these keep the
    criteria that they began with, and settings stay as public as they are. ``shown`` is the
    authority's version that the writer saw. Raises NotReady for an empty word, a name that another
    kind has, and criteria that the framework has none of; Stale for an older page.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    row = held_kind(authority, code)
    if shown != authority.version:
        raise Stale("the words")
    before = Kind.from_content(row.content)
    after = kind_with(before, words, rules)
    must_fit(authority, words, rules)
    if after.label.casefold() != before.label.casefold():
        must_be_free(authority, after.label, code=code)
    said = kind_changes(before, after, authority.numbers)
    if not said:
        return ()
    dates = dates_now(authority) if after.calendar != before.calendar else {}
    row.content = after.as_content()
    row.label = after.label
    authority.version += 1
    write_change(authority, f"kind:{code}", " ".join(said), by=by, at=at)
    return moved_dates(dates, dates_now(authority)) if dates else ()


def kind_with(before: Kind, words: KindWords, rules: KindRules) -> Kind:
    """The kind with other words and rules; its code, origin and family stay."""
    given = {one.name: getattr(part, one.name) for part in (words, rules) for one in fields(part)}
    ticked = given.pop("numbers")
    kept = [one for one in before.numbers if one in ticked]
    numbers = (*kept, *(one for one in ticked if one not in kept))
    if numbers != before.numbers:
        given["identifier_schemes"] = numbers or (str(Scheme.NONE),)
    return replace(before, **given)


def held_kind(authority: Authority, code: str) -> authorities.Kind:
    """The row of a kind, to be changed. Raises NotFound where the authority has none such."""
    row = session_of(authority).scalar(
        select(authorities.Kind).where(
            authorities.Kind.authority_id == authority.id, authorities.Kind.code == code
        )
    )
    if row is None:
        raise NotFound
    return row


def must_be_free(authority: Authority, label: str, *, code: str = "") -> None:
    """Raises NotReady where another kind that is offered has this name."""
    names = session_of(authority).scalars(
        select(authorities.Kind.label).where(
            authorities.Kind.authority_id == authority.id,
            authorities.Kind.code != code,
            authorities.Kind.retired_at.is_(None),
        )
    )
    if label.casefold() in {one.casefold() for one in names}:
        raise NotReady("Choose another name: a kind of setting has this one")


def must_fit(authority: Authority, words: KindWords, rules: KindRules) -> None:
    """Raises NotReady with what is to be put right in the words and rules of a kind."""
    empty = [one.name for one in fields(words) if not getattr(words, one.name)]
    missing = [f"{NAMES[name]}: write a word for it" for name in empty]
    if rules.criteria is KindCriteria.CLUB and not _has_club_criteria(authority):
        missing.append("Ask all criteria: the framework marks none for clubs")
    if not set(rules.numbers) <= set(authority.numbers):
        missing.append("Choose its numbers from those that are there")
    if missing:
        raise NotReady(*missing)


def _has_club_criteria(authority: Authority) -> bool:
    row = session_of(authority).scalar(current_framework(authority.id))
    return row is not None and any(one.club for one in framework_of(row).criteria)
