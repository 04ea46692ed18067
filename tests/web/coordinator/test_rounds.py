"""Rounds: added, aimed at, changed by two, those to come first."""

from collections.abc import Callable
from datetime import timedelta

from award.domain.stages import Stage
from award.storage.authorities import Round
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_a_round_is_added_and_aimed_at(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    start = place.walker.at.date() + timedelta(days=40)
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    days = [start + timedelta(days=7 * step) for step, _ in enumerate(names)]
    fields = {
        name: [str(on.day), str(on.month), str(on.year)]
        for name, on in zip(names, days, strict=True)
    }

    place.browser.send(f"{ROOM}/rounds/add", name="Spring", **fields)
    place.browser.send(f"{place.here}/aim", round_id="1")

    assert place.now().round_id == 1
    assert place.rows.get_one(Round, 1).panel_on == days[4]


def test_who_is_slower_with_a_round_sees_both(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    days = {one: [str(n + 1), "3", "2030"] for n, one in enumerate(names)}
    page = f"{ROOM}/rounds/1"
    place.browser.send(f"{ROOM}/rounds/add", name="Spring", **days)
    place.browser.send(page, name="Spring 2030", **days)

    told = place.browser.send(page, name="Mine", **days, version="1")
    words = place.browser.words()
    place.rows.rollback()
    kept = place.rows.get_one(Round, 1).name
    place.browser.send(page, name="Mine", **days)

    assert told.status_code == 200
    assert "What is there now What is it called? Spring 2030" in words
    assert "The panel meets on Tuesday" not in words
    place.rows.rollback()
    assert (kept, place.rows.get_one(Round, 1).name) == ("Spring 2030", "Mine")


def test_rounds_to_come_stand_before_those_that_are_over(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    for name, year in (("Long ago", "2025"), ("Some day", "2030")):
        days = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on")
        fields = {one: [str(n + 1), "3", year] for n, one in enumerate((*days, "notify_by_on"))}
        place.browser.send(f"{ROOM}/rounds/add", name=name, **fields)

    place.browser.get(f"{ROOM}/rounds")
    words = place.browser.words()
    place.browser.get(f"{ROOM}/rounds/1")

    order = [words.index(one) for one in ("To come", "Some day", "Over", "Long ago")]
    assert order == sorted(order)
    assert "No open journey aims at it" in place.browser.words()


def add_round(place: Scene, name: str, year: str) -> None:
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    days = {one: [str(n + 1), "3", year] for n, one in enumerate(names)}
    place.browser.send(f"{ROOM}/rounds/add", name=name, **days)


def test_a_year_that_can_only_be_a_slip_is_asked_about_at_its_day(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    add_round(place, "Spring", "9999")

    words = place.browser.words()
    assert "Look at the year 9999, which is more than 10 years away" in words
    assert "The panel meets on: look at the year 9999, which is more than 10 years away" in words
    assert "panel_on-year" in place.browser.refusals()
    assert place.rows.query(Round).count() == 0


def test_a_round_is_taken_out_and_who_aims_at_it_moves_to_the_next(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    add_round(place, "Spring", "2030")
    add_round(place, "Summer", "2031")
    place.browser.send(f"{place.here}/aim", round_id="1")

    place.browser.get(f"{ROOM}/rounds/1")
    assert "Take this round out" in place.browser.words()
    place.browser.get(f"{ROOM}/rounds/1/remove")
    words = place.browser.words()
    assert "1 open journey aims at it." in words
    assert "Spring, on" not in words
    place.browser.send(f"{ROOM}/rounds/1/remove", instead="2")

    assert place.now().round_id == 2
    assert place.rows.get(Round, 1) is None
    assert place.browser.get(f"{ROOM}/rounds/1/remove").status_code == 404


def test_a_second_round_of_the_same_name_is_refused_beside_its_name(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    add_round(place, "Spring", "2030")

    add_round(place, "spring", "2031")

    assert list(place.browser.refusals()) == ["name"]


def test_a_round_that_is_kept_says_why_on_its_page(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    add_round(place, "Spring", "2030")
    place.browser.send(f"{place.here}/aim", round_id="1")
    place.browser.send(f"{place.here}/moves/close", reason_code="closed", reason="It closes.")

    place.browser.get(f"{ROOM}/rounds/1")
    words = place.browser.words()
    answer = place.browser.get(f"{ROOM}/rounds/1/remove")

    assert "It cannot be taken out. A journey that aimed at it has ended" in words
    assert answer.status_code == 403


def test_a_day_that_is_missing_is_named(scene: Make) -> None:
    browser = scene(Stage.APPLIED).browser

    browser.send(f"{ROOM}/rounds/add", name="Spring")

    assert "Enter the day on which the panel meets" in browser.words()
    assert "Enter the day by which settings hear" in browser.words()
