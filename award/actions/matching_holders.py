"""Takes up a list of earlier holders: it proposes, and a coordinator says who is meant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from award.actions.entering import MAY_ENTER
from award.domain.earlier_holders import HolderAnswer, HolderLine, HoldersReading
from award.domain.name_matching import Guess, Names, guesses
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, Stale
from award.storage.authorities import Authority
from award.storage.cohorts import LegacyAward
from award.storage.db import must_be_held, session_of
from award.storage.links import EarlierHolder
from award.storage.settings import FormerName, Identifier, Setting, SettingState

EARLIER_AWARD: Final = "Earlier award"
Key = tuple[str, str, date | None, date | None]


@dataclass(frozen=True)
class HoldersPlan:
    """What a list would propose now."""

    new: Sequence[HolderLine]
    known: int

    @property
    def summary(self) -> str:
        """The counts, in one line."""
        return f"proposed {len(self.new)}, known {self.known}"


def plan_holders(session: Session, authority: Authority, reading: HoldersReading) -> HoldersPlan:
    """Which lines are new; the same line twice is one. Changes nothing."""
    rows = session.execute(
        select(
            EarlierHolder.name,
            EarlierHolder.award,
            EarlierHolder.awarded_on,
            EarlierHolder.until_on,
        ).where(EarlierHolder.authority_id == authority.id)
    )
    seen: set[Key] = {(name, award, since, until) for name, award, since, until in rows}
    new = []
    for one in reading.lines:
        key = (one.name, one.award, one.awarded_on, one.until_on)
        if key not in seen:
            seen.add(key)
            new.append(one)
    return HoldersPlan(new, len(reading.lines) - len(new))


def propose_holders(
    session: Session, authority: Authority, reading: HoldersReading, *, by: Actor, at: datetime
) -> HoldersPlan:
    """Keep what is new as proposals. A second run proposes nothing more.

    The authority is held by the running change.
    """
    must_be_held(authority)
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator or an administrator brings in earlier holders.")
    plan = plan_holders(session, authority, reading)
    session.add_all(
        EarlierHolder(
            authority_id=authority.id,
            name=one.name,
            award=one.award,
            awarded_on=one.awarded_on,
            until_on=one.until_on,
            number=one.number,
            found_at=at,
            answer=HolderAnswer.PROPOSED,
        )
        for one in plan.new
    )
    session.flush()
    return plan


def known_names(session: Session, authority_id: int) -> Names:
    """Every name that each setting of the authority has or had."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    places = select(Setting.id, Setting.name).where(
        Setting.authority_id == authority_id, Setting.state != SettingState.KNOWN
    )
    former = select(FormerName.setting_id, FormerName.name).where(
        FormerName.authority_id == authority_id
    )
    for setting_id, name in [*session.execute(places), *session.execute(former)]:
        found[setting_id].append(name)
    return Names(found)


def who_may_be_meant(
    session: Session, holder: EarlierHolder, known: Names | None = None
) -> list[Guess]:
    """The settings that a listed holder may be: by its number first, then by likeness of names."""
    by_number = select(Identifier.setting_id).where(
        Identifier.authority_id == holder.authority_id, Identifier.value == holder.number
    )
    names = known if known is not None else known_names(session, holder.authority_id)
    numbered = set(session.scalars(by_number)) if holder.number else set()
    found = guesses(holder.name, names)
    sure = [Guess(one, names.of[one][0], 1.0) for one in sorted(numbered) if one in names.of]
    return [*sure, *(one for one in found if one.key not in numbered)]


def match_holder(
    authority: Authority, holder_id: int, setting_id: int, *, by: Actor, at: datetime
) -> EarlierHolder:
    """This is the setting that held it: the award is kept there as history.

    Raises NotFound for a setting of another authority, and Stale for what was answered already.
    """
    holder = _waiting(authority, holder_id, by=by)
    session = session_of(authority)
    setting = session.get(Setting, setting_id)
    if setting is None or setting.authority_id != authority.id:
        raise NotFound
    session.add(
        LegacyAward(
            authority_id=authority.id,
            setting_id=setting.id,
            name=holder.award or EARLIER_AWARD,
            awarded_on=holder.awarded_on,
            until_on=holder.until_on,
            brought_in_at=at,
            brought_in_by=by.name,
        )
    )
    return _answer(holder, HolderAnswer.MATCHED, setting.id, by=by, at=at)


def set_holder_aside(
    authority: Authority, holder_id: int, *, by: Actor, at: datetime
) -> EarlierHolder:
    """Nobody here is meant."""
    return _answer(
        _waiting(authority, holder_id, by=by), HolderAnswer.SET_ASIDE, None, by=by, at=at
    )


def take_match_back(authority: Authority, holder_id: int, *, by: Actor) -> EarlierHolder:
    """It was not that setting: its earlier award goes, and the holder waits for an answer again.

    Raises Stale where nobody is said to be meant any more.
    """
    holder = _of_list(authority, holder_id, by=by)
    if holder.answer is not HolderAnswer.MATCHED:
        raise Stale("this earlier holder")
    session = session_of(authority)
    # Where the setting became one with another meanwhile, its award is kept there.
    kept = (
        select(LegacyAward.id)
        .where(
            LegacyAward.authority_id == authority.id,
            LegacyAward.brought_in_at == holder.answered_at,
            LegacyAward.name == (holder.award or EARLIER_AWARD),
        )
        .order_by((LegacyAward.setting_id == holder.setting_id).desc())
    )
    session.execute(delete(LegacyAward).where(LegacyAward.id.in_(kept.limit(1))))
    holder.answer, holder.answered_at, holder.setting_id = HolderAnswer.PROPOSED, None, None
    holder.answered_by_id, holder.answered_by_name = None, ""
    session.flush()
    return holder


def _waiting(authority: Authority, holder_id: int, *, by: Actor) -> EarlierHolder:
    holder = _of_list(authority, holder_id, by=by)
    if holder.answer is HolderAnswer.MATCHED:
        raise Stale("this earlier holder")
    return holder


def _of_list(authority: Authority, holder_id: int, *, by: Actor) -> EarlierHolder:
    must_be_held(authority)
    if not allows(May.LINK_SETTINGS, by.role, Situation()):
        raise NotAllowed("Only a coordinator says who held an earlier award.")
    holder = session_of(authority).get(EarlierHolder, holder_id, populate_existing=True)
    if holder is None or holder.authority_id != authority.id:
        raise NotFound
    return holder


def _answer(
    holder: EarlierHolder,
    answer: HolderAnswer,
    setting_id: int | None,
    *,
    by: Actor,
    at: datetime,
) -> EarlierHolder:
    holder.answer, holder.answered_at, holder.setting_id = answer, at, setting_id
    holder.answered_by_id, holder.answered_by_name = by.user_id, by.name
    session_of(holder).flush()
    return holder
