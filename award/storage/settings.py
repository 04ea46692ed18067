"""The places that seek the award, their dated names and identifiers, and their groups."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Text, UniqueConstraint, exists, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.ties import TieKind
from award.storage.authorities import Authority, Kind
from award.storage.db import Numbered, Owned, one_live, within, words_of


class SettingState(StrEnum):
    """Whether a place can take part: it is there, it has closed, or it is only known of."""

    ACTIVE = "active"
    CLOSED = "closed"
    KNOWN = "known"


class Group(Numbered):
    """A trust, federation or provider with several settings; it may span authorities.

    ``authority_id`` is the authority that made it by hand; the register's groups have none.
    """

    __tablename__ = "groups"

    name: Mapped[str]
    identifier: Mapped[str | None] = mapped_column(unique=True)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class Setting(Owned):
    """A place that seeks the award. ``is_hidden`` keeps it out of everything public.

    ``certificate_name`` is the name as the setting confirmed it for its certificate. ``size``
    counts what the kind's words say (children on roll, places, members); None is unknown.
    ``register_says`` is what the register said last, so that a person's word may differ from it.
    ``joined_to_id`` is the setting that goes on with what this one had, where they became one.
    """

    __tablename__ = "settings"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        within("kinds", "kind_id"),
        within("settings", "joined_to_id"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    kind_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(index=True)
    certificate_name: Mapped[str | None]
    state: Mapped[SettingState] = mapped_column(words_of(SettingState), default=SettingState.ACTIVE)
    state_reason: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str | None]
    ward: Mapped[str | None]
    phase: Mapped[str | None]
    low_age: Mapped[int | None]
    high_age: Mapped[int | None]
    size: Mapped[int | None]
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    telephone: Mapped[str | None]
    website: Mapped[str | None]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    joined_to_id: Mapped[int | None] = mapped_column(index=True)
    open_weekdays: Mapped[list[Any]] = mapped_column(JSON, default=list)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    is_authority_own: Mapped[bool] = mapped_column(default=False)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    register_says: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    authority: Mapped[Authority] = relationship(foreign_keys=[authority_id])
    kind: Mapped[Kind | None] = relationship(
        primaryjoin="foreign(Setting.kind_id) == Kind.id", viewonly=True
    )
    group: Mapped[Group | None] = relationship(foreign_keys=[group_id])
    identifiers: Mapped[list["Identifier"]] = relationship(
        primaryjoin="foreign(Identifier.setting_id) == Setting.id", back_populates="setting"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        primaryjoin="foreign(Contact.setting_id) == Setting.id", back_populates="setting"
    )

    @property
    def name_on_certificate(self) -> str:
        """The name to print: the confirmed one, or the register's until it is confirmed."""
        return self.certificate_name or self.name


class Identifier(Owned):
    """A number in a register, for as long as it is the setting's: an academy gets a new one."""

    __tablename__ = "identifiers"
    __table_args__ = (
        within("settings", "setting_id"),
        one_live(
            "uq_identifiers_live", "authority_id", "scheme", "value", where="until_on IS NULL"
        ),
    )

    setting_id: Mapped[int] = mapped_column(index=True)
    scheme: Mapped[str]
    value: Mapped[str] = mapped_column(index=True)
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]

    setting: Mapped[Setting] = relationship(
        primaryjoin="foreign(Identifier.setting_id) == Setting.id", back_populates="identifiers"
    )


class FormerName(Owned):
    """A name that a setting had, until a day."""

    __tablename__ = "former_names"
    __table_args__ = (within("settings", "setting_id"),)

    setting_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    until_on: Mapped[date]


class ContactPart(StrEnum):
    """What a named person is to a setting."""

    LEAD = "lead"
    APPROVER = "approver"


class Contact(Owned):
    """A person that a setting names; they need no account."""

    __tablename__ = "contacts"
    __table_args__ = (within("settings", "setting_id"), UniqueConstraint("setting_id", "part"))

    setting_id: Mapped[int] = mapped_column(index=True)
    part: Mapped[ContactPart] = mapped_column(words_of(ContactPart))
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")

    setting: Mapped[Setting] = relationship(
        primaryjoin="foreign(Contact.setting_id) == Setting.id", back_populates="contacts"
    )


class Tie(Owned):
    """What somebody said binds them to a setting. It is ended, never deleted."""

    __tablename__ = "ties"
    __table_args__ = (
        within("settings", "setting_id"),
        one_live("uq_ties_live", "user_id", "setting_id", "kind", where="ended_at IS NULL"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    setting_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[TieKind] = mapped_column(words_of(TieKind))
    words: Mapped[str] = mapped_column(Text, default="")
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def is_known_to(authority_id: int | None) -> ColumnElement[bool]:
    """Of a group: that the authority made it, or that one of its settings is in it."""
    there = exists().where(Setting.group_id == Group.id, Setting.authority_id == authority_id)
    return or_(Group.authority_id == authority_id, there.correlate(Group))
