"""Settings that begin together, and the awards that were given before this one."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.storage.db import Owned, within
from award.storage.journeys import Journey
from award.storage.settings import Setting


class LegacyAward(Owned):
    """An award that a setting was given before: history only, never printed as this award."""

    __tablename__ = "legacy_awards"
    __table_args__ = (within("settings", "setting_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    awarded_on: Mapped[date | None]
    until_on: Mapped[date | None]
    brought_in_at: Mapped[datetime]
    brought_in_by: Mapped[str] = mapped_column(default="")


class Cohort(Owned):
    """Settings that are invited together, on one route; ``workshop_at`` is their first visit."""

    __tablename__ = "cohorts"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        within("rounds", "round_id"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    name: Mapped[str]
    route_code: Mapped[str]
    round_id: Mapped[int | None]
    workshop_at: Mapped[datetime | None]
    workshop_minutes: Mapped[int] = mapped_column(default=120)
    workshop_place: Mapped[str] = mapped_column(default="")
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    begun_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    places: Mapped[list["CohortPlace"]] = relationship(
        primaryjoin="foreign(CohortPlace.cohort_id) == Cohort.id", viewonly=True
    )


class CohortPlace(Owned):
    """One setting of a cohort: who leads there, and the journey that its invitation opened."""

    __tablename__ = "cohort_places"
    __table_args__ = (
        within("cohorts", "cohort_id"),
        within("settings", "setting_id"),
        within("journeys", "journey_id"),
        UniqueConstraint("cohort_id", "setting_id"),
    )

    cohort_id: Mapped[int] = mapped_column(index=True)
    setting_id: Mapped[int] = mapped_column(index=True)
    lead_name: Mapped[str] = mapped_column(default="")
    lead_email: Mapped[str] = mapped_column(default="")
    journey_id: Mapped[int | None]
    invited_at: Mapped[datetime | None]
    left_out: Mapped[str] = mapped_column(default="")

    setting: Mapped[Setting] = relationship(
        primaryjoin="foreign(CohortPlace.setting_id) == Setting.id"
    )
    journey: Mapped[Journey | None] = relationship(
        primaryjoin="foreign(CohortPlace.journey_id) == Journey.id"
    )
