"""What a coordinator reads of a visit, and the one next step of it."""

from collections.abc import Callable

from award.actions.recording import agree_visit_record, answer_visit_record
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing
from tests.pages import words_of
from tests.web.coordinator.conftest import Scene
from tests.web.coordinator.test_visits import visit_of

Make = Callable[..., Scene]
NAME = "Initial visit and guided planning"


def buttons_to(place: Scene, end: str) -> list[str]:
    """The words of the buttons of the page whose address ends so."""
    assert place.browser.page is not None
    return [
        words_of(one)
        for one in place.browser.page.iter("a")
        if "govuk-button" in (one.get("class") or "") and (one.get("href") or "").endswith(end)
    ]


def written_up(standing: Callable[..., Standing]) -> tuple[Standing, Visit]:
    """A first visit that the coordinator made, whose record is shared."""
    world = standing(Stage.PLANNING)
    walking = world.walking
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    walking.write_up(visit, walking.by(Role.COORDINATOR))
    return world, visit


def say_against(world: Standing, visit: Visit) -> None:
    """The setting says that the record is not right."""
    walking = world.walking
    with transaction(lock=world.journey) as held:
        lead = walking.by(Role.LEAD)
        answer_visit_record(held, visit.id, words="Ten, not nine", by=lead, at=walking.at)


def test_the_record_is_the_one_next_step_of_a_visit_that_was_held(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)
    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=place.day(-4), at_1="2pm", minutes="60", held="y",
    )  # fmt: skip

    found = []
    for page in (f"{place.here}/visits", f"{place.here}/visits/{visit_of(place).id}"):
        place.browser.get(page)
        found.append(buttons_to(place, "/record"))

    assert found == [[f"Write the record: {NAME}"]] * 2


def test_the_page_of_a_visit_that_was_called_off_leads_to_new_dates(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)
    offer = {
        "kind": "initial", "visitor_id": me, "form": "on_site", "minutes": "60",
        "on_1": place.day(5), "at_1": "2pm", "on_2": place.day(6), "at_2": "9:30am",
    }  # fmt: skip
    place.browser.send(f"{place.here}/visits/propose", **offer)
    visit = visit_of(place)
    page = f"{place.here}/visits/{visit.id}"
    place.browser.get(page)
    offered = place.browser.words()
    place.browser.send(f"{page}/cancel", reason="Closed that day")
    place.browser.get(page)
    off, anew = place.browser.words(), buttons_to(place, "/propose?kind=initial")

    place.browser.send(f"{place.here}/visits/propose", **offer)
    place.browser.get(page)

    assert "Offered for " in offered
    assert "; " not in offered.partition("Offered for ")[2][:60]
    assert "Was offered for " in off
    assert anew == [f"Propose new dates: {NAME}"]
    assert "Look at the new visit" in place.browser.words()


def test_what_the_setting_says_against_a_record_is_read_where_it_is_put_right(
    standing: Callable[..., Standing],
) -> None:
    world, visit = written_up(standing)
    page, pages = world.room("coordinator", f"/visits/{visit.id}"), []
    with clock.frozen_at(world.walking.at):
        browser = world.browse(world.walking.cast.coordinator)
        browser.get(page)
        pages.append(browser.words())
        say_against(world, visit)
        browser.get(page)
        pages.append(browser.words())

    assert "The setting can agree it until " in pages[0]
    assert "Change the record" in pages[0]
    assert "Ten, not nine" in pages[1]
    assert "Put the record right" in pages[1]


def test_a_page_of_a_record_that_was_agreed_meanwhile_says_so_and_keeps_the_words(
    standing: Callable[..., Standing],
) -> None:
    world, visit = written_up(standing)
    walking = world.walking
    page = world.room("coordinator", f"/visits/{visit.id}/record/lead")
    with clock.frozen_at(walking.at):
        browser = world.browse(walking.cast.coordinator)
        browser.get(page)
        token = browser.token(page)
        with transaction(lock=world.journey) as held:
            agree_visit_record(held, visit.id, by=walking.by(Role.LEAD), at=walking.at)
        answer = browser.post(page, data={"csrf_token": token, "note_0": "Ten, not nine"})

    assert answer.status_code == 403
    assert "This visit has moved on" in answer.text
    assert "Ten, not nine" in answer.text


def test_a_record_is_put_right_where_it_was_written_with_what_the_setting_says_in_sight(
    standing: Callable[..., Standing],
) -> None:
    world, visit = written_up(standing)
    page = world.room("coordinator", f"/visits/{visit.id}")
    with clock.frozen_at(world.walking.at):
        browser = world.browse(world.walking.cast.coordinator)
        before = browser.get(f"{page}/record").headers["Location"]
        say_against(world, visit)
        after = browser.get(f"{page}/record").headers["Location"]
        browser.get(f"{page}/write-up")
        told = browser.words()
        browser.get(world.room("coordinator"))

    assert "/record/" in before
    assert after.endswith("/write-up")
    assert "The setting says Ten, not nine" in told
    assert "Arrange the visit" not in browser.words()
    assert "See the visit" in browser.words()
