"""The days of a journey that draw near, or have come, and deserve a letter."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.check_ins import check_in_asked_on
from award.domain.lifecycle import is_open
from award.domain.notices import Day
from award.domain.stages import BEFORE_READY, OPEN, WORKING, Stage
from award.domain.terms import term_of
from award.domain.visit_days import spoken_moment
from award.domain.visits import VisitState
from award.domain.waits import Near
from award.domain.yearly import MONTHS, last_turn_of_months, months_after
from award.queries.waits_of_visits import visitor_path
from award.storage.arrivals import arrival_of
from award.storage.awards import Award, AwardHistory, is_asked_nothing, is_followed
from award.storage.check_ins import CheckIn
from award.storage.days import day_of, terms_of
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.storage.policies import PolicyCheck
from award.storage.recognisable import days_of_items
from award.storage.settings import SettingState
from award.storage.visits import Visit

STANDS: Final = frozenset(
    {AwardState.IN_FORCE, AwardState.SUSPENSION_PROPOSED, AwardState.REVOCATION_PROPOSED}
)
SEPTEMBER: Final = 9
HALF_A_YEAR_MONTHS: Final = 6
TITLES_TOLD: Final = 5


def list_days_near(journey: Journey, *, at: datetime) -> list[Near]:
    """Every day of the journey that may be told of; whether one is due, the rules say."""
    today = day_of(at)
    near: list[Near] = []
    if is_open(journey.stage):
        near += _of_the_round(journey)
        near += _of_visits(journey)
        near += _of_the_policy(journey)
    if is_open(journey.stage) or _holds_unrenewed(session_of(journey), journey, today):
        near += _of_people(journey, today)
    near += _of_the_policy_check(journey, today)
    return [*near, *_of_what_shows_children(journey, today), *_of_the_award(journey, today)]


def list_actions_near(journey: Journey) -> list[Near]:
    """The days by which actions of the plan are due, while they are neither done nor stopped."""
    rows = session_of(journey).scalars(
        select(PlannedAction)
        .where(
            PlannedAction.journey_id == journey.id,
            PlannedAction.removed_at.is_(None),
            PlannedAction.state.in_((ActionState.NOT_STARTED, ActionState.UNDER_WAY)),
        )
        .order_by(PlannedAction.due_on, PlannedAction.id)
    )
    return [
        Near(f"action:{one.id}", Day.ACTION, one.due_on, one.due_on, what=one.what) for one in rows
    ]


def guidance_check_on(today: date) -> date:
    """The last 1 September: each September the guidance is looked at."""
    year = today.year if today.month >= SEPTEMBER else today.year - 1
    return date(year, SEPTEMBER, 1)


def _of_the_round(journey: Journey) -> Iterator[Near]:
    aim = journey.round
    if aim is None:
        return
    thing = f"round:{aim.id}-of-journey:{journey.id}"
    if journey.stage in BEFORE_READY:
        yield Near(thing, Day.READY_BY, aim.ready_by_on, aim.ready_by_on)
    if journey.stage is Stage.DECIDING:
        yield Near(thing, Day.PANEL, aim.panel_on, aim.panel_on)


def _of_visits(journey: Journey) -> Iterator[Near]:
    rows = session_of(journey).scalars(
        select(Visit).where(
            Visit.journey_id == journey.id,
            Visit.state == VisitState.CONFIRMED,
            Visit.superseded_at.is_(None),
            Visit.starts_at.is_not(None),
        )
    )
    for one in rows:
        if one.starts_at is not None:
            on = day_of(one.starts_at)
            path = visitor_path(journey, one)
            yield Near(
                f"visit:{one.id}",
                Day.VISIT,
                on,
                on,
                what=arrival_of(journey, one),
                said=spoken_moment(one.starts_at),
                person_id=one.visitor_id,
                path=path,
            )


def _of_people(journey: Journey, today: date) -> Iterator[Near]:
    """Twice a year from the day on which the journey began, also while its award is held."""
    on = last_turn_of_months(day_of(journey.opened_at), HALF_A_YEAR_MONTHS, today)
    if on is not None:
        path = f"/setting/{journey.setting_id}/people"
        yield Near(f"people:{journey.setting_id}", Day.PEOPLE_CHECK, on, on, path=path)


def _of_the_policy(journey: Journey) -> Iterator[Near]:
    if journey.policy_reviewed_on is not None and journey.stage in WORKING:
        on = months_after(journey.policy_reviewed_on, MONTHS)
        path = f"/setting/{journey.setting_id}/journeys/{journey.id}/policy"
        yield Near(f"policy-of-journey:{journey.id}", Day.POLICY_TURNS, on, on, path=path)


def _of_the_policy_check(journey: Journey, today: date) -> Iterator[Near]:
    """Once a year from the last check that was finished, while the setting seeks or holds an award.

    Nothing while a check is under way. It is told of the open journey, or else of the award's.
    """
    session = session_of(journey)
    last = session.scalar(
        select(PolicyCheck)
        .where(PolicyCheck.setting_id == journey.setting_id)
        .order_by(PolicyCheck.id.desc())
        .limit(1)
    )
    if last is None or last.finished_at is None:
        return
    if not is_open(journey.stage) and not _holds_unrenewed(session, journey, today):
        return
    on = last_turn_of_months(day_of(last.finished_at), MONTHS, today)
    if on is not None:
        yield Near(f"policy-check:{last.id}", Day.POLICY_CHECK, on, on)


def _holds_unrenewed(session: Session, journey: Journey, today: date) -> bool:
    award = session.scalar(select(Award).where(Award.journey_id == journey.id))
    stands = award is not None and award.state in STANDS and today <= award.valid_until
    return stands and award is not None and not is_asked_nothing(session, award)


def _of_what_shows_children(journey: Journey, today: date) -> Iterator[Near]:
    """The days on which files that show children are let go of, with what goes on each."""
    if journey.stage in OPEN:
        return
    titles: defaultdict[date, list[str]] = defaultdict(list)
    for item, on in days_of_items(journey, today=today):
        titles[on].append(item.title)
    for on, found in sorted(titles.items()):
        more = f" and {len(found) - TITLES_TOLD} more" if len(found) > TITLES_TOLD else ""
        what = "files in which children may be recognised: " + ", ".join(found[:TITLES_TOLD]) + more
        yield Near(f"files-of-journey:{journey.id}", Day.RETENTION, on, on, what=what)


def _of_the_award(journey: Journey, today: date) -> Iterator[Near]:
    session = session_of(journey)
    award = session.scalar(select(Award).where(Award.journey_id == journey.id))
    if award is None:
        return
    if award.state is AwardState.SUSPENDED:
        yield from _of_the_suspension(session, journey, award, today)
    is_closed = journey.setting.state is SettingState.CLOSED
    if award.state not in STANDS or is_closed or is_followed(session, award):
        return
    thing = f"award:{award.id}"
    yield Near(thing, Day.AWARD_ENDS, award.valid_until, award.valid_until)
    asked_on = check_in_asked_on(award.validity, today)
    open_to_ask = asked_on is not None and not is_asked_nothing(session, award)
    if asked_on is not None and open_to_ask and not _has_said(session, award, asked_on):
        yield Near(thing, Day.CHECK_IN, asked_on, asked_on)


def _has_said(session: Session, award: Award, asked_on: date) -> bool:
    """Whether the setting told this year how it goes, so that nobody has to ask."""
    said = exists().where(CheckIn.award_id == award.id, CheckIn.asked_on == asked_on)
    return bool(session.scalar(select(said)))


def _of_the_suspension(
    session: Session, journey: Journey, award: Award, today: date
) -> Iterator[Near]:
    """Each term that began since the award was suspended asks for a look, by the term's end."""
    suspended_at = session.scalar(
        select(AwardHistory.at)
        .where(AwardHistory.award_id == award.id, AwardHistory.went_to == AwardState.SUSPENDED)
        .order_by(AwardHistory.id.desc())
        .limit(1)
    )
    term = term_of(today, terms_of(session, award.authority_id, journey.setting))
    if suspended_at is not None and day_of(suspended_at) < term.starts_on <= today:
        thing = f"award:{award.id}"
        yield Near(thing, Day.SUSPENSION_REVIEW, term.starts_on, term.ends_on)
