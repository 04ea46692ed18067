"""Judgements, the assessor's report, and the setting's reply to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.storage.db import Owned, one_live, within, words_of


class Judge(StrEnum):
    """Whose view a judgement is."""

    SETTING = "setting"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    SECOND = "second"
    AGREED = "agreed"  # what assessor and second came to, where they differed


class Judgement(Owned):
    """Where a setting stands on one criterion, by one judge. A newer one supersedes it.

    ``basis`` names what it rests on. One that two have to agree is written by one of them, and
    stands as agreed once the other confirmed it.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        within("journeys", "journey_id"),
        one_live(
            "uq_judgements_live",
            "journey_id",
            "criterion",
            "judge",
            where="superseded_at IS NULL",
        ),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    criterion: Mapped[str]
    judge: Mapped[Judge] = mapped_column(words_of(Judge))
    judged: Mapped[Judged] = mapped_column(words_of(Judged))
    note: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[list[Any]] = mapped_column(JSON, default=list)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None]


class Report(Owned):
    """The assessor's report. One is live; an earlier one is kept when it is revised.

    ``differs_because`` says why it recommends something else than the rule suggests.
    ``shared_at`` None: still being written. ``superseded_at``: revised, or asked for more.
    """

    __tablename__ = "reports"
    __table_args__ = (
        within("journeys", "journey_id"),
        UniqueConstraint("id", "authority_id"),
        one_live("uq_reports_live", "journey_id", where="superseded_at IS NULL"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(default=1)
    strengths: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    recommendation: Mapped[Outcome | None] = mapped_column(words_of(Outcome))
    differs_because: Mapped[str] = mapped_column(Text, default="")
    judgements: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    shared_at: Mapped[datetime | None]
    superseded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    reply: Mapped["Reply | None"] = relationship(
        primaryjoin="and_(foreign(Reply.report_id) == Report.id, Reply.superseded_at.is_(None))",
        uselist=False,
        viewonly=True,
    )


class ReportLook(Owned):
    """A colleague's look at a report before it is shared: who was asked, and what they said.

    ``is_good`` None: not answered yet. ``ended_at``: somebody else was asked instead.
    """

    __tablename__ = "report_looks"
    __table_args__ = (
        within("reports", "report_id"),
        within("journeys", "journey_id"),
        one_live("uq_report_looks_live", "report_id", where="ended_at IS NULL"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    report_id: Mapped[int]
    colleague_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime]
    question: Mapped[str] = mapped_column(Text, default="")
    is_good: Mapped[bool | None]
    words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Reply(Owned):
    """What the setting says to the facts of the report: points, or nothing to correct."""

    __tablename__ = "replies"
    __table_args__ = (
        within("reports", "report_id"),
        UniqueConstraint("id", "authority_id"),
        one_live("uq_replies_live", "report_id", where="superseded_at IS NULL"),
    )

    report_id: Mapped[int] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]

    points: Mapped[list["ReplyPoint"]] = relationship(
        primaryjoin="foreign(ReplyPoint.reply_id) == Reply.id", order_by="ReplyPoint.id"
    )


class ReplyPoint(Owned):
    """One fact that the setting would have corrected, and the answer to it."""

    __tablename__ = "reply_points"
    __table_args__ = (within("replies", "reply_id"),)

    reply_id: Mapped[int] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]


def live_look(report: Report) -> Select[ReportLook]:
    """The look that is asked for, or was given, of a report; there is one at most."""
    return select(ReportLook).where(
        ReportLook.report_id == report.id, ReportLook.ended_at.is_(None)
    )
