"""Authorities with what they set for themselves: terms, closure days, rounds, routes, kinds."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Text, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, aliased, mapped_column

from award.domain.file_limits import FileLimits
from award.domain.numbers import OfficialNumber, numbers_in
from award.domain.routes import Rules
from award.storage.db import Moment, Numbered, Owned, one_live, within


class Authority(Numbered):
    """A council that runs the scheme. ``code`` is the first word of its addresses.

    ``logo_digest`` is the name of its logo, empty without one. ``version`` counts what is changed
    of its name, look, signatories and words about visits: ``visitor_words`` says who holds the
    checks of those who visit. ``certificate_words`` are its own wording of the certificate, and
    ``shows_past_awards`` whether its register tells of awards that have ended. ``own_numbers`` are
    official numbers of settings that only this authority knows.
    """

    __tablename__ = "authorities"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    la_code: Mapped[str | None]
    number_prefix: Mapped[str] = mapped_column(unique=True)
    brand_colour: Mapped[str] = mapped_column(default="#0b4f4a")
    logo_digest: Mapped[str] = mapped_column(default="")
    definition: Mapped[str] = mapped_column(Text, default="")
    short_definition: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    worry_words: Mapped[str] = mapped_column(Text, default="")
    visitor_words: Mapped[str] = mapped_column(Text, default="")
    signatories: Mapped[list[Any]] = mapped_column(JSON, default=list)
    certificate_words: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    shows_past_awards: Mapped[bool] = mapped_column(default=False)
    kept_file_limits: Mapped[dict[str, Any]] = mapped_column("file_limits", JSON, default=dict)
    own_numbers: Mapped[list[Any]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    @property
    def file_limits(self) -> FileLimits:
        """How much and which files its settings may add."""
        return FileLimits.from_json(self.kept_file_limits or {})

    @property
    def numbers(self) -> dict[str, OfficialNumber]:
        """The official numbers that its settings may have, by their codes."""
        return numbers_in(self.own_numbers or [])


class Framework(Owned):
    """One version of the framework as its author wrote it; frozen once it is published.

    Until then it is a draft, the only one of its authority: ``draft`` holds its tables, and
    ``text`` and ``digest`` are empty.
    """

    __tablename__ = "frameworks"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("authority_id", "version"),
        one_live(
            "uq_frameworks_current",
            "authority_id",
            where="published_at IS NOT NULL AND superseded_at IS NULL",
        ),
        one_live("uq_frameworks_draft", "authority_id", where="published_at IS NULL"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    version: Mapped[str]
    name: Mapped[str]
    text: Mapped[str] = mapped_column(Text, deferred=True)
    digest: Mapped[str]
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    published_at: Mapped[datetime | None]
    superseded_at: Mapped[datetime | None]


class Kind(Owned):
    """A kind of setting as the authority words it; ``content`` holds every field of the seed.

    Once it is retired no setting gets it any more; those that have it keep it.
    """

    __tablename__ = "kinds"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("authority_id", "code"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    code: Mapped[str]
    label: Mapped[str]
    content: Mapped[dict[str, Any]]
    retired_at: Mapped[datetime | None]


class Route(Owned):
    """One version of a route: what it asks. A journey keeps the version that it began with."""

    __tablename__ = "routes"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("authority_id", "code", "version"),
        one_live("uq_routes_current", "authority_id", "code", where="superseded_at IS NULL"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    code: Mapped[str]
    name: Mapped[str]
    when_to_use: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    kept_rules: Mapped[dict[str, Any]] = mapped_column("rules")
    superseded_at: Mapped[datetime | None]

    @property
    def rules(self) -> Rules:
        """What this version asks."""
        return Rules.from_json(self.kept_rules)


def is_latest_version() -> ColumnElement[bool]:
    """Of a route: that it is the last version, of one that was retired too."""
    other = aliased(Route)
    later = exists().where(
        other.authority_id == Route.authority_id,
        other.code == Route.code,
        other.version > Route.version,
    )
    return ~later.correlate(Route)


class HalfTermDates(Owned):
    """One half-term of the authority, or of one setting that keeps its own.

    ``school_year`` 2025 means 2025/26.
    """

    __tablename__ = "half_terms"
    __table_args__ = (within("settings", "setting_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int | None] = mapped_column(index=True)
    school_year: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class ClosureDay(Owned):
    """A day on which the authority, or one setting, is closed; bank holidays are such rows too."""

    __tablename__ = "closure_days"
    __table_args__ = (within("settings", "setting_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int | None] = mapped_column(index=True)
    on: Mapped[date] = mapped_column("closed_on")
    name: Mapped[str]
    is_bank_holiday: Mapped[bool] = mapped_column(default=False)


class Round(Owned):
    """A panel day with the dates that lead to it, and where and when the panel meets on it.

    Its awards are told to the public from ``announce_on`` on, and at once where it is None.
    ``version`` counts what is changed of the day itself, of its agenda and of its ceremony.
    """

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("id", "authority_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    name: Mapped[str]
    ready_by_on: Mapped[date]
    visits_from: Mapped[date]
    visits_until: Mapped[date]
    papers_on: Mapped[date]
    panel_on: Mapped[date] = mapped_column(index=True)
    notify_by_on: Mapped[date]
    meets_at: Mapped[time | None]
    meets_where: Mapped[str] = mapped_column(default="")
    agenda_words: Mapped[str] = mapped_column(Text, default="")
    announce_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Counter(Owned):
    """The last number given out for one purpose; a row, so that none is given twice."""

    __tablename__ = "counters"
    __table_args__ = (UniqueConstraint("authority_id", "name"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    name: Mapped[str]
    value: Mapped[int] = mapped_column(default=0)


class Cover(Owned):
    """Who stands in for a coordinator, and for which days."""

    __tablename__ = "covers"

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    cover_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    named_at: Mapped[datetime] = mapped_column(Moment())
