"""What is before the panel: papers to vote on, appeals, awards in question, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from award.domain.award_moves import AwardState
from award.domain.decision_guards import are_split
from award.domain.facts import Outcome
from award.domain.panel_days import voting_day
from award.domain.people import Actor
from award.domain.stages import Stage
from award.domain.ties import FINDS_A_DAY
from award.domain.turns import PanelWait, panel_wait
from award.queries.decided_before import was_decided
from award.queries.journeys import waits_for_second
from award.queries.words import has_words
from award.storage.accounts import Membership, User
from award.storage.agendas import AgendaItem
from award.storage.assessments import Report, ReportLook
from award.storage.authorities import Round, Route
from award.storage.awards import Award, AwardVote, stands_since
from award.storage.days import day_of
from award.storage.decisions import Decision, Meeting, Vote
from award.storage.journeys import Assignment, History, Journey
from award.storage.settings import Setting
from award.storage.tied import is_kept_away

PAGE: Final = 25
LATELY_DAYS: Final = 120
IN_QUESTION: Final = (
    AwardState.SUSPENSION_PROPOSED,
    AwardState.REVOCATION_PROPOSED,
    AwardState.SUSPENDED,
)


def panel_wait_of(journey: Journey) -> PanelWait | None:
    """What comes next for a journey before the panel; None for one that is not."""
    return panel_wait(
        journey.stage,
        journey.turn,
        journey.blockers_left,
        second_open=waits_for_second(journey),
    )


def is_split(journey: Journey, votes: int, most_agree: int | None, *, met: bool) -> bool:
    """Whether the votes are split, and neither a meeting nor another vote has settled it."""
    wait = panel_wait_of(journey)
    undecided = wait not in (None, PanelWait.PAUSED, PanelWait.RELEASE) and not met
    return undecided and are_split(votes, most_agree or 0, journey.route.rules.votes)


@dataclass(frozen=True)
class Paper:
    """One journey before the panel, for one member: did they vote, how many have, can it go out.

    ``most_agree`` is how many of the votes are for the outcome that has most of them.
    ``round_id`` and ``day_name`` are the panel day on whose agenda it stands.
    ``is_again`` says that the panel decided before: it gave more time, or an appeal was upheld.
    ``has_voted_before`` says that the member has voted here on anything: they know the way.
    """

    journey: Journey
    setting: str
    recommendation: Outcome | None
    voted: bool
    votes: int
    most_agree: int | None
    met: bool
    panel_on: date | None
    has_voted_before: bool
    round_id: int | None
    day_name: str | None
    is_again: bool

    @property
    def voting_day(self) -> date | None:
        """The panel day by which to vote, where there is one."""
        return voting_day(self.panel_on, day_of(self.journey.stage_since))

    @property
    def wait(self) -> PanelWait | None:
        return panel_wait_of(self.journey)

    @property
    def can_be_released(self) -> bool:
        return self.wait is PanelWait.RELEASE

    @property
    def is_split(self) -> bool:
        return is_split(self.journey, self.votes, self.most_agree, met=self.met)


def most_that_agree() -> Any:
    """In a query for reports: how many of its votes are for the outcome that has most of them."""
    return (
        select(func.count(Vote.id))
        .where(Vote.report_id == Report.id, Vote.set_aside_at.is_(None))
        .group_by(Vote.outcome)
        .order_by(func.count(Vote.id).desc())
        .limit(1)
        .correlate(Report)
        .scalar_subquery()
    )


def untied(actor: Actor, setting_id: Any, journey_id: Any) -> ColumnElement[bool]:
    """Nothing that is known binds the actor to the setting; the same ties that the rules ask."""
    return is_untied(actor.user_id, setting_id, journey_id)


def is_untied(me: Any, setting_id: Any, journey_id: Any) -> ColumnElement[bool]:
    """The same of anybody: of one person, or of each in a column."""
    lifted = select(Route.id).where(Route.kept_rules["behalf_may_vote"].as_boolean())
    there = aliased(Journey)
    assigned = exists().where(Assignment.journey_id == journey_id, Assignment.user_id == me)
    looked = exists().where(ReportLook.journey_id == journey_id, ReportLook.colleague_id == me)
    mine = (History.by_id == me, History.on_behalf, History.what.not_in(FINDS_A_DAY))
    acted = exists().where(
        History.journey_id == journey_id,
        *mine,
        exists().where(there.id == History.journey_id, there.route_id.not_in(lifted)),
    )
    return ~or_(is_kept_away(me, setting_id), assigned, looked, acted)


def list_papers(
    session: Session, actor: Actor, *, search: str = "", page: int = 1
) -> tuple[list[Paper], int]:
    """The journeys before the panel that this member may read: first those without their vote."""
    standing = (Vote.report_id == Report.id, Vote.set_aside_at.is_(None))
    mine = exists().where(*standing, Vote.user_id == actor.user_id)
    votes = select(func.count(Vote.id)).where(*standing).scalar_subquery()
    other = aliased(Vote)
    ever = exists().where(other.user_id == actor.user_id, other.authority_id == actor.authority_id)
    met = exists().where(Meeting.report_id == Report.id, Meeting.set_aside_at.is_(None))
    on_its_agenda = and_(AgendaItem.round_id == Round.id, AgendaItem.journey_id == Journey.id)
    query: Select[Any] = (
        select(Journey, Setting.name, Report.recommendation, mine, votes, most_that_agree(), met)
        .add_columns(Round.panel_on, ever, AgendaItem.round_id, Round.name, was_decided())
        .options(joinedload(Journey.route))
        .outerjoin(Round, Round.id == Journey.round_id)
        .outerjoin(AgendaItem, on_its_agenda)
        .join(Setting, Setting.id == Journey.setting_id)
        .join(Report, and_(Report.journey_id == Journey.id, Report.superseded_at.is_(None)))
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.stage == Stage.DECIDING,
            untied(actor, Journey.setting_id, Journey.id),
        )
    )
    if search.strip():
        query = query.where(has_words(search, Setting.name))
    rows = session.execute(
        query.add_columns(func.count().over())
        .order_by(mine, Journey.waiting_since, Journey.id)
        .limit(PAGE)
        .offset((max(page, 1) - 1) * PAGE)
    ).all()
    if not rows and page > 1:
        return [], session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return [Paper(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


@dataclass(frozen=True)
class Decided:
    """A line of what was decided: the setting, the outcome, when. No more is shown of it.

    ``day`` is the panel day on whose agenda it stood then.
    """

    setting: str
    outcome: Outcome
    at: datetime
    day: Round | None


def list_decided(session: Session, actor: Actor, *, at: datetime, most: int = 20) -> list[Decided]:
    """What the panel released lately, newest first."""
    last = (
        select(func.max(AgendaItem.id))
        .where(
            AgendaItem.journey_id == Decision.journey_id,
            AgendaItem.added_at <= Decision.released_at,
        )
        .correlate(Decision)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Setting.name, Decision.outcome, Decision.released_at, Round)
        .join(Journey, Journey.id == Decision.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(AgendaItem, AgendaItem.id == last)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .where(
            Decision.authority_id == actor.authority_id,
            Decision.superseded_at.is_(None),
            Decision.released_at >= at - timedelta(days=LATELY_DAYS),
        )
        .order_by(Decision.released_at.desc(), Decision.id.desc())
        .limit(most)
    )
    return [Decided(*row) for row in rows]


@dataclass(frozen=True)
class AwardLine:
    """An award in question: whether this member or anybody has voted on it, and since when."""

    award: Award
    setting: str
    voted: bool
    has_votes: bool
    since: datetime | None


def list_awards_in_question(session: Session, actor: Actor, *, most: int = 20) -> list[AwardLine]:
    """Awards with a proposal to vote on, or suspended, of settings without a tie."""
    standing = (AwardVote.award_id == Award.id, AwardVote.set_aside_at.is_(None))
    mine = exists().where(*standing, AwardVote.user_id == actor.user_id)
    rows = session.execute(
        select(Award, Setting.name, mine, exists().where(*standing), stands_since())
        .join(Setting, Setting.id == Award.setting_id)
        .where(
            Award.authority_id == actor.authority_id,
            Award.state.in_(IN_QUESTION),
            untied(actor, Award.setting_id, Award.journey_id),
        )
        .order_by(mine, Award.proposed_at, Award.id)
        .limit(most)
    )
    return [AwardLine(*row) for row in rows]


def find_award(session: Session, actor: Actor, award_id: int) -> Award | None:
    """An award of the actor's authority, where nothing binds them to its setting."""
    return session.scalar(
        select(Award).where(
            Award.id == award_id,
            Award.authority_id == actor.authority_id,
            untied(actor, Award.setting_id, Award.journey_id),
        )
    )


def list_members(session: Session, actor: Actor) -> Sequence[User]:
    """Who is on the authority's panel now, by name."""
    return session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.authority_id == actor.authority_id,
            Membership.role == actor.role,
            Membership.ended_at.is_(None),
        )
        .order_by(User.name, User.id)
    ).all()
