"""Votes and meetings of the panel, their decisions, conditions and appeals."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    ForeignKey,
    Select,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.db import Owned, one_live, within, words_of


class Vote(Owned):
    """One panel member's view on one shared report. Set aside with the report, never deleted."""

    __tablename__ = "votes"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("reports", "report_id"),
        one_live("uq_votes_live", "report_id", "user_id", where="set_aside_at IS NULL"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    report_id: Mapped[int] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(words_of(Outcome))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    set_aside_at: Mapped[datetime | None]


class Meeting(Owned):
    """A panel meeting that decided in one room; ``present`` are the account numbers of members."""

    __tablename__ = "meetings"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("reports", "report_id"),
        one_live("uq_meetings_live", "report_id", where="set_aside_at IS NULL"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    report_id: Mapped[int] = mapped_column(index=True)
    held_on: Mapped[date]
    present: Mapped[list[Any]] = mapped_column(JSON)
    others_present: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[Outcome] = mapped_column(words_of(Outcome))
    reasons: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]
    set_aside_at: Mapped[datetime | None]


class Decision(Owned):
    """A released outcome. A later one, after an appeal, supersedes it.

    ``evidence_digest`` is over the list of evidence that was frozen at the decision.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("reports", "report_id"),
        UniqueConstraint("id", "authority_id"),
        one_live("uq_decisions_live", "journey_id", where="superseded_at IS NULL"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    report_id: Mapped[int | None]
    outcome: Mapped[Outcome] = mapped_column(words_of(Outcome))
    reasons: Mapped[str] = mapped_column(Text)
    criteria: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    deferred_until: Mapped[date | None]
    votes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    evidence_digest: Mapped[str] = mapped_column(default="")
    released_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    released_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class ConditionState(StrEnum):
    """How far a condition has come. Overdue follows from its date."""

    OPEN = "open"
    EVIDENCE_GIVEN = "evidence_given"
    MET = "met"
    NOT_MET = "not_met"


CLOSED_CONDITIONS: Final = (ConditionState.MET, ConditionState.NOT_MET)
OPEN_CONDITIONS: Final = (ConditionState.OPEN, ConditionState.EVIDENCE_GIVEN)


class Condition(Owned):
    """Something an award asks for, by a day. Who gave the evidence does not close it.

    ``owner_name`` is who sees to it at the setting. ``first_due_on`` is the day that the panel
    gave, where more time was given since; ``answer`` is what was said last about it.
    """

    __tablename__ = "conditions"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("decisions", "decision_id"),
        UniqueConstraint("id", "authority_id"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text)
    owner_name: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    first_due_on: Mapped[date | None]
    state: Mapped[ConditionState] = mapped_column(
        words_of(ConditionState), default=ConditionState.OPEN
    )
    evidence_words: Mapped[str] = mapped_column(Text, default="")
    evidence_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    evidence_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ConditionPiece(Owned):
    """A piece of evidence that shows a condition to be met."""

    __tablename__ = "condition_pieces"
    __table_args__ = (
        within("conditions", "condition_id"),
        within("evidence_items", "item_id"),
        one_live("uq_condition_pieces", "condition_id", "item_id", where="removed_at IS NULL"),
    )

    condition_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int] = mapped_column(index=True)
    linked_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class AppealState(StrEnum):
    """How far an appeal has come."""

    LODGED = "lodged"
    RECEIVED = "received"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Appeal(Owned):
    """A setting asks for a decision to be looked at again, by somebody who took no part.

    ``hearer_id`` is who is asked to hear it, ``heard_by_id`` who did.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        within("journeys", "journey_id"),
        within("decisions", "decision_id"),
        within("awards", "award_id"),
        one_live("uq_appeals_live", "journey_id", where="state IN ('lodged', 'received')"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int | None]
    award_id: Mapped[int | None]
    against: Mapped[str]
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[AppealState] = mapped_column(words_of(AppealState), default=AppealState.LODGED)
    lodged_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    lodged_at: Mapped[datetime]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    received_at: Mapped[datetime | None]
    hearer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    named_at: Mapped[datetime | None]
    heard_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    heard_at: Mapped[datetime | None]
    reasons: Mapped[str] = mapped_column(Text, default="")
    used_at: Mapped[datetime | None]


# what an upheld appeal against a decision reopens, by the stage in which the journey stands
REOPENS: Final = {
    Stage.DECLINED: "declined",
    Stage.NOT_YET: "not_yet",
    Stage.AWARDED: "conditions",
}


def upheld_appeals(journey_id: int, against: str | None) -> Select[Appeal]:
    """Appeals against just this that were upheld while nothing followed yet; None finds nothing."""
    return select(Appeal).where(
        Appeal.journey_id == journey_id,
        Appeal.against == against,
        Appeal.state == AppealState.UPHELD,
        Appeal.used_at.is_(None),
    )
