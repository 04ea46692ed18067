"""Checks of an anti-bullying policy against the framework's list, a year at a time."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.policy_checks import Holds
from award.storage.authorities import Framework
from award.storage.db import Owned, one_live, within, words_of


class PolicyCheck(Owned):
    """One check of a setting's policy; at most one is open, and a finished one never changes.

    ``previous_id`` is last year's, shown beside this one. ``shared_at`` lets the other settings of
    the group rest on it, and ``rests_on_id`` is the check that this one rests on: the answers to
    what is the same for all of the group come from there.
    """

    __tablename__ = "policy_checks"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        within("settings", "setting_id"),
        within("frameworks", "framework_id"),
        within("policy_checks", "previous_id"),
        within("policy_checks", "rests_on_id"),
        one_live("uq_policy_checks_open", "setting_id", where="finished_at IS NULL"),
    )

    setting_id: Mapped[int] = mapped_column(index=True)
    framework_id: Mapped[int]
    previous_id: Mapped[int | None]
    rests_on_id: Mapped[int | None] = mapped_column(index=True)
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    begun_by_name: Mapped[str]
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    finished_by_name: Mapped[str] = mapped_column(default="")
    shared_at: Mapped[datetime | None]
    shared_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    framework: Mapped[Framework] = relationship(
        primaryjoin="foreign(PolicyCheck.framework_id) == Framework.id", viewonly=True
    )


class PolicyAnswer(Owned):
    """What was said of one point: held or missing, where, and the action that it became.

    ``holds`` is empty where there is only an action: the answer is the group's, or it was taken
    back. ``is_group`` marks an answer of the group's policy, kept when the check was finished.
    """

    __tablename__ = "policy_answers"
    __table_args__ = (
        within("policy_checks", "check_id"),
        within("planned_actions", "action_id"),
        UniqueConstraint("check_id", "point"),
    )

    check_id: Mapped[int] = mapped_column(index=True)
    point: Mapped[str]
    holds: Mapped[Holds | None] = mapped_column(words_of(Holds))
    place: Mapped[str] = mapped_column(Text, default="")
    is_group: Mapped[bool] = mapped_column(default=False)
    action_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    at: Mapped[datetime]
