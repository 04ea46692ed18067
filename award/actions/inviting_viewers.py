"""Invites those who look at a group's settings, and lets them go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.ending_links import end_links_of
from award.actions.grouping import known_group, subject_of
from award.actions.inviting import INVITATION_WORKS_FOR
from award.actions.signing import end_sign_ins
from award.actions.telling import Recipient, write_letter
from award.domain.people import Actor, Role
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady
from award.domain.visit_days import spoken_moment
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Authority
from award.storage.db import session_of
from award.storage.settings import Group


@dataclass(frozen=True)
class Viewer:
    """Who is asked to look at a group."""

    email: str
    name: str


def invite_viewer(
    authority: Authority,
    group_id: int,
    who: Viewer,
    *,
    token: str,
    digest: str,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Offer somebody to see where the authority's settings of a group stand.

    They never see another authority's settings by it. An earlier open invitation of theirs is
    withdrawn. Raises NotReady where they see it already.
    """
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session, group = session_of(authority), known_group(authority, group_id)
    email = who.email.strip().lower()
    held = select(Membership.id).join(User, User.id == Membership.user_id)
    held = held.where(User.email == email, *_is_viewer(authority, group))
    if session.scalar(held) is not None:
        raise NotReady(f"{who.name} sees {group.name} already")
    for earlier in session.scalars(_open(authority, group).where(Invitation.email == email)):
        earlier.withdrawn_at = at
    row = Invitation(
        authority_id=authority.id,
        group_id=group.id,
        role=Role.GROUP_VIEWER,
        email=email,
        name=who.name,
        digest=digest,
        invited_by_id=by.user_id,
        created_at=at,
        expires_at=at + INVITATION_WORKS_FOR,
    )
    session.add(row)
    session.flush()
    _write(authority, group, row, token=token, by=by, at=at)
    write_change(authority, subject_of(group), f"{who.name} was invited to look.", by=by, at=at)
    return row


def _write(
    authority: Authority, group: Group, row: Invitation, *, token: str, by: Actor, at: datetime
) -> None:
    write_letter(
        session_of(authority),
        "invitation_to_authority",
        Recipient(row.email, row.name, f"/invitation/{token}"),
        authority=authority,
        at=at,
        key=f"invitation:{row.digest}",
        fields={
            "sender": by.name,
            "role": f"a viewer for {group.name}",
            "link_until": spoken_moment(row.expires_at),
        },
    )


def take_viewer_back(
    authority: Authority, group_id: int, invitation_id: int, *, by: Actor, at: datetime
) -> None:
    """Take an invitation back; its link stops working at once."""
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    group = known_group(authority, group_id)
    open_ones = _open(authority, group).where(Invitation.id == invitation_id)
    row = session_of(authority).scalar(open_ones.with_for_update())
    if row is None:
        raise NotFound
    row.withdrawn_at = at
    words = f"The invitation of {row.name} was taken back."
    write_change(authority, subject_of(group), words, by=by, at=at)


def end_viewer(
    authority: Authority, group_id: int, membership_id: int, *, by: Actor, at: datetime
) -> None:
    """Let a viewer go; they see the authority's settings no longer, at once, and are told.

    No link that was sent to them for this group lets them in again.
    """
    must_be_allowed(authority, May.LINK_SETTINGS, by=by)
    session, group = session_of(authority), known_group(authority, group_id)
    row = session.scalar(
        select(Membership).where(Membership.id == membership_id, *_is_viewer(authority, group))
    )
    if row is None:
        raise NotFound
    row.ended_at = at
    end_sign_ins(session, row.user_id, at=at)
    end_links_of(row, by=by, at=at)
    write_letter(
        session,
        "role_ended",
        Recipient(row.user.email, row.user.name, "/"),
        authority=authority,
        at=at,
        key=f"role_ended:{row.id}",
        fields={"role": f"viewer for {group.name}"},
    )
    words = f"{row.user.name} was removed from those who look."
    write_change(authority, subject_of(group), words, by=by, at=at)


def _is_viewer(authority: Authority, group: Group) -> tuple[ColumnElement[bool], ...]:
    return (
        Membership.group_id == group.id,
        Membership.authority_id == authority.id,
        Membership.role == Role.GROUP_VIEWER,
        Membership.ended_at.is_(None),
    )


def _open(authority: Authority, group: Group) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.authority_id == authority.id,
        Invitation.group_id == group.id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
