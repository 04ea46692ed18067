"""Puts right what is written down of a setting; nothing that was issued changes with it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.entering import find_kind
from award.actions.histories import write_history
from award.actions.identifying import set_numbers, taken_numbers
from award.actions.moves import refresh
from award.actions.noting_register import count_as_register
from award.domain.kinds import Kind, Scheme
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady
from award.domain.setting_facts import (
    FACT_NAMES,
    SettingFacts,
    changed_facts,
    changed_numbers,
    fact_change,
    fact_faults,
    number_faults,
    website_faults,
)
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import hold, hold_all, session_of
from award.storage.journeys import Journey
from award.storage.settings import FormerName, Setting, SettingState

PLAIN: Final = ("address", "low_age", "high_age", "size", "is_authority_own", "is_hidden")
OR_NONE: Final = ("postcode", "ward", "phase", "telephone", "website")
CHANGED: Final = "change_setting"


def facts_kept(setting: Setting) -> SettingFacts:
    """What is written down of a setting now."""
    numbers = {one.scheme: one.value for one in setting.identifiers if one.until_on is None}
    plain: dict[str, Any] = {name: getattr(setting, name) for name in PLAIN}
    plain |= {name: getattr(setting, name) or "" for name in OR_NONE}
    return SettingFacts(
        name=setting.name,
        kind=setting.kind.code if setting.kind else "",
        state=str(setting.state),
        state_reason=setting.state_reason,
        numbers=numbers,
        **plain,
    )


def correct_setting(
    authority: Authority,
    setting_id: int,
    facts: SettingFacts,
    *,
    name_was_wrong: bool = False,
    number_was_wrong: bool = False,
    by: Actor,
    at: datetime,
) -> Setting:
    """Keep these facts of a setting, with who changed what. Returns the setting.

    A name or a number that held until now is kept with its last day, unless it was a mistake.
    Certificates and letters that exist keep the name they bear. A kind that is usually hidden
    hides the setting. A number that is not written as others of its sort is refused when it is
    new. Raises NotFound, NotAllowed, or NotReady with what is to be put right.
    """
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session = session_of(authority)
    setting = held_setting(session, authority, setting_id)
    before = facts_kept(setting)
    _must_fit(session, setting, before, facts)
    changed, numbers = changed_facts(before, facts), changed_numbers(before, facts)
    if not changed and not numbers:
        return setting
    if before.numbers.get(Scheme.GIAS_URN) and not setting.register_says:
        count_as_register(setting)
    if "name" in changed and not name_was_wrong:
        _keep_name(session, setting, at)
    _set_plain(setting, facts, changed)
    _set_kind(session, authority, setting, facts, is_new="kind" in changed)
    _set_state(setting, facts, changed, at)
    set_to = {one: facts.numbers.get(one, "") for one in numbers}
    set_numbers(setting, set_to, wrong=number_was_wrong, at=at)
    setting.version += 1
    session.flush()
    words = _said(before, facts, changed, _named(authority, numbers))
    write_change(authority, f"setting:{setting.id}", words, by=by, at=at)
    tell_journeys(session, setting, words, by=by, at=at)
    return setting


def held_setting(session: Session, authority: Authority, setting_id: int) -> Setting:
    """The authority's setting, locked and read afresh. Raises NotFound for another's."""
    found = session.get(Setting, setting_id, with_for_update=True, populate_existing=True)
    if found is None or found.authority_id != authority.id:
        raise NotFound
    session.expire(found, ["identifiers", "kind"])
    hold(found)
    return found


def _must_fit(
    session: Session, setting: Setting, before: SettingFacts, facts: SettingFacts
) -> None:
    known = setting.authority.numbers
    faults = [words for _, words in (*fact_faults(facts), *website_faults(before, facts))]
    faults += [words for _, words in number_faults(before, facts, known)]
    if (
        facts.state == SettingState.CLOSED
        and before.state != facts.state
        and _open(session, setting)
    ):
        faults.append("Its journey is still open: close the journey first, then the setting")
    for code in changed_numbers(before, facts):
        faults += taken_numbers(setting, code, facts.numbers.get(code, ""))
    if faults:
        raise NotReady(*faults)


def _open(session: Session, setting: Setting) -> list[Journey]:
    """The journeys of a setting that are under way, each held."""
    under_way = Journey.setting_id == setting.id, Journey.ended_at.is_(None)
    return hold_all(session, Journey, *under_way)


def _keep_name(session: Session, setting: Setting, at: datetime) -> None:
    session.add(
        FormerName(
            authority_id=setting.authority_id,
            setting_id=setting.id,
            name=setting.name,
            until_on=day_of(at),
        )
    )


def _named(authority: Authority, codes: list[str]) -> list[tuple[str, str]]:
    known = authority.numbers
    return [(one, known[one].name if one in known else one) for one in codes]


def _said(
    before: SettingFacts,
    facts: SettingFacts,
    changed: list[str],
    numbers: list[tuple[str, str]],
) -> str:
    """What was, and what is now, in a sentence each."""
    told = [(FACT_NAMES[one], getattr(before, one), getattr(facts, one)) for one in changed]
    told += [(name, before.numbers.get(code), facts.numbers.get(code)) for code, name in numbers]
    return " ".join(fact_change(*one) for one in told)


def _set_plain(setting: Setting, facts: SettingFacts, changed: list[str]) -> None:
    setting.name = facts.name
    for name in PLAIN:
        setattr(setting, name, getattr(facts, name))
    for name in OR_NONE:
        setattr(setting, name, getattr(facts, name) or None)
    if "postcode" in changed:
        setting.easting = setting.northing = None  # the place on the map was the other one's


def _set_kind(
    session: Session, authority: Authority, setting: Setting, facts: SettingFacts, *, is_new: bool
) -> None:
    if not is_new:
        return
    row = find_kind(session, authority, facts.kind) if facts.kind else None
    if facts.kind and row is None:
        raise NotFound
    if row is not None and row.retired_at is not None:
        raise NotReady(f"{row.label} is not offered any more. Choose another kind")
    setting.kind_id = row.id if row else None
    if row is not None and Kind.from_content(row.content).hidden_by_default:
        setting.is_hidden = True
    session.flush()
    session.expire(setting, ["kind"])


def _set_state(setting: Setting, facts: SettingFacts, changed: list[str], at: datetime) -> None:
    setting.state = SettingState(facts.state)
    setting.state_reason = "" if setting.state is SettingState.ACTIVE else facts.state_reason
    if "state" in changed:
        setting.closed_on = day_of(at) if setting.state is SettingState.CLOSED else None
    if setting.state is not SettingState.CLOSED:
        setting.joined_to_id = None


def tell_journeys(
    session: Session, setting: Setting, words: str, *, by: Actor, at: datetime
) -> None:
    """The journey under way says so in its history, and is worked out anew: days may differ."""
    for journey in _open(session, setting):
        write_history(journey, CHANGED, by=by, at=at, words=words)
        refresh(journey, at=at)
