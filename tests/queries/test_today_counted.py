"""In whose days a wait on Today is counted: in those of whoever is to act, as letters count it."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.appealing import lodge_appeal
from award.actions.enquiring import Ask as Enquire
from award.actions.enquiring import ask_to_take_part
from award.actions.pausing import ask_for_pause
from award.actions.planning import judge_ourselves
from award.demo.walking import Walker
from award.domain.calendars import CalendarKind
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.reminders import REMINDERS, CalendarOf, Wait
from award.domain.stages import Stage
from award.queries.today import Ask, list_today
from award.storage.days import calendar_of, day_of
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, ConditionState, Decision
from award.storage.journeys import Journey
from tests.making import journey_at

COUNCIL, SCHOOL = CalendarKind.WORKING_DAYS, CalendarKind.SCHOOL_TERMS
REMINDED = {
    "enquiry": Wait.ENQUIRY,
    "pause": Wait.PAUSE_ASKED,
    "not_applicable": Wait.NOT_APPLICABLE_ASKED,
    "appeal_lodged": Wait.APPEAL_TO_ASSIGN,
    "condition": Wait.CONDITION_EVIDENCE,
    "condition_late": Wait.CONDITION,
}


def counted(asks: list[Ask]) -> dict[str, CalendarKind]:
    return {one.what: one.calendar.kind for one in asks}


def as_letters_count(whats: dict[str, CalendarKind]) -> dict[str, CalendarKind]:
    """The same waits, each in the days in which the table of reminders counts it."""
    rows = {row.wait: row.calendar_of for row in REMINDERS}
    own = {CalendarOf.SETTING: SCHOOL, CalendarOf.COUNCIL: COUNCIL}
    return {what: own[rows[REMINDED[what]]] for what in whats if what in REMINDED}


def today(session: Session, walker: Walker) -> list[Ask]:
    by = walker.by(Role.COORDINATOR)
    return list_today(session, by, at=walker.at, today=day_of(walker.at)).asks


def condition_of(session: Session, walker: Walker, journey: Journey) -> Condition:
    """A condition of its decision whose day was yesterday."""
    condition = Condition(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        decision_id=session.scalars(select(Decision.id)).one(),
        words="Train the midday supervisors",
        due_on=day_of(walker.at) - timedelta(days=1),
    )
    with writing(session):
        session.add(condition)
    return condition


def test_what_is_the_coordinators_to_do_is_counted_in_the_councils_days(both: Session) -> None:
    walker, journey = journey_at(both, Stage.APPLIED)
    lead = walker.by(Role.LEAD)
    with transaction(lock=journey) as held:
        until = (walker.at + timedelta(days=30)).date()
        ask_for_pause(held, until, reason="Inspection", by=lead, at=walker.at)
    with transaction(lock=walker.setting.authority) as held_authority:
        ask = Enquire("Rushey Mead", "primary", "Sam Lee", "sam@example.org")
        ask_to_take_part(held_authority, ask, at=walker.at)

    found = counted(today(both, walker))

    assert found == {"applied": COUNCIL, "pause": COUNCIL, "enquiry": COUNCIL}
    assert as_letters_count(found) == {"pause": COUNCIL, "enquiry": COUNCIL}


def test_a_criterion_that_may_not_apply_waits_in_the_councils_days(both: Session) -> None:
    walker, journey = journey_at(both, Stage.GATHERING)
    with transaction(lock=journey) as held:
        lead = walker.by(Role.LEAD)
        judge_ourselves(held, "3.1", Judged.NOT_APPLICABLE, note="No", by=lead, at=walker.at)

    found = counted(today(both, walker))

    assert found == {"not_applicable": COUNCIL} == as_letters_count(found)


def test_an_appeal_to_give_to_somebody_waits_in_the_councils_days(both: Session) -> None:
    walker, journey = journey_at(both, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    with transaction(lock=journey) as held:
        lodge_appeal(held, words="Please look again.", by=walker.by(Role.LEAD), at=walker.at)

    found = counted(today(both, walker))

    assert found == {"appeal_lodged": COUNCIL} == as_letters_count(found)


def test_a_condition_is_late_in_the_settings_days_and_looked_at_in_the_councils(
    both: Session,
) -> None:
    walker, journey = journey_at(both, Stage.AWARDED)
    condition = condition_of(both, walker, journey)
    late = today(both, walker)
    with writing(both):
        condition.state, condition.evidence_at = ConditionState.EVIDENCE_GIVEN, walker.at
    given = counted(today(both, walker))

    assert counted(late) == {"condition_late": SCHOOL} == as_letters_count(counted(late))
    assert given == {"condition": COUNCIL} == as_letters_count(given)
    its_days = calendar_of(walker.setting)
    assert late[0].deadlines == (its_days.add_days(day_of(late[0].since), 20), condition.due_on)
