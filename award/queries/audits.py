"""What an auditor looks at: every journey of the authority, and what was decided on each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.queries.words import has_words
from award.storage.accounts import User
from award.storage.decisions import Condition, Decision
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion, EvidenceView
from award.storage.journeys import Journey
from award.storage.settings import Setting

A_PAGE: Final = 20


@dataclass(frozen=True)
class JourneyLine:
    """One journey in the list."""

    journey_id: int
    setting: str
    stage: Stage
    stage_since: datetime
    opened_at: datetime
    outcome: Outcome | None
    end_reason_code: str | None = None


@dataclass(frozen=True)
class Decided:
    """One decision on a journey, with who released it and what it asks for."""

    outcome: Outcome
    reasons: str
    released_at: datetime
    released_by: str
    stands: bool
    conditions: tuple[Condition, ...]


def count_journeys(
    session: Session, actor: Actor, *, search: str = "", stage: Stage | None = None
) -> int:
    """How many journeys of the actor's authority fit."""
    wanted = _journeys(actor, search, stage).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def list_journeys(
    session: Session, actor: Actor, *, search: str = "", stage: Stage | None = None, page: int = 1
) -> list[JourneyLine]:
    """The journeys of the actor's authority, the last opened first, a page at a time."""
    rows = session.execute(
        _journeys(actor, search, stage)
        .order_by(Journey.opened_at.desc(), Journey.id.desc())
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [JourneyLine(*row) for row in rows]


def _journeys(
    actor: Actor, search: str, stage: Stage | None
) -> Select[int, str, Stage, datetime, datetime, Outcome, str | None]:
    query = (
        select(
            Journey.id,
            Setting.name,
            Journey.stage,
            Journey.stage_since,
            Journey.opened_at,
            Decision.outcome,
            Journey.end_reason_code,
        )
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(Decision, (Decision.journey_id == Journey.id) & Decision.superseded_at.is_(None))
        .where(Journey.authority_id == actor.authority_id)
    )
    if search:
        query = query.where(has_words(search, Setting.name))
    return query.where(Journey.stage == stage) if stage else query


@dataclass(frozen=True)
class Opened:
    """A file of evidence that somebody of the authority opened: who, when, of which setting.

    ``criteria`` are those that it counts for now; none for what is not sorted, or was taken off.
    """

    who: str
    role: Role
    setting: str
    journey_id: int | None
    at: datetime
    criteria: tuple[str, ...] = ()


def count_opened(session: Session, actor: Actor, *, search: str = "") -> int:
    """How often files of evidence were opened."""
    wanted = _opened(actor, search).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def list_opened(session: Session, actor: Actor, *, search: str = "", page: int = 1) -> list[Opened]:
    """Who opened files of evidence, the last first, a page at a time; never what is in them."""
    rows = session.execute(
        _opened(actor, search)
        .order_by(EvidenceView.at.desc(), EvidenceView.id.desc())
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    ).all()
    codes = _codes_of(session, {item for item, *_ in rows})
    return [
        Opened(who, role, setting, journey, at, tuple(sorted(codes[item])))
        for item, who, role, setting, journey, at in rows
    ]


def _codes_of(session: Session, items: Collection[int]) -> Mapping[int, set[str]]:
    """For which criteria each of these pieces counts, in one query."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    counting = select(EvidenceLink.item_id, EvidenceLink.criterion).where(
        EvidenceLink.item_id.in_(items), EvidenceLink.removed_at.is_(None)
    )
    for item, code in session.execute(counting):
        found[item].add(code)
    return found


def _opened(actor: Actor, search: str) -> Select[int, str, Role, str, int | None, datetime]:
    last = (
        select(func.max(Journey.id))
        .where(Journey.setting_id == Setting.id)
        .correlate(Setting)
        .scalar_subquery()
    )
    query = (
        select(EvidenceItem.id, User.name, EvidenceView.role, Setting.name, last, EvidenceView.at)
        .join(User, User.id == EvidenceView.user_id)
        .join(EvidenceVersion, EvidenceVersion.id == EvidenceView.version_id)
        .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
        .join(Setting, Setting.id == EvidenceItem.setting_id)
        .where(EvidenceView.authority_id == actor.authority_id)
    )
    if not search:
        return query
    return query.where(has_words(search, Setting.name, User.name))


def list_decisions(session: Session, actor: Actor, journey_id: int) -> list[Decided]:
    """Every decision on a journey, the last one first; those that were replaced as well."""
    rows = session.execute(
        select(Decision, User.name)
        .join(User, User.id == Decision.released_by_id)
        .where(Decision.journey_id == journey_id, Decision.authority_id == actor.authority_id)
        .order_by(Decision.id.desc())
    ).all()
    asked = _conditions(session, [decision.id for decision, _ in rows])
    return [
        Decided(
            outcome=decision.outcome,
            reasons=decision.reasons,
            released_at=decision.released_at,
            released_by=name,
            stands=decision.superseded_at is None,
            conditions=tuple(one for one in asked if one.decision_id == decision.id),
        )
        for decision, name in rows
    ]


def _conditions(session: Session, decision_ids: list[int]) -> Sequence[Condition]:
    return session.scalars(
        select(Condition).where(Condition.decision_id.in_(decision_ids)).order_by(Condition.id)
    ).all()
