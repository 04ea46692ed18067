"""Lists of journeys for the coordinator: searched, filtered, sorted and paged in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from award.domain.people import Actor
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.queries.waiting_since import waits_since
from award.queries.words import has_words
from award.storage.accounts import Membership, User
from award.storage.authorities import Kind, Round, Route, is_latest_version
from award.storage.awards import Award
from award.storage.journeys import Journey
from award.storage.settings import FormerName, Identifier, Setting

T = TypeVar("T")
PAGE_SIZE: Final = 25
QUIET_DAYS: Final = 28
LATE: Final = (Stage.READY, Stage.ASSESSING, Stage.CHECKING, Stage.DECIDING)
VIEWS: Final = ("open", "waiting", "stalling", "late", "ended")
NUMBER_MARKS: Final = ("-", "/", ".")
SORTS: Final = ("setting", "stage", "turn", "since", "left")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, and how many there are in all."""

    rows: Sequence[T]
    number: int
    total: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * PAGE_SIZE, self.total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def within(page: int, total: int) -> int:
    """The number of the page, or of the nearest that there is."""
    return min(max(page, 1), max(1, -(-total // PAGE_SIZE)))


def page_of(session: Session, query: Select[T], *order: Any, page: int) -> Page[T]:
    """One page of what a query finds; a number beyond the last gives the last."""
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    number = within(page, total)
    found = session.scalars(
        query.order_by(*order).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(found, number, int(total))


@dataclass(frozen=True)
class Wanted:
    """What the address asks to see; an empty value asks for everything.

    A journey that is ``paused`` is at no ``stage`` here, as it is called paused and nothing else.
    """

    search: str = ""
    stage: Stage | None = None
    paused: bool = False
    turn: Turn | None = None
    kind: str = ""
    route: str = ""
    round_id: int | None = None
    view: str = "open"
    sort: str = "since"
    down: bool = False
    page: int = 1


@dataclass(frozen=True)
class Option:
    """One value to filter by: of which list, what is sent, what is read."""

    of: str
    value: str
    words: str


def like(search: str) -> str:
    """The pattern that finds these words anywhere; signs that mean more are taken as they are."""
    plain = search.strip().lower()
    for sign in ("\\", "%", "_"):
        plain = plain.replace(sign, f"\\{sign}")
    return f"%{plain}%"


def names_setting(search: str) -> ColumnElement[bool]:
    """A setting with the words in its name, now or before, its postcode, numbers or people."""
    bare = like(search.replace(" ", ""))
    return or_(
        has_words(search, Setting.name),
        func.replace(func.lower(Setting.postcode), " ", "").like(bare, escape="\\"),
        _with_number(search).exists(),
        _called_before(search).exists(),
        _with_person(search).exists(),
        _with_award(search).exists(),
    )


def _with_number(search: str) -> Select[Any]:
    """A number that has these signs, now or before; marks between them may be left out."""
    value: Any = func.lower(Identifier.value)
    for mark in NUMBER_MARKS:
        value = func.replace(value, mark, "")
    wanted = "".join(one for one in search if one not in (*NUMBER_MARKS, " "))
    return select(Identifier.id).where(
        Identifier.setting_id == Setting.id,
        value.like(like(wanted), escape="\\") if wanted else false(),
    )


def _with_award(search: str) -> Select[Any]:
    """An award with exactly this number, however it is written."""
    its = aliased(Award)
    exact = func.lower(its.number) == search.strip().lower()
    return select(its.id).where(its.setting_id == Setting.id, exact).correlate(Setting)


def _called_before(search: str) -> Select[Any]:
    return select(FormerName.id).where(
        FormerName.setting_id == Setting.id,
        has_words(search, FormerName.name),
    )


def _with_person(search: str) -> Select[Any]:
    return (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.setting_id == Setting.id,
            Membership.ended_at.is_(None),
            has_words(search, User.name),
        )
    )


def is_stalling(at: datetime) -> ColumnElement[bool]:
    """The setting is waited for, nothing is paused, and it has been quiet for long."""
    return and_(
        Journey.turn == Turn.SETTING,
        Journey.ended_at.is_(None),
        Journey.paused_until.is_(None),
        Journey.last_setting_act_at < at - timedelta(days=QUIET_DAYS),
    )


def in_view(view: str, *, at: datetime) -> ColumnElement[bool]:
    """What one of the VIEWS shows."""
    if view == "waiting":
        return and_(Journey.turn == Turn.COORDINATOR, Journey.ended_at.is_(None))
    if view == "stalling":
        return is_stalling(at)
    if view == "late":
        return Journey.stage.in_(LATE)
    return Journey.ended_at.is_not(None) if view == "ended" else Journey.ended_at.is_(None)


def list_journeys(
    session: Session, actor: Actor, wanted: Wanted, *, at: datetime
) -> tuple[Page[Journey], dict[str, int]]:
    """One page of the authority's journeys, and how many each of the views holds."""
    found = _filtered(actor, wanted, at=at)
    inside = found.with_only_columns(func.count()).order_by(None)
    counts = session.execute(
        select(
            inside.scalar_subquery(),
            *(func.count().filter(in_view(view, at=at)) for view in VIEWS),
        ).where(Journey.authority_id == actor.authority_id)
    ).one()
    total = int(counts[0])
    number = within(wanted.page, total)
    ordered = _loaded(found.order_by(*_order(wanted, at)))
    rows = session.scalars(ordered.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return Page(rows, number, total), dict(zip(VIEWS, counts[1:], strict=True))


def list_all_journeys(
    session: Session, actor: Actor, wanted: Wanted, *, at: datetime, most: int | None = None
) -> Sequence[Journey]:
    """Every journey that the filters let through, on one page; ``most`` of them at the most."""
    found = _filtered(actor, wanted, at=at).order_by(*_order(wanted, at))
    return session.scalars(_loaded(found).limit(most)).all()


def _filtered(actor: Actor, wanted: Wanted, *, at: datetime) -> Select[Any]:
    query = (
        select(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(Journey.authority_id == actor.authority_id, in_view(wanted.view, at=at))
    )
    if wanted.search.strip():
        query = query.where(names_setting(wanted.search))
    if wanted.stage is not None:
        query = query.where(Journey.stage == wanted.stage, Journey.paused_until.is_(None))
    if wanted.paused:
        query = query.where(Journey.paused_until.is_not(None))
    if wanted.turn is not None:
        query = query.where(Journey.turn == wanted.turn)
    if wanted.kind:
        query = query.join(Kind, Kind.id == Setting.kind_id).where(Kind.code == wanted.kind)
    if wanted.route:
        query = query.join(Route, Route.id == Journey.route_id).where(Route.code == wanted.route)
    if wanted.round_id is not None:
        query = query.where(Journey.round_id == wanted.round_id)
    return query


def _loaded(query: Select[Any]) -> Select[Any]:
    return query.options(
        contains_eager(Journey.setting).joinedload(Setting.kind),
        joinedload(Journey.route),
        joinedload(Journey.round),
    )


def _order(wanted: Wanted, at: datetime) -> list[ColumnElement[Any]]:
    since = waits_since(at)
    columns: dict[str, Any] = {
        "setting": func.lower(Setting.name),
        "stage": Journey.stage_since,
        "turn": func.lower(Journey.turn),
        "since": since,
        "left": case((Journey.stage == Stage.DECIDING, 1), else_=Journey.blockers_left),
    }
    chosen: Any = columns.get(wanted.sort, since)
    return [chosen.desc() if wanted.down else chosen.asc(), Journey.id.asc()]


def list_options(session: Session, actor: Actor) -> list[Option]:
    """The kinds, routes and rounds that a list can be filtered by."""
    mine = actor.authority_id
    found = session.execute(
        union_all(
            select(literal("kind"), Kind.code, Kind.label).where(Kind.authority_id == mine),
            select(literal("route"), Route.code, Route.name).where(
                Route.authority_id == mine, is_latest_version()
            ),
            select(literal("round"), func.cast(Round.id, Route.code.type), Round.name).where(
                Round.authority_id == mine
            ),
        )
    )
    return sorted((Option(*row) for row in found), key=lambda one: one.words.lower())
