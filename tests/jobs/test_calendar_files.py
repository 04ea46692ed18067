"""The letter about a visit brings a file that a calendar can read."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.actions.rearranging import offer_other_dates
from award.actions.reminding import notify
from award.actions.visiting import Plan, confirm_visit, propose_visit
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visit_days import spoken_moment
from award.domain.visits import VisitKind, VisitState
from award.jobs.means import Means
from award.jobs.worker import run_all
from award.queries.days_near import list_days_near
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.fakes import MailBox
from tests.making import actor, at, journey_at, make_authority, make_cast, make_setting


@pytest.mark.parametrize("hidden", [False, True])
def test_a_visit_that_is_soon_comes_with_its_file(
    both: Session, means: Means, mailbox: MailBox, hidden: bool
) -> None:
    setting = make_setting(both, make_authority(both))
    cast = make_cast(both, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, setting.authority)
    with transaction(lock=setting) as held:
        held.is_hidden = hidden
        journey = open_journey(held, route="standard", by=by, at=at())
    with transaction(lock=journey) as held_journey:
        both.add(
            Visit(
                authority_id=held_journey.authority_id,
                journey_id=held_journey.id,
                kind=VisitKind.MONITORING,
                form=VisitForm.ON_SITE,
                state=VisitState.CONFIRMED,
                place="12 Willow Lane",
                starts_at=at(8),
                visitor_id=cast["Colm Brady"].id,
                visitor_role=Role.COORDINATOR,
                proposed_at=at(),
            )
        )
        both.flush()
        notify(held_journey, list_days_near(held_journey, at=at(7)), at=at(7), paused=False)

    run_all(means, worker="first", at=at(7))

    visit = both.scalars(select(Visit)).one()
    letter = next(one for one in mailbox.letters if "visit is soon" in one["Subject"])
    file = next(letter.iter_attachments())
    event = Calendar.from_ical(file.get_content()).walk("VEVENT")[0]
    text = letter.get_body(("plain",))
    assert text is not None
    assert f"is on {spoken_moment(at(8))}." in text.get_content()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "visit.ics")
    assert event["dtstart"].dt == visit.starts_at
    assert str(event["summary"]) == (
        "Monitoring visit" if hidden else "Monitoring visit: Willow Lane Primary"
    )
    assert event.get("location") == (None if hidden else "12 Willow Lane")


def test_days_that_are_offered_are_maybes_until_one_is_chosen(
    session: Session, means: Means, mailbox: MailBox
) -> None:
    walking, _ = journey_at(session, Stage.GATHERING)
    first, second = (walking.at + timedelta(days=days) for days in (14, 15))
    visitor = walking.cast.coordinator.id
    plan = Plan(
        VisitKind.MONITORING, VisitForm.REMOTE, [first, second], visitor, despite="We agreed."
    )
    with transaction(lock=walking.journey) as held:
        visit = propose_visit(held, plan, by=walking.by(Role.COORDINATOR), at=walking.at)
    run_all(means, worker="first", at=walking.at)
    offered = events_of(mailbox, "A date for a visit")
    with transaction(lock=walking.journey) as held:
        confirm_visit(held, visit.id, second, by=walking.by(Role.LEAD), at=walking.at)
    run_all(means, worker="first", at=walking.at)
    agreed = events_of(mailbox, "is agreed")

    assert [(str(one["status"]), one["dtstart"].dt) for one in offered] == [
        ("TENTATIVE", first),
        ("TENTATIVE", second),
    ]
    assert [str(one["status"]) for one in agreed] == ["CONFIRMED", *["CANCELLED"] * 3]
    assert [str(one["uid"]) for one in agreed[1:3]] == [str(one["uid"]) for one in offered]
    assert all(
        then["sequence"] < now["sequence"] for then, now in zip(offered, agreed[1:3], strict=True)
    )
    with transaction(lock=walking.journey) as held:
        offer_other_dates(held, visit.id, [first], reason="A funeral.", despite="We are in.",
                          by=walking.by(Role.LEAD), at=walking.at)  # fmt: skip
    run_all(means, worker="first", at=walking.at)
    anew = events_of(mailbox, "An agreed visit needs another day")
    assert [str(one["status"]) for one in anew] == [
        "CANCELLED",
        "TENTATIVE",
        "CANCELLED",
        "CANCELLED",
    ]


def events_of(mailbox: MailBox, subject: str) -> list[Any]:
    letter = [one for one in mailbox.letters if subject in one["Subject"]][-1]
    return Calendar.from_ical(next(letter.iter_attachments()).get_content()).walk("VEVENT")
