"""Journeys, what was said of them, who works on them, and their history."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.accounts import User
from award.storage.authorities import Authority, Framework, Round, Route
from award.storage.db import Owned, one_live, within, words_of
from award.storage.plans import PlannedAction
from award.storage.settings import Setting

BROUGHT_IN: Final = "bring_in"  # the line of history that stands for what came before
# Why a part ended of somebody who left the authority.
LEFT: Final = "They do not work on the award here any more"


class Journey(Owned):
    """One run at the award by one setting. Only ``make_move`` writes ``stage`` and ``ended_at``."""

    __tablename__ = "journeys"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        within("settings", "setting_id"),
        within("frameworks", "framework_id"),
        within("routes", "route_id"),
        within("rounds", "round_id"),
        within("journeys", "previous_id"),
        one_live("uq_journeys_one_open", "setting_id", where="ended_at IS NULL"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int] = mapped_column(index=True)
    framework_id: Mapped[int]
    route_id: Mapped[int]
    round_id: Mapped[int | None] = mapped_column(index=True)
    previous_id: Mapped[int | None]
    stage: Mapped[Stage] = mapped_column(words_of(Stage), index=True)
    stage_since: Mapped[datetime]
    turn: Mapped[Turn] = mapped_column(words_of(Turn), index=True)
    waiting_since: Mapped[datetime]
    blockers_left: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    was_at: Mapped[Stage | None] = mapped_column(words_of(Stage))
    end_reason_code: Mapped[str] = mapped_column(default="")
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[date | None]
    pause_reason: Mapped[str] = mapped_column(default="")
    pause_asked_at: Mapped[datetime | None]
    pause_asked_until: Mapped[date | None]
    days_paused_here: Mapped[int] = mapped_column(default=0)
    feedback_asked_at: Mapped[datetime | None]
    last_setting_act_at: Mapped[datetime]
    # the plan
    plan_state: Mapped[PlanState] = mapped_column(words_of(PlanState), default=PlanState.DRAFT)
    plan_put_forward_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    plan_put_forward_at: Mapped[datetime | None]
    plan_returned_words: Mapped[str] = mapped_column(Text, default="")
    plan_as_agreed: Mapped[list[Any] | None] = mapped_column(JSON)
    # the policy, and the assessment
    policy_reviewed_on: Mapped[date | None]
    times_asked_for_more: Mapped[int] = mapped_column(default=0)
    more_agreed_at: Mapped[datetime | None]
    visit_asked: Mapped[bool] = mapped_column(default=True)
    report_first_shared_at: Mapped[datetime | None]
    sample_reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    second_asked_at: Mapped[datetime | None]
    second_done_at: Mapped[datetime | None]
    second_set_aside_at: Mapped[datetime | None]
    second_set_aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    second_set_aside_reason: Mapped[str] = mapped_column(Text, default="")
    deferred_until: Mapped[date | None]
    first_deferred_on: Mapped[date | None]

    authority: Mapped[Authority] = relationship(foreign_keys=[authority_id])
    setting: Mapped[Setting] = relationship(primaryjoin="foreign(Journey.setting_id) == Setting.id")
    route: Mapped[Route] = relationship(primaryjoin="foreign(Journey.route_id) == Route.id")
    framework: Mapped[Framework] = relationship(
        primaryjoin="foreign(Journey.framework_id) == Framework.id"
    )
    round: Mapped[Round | None] = relationship(primaryjoin="foreign(Journey.round_id) == Round.id")
    application: Mapped["Application | None"] = relationship(
        primaryjoin="foreign(Application.journey_id) == Journey.id", uselist=False
    )
    history: Mapped[list["History"]] = relationship(
        primaryjoin="foreign(History.journey_id) == Journey.id", order_by="History.number"
    )
    asked: Mapped[list["CriterionAsked"]] = relationship(
        primaryjoin="foreign(CriterionAsked.journey_id) == Journey.id",
        order_by="CriterionAsked.place",
    )
    actions: Mapped[list[PlannedAction]] = relationship(
        primaryjoin="and_(foreign(PlannedAction.journey_id) == Journey.id,"
        " PlannedAction.removed_at.is_(None))",
        order_by="(PlannedAction.due_on, PlannedAction.id)",
        viewonly=True,
    )
    assignments: Mapped[list["Assignment"]] = relationship(
        primaryjoin="foreign(Assignment.journey_id) == Journey.id"
    )


class Application(Owned):
    """What a setting says when it asks to take part. Saved as it goes; ``version`` guards it."""

    __tablename__ = "applications"
    __table_args__ = (within("journeys", "journey_id"), UniqueConstraint("journey_id"))

    journey_id: Mapped[int]
    lead_name: Mapped[str] = mapped_column(default="")
    lead_email: Mapped[str] = mapped_column(default="")
    approver_name: Mapped[str] = mapped_column(default="")
    approver_title: Mapped[str] = mapped_column(default="")
    approver_email: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(Text, default="")
    already_done: Mapped[str] = mapped_column(Text, default="")
    commitment_ticked: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class CriterionAsked(Owned):
    """One criterion that a journey is asked, with what was agreed about it."""

    __tablename__ = "criteria_asked"
    __table_args__ = (within("journeys", "journey_id"), UniqueConstraint("journey_id", "code"))

    journey_id: Mapped[int] = mapped_column(index=True)
    code: Mapped[str]
    place: Mapped[int]
    essential: Mapped[bool]
    on_the_day: Mapped[bool] = mapped_column(default=False)
    not_applicable_agreed_at: Mapped[datetime | None]
    not_applicable_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    more_asked_words: Mapped[str] = mapped_column(Text, default="")
    more_asked_at: Mapped[datetime | None]


class AssignmentKind(StrEnum):
    """What a person does on a journey: plans along, judges, or judges blind."""

    ADVISER = "adviser"
    ASSESSOR = "assessor"
    SECOND = "second"


class Assignment(Owned):
    """A person's part in one journey, from a moment until it is ended.

    ``why`` is what was said for choosing them although something spoke against it.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        within("journeys", "journey_id"),
        one_live("uq_assignments_live", "journey_id", "kind", where="ended_at IS NULL"),
    )

    journey_id: Mapped[int] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[AssignmentKind] = mapped_column(words_of(AssignmentKind))
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = relationship(foreign_keys=[user_id])


class Approval(Owned):
    """The head's approval of one thing as it stands: of its digest. It falls when that changes.

    ``digest`` is of the content approved, ``token_digest`` of the link's single-use token.
    ``recorded_by_id`` is who wrote it down where the head gave it on paper or by phone. With
    ``returned_at`` the head did not agree, and ``words`` says why. ``paper_id`` is the file that
    shows what was signed on paper.
    """

    __tablename__ = "approvals"
    __table_args__ = (within("journeys", "journey_id"), within("evidence_versions", "paper_id"))

    journey_id: Mapped[int] = mapped_column(index=True)
    of: Mapped[ApprovalOf] = mapped_column(words_of(ApprovalOf))
    digest: Mapped[str]
    approver_name: Mapped[str] = mapped_column(default="")
    approver_email: Mapped[str] = mapped_column(default="")
    token_digest: Mapped[str | None] = mapped_column(unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    how: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Text, default="")
    returned_at: Mapped[datetime | None]
    fell_at: Mapped[datetime | None]
    paper_id: Mapped[int | None] = mapped_column(index=True)


class History(Owned):
    """A line written when something happened. Only added to; each line's digest holds the last's.

    ``words`` is the personal text beside it, which may be removed; its digest stays in the chain.
    ``on_behalf`` says that the person did the setting's step for it.
    """

    __tablename__ = "history"
    __table_args__ = (within("journeys", "journey_id"), UniqueConstraint("journey_id", "number"))

    journey_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    what: Mapped[str] = mapped_column(index=True)
    is_move: Mapped[bool] = mapped_column(default=False)
    came_from: Mapped[Stage | None] = mapped_column(words_of(Stage))
    went_to: Mapped[Stage | None] = mapped_column(words_of(Stage))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(words_of(Role))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    words_digest: Mapped[str]
    kept: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    opened_by_another_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    digest: Mapped[str]


class ContactNote(Owned):
    """A call, conversation, meeting or e-mail in two lines; private to the authority."""

    __tablename__ = "contact_notes"
    __table_args__ = (within("settings", "setting_id"), within("journeys", "journey_id"))

    setting_id: Mapped[int] = mapped_column(index=True)
    journey_id: Mapped[int | None] = mapped_column(index=True)
    how: Mapped[str]
    with_whom: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    at: Mapped[datetime]
