"""Changes the e-mail address of an account: asked for with a password, done by a letter's link."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from award.actions.signing import end_sign_ins
from award.actions.telling import Recipient, write_letter
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.visit_days import spoken_moment
from award.storage.accounts import AddressChange, PasswordReset, User
from award.storage.db import must_be_held, session_of

WORKS_FOR: Final = timedelta(hours=24)


def ask_for_address(user: User, email: str, *, token: str, digest: str, at: datetime) -> None:
    """Write to the new address; the old one stays until its link is followed.

    For an address that has an account, the same work is done and let go, so that neither the
    answer nor its time tells whether somebody has it. Raises NotReady for the address that one
    has, NotAllowed for an account that has ended.
    """
    must_be_held(user)
    session, wanted = session_of(user), email.strip().lower()
    if user.ended_at is not None:
        raise NotAllowed("This account has ended.")
    if wanted == user.email:
        raise NotReady("This is your address already. Write the one that you want instead")
    is_free = session.scalar(select(User.id).where(User.email == wanted)) is None
    work = session.begin_nested()
    _end_earlier(session, user, at=at)
    session.add(
        AddressChange(
            user_id=user.id,
            email=wanted,
            digest=digest,
            created_at=at,
            expires_at=at + WORKS_FOR,
        )
    )
    write_letter(
        session,
        "address_to_confirm",
        Recipient(wanted, user.name, f"/new-address/{token}"),
        authority=None,
        at=at,
        key=f"address_to_confirm:{digest}",
        fields={"link_until": spoken_moment(at + WORKS_FOR)},
    )
    if is_free:
        work.commit()
    else:
        work.rollback()


def use_address(change: AddressChange, *, at: datetime) -> User:
    """Take the new address, end every sign-in, and tell the old one.

    Links to choose a password that went to the old address stop working. The link works once.
    Raises NotFound when it was used, replaced or is too old, or somebody else took the address.
    """
    must_be_held(change)
    session = session_of(change)
    user = session.get(User, change.user_id, with_for_update=True, populate_existing=True)
    if change.used_at is not None or change.expires_at <= at or user is None or user.ended_at:
        raise NotFound
    old = user.email
    try:
        with session.begin_nested():
            user.email, user.bounced_at = change.email, None
            session.flush()
    except IntegrityError as taken:
        raise NotFound from taken
    _end_earlier(session, user, at=at)
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        .values(used_at=at)
    )
    end_sign_ins(session, user.id, at=at)
    write_letter(
        session,
        "address_changed",
        Recipient(old, user.name, "/"),
        authority=None,
        at=at,
        key=f"address_changed:{change.digest}",
        fields={"changed_at": spoken_moment(at)},
    )
    return user


def _end_earlier(session: Session, user: User, *, at: datetime) -> None:
    """Only the newest letter works."""
    session.execute(
        update(AddressChange)
        .where(AddressChange.user_id == user.id, AddressChange.used_at.is_(None))
        .values(used_at=at)
    )
