"""Works on the next version of an authority's framework: a draft, changed part by part, published.

Journeys keep the version with which they began; only new ones begin with what is published.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import func, select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.framework_drafts import (
    CHECKLIST,
    Tables,
    copy_of,
    draft_changes,
    fingerprint,
    next_version,
    row_of,
    with_criterion,
    with_head,
    with_point,
    with_row,
    with_variant,
    without_criterion,
    without_point,
)
from award.domain.framework_fault_words import in_plain_words
from award.domain.framework_files import look_at, read_framework
from award.domain.framework_writing import write_toml
from award.domain.kinds import Family
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.authorities import Authority, Framework
from award.storage.db import session_of
from award.storage.frameworks import current_framework, tables_of

SUBJECT: Final = "framework"
VERSION: Final = re.compile(r"\d{1,4}(\.\d{1,3}){0,2}")


def begin_draft(authority: Authority, *, by: Actor, at: datetime) -> Framework:
    """A draft that begins as the version that holds now; the one that is there already stays.

    Raises NotReady where no version holds from which it could begin.
    """
    must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    session, found = session_of(authority), _find_draft(authority)
    if found is not None:
        return found
    current = _current(authority)
    known = session.scalars(
        select(Framework.version).where(Framework.authority_id == authority.id)
    ).all()
    version = next_version(known, current.version)
    row = Framework(
        authority_id=authority.id,
        version=version,
        name=current.name,
        text="",
        digest="",
        draft=copy_of(tables_of(current), version=version),
    )
    session.add(row)
    session.flush()
    words = f"Version {version} was begun, from version {current.version}."
    write_change(authority, SUBJECT, words, by=by, at=at)
    return row


def word_draft(
    authority: Authority, version: str, given: Mapping[str, str], *, shown: int | None, by: Actor
) -> None:
    """Other words for the award as a whole, and another name for the version.

    Raises NotReady for a name that another version has or that is no number, Stale.
    """
    row, tables = _held(authority, by)
    _must_be(tables["framework"], shown)
    _must_be_free(authority, row, version)
    row.version, row.name = version, given["name"]
    row.draft = with_head(tables, {**given, "version": version})


def word_standard(
    authority: Authority, code: str, given: Mapping[str, str], *, shown: int | None, by: Actor
) -> None:
    """Other words for one standard. Raises NotFound, Stale."""
    row, tables = _held(authority, by)
    _must_be(row_of(tables, "standards", code), shown)
    row.draft = with_row(tables, "standards", code, given)


def word_criterion(
    authority: Authority, code: str, given: Mapping[str, Any], *, shown: int | None, by: Actor
) -> None:
    """Another criterion in place of this one; its variants stay. Raises NotFound, Stale."""
    row, tables = _held(authority, by)
    _must_be(row_of(tables, "criteria", code), shown)
    row.draft = with_row(tables, "criteria", code, given)


def word_variant(
    authority: Authority,
    code: str,
    family: Family,
    given: Mapping[str, Any],
    *,
    shown: int | None,
    by: Actor,
) -> None:
    """What a family of settings reads instead; given nothing, the criterion's own words."""
    row, tables = _held(authority, by)
    _must_be(row_of(tables, "criteria", code), shown)
    row.draft = with_variant(tables, code, family, given)


def add_criterion(authority: Authority, standard: str, title: str, *, by: Actor) -> str:
    """A new criterion at the end of a standard, to be filled in; returns its code."""
    row, tables = _held(authority, by)
    if row_of(tables, "standards", standard) is None:
        raise NotFound
    before = tables_of(_current(authority))
    row.draft, code = with_criterion(tables, standard, title, before=before)
    return code


def remove_criterion(authority: Authority, code: str, *, shown: int | None, by: Actor) -> None:
    """Take a criterion out of the draft. Raises NotReady for the last one of its standard."""
    row, tables = _held(authority, by)
    found = row_of(tables, "criteria", code)
    _must_be(found, shown)
    standard = found["standard"] if found else ""
    if sum(one["standard"] == standard for one in tables["criteria"]) == 1:
        raise NotReady("Keep at least one criterion in each standard: add another one first")
    row.draft = without_criterion(tables, code)


def add_point(authority: Authority, given: Mapping[str, Any], *, by: Actor) -> str:
    """A new point at the end of the policy checklist; returns its code. Raises NotReady."""
    row, tables = _held(authority, by)
    _must_say(tables, given)
    row.draft, code = with_point(tables, given, before=tables_of(_current(authority)))
    return code


def word_point(
    authority: Authority, code: str, given: Mapping[str, Any], *, shown: int | None, by: Actor
) -> None:
    """Other words for one point of the policy checklist. Raises NotFound, NotReady, Stale."""
    row, tables = _held(authority, by)
    _must_be(row_of(tables, CHECKLIST, code), shown)
    _must_say(tables, given)
    row.draft = with_row(tables, CHECKLIST, code, given)


def remove_point(authority: Authority, code: str, *, shown: int | None, by: Actor) -> None:
    """Take a point out of the policy checklist. Raises NotReady for the last one of all."""
    row, tables = _held(authority, by)
    _must_be(row_of(tables, CHECKLIST, code), shown)
    if len(tables[CHECKLIST]) == 1:
        raise NotReady("Keep at least one point on the checklist: add another one first")
    row.draft = without_point(tables, code)


def _must_say(tables: Tables, given: Mapping[str, Any]) -> None:
    if row_of(tables, "criteria", given["criterion"]) is None:
        raise NotReady("Choose a criterion that is in the draft")


def discard_draft(authority: Authority, *, shown: int | None, by: Actor, at: datetime) -> None:
    """Throw the draft away; what holds stays as it is. Raises NotFound, Stale."""
    row, tables = _held(authority, by)
    _must_be(tables, shown)
    write_change(authority, SUBJECT, f"The draft {row.version} was thrown away.", by=by, at=at)
    session_of(row).delete(row)
    session_of(authority).flush()


def publish_draft(authority: Authority, *, shown: int | None, by: Actor, at: datetime) -> Framework:
    """Freeze the draft and let new journeys begin with it; those that began keep theirs.

    Raises NotReady with every fault that it has, or where nothing differs; NotFound; Stale.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    row, tables = _held(authority, by)
    _must_be(tables, shown)
    _, faults = look_at(tables)
    if faults:
        raise NotReady(*map(in_plain_words, faults))
    _must_be_free(authority, row, row.version)
    current = _current(authority)
    changes = draft_changes(tables_of(current), tables)
    if not changes:
        raise NotReady("Change something first: this draft says what the version before it says")
    text = write_toml(tables)
    read_framework(text)  # what is kept can be read again, or nothing is published
    current.superseded_at = at
    session_of(authority).flush()
    row.text, row.digest = text, sha256(text.encode()).hexdigest()
    row.draft, row.published_at = None, at
    session_of(authority).flush()
    words = f"Version {row.version} was published. {' '.join(changes)}"
    write_change(authority, SUBJECT, words, by=by, at=at)
    return row


def _held(authority: Authority, by: Actor) -> tuple[Framework, Tables]:
    """The draft with its tables, for who may edit it. Raises NotFound without one."""
    must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    found = _find_draft(authority)
    if found is None or found.draft is None:
        raise NotFound
    return found, found.draft


def _find_draft(authority: Authority) -> Framework | None:
    return session_of(authority).scalar(
        select(Framework).where(
            Framework.authority_id == authority.id, Framework.published_at.is_(None)
        )
    )


def _current(authority: Authority) -> Framework:
    found = session_of(authority).scalar(current_framework(authority.id))
    if found is None:
        raise NotReady("Found the authority with a framework first: none holds here")
    return found


def _must_be(part: object, shown: int | None) -> None:
    """Refuse what was written on a page that showed other words. Raises NotFound, Stale."""
    if part is None:
        raise NotFound
    if shown != fingerprint(part):
        raise Stale("this part of the draft")


def _must_be_free(authority: Authority, row: Framework, version: str) -> None:
    if VERSION.fullmatch(version) is None:
        raise NotReady("Name the version by numbers and dots, like 1.1 or 2027.1")
    taken = select(func.count()).where(
        Framework.authority_id == authority.id,
        Framework.version == version,
        Framework.id != row.id,
    )
    if session_of(authority).scalar(taken):
        raise NotReady(f"Version {version} is there already. Give this one another name")
