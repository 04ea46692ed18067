"""Makes groups of settings, puts settings into them, and takes them out again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.correcting import held_setting
from award.actions.histories import write_history
from award.actions.joining_settings import open_journeys
from award.actions.moves import refresh
from award.actions.parting import end_parted_shares
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import listed
from award.storage.accounts import Invitation, Membership
from award.storage.authorities import Authority
from award.storage.db import hold, session_of
from award.storage.settings import Group, Setting, is_known_to

LONGEST: Final = 120
CHANGED: Final = "change_group"


def begin_group(authority: Authority, name: str, *, by: Actor, at: datetime) -> Group:
    """A trust, federation or provider that no register brought. Raises NotReady for its name."""
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session = session_of(authority)
    row = Group(name=_fit(session, authority, name), authority_id=authority.id)
    session.add(row)
    session.flush()
    hold(row)
    write_change(authority, subject_of(row), f"{row.name} was made.", by=by, at=at)
    return row


def rename_group(
    authority: Authority, group_id: int, name: str, *, by: Actor, at: datetime
) -> Group:
    """Another name for a group that was made here; the register names its own."""
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    row = _own(authority, group_id)
    wanted = _fit(session_of(authority), authority, name, but=row.id)
    if wanted != row.name:
        words = f"{row.name} is called {wanted} now."
        row.name, row.version = wanted, row.version + 1
        write_change(authority, subject_of(row), words, by=by, at=at)
    return row


def drop_group(authority: Authority, group_id: int, *, by: Actor, at: datetime) -> None:
    """Remove a group that was made here and holds nothing. Raises NotReady while it does."""
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session, row = session_of(authority), _own(authority, group_id)
    holds = {
        "Take its settings out first": exists().where(Setting.group_id == row.id),
        "Remove those who look at it first": exists().where(
            Membership.group_id == row.id, Membership.ended_at.is_(None)
        ),
        "Take its invitations back first": exists().where(
            Invitation.group_id == row.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        ),
    }
    blockers = [words for words, there in holds.items() if session.scalar(select(there))]
    if blockers:
        raise NotReady(*blockers)
    words = f"{row.name} was removed."
    row.authority_id = None  # its former people keep their line, and nobody lists it any more
    row.version += 1
    write_change(authority, subject_of(row), words, by=by, at=at)


def put_in(
    authority: Authority, group_id: int, setting_ids: Iterable[int], *, by: Actor, at: datetime
) -> list[str]:
    """Put settings of the authority into a group; the names of those that came.

    Raises NotReady for one that is in another group: it is taken out there first.
    """
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session, row = session_of(authority), known_group(authority, group_id)
    came = []
    for setting_id in sorted(set(setting_ids)):
        place = held_setting(session, authority, setting_id)
        if place.group_id == row.id:
            continue
        if place.group_id is not None:
            raise NotReady(
                f"{place.name} is in another group. Take it out there first", of="settings"
            )
        _move(session, place, row.id, f"{place.name} came into {row.name}.", by=by, at=at)
        came.append(place.name)
    if came:
        row.version += 1
        words = f"{listed(came)} came in."
        write_change(authority, subject_of(row), words, by=by, at=at)
    return came


def take_out(
    authority: Authority, group_id: int, setting_id: int, *, by: Actor, at: datetime
) -> int:
    """Take a setting out of its group; how many shares of evidence end with that.

    Raises NotFound for a setting that is not in it.
    """
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session, row = session_of(authority), known_group(authority, group_id)
    place = held_setting(session, authority, setting_id)
    if place.group_id != row.id:
        raise NotFound
    _move(session, place, None, f"{place.name} left {row.name}.", by=by, at=at)
    row.version += 1
    write_change(authority, subject_of(row), f"{place.name} was taken out.", by=by, at=at)
    return end_parted_shares(session, authority.id, by=by, at=at)


def subject_of(group: Group) -> str:
    """What the authority's history calls a group."""
    return f"group:{group.id}"


def known_group(authority: Authority, group_id: int) -> Group:
    """A group that the authority knows. Raises NotFound for any other."""
    session = session_of(authority)
    row = session.get(Group, group_id, with_for_update=True, populate_existing=True)
    if row is None or not session.scalar(
        select(exists().where(Group.id == group_id, is_known_to(authority.id)))
    ):
        raise NotFound
    hold(row)
    return row


def _own(authority: Authority, group_id: int) -> Group:
    row = known_group(authority, group_id)
    if row.authority_id != authority.id:
        raise NotAllowed("This group comes from the register, which names it.")
    return row


def _fit(session: Session, authority: Authority, name: str, *, but: int = 0) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise NotReady("Write the name of the group", of="name")
    if len(wanted) > LONGEST:
        raise NotReady(f"Use {LONGEST} characters at most", of="name")
    same = select(Group.id).where(
        func.lower(Group.name) == wanted.lower(),
        Group.id != but,
        is_known_to(authority.id),
    )
    if session.scalar(same.limit(1)) is not None:
        raise NotReady(f"There is a group called {wanted} already", of="name")
    return wanted


def _move(
    session: Session, place: Setting, group_id: int | None, words: str, *, by: Actor, at: datetime
) -> None:
    """Who sits on its panel may be bound by the group, so an open journey is worked out anew."""
    place.group_id = group_id
    place.version += 1
    session.flush()
    for journey in open_journeys(session, place):
        hold(journey)
        write_history(journey, CHANGED, by=by, at=at, words=words)
        refresh(journey, at=at)
