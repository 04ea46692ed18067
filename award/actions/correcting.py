"""Puts right what is written down of a setting; nothing that was issued changes with it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.entering import find_kind
from award.actions.histories import write_history
from award.actions.moves import refresh
from award.actions.noting_register import count_as_register
from award.domain.kinds import Kind, Scheme
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady
from award.domain.setting_facts import (
    FACT_NAMES,
    NUMBERS,
    SettingFacts,
    changed_facts,
    fact_faults,
    fact_words,
)
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import hold, session_of
from award.storage.journeys import Journey
from award.storage.settings import FormerName, Identifier, Setting, SettingState

PLAIN: Final = ("address", "low_age", "high_age", "size", "is_authority_own", "is_hidden")
OR_NONE: Final = ("postcode", "ward", "phase", "telephone", "website")
CHANGED: Final = "change_setting"


def facts_kept(setting: Setting) -> SettingFacts:
    """What is written down of a setting now."""
    numbers = {one.scheme: one.value for one in setting.identifiers if one.until_on is None}
    plain: dict[str, Any] = {name: getattr(setting, name) for name in PLAIN}
    plain |= {name: getattr(setting, name) or "" for name in OR_NONE}
    plain |= {name: numbers.get(str(scheme), "") for name, scheme in NUMBERS.items()}
    return SettingFacts(
        name=setting.name,
        kind=setting.kind.code if setting.kind else "",
        state=str(setting.state),
        state_reason=setting.state_reason,
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
    hides the setting. Raises NotFound, NotAllowed, or NotReady with what is to be put right.
    """
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session = session_of(authority)
    setting = held_setting(session, authority, setting_id)
    before = facts_kept(setting)
    _must_fit(session, setting, before, facts)
    changed = changed_facts(before, facts)
    if not changed:
        return setting
    if before.gias_urn and not setting.register_says:
        count_as_register(setting)
    if "name" in changed and not name_was_wrong:
        _keep_name(session, setting, at)
    _set_plain(setting, facts, changed)
    _set_kind(session, authority, setting, facts, is_new="kind" in changed)
    _set_state(setting, facts, changed, at)
    _set_numbers(session, setting, before, facts, wrong=number_was_wrong, at=at)
    setting.version += 1
    session.flush()
    words = _said(before, facts, changed)
    write_change(authority, f"setting:{setting.id}", words, by=by, at=at)
    _tell_journeys(session, setting, words, by=by, at=at)
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
    faults = [words for _, words in fact_faults(facts)]
    if (
        facts.state == SettingState.CLOSED
        and before.state != facts.state
        and _open(session, setting)
    ):
        faults.append("Its journey is still open: close the journey first, then the setting")
    for name, scheme in NUMBERS.items():
        value = getattr(facts, name)
        other = _bearer(session, setting, scheme, value) if value else None
        if other is not None:
            faults.append(
                f"{value} is the number of {other.name}. If the two are one place, join them "
                "under “Changes in the register”"
            )
    if faults:
        raise NotReady(*faults)


def _open(session: Session, setting: Setting) -> list[Journey]:
    """The journeys of a setting that are under way, each held."""
    found = session.scalars(
        select(Journey)
        .where(Journey.setting_id == setting.id, Journey.ended_at.is_(None))
        .order_by(Journey.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for one in found:
        hold(one)
    return list(found)


def _bearer(session: Session, setting: Setting, scheme: Scheme, value: str) -> Setting | None:
    return session.scalar(
        select(Setting)
        .join(Identifier, Identifier.setting_id == Setting.id)
        .where(
            Identifier.authority_id == setting.authority_id,
            Identifier.scheme == str(scheme),
            Identifier.value == value,
            Identifier.until_on.is_(None),
            Identifier.setting_id != setting.id,
        )
        .limit(1)
    )


def _keep_name(session: Session, setting: Setting, at: datetime) -> None:
    session.add(
        FormerName(
            authority_id=setting.authority_id,
            setting_id=setting.id,
            name=setting.name,
            until_on=day_of(at),
        )
    )


def _said(before: SettingFacts, facts: SettingFacts, changed: list[str]) -> str:
    """What was, and what is now, in a sentence each."""
    return " ".join(
        f"{FACT_NAMES[one]} was {fact_words(one, getattr(before, one))}, and is "
        f"{fact_words(one, getattr(facts, one))} now."
        for one in changed
    )


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


def _set_numbers(
    session: Session,
    setting: Setting,
    before: SettingFacts,
    facts: SettingFacts,
    *,
    wrong: bool,
    at: datetime,
) -> None:
    for name, scheme in NUMBERS.items():
        was, value = getattr(before, name), getattr(facts, name)
        if was == value:
            continue
        for one in [one for one in setting.identifiers if one.scheme == str(scheme)]:
            if one.until_on is None and wrong:
                session.delete(one)
            elif one.until_on is None:
                one.until_on = day_of(at)
        session.flush()
        if value:
            session.add(
                Identifier(
                    authority_id=setting.authority_id,
                    setting_id=setting.id,
                    scheme=str(scheme),
                    value=value,
                    from_on=None if wrong or not was else day_of(at),
                )
            )
        if scheme is Scheme.GIAS_URN:
            setting.register_says = {}  # it was said of the number before
    session.flush()
    session.expire(setting, ["identifiers"])


def _tell_journeys(
    session: Session, setting: Setting, words: str, *, by: Actor, at: datetime
) -> None:
    """The journey under way says so in its history, and is worked out anew: days may differ."""
    for journey in _open(session, setting):
        write_history(journey, CHANGED, by=by, at=at, words=words)
        refresh(journey, at=at)
