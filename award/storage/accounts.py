"""People's accounts, the roles they hold, and how they come in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.people import Role
from award.storage.db import Numbered, Owned, one_live, within, words_of


class User(Numbered):
    """A person's account. ``email`` is kept in lower case; ``ended_at`` closes the account."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    bounced_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", foreign_keys="Membership.user_id"
    )


class Membership(Numbered):
    """One role of one person: at an authority, a setting or a group. It ends by a date, at once.

    Of a group's viewer, ``authority_id`` says whose settings of the group they see; none is all.
    ``first_steps_left_at`` says that they put the first steps of their room away.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        within("settings", "setting_id"),
        one_live(
            "uq_memberships_setting",
            "user_id",
            "role",
            "setting_id",
            where="ended_at IS NULL AND setting_id IS NOT NULL",
        ),
        one_live(
            "uq_memberships_authority",
            "user_id",
            "role",
            "authority_id",
            where="ended_at IS NULL AND setting_id IS NULL AND group_id IS NULL",
        ),
        one_live(
            "uq_memberships_group",
            "user_id",
            "role",
            "group_id",
            "authority_id",
            where="ended_at IS NULL AND group_id IS NOT NULL",
        ),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(words_of(Role))
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int | None] = mapped_column(index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    is_outside: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    first_steps_left_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="memberships", foreign_keys=[user_id])


class SignIn(Numbered):
    """A session on the server. Only the token's digest is kept; ``ended_at`` ends it at once."""

    __tablename__ = "sign_ins"

    digest: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = relationship()


class Invitation(Owned):
    """A role offered to somebody by letter. Only the token's digest is kept."""

    __tablename__ = "invitations"
    __table_args__ = (within("settings", "setting_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int | None] = mapped_column(index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    role: Mapped[Role] = mapped_column(words_of(Role))
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    is_outside: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]


class PasswordReset(Numbered):
    """A way back in for somebody who forgot their password; works once."""

    __tablename__ = "password_resets"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AddressChange(Numbered):
    """Another e-mail address that somebody wants for their account; its link works once."""

    __tablename__ = "address_changes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    email: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class CalendarFeed(Numbered):
    """The private address of one person's visits for a calendar. Only its token's digest is kept.

    At most one is live; a new one ends the one before, at once.
    """

    __tablename__ = "calendar_feeds"
    __table_args__ = (one_live("uq_calendar_feeds_live", "user_id", where="ended_at IS NULL"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Attempt(Numbered):
    """How often something limited was tried since a moment, by one address or account."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    kind: Mapped[str]
    key: Mapped[str]
    since: Mapped[datetime]
    count: Mapped[int] = mapped_column(default=0)


class Enquiry(Owned):
    """Somebody asked, on the public page, to take part. A coordinator answers.

    ``answered_by_id`` wrote the reply, or else settled it without one; ``answered_at`` is when it
    was settled: its setting is named, or it will not take part.
    """

    __tablename__ = "enquiries"
    __table_args__ = (within("settings", "setting_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_name: Mapped[str]
    kind_code: Mapped[str]
    person: Mapped[str]
    email: Mapped[str]
    words: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str] = mapped_column(default="")
    setting_id: Mapped[int | None]
