"""An agreed day that falls: who knows of it is told, with the reason and the days instead."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.rearranging import offer_other_dates
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.jobs.calendar_files import calendar_file_of
from award.storage.db import transaction
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.ASSESSING)[0]


def visit_of(session: Session, walking: Walker) -> Visit:
    return session.scalars(
        select(Visit).where(
            Visit.journey_id == walking.journey.id, Visit.kind == VisitKind.ASSESSMENT
        )
    ).one()


def offer(session: Session, walking: Walker, role: Role, days: int = 7) -> list[Letter]:
    """Other days for the visit, offered by this role; the letters that this writes."""
    visit = visit_of(session, walking)
    known = set(session.scalars(select(Letter.id)))
    moments = [walking.at + timedelta(days=days)]
    with transaction(lock=walking.journey) as held:
        offer_other_dates(
            held, visit.id, moments, reason="Snow",
            by=walking.by(role), at=walking.at, despite="They open for us",
        )  # fmt: skip
    return [one for one in session.scalars(select(Letter)) if one.id not in known]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ASSESSOR, Role.LEAD])
def test_all_who_know_of_an_agreed_day_are_told_that_it_falls(
    session: Session, walking: Walker, role: Role
) -> None:
    told = offer(session, walking, role)

    cast = walking.cast
    assert {one.to_email for one in told} == {
        cast.lead.email,
        cast.head.email,
        cast.assessor.email,
    }
    assert {one.code for one in told} == {"visit_offered_anew"}
    chooser = cast.assessor.name if role is Role.LEAD else "The setting"
    assert all(f"{chooser} chooses." in one.body and "\n\nSnow\n\n" in one.body for one in told)


def test_the_day_that_falls_is_struck_out_of_the_calendar(
    session: Session, walking: Walker
) -> None:
    told = offer(session, walking, Role.COORDINATOR)

    file = calendar_file_of(session, told[0], "https://award.example.org")
    assert file is not None
    events = {
        str(one["uid"]): str(one["status"]) for one in Calendar.from_ical(file).walk("VEVENT")
    }
    visit = visit_of(session, walking)
    assert events[f"visit-{visit.id}@award.example.org"] == "CANCELLED"


def test_days_that_were_only_offered_fall_without_such_a_letter(
    session: Session, walking: Walker
) -> None:
    offer(session, walking, Role.COORDINATOR)

    again = offer(session, walking, Role.COORDINATOR, days=8)

    assert [(one.code, one.to_email) for one in again] == [
        ("visit_proposed", walking.cast.lead.email)
    ]
