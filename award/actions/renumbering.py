"""What a coordinator says of each change that the register proposes, one by one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.correcting import tell_journeys
from award.domain.kinds import Scheme
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.register_links import (
    Became,
    LinkAnswer,
    answers_open,
)
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.links import RegisterLink, is_plain
from award.storage.settings import FormerName, Identifier, Setting

GIAS: Final = str(Scheme.GIAS_URN)


def setting_with(session: Session, authority_id: int, number: str) -> Setting | None:
    """The setting whose number this is now, or else was once."""
    return session.scalar(
        select(Setting)
        .join(Identifier, Identifier.setting_id == Setting.id)
        .where(
            Identifier.authority_id == authority_id,
            Identifier.scheme == GIAS,
            Identifier.value == number,
        )
        .order_by(Identifier.until_on.is_not(None), Identifier.id)
        .limit(1)
    )


def ends_of(session: Session, link: RegisterLink) -> tuple[Setting | None, Setting | None]:
    """The settings at the two ends of a link; None for one that is not known here."""
    before = setting_with(session, link.authority_id, link.before_number)
    after = setting_with(session, link.authority_id, link.after_number)
    return before, after


def said_of(
    link: RegisterLink, before: Setting | None, after: Setting | None
) -> tuple[LinkAnswer, ...]:
    """What can be said of a link whose ends are these settings; None for one not known here."""
    return answers_open(
        knows_before=before is not None,
        knows_after=after is not None,
        has_moved_on=before is not None and not _goes_by(before, link.before_number),
        is_part=link.became is Became.SPLIT,
        is_one=before is not None and before is after,
    )


def _goes_by(setting: Setting, number: str) -> bool:
    """Whether this is the number of a setting now, not one that it had once."""
    return any(
        one.value == number and one.scheme == GIAS and one.until_on is None
        for one in setting.identifiers
    )


def keep_earlier_number(
    authority: Authority, link_id: int, *, by: Actor, at: datetime
) -> RegisterLink:
    """The setting had this number, and this name, before: both are kept with their last day."""
    link = _open_link(authority, link_id, LinkAnswer.EARLIER_NUMBER, by=by)
    session = session_of(authority)
    setting = _known(session, link, link.after_number)
    last_day = _last_day(link, setting, at)
    session.add(
        Identifier(
            authority_id=authority.id,
            setting_id=setting.id,
            scheme=GIAS,
            value=link.before_number,
            until_on=last_day,
        )
    )
    if link.before_name and link.before_name.casefold() != setting.name.casefold():
        _keep_name(setting, link.before_name, last_day)
    link.after_name = link.after_name or setting.name
    return _answer(link, LinkAnswer.EARLIER_NUMBER, setting, by=by, at=at)


def go_on_under_new_number(
    authority: Authority, link_id: int, *, by: Actor, at: datetime
) -> RegisterLink:
    """The same place under a new number, as when a school becomes an academy.

    Its journey, awards and people stay; the old number and name are kept with their last day.
    """
    link = _open_link(authority, link_id, LinkAnswer.NEW_NUMBER, by=by)
    session = session_of(authority)
    setting = _known(session, link, link.before_number)
    day = link.linked_on or day_of(at)
    for one in setting.identifiers:
        if one.scheme == GIAS and one.until_on is None:
            one.until_on = day
    session.flush()
    session.add(
        Identifier(
            authority_id=authority.id,
            setting_id=setting.id,
            scheme=GIAS,
            value=link.after_number,
            from_on=day,
        )
    )
    was = setting.name
    _name_before(link, was)
    if link.after_name and link.after_name != setting.name:
        _keep_name(setting, setting.name, day)
        setting.name = link.after_name
    setting.register_says = {}  # it was said of the number before
    setting.version += 1
    renamed = f" as {setting.name}," if setting.name != was else ""
    words = f"{was} goes on{renamed} under the number {link.after_number}."
    tell_journeys(session, setting, words, by=by, at=at)
    return _answer(link, LinkAnswer.NEW_NUMBER, setting, by=by, at=at)


def _name_before(link: RegisterLink, name: str) -> None:
    """What the setting was called, for this link and for the other parts of what was split."""
    same = session_of(link).scalars(
        select(RegisterLink).where(
            RegisterLink.authority_id == link.authority_id,
            RegisterLink.before_number == link.before_number,
            RegisterLink.before_name == "",
        )
    )
    for one in same:
        one.before_name = name


def set_link_aside(
    authority: Authority, link_id: int, *, words: str = "", by: Actor, at: datetime
) -> RegisterLink:
    """It means nothing here; why, if somebody likes to say. It can be asked again."""
    link = _open_link(authority, link_id, LinkAnswer.SET_ASIDE, by=by)
    link.words = words.strip()
    return _answer(link, LinkAnswer.SET_ASIDE, None, by=by, at=at)


def ask_again(authority: Authority, link_id: int, *, by: Actor) -> RegisterLink:
    """Take back that a link was set aside. Raises Stale for one that was answered otherwise."""
    link = _link(authority, link_id, by=by)
    if link.answer is not LinkAnswer.SET_ASIDE:
        raise Stale("this change in the register")
    link.answer, link.answered_at, link.answered_by_id = LinkAnswer.PROPOSED, None, None
    link.answered_by_name = ""
    session_of(authority).flush()
    return link


def answer_joined(
    authority: Authority,
    link_id: int,
    survivor: Setting,
    *,
    names: tuple[str, str],
    by: Actor,
    at: datetime,
) -> RegisterLink:
    """The two settings of a link have become one; what each was called before stands with it."""
    link = _link(authority, link_id, by=by)
    link.before_name, link.after_name = link.before_name or names[0], link.after_name or names[1]
    return _answer(link, LinkAnswer.JOINED, survivor, by=by, at=at)


def answer_links_between(
    authority: Authority, survivor: Setting, other: Setting, *, by: Actor, at: datetime
) -> None:
    """The two become one: what the register says of their numbers has its answer with that."""
    session = session_of(authority)
    owners = {
        one.value: one.setting_id
        for one in (*survivor.identifiers, *other.identifiers)
        if one.scheme == GIAS and one.until_on is None
    }
    found = session.scalars(
        select(RegisterLink).where(
            RegisterLink.authority_id == authority.id,
            RegisterLink.before_number.in_(owners),
            RegisterLink.after_number.in_(owners),
            RegisterLink.answer.in_((LinkAnswer.PROPOSED, LinkAnswer.SET_ASIDE)),
        )
    )
    for link in found:
        if owners[link.before_number] == owners[link.after_number]:
            continue
        before, after = ends_of(session, link)
        link.before_name = link.before_name or (before.name if before else "")
        link.after_name = link.after_name or (after.name if after else "")
        _answer(link, LinkAnswer.JOINED, survivor, by=by, at=at)


def keep_all_earlier_numbers(authority: Authority, *, by: Actor, at: datetime) -> int:
    """Keep the earlier numbers of settings where nothing is to be decided; how many there were.

    Nothing is, where no setting here has the earlier number: it is history, and nothing moves.
    """
    must_be_held(authority)
    session, kept = session_of(authority), 0
    for link_id in plain_links(session, authority):
        keep_earlier_number(authority, link_id, by=by, at=at)
        kept += 1
    return kept


def plain_links(session: Session, authority: Authority) -> Sequence[int]:
    """The proposed links that leave nothing to decide."""
    return session.scalars(
        select(RegisterLink.id).where(is_plain(authority.id)).order_by(RegisterLink.id)
    ).all()


def _link(authority: Authority, link_id: int, *, by: Actor) -> RegisterLink:
    must_be_held(authority)
    if not allows(May.LINK_SETTINGS, by.role, Situation()):
        raise NotAllowed("Only a coordinator says what became of a setting.")
    link = session_of(authority).get(RegisterLink, link_id, populate_existing=True)
    if link is None or link.authority_id != authority.id:
        raise NotFound
    return link


def _open_link(
    authority: Authority, link_id: int, answer: LinkAnswer, *, by: Actor
) -> RegisterLink:
    """The link, where nothing was said of it yet and this can be said."""
    link = _link(authority, link_id, by=by)
    if link.answer is not LinkAnswer.PROPOSED:
        raise Stale("this change in the register")
    before, after = ends_of(session_of(authority), link)
    if answer not in said_of(link, before, after):
        raise NotReady("The settings have changed since this page was shown. Look again")
    return link


def _known(session: Session, link: RegisterLink, number: str) -> Setting:
    found = setting_with(session, link.authority_id, number)
    if found is None:
        raise NotFound
    return found


def _last_day(link: RegisterLink, setting: Setting, at: datetime) -> date:
    """The register often leaves the day blank; then the day from which the later number held."""
    begun = (one.from_on for one in setting.identifiers if one.value == link.after_number)
    return link.linked_on or next(begun, None) or setting.opened_on or day_of(at)


def _keep_name(setting: Setting, name: str, until: date) -> None:
    session_of(setting).add(
        FormerName(
            authority_id=setting.authority_id, setting_id=setting.id, name=name, until_on=until
        )
    )


def _answer(
    link: RegisterLink, answer: LinkAnswer, setting: Setting | None, *, by: Actor, at: datetime
) -> RegisterLink:
    link.answer, link.answered_at = answer, at
    link.answered_by_id, link.answered_by_name = by.user_id, by.name
    link.setting_id = setting.id if setting else None
    session_of(link).flush()
    return link
