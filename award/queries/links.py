"""What the register says went before what, with what is known here of both ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from award.domain.earlier_holders import HolderAnswer
from award.domain.kinds import Scheme
from award.domain.people import Actor
from award.domain.register_links import BECAME_ONE_WITH, LinkAnswer
from award.queries.lists import Page, page_of
from award.storage.awards import Award, list_held
from award.storage.journeys import Journey
from award.storage.links import EarlierHolder, RegisterLink, is_plain
from award.storage.settings import Identifier, Setting

GIAS = str(Scheme.GIAS_URN)


@dataclass(frozen=True)
class LinkShown:
    """One link, with the settings at its ends where they are known here."""

    link: RegisterLink
    before: Setting | None
    after: Setting | None


@dataclass(frozen=True)
class Held:
    """What a setting has that would have to find its place when it becomes one with another."""

    setting: Setting
    journeys: Sequence[Journey]
    awards: Sequence[Award]


def list_links(
    session: Session, actor: Actor, *, answered: bool = False, page: int = 1
) -> Page[LinkShown]:
    """One page of the links that wait for an answer, or of those that have one."""
    waits = RegisterLink.answer == LinkAnswer.PROPOSED
    query = select(RegisterLink).where(
        RegisterLink.authority_id == actor.authority_id, ~waits if answered else waits
    )
    order = (RegisterLink.after_name, RegisterLink.after_number, RegisterLink.id)
    found = page_of(session, query, *order, page=page)
    return Page(_with_ends(session, actor, found.rows), found.number, found.total)


def count_plain(session: Session, actor: Actor) -> int:
    """How many of them leave nothing to decide: no setting here has the earlier number."""
    query = select(func.count(RegisterLink.id)).where(is_plain(actor.authority_id))
    return session.scalar(query) or 0


def find_link(session: Session, actor: Actor, link_id: int) -> LinkShown | None:
    """One link of the actor's authority."""
    found = session.scalar(
        select(RegisterLink).where(
            RegisterLink.id == link_id, RegisterLink.authority_id == actor.authority_id
        )
    )
    return _with_ends(session, actor, [found])[0] if found else None


def list_other_parts(session: Session, actor: Actor, link: RegisterLink) -> Sequence[RegisterLink]:
    """The other parts of what was split, as the register names them."""
    return session.scalars(
        select(RegisterLink)
        .where(
            RegisterLink.authority_id == actor.authority_id,
            RegisterLink.before_number == link.before_number,
            RegisterLink.id != link.id,
        )
        .order_by(RegisterLink.after_name, RegisterLink.id)
    ).all()


def find_link_between(session: Session, one: Setting, other: Setting) -> RegisterLink | None:
    """What the register says of the numbers of two settings, where they are not one yet."""
    of_one, of_other = (
        select(Identifier.value).where(Identifier.setting_id == place.id, Identifier.scheme == GIAS)
        for place in (one, other)
    )
    before, after = RegisterLink.before_number, RegisterLink.after_number
    return session.scalar(
        select(RegisterLink)
        .where(
            RegisterLink.authority_id == one.authority_id,
            or_(
                before.in_(of_one) & after.in_(of_other),
                before.in_(of_other) & after.in_(of_one),
            ),
            RegisterLink.answer.in_((LinkAnswer.PROPOSED, LinkAnswer.SET_ASIDE)),
        )
        .limit(1)
    )


def find_successor(session: Session, place: Setting) -> Setting | None:
    """The setting that goes on with what a closed one had, where the two became one.

    Of those that were joined before settings named it, why it closed says with which; where that
    has another name now, the register's link does.
    """
    if place.joined_to_id is not None:
        return session.get(Setting, place.joined_to_id)
    if not place.state_reason.startswith(BECAME_ONE_WITH):
        return None
    rows = session.execute(
        select(RegisterLink, Setting)
        .join(Setting, Setting.id == RegisterLink.setting_id)
        .where(
            RegisterLink.authority_id == place.authority_id,
            RegisterLink.answer == LinkAnswer.JOINED,
            RegisterLink.setting_id != place.id,
        )
        .order_by(RegisterLink.answered_at.desc())
    )
    found = [(survivor, {link.before_name, link.after_name}) for link, survivor in rows]
    told = place.state_reason.removeprefix(BECAME_ONE_WITH)
    said = (one for one, _ in found if one.name == told)
    named = (one for one, names in found if place.name in names)
    return next(said, None) or next(named, None)


def held_by(session: Session, setting: Setting, *, on: date) -> Held:
    """The open journey of a setting, and the award that it holds with the next one, if any."""
    journeys = session.scalars(
        select(Journey)
        .where(Journey.setting_id == setting.id, Journey.ended_at.is_(None))
        .options(joinedload(Journey.route))
    ).all()
    awards = list_held(session, [setting.id], on)
    return Held(setting, journeys, awards)


def _with_ends(session: Session, actor: Actor, found: Sequence[RegisterLink]) -> list[LinkShown]:
    numbers = {number for one in found for number in (one.before_number, one.after_number)}
    rows = session.execute(
        select(Identifier.value, Setting)
        .join(Setting, Setting.id == Identifier.setting_id)
        .where(
            Identifier.authority_id == actor.authority_id,
            Identifier.scheme == GIAS,
            Identifier.value.in_(numbers),
        )
        .order_by(Identifier.until_on.is_(None), Identifier.id.desc())
    )
    ends: dict[str, Setting] = dict(map(tuple, rows))  # type: ignore[arg-type] # pairs, as asked
    return [
        LinkShown(one, ends.get(one.before_number), ends.get(one.after_number)) for one in found
    ]


def list_holders(
    session: Session, actor: Actor, *, answered: bool = False, page: int = 1
) -> Page[EarlierHolder]:
    """One page of listed holders that wait for an answer, or of those that have one."""
    waits = EarlierHolder.answer == HolderAnswer.PROPOSED
    query = select(EarlierHolder).where(
        EarlierHolder.authority_id == actor.authority_id, ~waits if answered else waits
    )
    return page_of(session, query, func.lower(EarlierHolder.name), EarlierHolder.id, page=page)


def find_holder(session: Session, actor: Actor, holder_id: int) -> EarlierHolder | None:
    """One listed holder of the actor's authority."""
    return session.scalar(
        select(EarlierHolder).where(
            EarlierHolder.id == holder_id, EarlierHolder.authority_id == actor.authority_id
        )
    )


def names_of(session: Session, actor: Actor, setting_ids: Iterable[int]) -> dict[int, str]:
    """What these settings of the actor's authority are called."""
    rows = session.execute(
        select(Setting.id, Setting.name).where(
            Setting.authority_id == actor.authority_id, Setting.id.in_(set(setting_ids))
        )
    )
    return dict(map(tuple, rows))  # type: ignore[arg-type] # pairs, as asked
