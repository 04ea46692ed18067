"""What a setting takes over of what is written down of another, where the two become one."""

from datetime import datetime

from sqlalchemy import exists, func, literal, select, update
from sqlalchemy.orm import Session, aliased

from award.actions.comparing import FIELDS
from award.actions.renumbering import GIAS
from award.storage.days import day_of
from award.storage.drafts import LONGEST_ADDRESS, Draft
from award.storage.links import RegisterLink
from award.storage.settings import FormerName, Identifier, Setting


def take_numbers(session: Session, survivor: Setting, other: Setting, *, at: datetime) -> None:
    """The later number holds from now on, with what the register says of it; all others end.

    Where the register does not say which is later, the survivor's own hold, and the other's of a
    sort that it has none of.
    """
    session.expire_all()
    linked = _later(session, survivor, other)
    later = linked or survivor
    if linked is None:
        _fill_in(survivor, other)
    former = survivor if later is other else other
    if survivor.name.casefold() != other.name.casefold():
        session.add(_former(survivor, former, at))
    if later is other:
        _take_facts(survivor, other)
    survivor.is_hidden = survivor.is_hidden or other.is_hidden
    survivor.is_authority_own = survivor.is_authority_own or other.is_authority_own
    has = {one.scheme for one in later.identifiers if one.until_on is None}
    if linked is None and GIAS not in has:
        survivor.register_says = dict(other.register_says)
    for one in (*survivor.identifiers, *other.identifiers):
        is_kept = one.setting_id == later.id or (linked is None and one.scheme not in has)
        if one.until_on is None and not is_kept:
            one.until_on = day_of(at)
    for one in list(other.identifiers):
        one.setting_id = survivor.id
    survivor.version += 1
    session.flush()


def take_drafts(session: Session, survivor: Setting, other: Setting) -> None:
    """What people typed in the other's room and did not send waits at the same page of the
    survivor's; where they typed there, too, that stays."""
    before, after = f"/setting/{other.id}/", f"/setting/{survivor.id}/"
    is_theirs = Draft.address.startswith(before, autoescape=True)
    goes_to = literal(after).concat(func.substr(Draft.address, len(before) + 1))
    there = aliased(Draft)
    taken = exists().where(
        there.user_id == Draft.user_id, there.form == Draft.form, there.address == goes_to
    )
    fits = func.length(Draft.address) <= LONGEST_ADDRESS - len(after) + len(before)
    session.execute(update(Draft).where(is_theirs, fits, ~taken).values(address=goes_to))


def _take_facts(survivor: Setting, other: Setting) -> None:
    """What is written down of the other is true of the survivor from now on."""
    for name in FIELDS:
        if (said := getattr(other, name)) is not None and said != "":
            setattr(survivor, name, said)
    survivor.register_says = dict(other.register_says)
    survivor.group_id = other.group_id or survivor.group_id
    survivor.kind_id = other.kind_id or survivor.kind_id


def _fill_in(survivor: Setting, other: Setting) -> None:
    """What is not written down of the survivor is taken from the other."""
    for name in (*FIELDS, "group_id", "kind_id"):
        if name != "closed_on" and getattr(survivor, name) in (None, ""):
            setattr(survivor, name, getattr(other, name))


def _later(session: Session, survivor: Setting, other: Setting) -> Setting | None:
    """Whose number came after the other's, as the register says; None where it says nothing."""
    numbers = {
        one.value: one.setting_id
        for one in session.scalars(
            select(Identifier).where(
                Identifier.setting_id.in_((survivor.id, other.id)), Identifier.scheme == GIAS
            )
        )
    }
    links = session.execute(
        select(RegisterLink.before_number, RegisterLink.after_number)
        .where(
            RegisterLink.authority_id == survivor.authority_id,
            RegisterLink.before_number.in_(numbers),
            RegisterLink.after_number.in_(numbers),
        )
        .order_by(RegisterLink.id)
    )
    owners = [(numbers[before], numbers[after]) for before, after in links]
    later = next((after for before, after in owners if before != after), None)
    return next((one for one in (survivor, other) if one.id == later), None)


def _former(survivor: Setting, named: Setting, at: datetime) -> FormerName:
    return FormerName(
        authority_id=survivor.authority_id,
        setting_id=survivor.id,
        name=named.name,
        until_on=day_of(at),
    )
