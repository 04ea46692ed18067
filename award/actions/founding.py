"""Founds an authority with all that it begins with, and sets its half-terms."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Final, TypedDict, Unpack

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from award.domain.framework_files import read_framework
from award.domain.frameworks import Framework
from award.domain.people import Actor, Role
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Rules
from award.domain.spoken import long_day
from award.domain.terms import TERMS_A_YEAR, HalfTerm
from award.storage import authorities
from award.storage.authorities import Authority, ClosureDay, Counter, HalfTermDates, Route
from award.storage.days import forget_days
from award.storage.db import hold, must_be_held, session_of
from award.storage.seeds import seed_text
from award.storage.settings import Setting

# The first words of the installation's own addresses: no authority can be called by one.
# fmt: off
FIRST_WORDS: Final = frozenset({
    "accessibility", "account", "accounts", "achievements", "admin", "api", "approval", "approve",
    "approved", "assets", "badge", "badges", "calendar", "certificate", "certificates", "check",
    "colleague", "cookies", "credentials", "favicon", "files", "forgotten", "forgotten-password",
    "group", "health", "healthz", "help", "invitation", "invitations", "issuers", "link", "links",
    "metrics", "new-address", "panel", "password", "privacy", "public", "readyz", "register",
    "reset", "reset-password", "robots", "search", "sent-back", "setting", "settings", "sign-in",
    "sign-out", "sign-up", "signed-out", "sitemap", "static", "status", "support", "well-known",
    "where-to", "www",
})
# fmt: on
CODE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PREFIX: Final = re.compile(r"[A-Z]{2,6}")
LA_CODE: Final = re.compile(r"[0-9]{3}")
LONGEST_CODE: Final = 40
# One counter is there from the start, so that whoever adds another has a row to wait for.
COUNTERS: Final = ("awards",)
FRAMEWORK_FILE: Final = "framework-1.0.toml"


class Words(TypedDict, total=False):
    """What an authority may say of itself from the start."""

    definition: str
    short_definition: str
    contact_email: str
    worry_words: str


def found_authority(
    session: Session,
    *,
    code: str,
    name: str,
    la_code: str | None,
    number_prefix: str,
    holidays: frozenset[date],
    by: Actor,
    at: datetime,
    **words: Unpack[Words],
) -> Authority:
    """A new authority with the shipped framework, kinds and routes, published and its own.

    Refuses a code or prefix that cannot be used or is taken; only an administrator founds.
    The authority is held by the running change afterwards.
    """
    if by.role is not Role.ADMINISTRATOR:
        raise NotAllowed("Only an administrator adds an authority.")
    troubles = [*_spelling_troubles(code, name, number_prefix, la_code)]
    troubles += _taken(session, code, number_prefix)
    if troubles:
        raise NotReady.together(troubles)
    authority = Authority(
        code=code,
        name=name.strip(),
        la_code=la_code,
        number_prefix=number_prefix,
        created_at=at,
        **words,
    )
    session.add(authority)
    session.flush()
    hold(authority)
    _add_what_it_begins_with(session, authority, holidays, at)
    return authority


def _add_what_it_begins_with(
    session: Session, authority: Authority, holidays: frozenset[date], at: datetime
) -> None:
    session.add_all(_framework_rows(authority, at))
    session.add_all(_route_rows(authority))
    session.add_all(Counter(authority_id=authority.id, name=one) for one in COUNTERS)
    session.add_all(
        ClosureDay(authority_id=authority.id, on=on, name="Bank holiday", is_bank_holiday=True)
        for on in sorted(holidays)
    )
    session.flush()
    forget_days(session)


def _spelling_troubles(
    code: str, name: str, number_prefix: str, la_code: str | None
) -> Iterable[NotReady]:
    if not name.strip():
        yield NotReady("Give the authority a name.", of="name")
    if len(code) > LONGEST_CODE or CODE.fullmatch(code) is None:
        yield NotReady(
            "Write the authority’s code in small letters, numbers and hyphens, beginning with "
            f"a letter, {LONGEST_CODE} at most: it becomes part of its addresses.",
            of="code",
        )
    elif code in FIRST_WORDS:
        words = f"“{code}” is the address of another page here. Choose another code."
        yield NotReady(words, of="code")
    if PREFIX.fullmatch(number_prefix) is None:
        words = "Write the prefix of the award numbers in two to six capital letters."
        yield NotReady(words, of="number_prefix")
    if la_code is not None and LA_CODE.fullmatch(la_code) is None:
        words = "Write the number in the register of schools in three figures, or leave it empty."
        yield NotReady(words, of="la_code")


def _taken(session: Session, code: str, number_prefix: str) -> list[NotReady]:
    found = session.execute(
        select(Authority.code, Authority.number_prefix, Authority.name).where(
            or_(Authority.code == code, Authority.number_prefix == number_prefix)
        )
    )
    sentences = []
    for taken_code, taken_prefix, taken_by in found:
        if taken_code == code:
            words = f"{taken_by} already has the code “{code}”. Choose another one."
            sentences.append(NotReady(words, of="code"))
        if taken_prefix == number_prefix:
            words = f"{taken_by} already has the prefix “{number_prefix}”. Choose another one."
            sentences.append(NotReady(words, of="number_prefix"))
    return sentences


@cache
def _shipped(text: str) -> Framework:
    """The framework that this text describes, read once."""
    return read_framework(text)


def _framework_rows(
    authority: Authority, at: datetime
) -> list[authorities.Framework | authorities.Kind]:
    """The shipped framework, published as it stands, and a row for each of its kinds."""
    text = seed_text(FRAMEWORK_FILE)
    framework = _shipped(text)
    kinds = [
        authorities.Kind(
            authority_id=authority.id, code=one.code, label=one.label, content=one.as_content()
        )
        for one in framework.kinds
    ]
    row = authorities.Framework(
        authority_id=authority.id,
        version=framework.version,
        name=framework.name,
        text=text,
        digest=sha256(text.encode()).hexdigest(),
        published_at=at,
    )
    return [row, *kinds]


def _route_rows(authority: Authority) -> list[Route]:
    return [
        Route(
            authority_id=authority.id,
            code=one["code"],
            name=one["name"],
            when_to_use=one["when_to_use"],
            version=one["version"],
            kept_rules=Rules.from_json(one["rules"]).as_json(),
        )
        for one in tomllib.loads(seed_text("routes.toml"))["routes"]
    ]


def set_half_terms(
    authority: Authority,
    half_terms: Sequence[HalfTerm],
    *,
    school_year: int,
    by: Actor,
    setting: Setting | None = None,
) -> None:
    """Write down the half-terms of a school year, or one setting's own, in place of the old ones.

    Refuses more than six, and half-terms that run into each other.
    """
    must_be_held(authority)
    if not allows(May.PUBLISH_TERMS, by.role, Situation()):
        raise NotAllowed("Only a coordinator or an administrator sets the dates of terms.")
    in_order = sorted(half_terms)
    troubles = tuple(_half_term_troubles(in_order))
    if troubles:
        raise NotReady(*troubles)
    session, place = session_of(authority), setting.id if setting else None
    session.execute(
        delete(HalfTermDates).where(
            HalfTermDates.authority_id == authority.id,
            HalfTermDates.school_year == school_year,
            HalfTermDates.setting_id.is_not_distinct_from(place),
        )
    )
    session.add_all(
        HalfTermDates(
            authority_id=authority.id,
            setting_id=place,
            school_year=school_year,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in in_order
    )
    session.flush()
    forget_days(session)


def _half_term_troubles(in_order: Sequence[HalfTerm]) -> Iterable[str]:
    if len(in_order) > 2 * TERMS_A_YEAR:
        yield "A school year has six half-terms at most: take one out."
    for earlier, later in pairwise(in_order):
        if later.starts_on <= earlier.ends_on:
            yield (
                f"The half-term that starts on {long_day(later.starts_on)} begins before the one "
                "before it has ended. Mend one of the two dates."
            )
