"""Signs people in and out, and changes their passwords. Passwords are checked by who calls."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from award.actions.telling import Recipient, write_letter
from award.domain.refusals import NotAllowed, NotFound
from award.domain.visit_days import spoken_moment
from award.storage.accounts import PasswordReset, SignIn, User
from award.storage.db import must_be_held, session_of

SIGNED_IN_FOR: Final = timedelta(hours=12)
RESET_WORKS_FOR: Final = timedelta(hours=1)
LONGEST_DEVICE: Final = 200


def sign_in(session: Session, user: User, *, digest: str, device: str, at: datetime) -> SignIn:
    """Begin a sign-in for a person whose password was right. Raises NotFound for an ended one."""
    if user.ended_at is not None:
        raise NotFound
    row = SignIn(
        digest=digest,
        user_id=user.id,
        created_at=at,
        seen_at=at,
        expires_at=at + SIGNED_IN_FOR,
        device=device[:LONGEST_DEVICE],
    )
    session.add(row)
    session.flush()
    return row


def sign_out(sign_in: SignIn, *, at: datetime) -> None:
    """End one sign-in, at once. Once ended it stays so."""
    must_be_held(sign_in)
    sign_in.ended_at = sign_in.ended_at or at


def end_sign_ins(session: Session, user_id: int, *, at: datetime) -> None:
    """End every sign-in of a person at once: their next click finds them signed out."""
    session.execute(
        update(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def ask_for_password(
    session: Session, user: User | None, *, email: str, token: str, digest: str, at: datetime
) -> None:
    """Write the letter with a way back in. For an address that nobody has, the same work is
    done and let go, so that neither the answer nor its time tells whether somebody has it.
    """
    if user is not None:
        _write_reset(session, user, token=token, digest=digest, at=at)
        return
    nobody = Recipient(email, "", "")
    unfinished = session.begin_nested()
    _write_reset_letter(session, nobody, token=token, digest=digest, at=at)
    unfinished.rollback()


def _write_reset(session: Session, user: User, *, token: str, digest: str, at: datetime) -> None:
    """Earlier letters stop working: only the newest one does."""
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        .values(used_at=at)
    )
    session.add(
        PasswordReset(
            user_id=user.id, digest=digest, created_at=at, expires_at=at + RESET_WORKS_FOR
        )
    )
    to = Recipient(user.email, user.name, "")
    _write_reset_letter(session, to, token=token, digest=digest, at=at)


def _write_reset_letter(
    session: Session, to: Recipient, *, token: str, digest: str, at: datetime
) -> None:
    write_letter(
        session,
        "password_reset",
        Recipient(to.email, to.name, f"/reset-password/{token}"),
        authority=None,
        at=at,
        key=f"password_reset:{digest}",
        fields={"link_until": spoken_moment(at + RESET_WORKS_FOR)},
    )


def use_reset(reset: PasswordReset, *, password_hash: str, at: datetime) -> User:
    """Set the new password by the letter's link, which works once. Raises NotFound after that."""
    must_be_held(reset)
    user = session_of(reset).get(User, reset.user_id)
    if reset.used_at is not None or reset.expires_at <= at or user is None or user.ended_at:
        raise NotFound
    reset.used_at = at
    set_password(user, password_hash=password_hash, at=at)
    return user


def change_password(user: User, *, password_hash: str, at: datetime) -> None:
    """Set a new password for somebody who gave the old one. Every sign-in ends with it."""
    must_be_held(user)
    if user.ended_at is not None:
        raise NotAllowed("This account has ended.")
    set_password(user, password_hash=password_hash, at=at)


def set_password(user: User, *, password_hash: str, at: datetime) -> None:
    """The new password, the end of every sign-in, and the letter that tells of it."""
    session = session_of(user)
    user.password_hash, user.password_changed_at = password_hash, at
    end_sign_ins(session, user.id, at=at)
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        .values(used_at=at)
    )
    write_letter(
        session,
        "password_changed",
        Recipient(user.email, user.name, "/forgotten-password"),
        authority=None,
        at=at,
        key=f"password_changed:{user.id}:{at.isoformat()}",
        fields={"changed_at": spoken_moment(at)},
    )
