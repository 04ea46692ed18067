"""What the coming days bring a coordinator, and which first steps were taken: parts of one query.

Each part has the columns (what, place, moment, place, journey, number, day).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Date, Select, String, cast, func, literal, null, select
from sqlalchemy import type_coerce as taken_as

from award.domain.award_moves import AwardState
from award.domain.people import SETTING_ROLES
from award.domain.visits import VisitState
from award.storage.accounts import Invitation, Membership
from award.storage.authorities import HalfTermDates, Round
from award.storage.awards import Award
from award.storage.days import LONDON, day_of
from award.storage.db import Moment
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState
from award.storage.visits import Visit

ENDS_WITHIN_DAYS: Final = 130
DAYS_AHEAD: Final = 7
NEAR: Final = "near:"
BEGUN: Final = "begun:"
AWARD: Final = "award"
ROUND_DAYS: Final = ("ready_by_on", "papers_on", "panel_on", "notify_by_on")
NO_NUMBER: Final = cast(null(), BigInteger)
NO_DAY: Final = cast(null(), Date)
NO_MOMENT: Final = cast(null(), Moment())
# In one part no two of them may go by the same name.
NO_PLACE: Final = NO_NUMBER.label("no_place")
NO_JOURNEY: Final = NO_NUMBER.label("no_journey")


@dataclass(frozen=True)
class Near:
    """A visit of this week (``at``), a day of a round, or an award that ends soon (``on``).

    ``number`` is the visit, or how many journeys aim at the round. ``journey_id`` beside an award
    is its setting's open journey.
    """

    what: str
    place: str
    at: datetime | None
    on: date | None
    place_id: int | None
    journey_id: int | None
    number: int | None

    @property
    def day(self) -> date:
        """The day on which it falls."""
        return day_of(self.at) if self.at else self.on or date.max


def near_parts(mine: int, today: date) -> Sequence[Select[Any]]:
    """The visits of a week, the days of rounds in it, and the awards that run out."""
    return (_visits(mine, today), _awards(mine, today), *_rounds(mine, today))


def _visits(mine: int, today: date) -> Select[Any]:
    kind: Any = literal(NEAR).concat(taken_as(Visit.kind, String()))
    begins = datetime.combine(today, time(), tzinfo=LONDON)
    return (
        select(kind, Setting.name, Visit.starts_at, Setting.id, Journey.id, Visit.id, NO_DAY)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Visit.authority_id == mine,
            Visit.state == VisitState.CONFIRMED,
            Visit.starts_at.between(begins, begins + timedelta(days=DAYS_AHEAD)),
        )
        .order_by(Visit.starts_at)
    )


def _awards(mine: int, today: date) -> Select[Any]:
    going = (
        select(func.max(Journey.id))
        .where(Journey.setting_id == Setting.id, Journey.ended_at.is_(None))
        .correlate(Setting)
        .scalar_subquery()
    )
    what: Any = literal(f"{NEAR}{AWARD}")
    until = Award.valid_until
    return (
        select(what, Setting.name, NO_MOMENT, Setting.id, going, Award.id, until)
        .join(Setting, Setting.id == Award.setting_id)
        .where(
            Award.authority_id == mine,
            Award.state.not_in((AwardState.REVOKED, AwardState.SUPERSEDED)),
            Award.valid_until.between(today, today + timedelta(days=ENDS_WITHIN_DAYS)),
        )
        .order_by(Award.valid_until)
    )


def _rounds(mine: int, today: date) -> list[Select[Any]]:
    aimed = (
        select(func.count())
        .where(Journey.round_id == Round.id, Journey.ended_at.is_(None))
        .correlate(Round)
        .scalar_subquery()
    )
    found = []
    for name in ROUND_DAYS:
        what: Any = literal(f"{NEAR}{name}")
        on = getattr(Round, name)
        columns = (what, Round.name, NO_MOMENT, NO_PLACE, NO_JOURNEY, aimed, on)
        coming = on.between(today, today + timedelta(days=DAYS_AHEAD - 1))
        found.append(select(*columns).where(Round.authority_id == mine, coming))
    return found


def begun_parts(mine: int) -> list[Select[Any]]:
    """Which of the first steps were taken: each with a number where something is there."""
    rows: dict[str, Select[Any]] = {
        "setting": select(func.min(Setting.id)).where(
            Setting.authority_id == mine, Setting.state == SettingState.ACTIVE
        ),
        "journey": select(func.min(Journey.id)).where(Journey.authority_id == mine),
        "invited": select(func.min(Invitation.id)).where(
            Invitation.authority_id == mine, Invitation.role.in_(SETTING_ROLES)
        ),
        "there": select(func.min(Membership.id))
        .join(Setting, Setting.id == Membership.setting_id)
        .where(Setting.authority_id == mine),
        "round": select(func.min(Round.id)).where(Round.authority_id == mine),
        "terms": select(func.min(HalfTermDates.id)).where(
            HalfTermDates.authority_id == mine, HalfTermDates.setting_id.is_(None)
        ),
    }
    nothing = (literal(""), NO_MOMENT, NO_PLACE, NO_JOURNEY)
    return [
        select(literal(f"{BEGUN}{name}"), *nothing, one.scalar_subquery(), NO_DAY.label("no_day"))
        for name, one in rows.items()
    ]
