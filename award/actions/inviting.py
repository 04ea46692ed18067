"""Invites people by a letter whose link works once, and lets them come in by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.joining import Place, give_role, must_give
from award.actions.signing import end_sign_ins
from award.actions.telling import Recipient, write_letter
from award.domain.people import INVITED_AS, Actor, Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import listed, long_day
from award.domain.visit_days import spoken_moment
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.settings import Setting

INVITATION_WORKS_FOR: Final = timedelta(days=14)


@dataclass(frozen=True)
class Invited:
    """Who is asked to come, and as what.

    ``also``: in this role beside another one in which they were invited and have not come yet.
    """

    email: str
    name: str
    role: Role
    is_outside: bool = False
    also: bool = False


@dataclass(frozen=True)
class Together:
    """The cohort that a setting begins with, and what its first visit will be."""

    cohort: str
    what: str

    @property
    def fields(self) -> dict[str, str]:
        """What the letter may say of it."""
        return {"cohort": self.cohort, "what": self.what}


def invite(
    place: Place,
    who: Invited,
    *,
    token: str,
    digest: str,
    by: Actor,
    at: datetime,
    together: Together | None = None,
) -> Invitation:
    """Offer a role at a setting or at the authority by a letter whose link works once.

    ``together`` is the cohort that the setting begins with, for a letter that says so.
    An earlier open invitation of the same person to the same role is withdrawn. Raises NotAllowed
    for a role that the actor may not give, NotReady where the person holds it already, or where
    they were invited in another role here and nobody said that they are to be both.
    """
    must_be_held(place)
    session = session_of(place)
    must_give(May.INVITE, who.role, place, by)
    setting_id, authority_id = _ids(place)
    email = who.email.strip().lower()
    if _holds(session, email, who.role, authority_id, setting_id):
        raise NotReady(f"{who.name} is {INVITED_AS[who.role]} here already. They can sign in")
    waiting = _open_to(session, email, authority_id, setting_id)
    _must_be_meant(waiting, who, at=at)
    for earlier in waiting:
        if earlier.role is who.role:
            earlier.withdrawn_at = at
    row = Invitation(
        authority_id=authority_id, setting_id=setting_id, role=who.role, email=email,
        name=who.name, is_outside=who.is_outside, digest=digest, invited_by_id=by.user_id,
        created_at=at, expires_at=at + INVITATION_WORKS_FOR,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _write_invitation(session, row, place, token=token, by=by, at=at, together=together)
    return row


def _ids(place: Place) -> tuple[int | None, int]:
    """The setting, where it is one, and the authority."""
    if isinstance(place, Setting):
        return place.id, place.authority_id
    return None, place.id


def _write_invitation(
    session: Session,
    row: Invitation,
    place: Place,
    *,
    token: str,
    by: Actor,
    at: datetime,
    together: Together | None,
) -> None:
    of_setting = isinstance(place, Setting)
    fields = {
        "sender": by.name,
        "role": INVITED_AS[row.role],
        "link_until": spoken_moment(row.expires_at),
    }
    letter = "invitation" if of_setting else "invitation_to_authority"
    if together is not None:
        letter, fields = "cohort_invitation", {**fields, **together.fields}
    write_letter(
        session,
        letter,
        Recipient(row.email, row.name, f"/invitation/{token}"),
        authority=place.authority if isinstance(place, Setting) else place,
        at=at,
        key=f"invitation:{row.digest}",
        fields=fields | ({"setting": place.name} if of_setting else {}),
        setting=place if isinstance(place, Setting) else None,
    )


def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Take an invitation back; its link stops working at once."""
    must_be_held(invitation)
    must_give(May.INVITE, invitation.role, place_of(invitation), by)
    if invitation.accepted_at is not None:
        raise NotReady("The invitation was accepted: remove the person instead")
    invitation.withdrawn_at = invitation.withdrawn_at or at


def accept_invitation(
    invitation: Invitation, *, user: User | None, name: str, password_hash: str, at: datetime
) -> User:
    """Make the invited person's account, or take the one they have, and give it the role.

    ``user`` is who is signed in: an address that has an account accepts with it. The link works
    once. Raises NotFound when it was used, taken back or is too old, NotAllowed for an account of
    another address.
    """
    must_be_held(invitation)
    session = session_of(invitation)
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= at:
        raise NotFound
    known = session.scalar(select(User).where(User.email == invitation.email))
    if known is not None and (user is None or user.id != known.id):
        raise NotAllowed("Sign in with the account of this address first, then accept.")
    if known is None and user is not None:
        raise NotAllowed("This invitation is for another address. Sign out first, then accept.")
    person = known or _new_user(session, invitation.email, name, password_hash, at=at)
    give_role(
        session,
        person,
        invitation.role,
        authority_id=invitation.authority_id,
        setting_id=invitation.setting_id,
        group_id=invitation.group_id,
        is_outside=invitation.is_outside,
        at=at,
    )
    invitation.accepted_at, invitation.accepted_by_id = at, person.id
    end_sign_ins(session, person.id, at=at)
    return person


def place_of(invitation: Invitation) -> Place:
    """Where the role is offered: the setting, or the authority.

    Who accepts holds it first, as whoever ends somebody's access or invites them anew does.
    """
    session = session_of(invitation)
    if invitation.setting_id is not None:
        return session.get_one(Setting, invitation.setting_id)
    return session.get_one(Authority, invitation.authority_id)


def _holds(
    session: Session, email: str, role: Role, authority_id: int, setting_id: int | None
) -> bool:
    found = session.scalar(
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            User.email == email,
            Membership.role == role,
            Membership.authority_id == authority_id,
            Membership.setting_id == setting_id,
            Membership.ended_at.is_(None),
        )
    )
    return found is not None


def _open_to(
    session: Session, email: str, authority_id: int, setting_id: int | None
) -> list[Invitation]:
    """The invitations of this address to the place that were neither accepted nor taken back."""
    found = select(Invitation).where(
        Invitation.email == email,
        Invitation.authority_id == authority_id,
        Invitation.setting_id == setting_id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    return list(session.scalars(found.order_by(Invitation.id)))


def _must_be_meant(waiting: Sequence[Invitation], who: Invited, *, at: datetime) -> None:
    """Ask first whether somebody who was invited in another role is to have both."""
    others = [one for one in waiting if one.role is not who.role and one.expires_at > at]
    if others and not who.also:
        raise NotReady(_invited_already(others), of="also")


def _invited_already(others: Sequence[Invitation]) -> str:
    """In which roles somebody was invited, and what can be done about it."""
    roles = listed([INVITED_AS[one.role] for one in others])
    first = others[0]
    return (
        f"{first.name} was invited as {roles} on {long_day(day_of(first.created_at))}, and has "
        "not come yet. Tick this if they are to be both. To send that letter again, choose that "
        "role; to change it, take that invitation back first."
    )


def _new_user(session: Session, email: str, name: str, password_hash: str, *, at: datetime) -> User:
    user = User(
        email=email,
        name=name.strip(),
        password_hash=password_hash,
        password_changed_at=at,
        created_at=at,
    )
    session.add(user)
    session.flush()
    return user
