"""What befalls a setting on its way: a new number, a visit missed, an assessor who leaves."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.putting_forward import put_plan_forward
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.settings import Identifier
from award.storage.visits import Visit
from tests.journeys.browser_people import PHONE, Person
from tests.journeys.lives import Life, life, the_rest_is_walked

pytestmark = pytest.mark.soak
LINKS = (
    "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
    "150001,120001,Willow Lane Primary,Predecessor,01-09-2026\n"
    "120001,150001,Willow Lane Academy,Successor,01-09-2026\n"
)


def give_number(session: Session, walking: Walker) -> None:
    place = walking.setting
    with writing(session):
        session.add(
            Identifier(
                authority_id=place.authority_id,
                setting_id=place.id,
                scheme="gias_urn",
                value="120001",
            )
        )


def the_award(session: Session) -> Award:
    found = session.scalars(select(Award).order_by(Award.id.desc())).first()
    assert found is not None
    return found


def test_a_school_becomes_an_academy_and_renews_its_award_under_the_new_number(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    with life(browser, tmp_path, empty_database, Stage.AWARDED, give_number) as here:
        first = here.rows(the_award)
        the_register_tells_of_the_academy(here, tmp_path)
        here.town.at = datetime.combine(
            first.renewal_opens_on or first.valid_until, here.town.at.timetz()
        ) + timedelta(days=3)
        the_lead_begins_the_renewal(here)
        the_rest_is_walked(here)
        second = here.rows(the_award)
        assert second.valid_from == first.valid_until + timedelta(days=1)
        assert second.name == "Willow Lane Academy"
        the_lead_sees_both_awards(here, first, second)


def the_register_tells_of_the_academy(here: Life, folder: Path) -> None:
    file = folder / "links.csv"
    file.write_text(LINKS)
    colm = here.sits_down("Colm Brady")
    colm.follows("Settings")
    colm.follows("Changes in the register")
    colm.follows("Bring in the links")
    colm.page.locator("input[type=file]").set_input_files(file)
    colm.presses("Read the file")
    colm.follows("Willow Lane Academy")
    assert colm.reads("award LEI")
    colm.chooses("It is the same place: it goes on")
    colm.presses("Save")
    colm.follows("Settings")
    assert colm.reads("Willow Lane Academy")


def the_lead_begins_the_renewal(here: Life) -> None:
    amara = here.sits_down("Amara Holt", width=PHONE)
    assert amara.reads("Willow Lane Academy")
    amara.follows("Renew")
    amara.presses("Begin the renewal")
    assert amara.reads("What you showed before still counts where it is fresh")


def the_lead_sees_both_awards(here: Life, first: Award, second: Award) -> None:
    here.town.let_worker_run()
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("See the award and its certificate")
    assert amara.reads(second.number)
    amara.goes_to("/where-to")
    assert amara.reads("Willow Lane Academy")
    stranger = here.people.sit_down("Nobody Known", width=PHONE)
    here.town.at = datetime.combine(second.valid_from, here.town.at.timetz())
    stranger.goes_to("/leicester/register")
    assert stranger.reads("Willow Lane Academy")
    assert not stranger.reads("Willow Lane Primary")


def begins(session: Session) -> datetime:
    """When the visit of the assessment was to be."""
    found = session.scalars(
        select(Visit.starts_at).where(Visit.kind == VisitKind.ASSESSMENT).order_by(Visit.id.desc())
    ).first()
    assert found is not None
    return found


def test_a_visit_is_missed_and_its_assessor_leaves(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    with life(browser, tmp_path, empty_database, Stage.ASSESSING) as here:
        here.town.at = here.rows(begins) + timedelta(hours=6)
        the_assessor_says_that_it_did_not_take_place(here)
        the_coordinator_gives_the_journey_to_another(here)
        the_one_who_left_finds_it_no_more(here)
        the_next_assessor_offers_a_day_and_the_lead_takes_it(here)


def the_assessor_says_that_it_did_not_take_place(here: Life) -> None:
    edith = here.sits_down("Edith Moss")
    edith.follows("Journeys")
    edith.follows("Willow Lane Primary")
    edith.follows("Visits")
    edith.follows("Assessment")
    edith.follows("it did not take place")
    edith.chooses("Its day passed without it")
    edith.writes("Why?", "The school was shut by a burst pipe")
    edith.presses("Call it off")
    assert edith.reads("The setting and the coordinator are told.")
    assert "burst pipe" in here.town.letter_to("amara.holt@example.org", "visit")


def the_coordinator_gives_the_journey_to_another(here: Life) -> None:
    here.town.pass_time(days=1)
    colm = here.sits_down("Colm Brady")
    colm.follows("Journeys")
    colm.follows("Willow Lane Primary")
    colm.follows("Change people")
    colm.follows("Assign somebody else as assessor")
    assert colm.reads("Has not been here.")
    colm.chooses("Tomasz Zielinski")
    colm.presses("Assign")
    assert colm.reads("The part is given, and they are told.")


def the_one_who_left_finds_it_no_more(here: Life) -> None:
    edith = here.sits_down("Edith Moss")
    assert not edith.reads("Willow Lane Primary")
    edith.follows("Journeys")
    assert not edith.reads("Willow Lane Primary")


def the_next_assessor_offers_a_day_and_the_lead_takes_it(here: Life) -> None:
    tomasz = here.sits_down("Tomasz Zielinski")
    tomasz.follows("Journeys")
    tomasz.follows("Willow Lane Primary")
    tomasz.follows("Visits")
    assert tomasz.reads("Missed")
    tomasz.follows("Offer dates for a visit")
    tomasz.chooses("Assessment")
    tomasz.dates("Day 1", (here.town.at + timedelta(days=5)).date())
    tomasz.writes("Start on day 1", "9:30am")
    tomasz.presses("Save")
    here.town.let_worker_run()
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("Choose a date")
    amara.page.get_by_role("radio").first.check(force=True)
    amara.presses("Choose this date")
    assert amara.reads("Tomasz Zielinski")


def test_a_club_goes_the_light_way_with_a_coordinator_who_writes_for_it_and_rings(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    club = {"route": "light", "kind_code": "youth_club", "name": "Friday Youth Club"}
    with life(browser, tmp_path, empty_database, Stage.PLANNING, **club) as here:
        colm = here.sits_down("Colm Brady")
        the_coordinator_writes_down_a_call(here, colm)
        the_leader_agrees_the_record(here)
        the_coordinator_says_for_the_club_where_it_stands(colm)
        the_rest_is_walked(here, the_club_plans)
        the_history_says_who_did_it_for_whom(here)


def the_coordinator_writes_down_a_call(here: Life, colm: Person) -> None:
    """The first visit was a call, and is written down as one that was held already."""
    colm.follows("Journeys")
    colm.follows("Friday Youth Club")
    colm.follows("Visits")
    colm.follows("Book a date that you agreed")
    colm.chooses("Initial", "By phone")
    colm.dates("Which day?", here.town.at.date())
    colm.writes("What time?", "9am")
    colm.ticks("It has already taken place")
    colm.presses("Book the visit")
    colm.follows("Write the record")
    colm.presses("Sum it up")
    colm.writes("Whom did you meet?", "The leader, on the phone")
    colm.writes("What did you see and hear?", "Young people made the club's rules themselves.")
    colm.ticks("This record is finished")
    colm.presses("Save the record")
    colm.follows("Share the record")
    colm.presses("Share the record")


def the_leader_agrees_the_record(here: Life) -> None:
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("Read the record")
    amara.presses("We agree the record")


def the_club_plans(walking: Walker) -> None:
    """All of planning but its first visit, which was the call."""
    walking.baseline()
    walking.add_actions()
    with transaction(lock=walking.journey) as held:
        put_plan_forward(held, by=walking.by(Role.LEAD), at=walking.at)
    walking.pass_time(days=2)
    walking.move("agree_plan", Role.COORDINATOR)


def the_coordinator_says_for_the_club_where_it_stands(colm: Person) -> None:
    colm.follows("Journeys")
    colm.follows("Friday Youth Club")
    colm.follows("Work in the setting’s room")
    assert colm.reads("You work here for Friday Youth Club")
    colm.follows("Criteria")
    colm.page.get_by_role("link", name="1.1").first.click()
    colm.look()
    colm.chooses("Developing")
    colm.presses("Save")
    colm.page.locator("[data-fresh=saved]").get_by_text("Saved").wait_for()


def the_history_says_who_did_it_for_whom(here: Life) -> None:
    colm = here.sits_down("Colm Brady")
    colm.goes_to("/leicester/coordinator/journeys/1/history")
    colm.page.get_by_role("link", name="Next").click()
    colm.look()
    assert colm.reads("on behalf of the setting")
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("See the award and its certificate")
    assert amara.reads("Friday Youth Club")
