"""Days that the setting offers: what is against one of them is said beside it."""

from lxml import html

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.web.setting.conftest import Make, Place

OPEN, CLOSED, LATER = ["1", "7", "2026"], ["4", "7", "2026"], ["8", "7", "2026"]
SENT = {"kind": "monitoring", "held_as": "on_site", "time_1": "2pm", "day_1": OPEN}
WHY = "Why is this day right all the same?"


def proposed(place: Place) -> list[Visit]:
    place.fresh()
    return place.rows.query(Visit).filter_by(state=VisitState.PROPOSED).all()


def test_a_closed_day_among_others_is_told_beside_it_and_linked(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    answer = lead.send(address, **SENT, day_2=CLOSED, time_2="2pm", day_3=LATER, time_3="2pm")

    page = html.fromstring(answer.get_data(as_text=True))
    said = "The setting is closed on Saturday 4 July 2026"
    links = page.xpath("//*[contains(@class, 'error-summary')]//a")
    assert [link.get("href") for link in links] == ["#day_2-day"]
    assert page.xpath("//*[@id='day_1-error'] | //*[@id='day_3-error']") == []
    assert said in page.xpath("string(//*[@id='day_2-error'])")
    assert WHY in lead.words()


def test_a_reason_is_asked_only_where_it_lets_a_day_stand(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    lead.send(address, **(SENT | {"day_1": ["1", "1", "2025"]}))
    assert "still to come" in lead.words()
    assert WHY not in lead.words()

    lead.send(address, **(SENT | {"kind": ""}))
    assert "Choose what it is for" in lead.words()
    assert WHY not in lead.words()


def test_a_day_that_has_passed_is_refused_among_others_that_are_to_come(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    page = lead.send(address, **SENT, day_2=["1", "1", "2025"], time_2="2pm").get_data(as_text=True)

    said = "Wednesday 1 January 2025 at 2pm has passed. Offer a day and time that is still to"
    assert said in lead.words()
    assert 'href="#day_2-day"' in page
    assert proposed(place) == []


def test_a_day_without_its_time_and_a_time_without_its_day_are_asked_for(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    page = lead.send(address, **SENT, day_2=LATER, time_3="10am").get_data(as_text=True)

    assert "Enter the time too, or take the day away" in lead.words()
    assert "Enter the day too, or take the time away" in lead.words()
    assert 'href="#time_2"' in page
    assert 'href="#day_3-day"' in page
    assert proposed(place) == []


def test_the_same_hour_offered_twice_is_offered_once(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    place.lead().send(f"{place.at}/visits/propose", **SENT, day_2=OPEN, time_2="14:00")

    assert [one.offered for one in proposed(place)] == [["2026-07-01T13:00:00+00:00"]]


def test_one_more_visit_of_a_kind_that_is_booked_is_asked_about_once(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    booked = place.walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    page = lead.get(address).text
    lead.send(address, **SENT)
    asked, before = lead.words(), len(proposed(place))
    lead.send(address, **SENT, one_more="yes")

    assert f'href="{place.at}/visits/{booked.id}"' in page
    assert "We would like one more visit of this kind" not in page
    assert "Tick this if you would like one more" in asked
    assert (before, len(proposed(place))) == (0, 1)


def test_a_second_first_visit_is_refused_before_the_form(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    place.walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    lead = place.lead()

    page = lead.get(f"{place.at}/visits/propose").text

    assert "The first visit is booked for" in page
    assert "Send these dates" not in page


def test_days_that_are_offered_on_a_setting_s_behalf_wait_for_the_visitor(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    desk, lead = place.coordinator(), place.lead()

    desk.send(f"{place.at}/visits/propose", **SENT)

    visit = proposed(place)[0]
    here = f"{place.at}/visits/{visit.id}"
    lead.get(here)
    assert "You offered Wednesday 1 July, 2pm; Colm Brady chooses" in lead.words()
    assert "Choose this date" not in lead.words()
    lead.get(f"{here}/confirm")
    assert "The other side confirms the date" in lead.words()
    lead.get(place.root)
    assert "Choose a date" not in lead.words()
    told = [one for one in place.rows.query(Letter) if one.code == "visit_proposed"]
    assert [one.to_email for one in told] == [place.walking.cast.coordinator.email]
    desk.get(f"/leicester/coordinator/journeys/{place.journey.id}/visits")
    assert "Confirm a date" in desk.words()
    assert "they agreed" not in desk.words()
