"""A visit that was called off is arranged anew: where its assessor and its setting read so."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from award.actions.pausing import pause
from award.actions.rearranging import offer_other_dates
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction, writing
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing
from tests.web.assessor.conftest import visit_of

Make = Callable[..., Standing]


def test_a_visit_that_was_called_off_is_the_assessors_next_step(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    visit = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.ASSESSMENT)).one()
    path = world.room("assessor", f"/visits/{visit.id}/call-off")

    asked = browser.get(path).text
    browser.send(path, missed="no", reason="No train")
    browser.get(world.room("assessor", "/visits"))
    said = browser.words()
    home = browser.get("/leicester/assessor").text
    journey = browser.get(world.room("assessor", "")).text

    assert "read it word for word" in asked
    assert "The setting and the coordinator are told." in said
    assert "arrange a new visit" in home
    assert "/visits/add" in home
    assert "Arrange a new visit" in journey


def test_the_setting_reads_who_arranges_the_new_visit(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.ASSESSMENT)).one()
    path = world.room("assessor", f"/visits/{visit.id}/call-off")
    world.assessor.send(path, missed="no", reason="No train")
    lead = world.browse(world.walking.cast.lead)

    lead.get(f"/setting/{world.journey.setting_id}")

    assert "A new day for the visit is to be found" in lead.words()
    assert f"{world.walking.cast.assessor.name} offers you new dates" in lead.words()


def test_days_that_the_coordinator_offers_are_for_the_setting_to_choose(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit, browser = visit_of(world), world.assessor
    said = {}
    for role in (Role.COORDINATOR, Role.LEAD):
        with transaction(lock=world.journey) as held:
            offer_other_dates(
                held, visit.id, [world.walking.at + timedelta(days=7)], reason="Snow",
                by=world.walking.by(role), at=world.walking.at, despite="They open",
            )  # fmt: skip
        browser.get(world.room("assessor", f"/visits/{visit.id}"))
        page = browser.words()
        browser.get(f"/{world.journey.authority.code}/assessor")
        home = browser.words()
        said[role] = ("Say whether the date suits you" in page, "Choose a date for the" in home)

    assert said == {Role.COORDINATOR: (False, False), Role.LEAD: (True, True)}


def test_the_page_of_a_visit_that_is_off_leads_to_new_dates_once(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, room = world.assessor, world.room("assessor", "/visits")
    visit = visit_of(world)

    browser.send(f"{room}/{visit.id}/call-off", missed="no", reason="No train")
    browser.get(f"{room}/{visit.id}")
    off, door = browser.words(), browser.page.find(".//div[@class='next-card__do']/a")
    browser.send(
        f"{room}/add", kind="assessment", form="on_site", minutes="120",
        day_1=["12", "5", "2027"], time_1="9:30am",
    )  # fmt: skip
    browser.get(f"{room}/{visit.id}")
    since = browser.page.find(".//div[@class='next-card__do']/a")

    assert "The visit is off" in off
    assert door is not None
    assert door.get("href") == f"{room}/add?kind=assessment"
    assert since is not None
    assert since.get("href") == f"{room}/{visit_of(world).id}"


def test_the_page_of_a_visit_of_an_earlier_assessment_leads_to_no_new_dates(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    browser, room = world.assessor, world.room("assessor", "/visits")
    visit = visit_of(world)
    browser.send(f"{room}/{visit.id}/call-off", missed="no", reason="No train")
    off = browser.get(f"{room}/{visit.id}").text
    world.fresh()
    with writing(world.rows) as session:
        session.get_one(Visit, visit.id).superseded_at = world.walking.at

    over = browser.get(f"{room}/{visit.id}").text

    assert "Offer new dates" in off
    assert "Offer new dates" not in over


def test_while_the_journey_rests_the_visit_arranged_since_is_still_led_to(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, room = world.assessor, world.room("assessor", "/visits")
    visit = visit_of(world)
    browser.send(f"{room}/{visit.id}/call-off", missed="no", reason="No train")
    browser.send(
        f"{room}/add", kind="assessment", form="on_site", minutes="120",
        day_1=["12", "5", "2027"], time_1="9:30am",
    )  # fmt: skip
    world.fresh()
    with transaction(lock=world.journey) as held:
        until, by = world.walking.at.date() + timedelta(days=20), world.walking.by(Role.COORDINATOR)
        pause(held, until, reason="A hard term", by=by, at=world.walking.at)

    browser.get(f"{room}/{visit.id}")

    assert "Look at the new visit" in browser.words()


def test_the_line_under_the_heading_says_when_in_a_sentence(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, place = world.assessor, world.room("assessor", f"/visits/{visit_of(world).id}")
    setting = world.journey.setting.name
    with transaction(lock=world.journey) as held:
        days = [world.walking.at + timedelta(days=one) for one in (7, 8)]
        offer_other_dates(
            held, visit_of(world).id, days, reason="Snow",
            by=world.walking.by(Role.ASSESSOR), at=world.walking.at, despite="They open",
        )  # fmt: skip

    browser.get(place)
    waits = browser.words()
    browser.send(f"{place}/call-off", reason="No train")
    browser.get(place)

    assert f"{setting}, offered for " in waits
    assert f"{setting}, was offered for " in browser.words()
