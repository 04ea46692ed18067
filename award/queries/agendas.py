"""What stands on the agenda of a panel day, and what could come on it, for who is looking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from award.domain.facts import Outcome
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.domain.turns import PanelWait
from award.queries.decided_before import was_decided
from award.queries.papers import (
    is_split,
    is_untied,
    most_that_agree,
    panel_wait_of,
    untied,
)
from award.storage.accounts import Membership
from award.storage.agendas import AgendaItem
from award.storage.assessments import Report
from award.storage.authorities import Round
from award.storage.days import day_of
from award.storage.decisions import Decision, Meeting, Vote
from award.storage.journeys import Journey
from award.storage.settings import Setting


@dataclass(frozen=True)
class OnAgenda:
    """One journey of an agenda. ``met`` is what a meeting decided, ``outcome`` what was released.

    What was released before it came on this agenda, or on a later one, belongs to that day.
    ``votes`` says how many stand, ``most_agree`` how many of them are for the same outcome, and
    ``voted`` whether the one who looks gave one. ``decided_before`` says that the panel decided
    on it already: while it is before the panel, it is decided again.
    """

    item: AgendaItem
    journey: Journey
    recommendation: Outcome | None
    votes: int
    most_agree: int | None
    voted: bool
    met: Outcome | None
    outcome: Outcome | None
    released_at: datetime | None
    decided_before: bool

    def was_settled_before(self, on: date) -> bool:
        """Whether its decision was released before this day, so that the panel meets without it."""
        at = self.released_at
        return at is not None and not self.is_before_panel and day_of(at) < on

    @property
    def wait(self) -> PanelWait | None:
        return panel_wait_of(self.journey)

    @property
    def is_again(self) -> bool:
        """Whether it waits for the panel once more: more time was given, or an appeal upheld."""
        return self.is_before_panel and self.decided_before

    @property
    def is_decided(self) -> bool:
        """Whether a meeting decided, or a decision was released."""
        return self.met is not None or self.outcome is not None

    @property
    def has_ended(self) -> bool:
        """Whether its journey ended before the panel decided."""
        return self.outcome is None and self.journey.ended_at is not None

    @property
    def is_before_panel(self) -> bool:
        return self.wait is not None

    @property
    def is_paused(self) -> bool:
        return self.wait is PanelWait.PAUSED

    @property
    def can_be_released(self) -> bool:
        """Whether enough votes or a meeting carry an outcome, and nothing else is missing."""
        return self.wait is PanelWait.RELEASE

    @property
    def is_split(self) -> bool:
        return is_split(self.journey, self.votes, self.most_agree, met=self.met is not None)


def list_agenda(session: Session, actor: Actor, day: Round) -> list[OnAgenda]:
    """The agenda in its order; a panel member sees no journey to which a tie binds them."""
    standing = (Vote.report_id == Report.id, Vote.set_aside_at.is_(None))
    votes = select(func.count(Vote.id)).where(*standing).scalar_subquery()
    query = (
        select(
            AgendaItem,
            Journey,
            Report.recommendation,
            votes,
            most_that_agree(),
            exists().where(*standing, Vote.user_id == actor.user_id),
            Meeting.outcome,
            Decision.outcome,
            Decision.released_at,
            was_decided(),
        )
        .join(Journey, Journey.id == AgendaItem.journey_id)
        .outerjoin(Report, and_(Report.journey_id == Journey.id, Report.superseded_at.is_(None)))
        .outerjoin(Meeting, and_(Meeting.report_id == Report.id, Meeting.set_aside_at.is_(None)))
        .outerjoin(Decision, Decision.id == _last_of_agenda())
        .where(AgendaItem.round_id == day.id, AgendaItem.authority_id == actor.authority_id)
        .options(joinedload(Journey.setting).joinedload(Setting.kind), joinedload(Journey.route))
        .order_by(AgendaItem.place, AgendaItem.id)
    )
    if actor.role is Role.PANEL:
        query = query.where(untied(actor, Journey.setting_id, Journey.id))
    return [OnAgenda(*row) for row in session.execute(query)]


def _last_of_agenda() -> ScalarSelect[Any]:
    """The last decision that was released while a journey stood on this agenda, not on a later."""
    later, made = aliased(AgendaItem), aliased(Decision)
    moved_on = exists().where(
        later.journey_id == AgendaItem.journey_id,
        later.added_at > AgendaItem.added_at,
        later.added_at <= made.released_at,
    )
    found = select(func.max(made.id)).where(
        made.journey_id == AgendaItem.journey_id,
        made.released_at >= AgendaItem.added_at,
        ~moved_on,
    )
    return found.correlate(AgendaItem).scalar_subquery()


def count_free_members(session: Session, actor: Actor, day: Round) -> dict[int, int]:
    """How many panel members no tie keeps from each journey of an agenda; none are not named."""
    member = aliased(Membership)
    rows: Any = session.execute(
        select(AgendaItem.journey_id, func.count(member.user_id.distinct()))
        .join(Journey, Journey.id == AgendaItem.journey_id)
        .join(member, member.authority_id == AgendaItem.authority_id)
        .where(
            AgendaItem.round_id == day.id,
            AgendaItem.authority_id == actor.authority_id,
            member.role == Role.PANEL,
            member.ended_at.is_(None),
            is_untied(member.user_id, Journey.setting_id, Journey.id),
        )
        .group_by(AgendaItem.journey_id)
    )
    return dict(map(tuple, rows))


def count_agenda(session: Session, day: Round) -> int:
    """How many journeys stand on an agenda, whoever looks."""
    found = select(func.count(AgendaItem.id)).where(AgendaItem.round_id == day.id)
    return session.scalar(found) or 0


def list_could_come(session: Session, actor: Actor, day: Round) -> Sequence[Any]:
    """Journeys before the panel that are not on this agenda: (journey, the day they aim at)."""
    there = exists().where(AgendaItem.round_id == day.id, AgendaItem.journey_id == Journey.id)
    return session.execute(
        select(Journey, Round)
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(Round, Round.id == Journey.round_id)
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.stage == Stage.DECIDING,
            ~there,
        )
        .options(joinedload(Journey.setting))
        .order_by(Setting.name, Journey.id)
    ).all()
