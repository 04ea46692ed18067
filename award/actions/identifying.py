"""Gives settings their official numbers, each for as long as it is theirs."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from award.domain.kinds import Kind, Scheme
from award.domain.numbers import WrongNumber, bare, number_fault, number_for
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.settings import Identifier, Setting


def number_first(setting: Setting, kind: Kind, typed: str, *, at: datetime) -> None:
    """Give a new setting the number that was typed; which sort it is follows from its kind.

    Nothing typed gives none. Raises WrongNumber for what is no number of this kind, and for one
    that another setting has.
    """
    value = bare(typed)
    if not value:
        return
    known = setting.authority.numbers
    found = number_for(kind, value, known)
    if found is None:
        raise WrongNumber(number_fault(kind, known))
    if faults := taken_numbers(setting, found.code, value):
        raise WrongNumber(*faults)
    set_numbers(setting, {found.code: value}, wrong=False, at=at)


def taken_numbers(setting: Setting, code: str, value: str) -> list[str]:
    """A sentence where another setting of the authority has this number now; else nothing."""
    other = session_of(setting).scalar(
        select(Setting)
        .join(Identifier, Identifier.setting_id == Setting.id)
        .where(
            Identifier.authority_id == setting.authority_id,
            Identifier.scheme == code,
            Identifier.value == value,
            Identifier.until_on.is_(None),
            Identifier.setting_id != setting.id,
        )
        .limit(1)
    )
    if other is None or not value:
        return []
    whose = f"{value} is the number of {other.name}."
    same = "say on its page that it is the same place as another setting"
    return [f"{whose} If the two are one place, {same}"]


def set_numbers(setting: Setting, numbers: Mapping[str, str], *, wrong: bool, at: datetime) -> None:
    """Let these numbers take the place of those that the setting has; an empty one ends it.

    One that was its number until now is kept with its last day, unless it was ``wrong``.
    """
    session = session_of(setting)
    for code, value in numbers.items():
        was = [one for one in setting.identifiers if one.scheme == code and one.until_on is None]
        for one in was:
            if wrong:
                session.delete(one)
            else:
                one.until_on = day_of(at)
        session.flush()
        if value:
            session.add(
                Identifier(
                    authority_id=setting.authority_id,
                    setting_id=setting.id,
                    scheme=code,
                    value=value,
                    from_on=None if wrong or not was else day_of(at),
                )
            )
        if code == Scheme.GIAS_URN:
            setting.register_says = {}  # it was said of the number before
    session.flush()
    session.expire(setting, ["identifiers"])
