"""Terms and closed days in the browser: copied, changed, closed, taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.authorities import ClosureDay, HalfTermDates, Round
from award.storage.days import day_of
from award.storage.db import writing
from tests.making import make_setting
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

TERMS = f"{ROOM}/terms"


def parts(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def shown_days(browser: PageClient) -> dict[str, list[str]]:
    """What stands in the date inputs of the page."""
    assert browser.page is not None
    found: dict[str, list[str]] = {}
    for one in browser.page.iter("input"):
        name = one.get("name", "")
        if name.startswith(("starts_", "ends_")):
            found.setdefault(name, []).append(one.get("value", ""))
    return found


@pytest.fixture
def place(scene: Callable[..., Scene]) -> Scene:
    return scene(Stage.DRAFT)


def count(place: Scene, kind: Any, **where: Any) -> int:
    place.rows.rollback()
    query = select(func.count()).select_from(kind).filter_by(**where)
    return place.rows.scalar(query) or 0


def test_a_year_shows_its_half_terms_and_closed_days(place: Scene) -> None:
    place.browser.get(f"{TERMS}?year=2025")

    words = place.browser.words()
    assert "Autumn, first half Tuesday 26 August 2025" in words
    assert "Bank holiday" in words
    assert "Awards that were given keep their dates" in words


def test_next_year_begins_with_the_dates_of_this_one(place: Scene) -> None:
    place.browser.get(f"{TERMS}/2026/change")
    words = place.browser.words()
    days = shown_days(place.browser)

    kept = place.browser.send(f"{TERMS}/2026/change", **days)

    assert "Copied from 2025 to 2026" in words
    assert days["starts_1"] == parts(date(2026, 8, 25))
    assert kept.status_code == 302
    assert count(place, HalfTermDates, school_year=2026) == 6


def test_who_is_slower_with_a_years_half_terms_sees_both(place: Scene) -> None:
    browser, address = place.browser, f"{TERMS}/2026/change"
    browser.get(address)
    assert browser.page is not None
    [seen] = [
        one.get("value", "") for one in browser.page.iter("input") if one.get("name") == "version"
    ]
    first, slow = ({"starts_1": parts(date(2026, 9, day))} for day in (1, 2))
    browser.send(address, **first)

    told = browser.send(address, **slow, version=seen)
    words, typed = browser.words(), shown_days(browser)["starts_1"]
    place.rows.rollback()
    query = select(HalfTermDates.starts_on).filter_by(school_year=2026)
    kept = place.rows.scalars(query.order_by(HalfTermDates.starts_on)).first()
    browser.send(address, **slow)

    assert told.status_code == 200
    assert "Somebody else changed these half-terms" in words
    assert "What is there now Autumn, first half: first day Tuesday 1 September 2026" in words
    assert (typed, kept) == (["2", "9", "2026"], date(2026, 9, 1))
    assert count(place, HalfTermDates, starts_on=date(2026, 9, 2)) == 1


def test_half_a_half_term_is_refused_and_nothing_typed_is_lost(place: Scene) -> None:
    answer = place.browser.send(
        f"{TERMS}/2026/change", starts_1=parts(date(2026, 9, 1)), ends_1=["", "", ""]
    )

    assert answer.status_code == 200
    assert "Autumn, first half: enter both days, or leave both empty" in place.browser.words()
    assert shown_days(place.browser)["starts_1"] == ["1", "9", "2026"]


def test_half_terms_out_of_order_or_of_another_year_are_refused(place: Scene) -> None:
    browser, address = place.browser, f"{TERMS}/2026/change"
    back_to_front = {
        "starts_1": parts(date(2026, 10, 1)), "ends_1": parts(date(2026, 9, 1))
    }  # fmt: skip
    other_year = {"starts_1": parts(date(2024, 9, 1)), "ends_1": parts(date(2024, 10, 1))}

    browser.send(address, **back_to_front)
    first = browser.words()
    browser.send(address, **other_year)

    assert "the last day comes before the first" in first
    assert "does not belong to the school year 2026 to 2027" in browser.words()


def test_half_terms_that_overlap_lead_to_the_day_that_begins_too_early(place: Scene) -> None:
    browser = place.browser
    halves = {
        "starts_1": parts(date(2026, 9, 1)), "ends_1": parts(date(2026, 10, 23)),
        "starts_2": parts(date(2026, 10, 19)), "ends_2": parts(date(2026, 12, 18)),
    }  # fmt: skip

    browser.send(f"{TERMS}/2026/change", **halves)

    words = "Autumn, second half: the first day comes before the last day of “Autumn, first half”"
    assert browser.page is not None
    links = {" ".join((one.text or "").split()): one.get("href") for one in browser.page.iter("a")}
    assert links[words].startswith("#starts_2")
    assert count(place, HalfTermDates, school_year=2026) == 0


def test_closed_days_are_added_and_taken_out(place: Scene) -> None:
    added = place.browser.send(
        f"{TERMS}/closures/add",
        name="Local holiday",
        first_on=parts(date(2026, 3, 2)),
        last_on=parts(date(2026, 3, 3)),
        sort="closure",
    )
    place.browser.get(added.location or "")
    words = place.browser.words()
    place.rows.rollback()
    row = place.rows.scalars(select(ClosureDay).filter_by(name="Local holiday")).first()
    assert row is not None

    place.browser.send(f"{TERMS}/closures/{row.id}/remove")

    assert "The closed days are kept. No date of a journey moved by it." in words
    assert "Monday 2 March 2026 to Tuesday 3 March 2026" in words
    assert count(place, ClosureDay, name="Local holiday") == 0


def test_some_of_a_run_of_closed_days_are_taken_out_and_days_beyond_it_are_refused(
    place: Scene,
) -> None:
    days = {"first_on": parts(date(2026, 3, 2)), "last_on": parts(date(2026, 3, 6))}
    place.browser.send(f"{TERMS}/closures/add", name="Snow", sort="closure", **days)
    place.rows.rollback()
    third = place.rows.scalars(select(ClosureDay).filter_by(name="Snow", on=date(2026, 3, 4))).one()
    page = f"{TERMS}/closures/{third.id}/remove"

    place.browser.send(page, first_on=parts(date(2026, 3, 9)), last_on=parts(date(2026, 3, 10)))
    refused = place.browser.refusals()
    place.browser.send(page, first_on=parts(date(2026, 3, 5)), last_on=parts(date(2026, 3, 6)))

    words = "Take out days between Monday 2 March 2026 and Friday 6 March 2026"
    assert list(refused.values()) == [words]
    assert count(place, ClosureDay, name="Snow") == 3
    place.browser.get(page)
    assert "Monday 2 March 2026 to Wednesday 4 March 2026, Snow" in place.browser.words()


def test_where_working_days_are_counted_nothing_counts_again_that_never_stopped(
    place: Scene,
) -> None:
    authority = place.journey.setting.authority
    nursery = make_setting(place.rows, authority, "Meadow Way", kind_code="early_years")
    on = parts(date(2026, 3, 2))
    place.browser.send(f"{ROOM}/settings/{nursery.id}/closures/add", name="Training", first_on=on)
    place.rows.rollback()
    row = place.rows.scalars(select(ClosureDay).filter_by(name="Training")).one()

    place.browser.get(f"{TERMS}/closures/{row.id}/remove")

    words = place.browser.words()
    assert "Visits are arranged for the day again without a reason" in words
    assert "counts again" not in words


def test_a_setting_keeps_ways_of_its_own(place: Scene) -> None:
    setting_id = place.journey.setting_id
    here = f"{ROOM}/settings/{setting_id}"

    place.browser.get(f"{here}/terms?year=2025")
    usual = place.browser.words()
    place.browser.get(f"{here}/terms/2025/change")
    days, copied = shown_days(place.browser), place.browser.words()
    warned = place.browser.page.findall(".//div[@class='notice notice--attention']")
    days["starts_1"] = parts(date(2025, 9, 1))
    place.browser.send(f"{here}/terms/2025/change", **days)
    place.browser.send(f"{here}/closures/add", name="Training", first_on=parts(date(2026, 3, 2)))
    place.browser.get(f"{here}/terms?year=2025")
    own = place.browser.words()
    place.browser.get(TERMS)

    assert "It keeps the authority’s half-terms." in usual
    assert "These are the authority’s dates. Change those that are different" in copied
    assert warned == []
    assert "Autumn, first half Monday 1 September 2025" in own
    assert "Monday 2 March 2026" in own
    assert "Settings with half-terms of their own Willow Lane Primary" in place.browser.words()


@pytest.mark.parametrize("path", ["/terms/1900/change", "/terms?year=1900", "/settings/999/terms"])
def test_what_is_not_there_is_not_there(place: Scene, path: str) -> None:
    assert place.browser.get(ROOM + path).status_code == 404


def test_another_authoritys_closed_day_is_not_there(
    place: Scene, stranger: Callable[[], PageClient]
) -> None:
    place.rows.rollback()
    row = place.rows.scalars(select(ClosureDay)).first()
    assert row is not None

    assert stranger().get(f"{ELSEWHERE}/terms/closures/{row.id}/remove").status_code == 404


def test_a_visit_and_a_panel_day_that_fall_on_a_closed_day_are_told(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.ASSESSING)
    visit = place.walker.assessment_visit()
    assert visit is not None
    assert visit.starts_at is not None
    on = day_of(visit.starts_at)
    with writing(place.rows) as session:
        days = dict.fromkeys(
            ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on"),
            on,
        )
        session.add(Round(authority_id=place.journey.authority_id, name="Panel of spring", **days))

    closure = {"name": "Storm", "first_on": parts(on), "sort": "bank"}
    added = place.browser.send(f"{TERMS}/closures/add", **closure)
    place.browser.get(added.location or "")
    first = place.browser.words()
    added = place.browser.send(f"{TERMS}/closures/add", **closure | {"again": "yes"})
    place.browser.get(added.location or f"{TERMS}?year=2025")

    when = long_day(on)
    assert f"Willow Lane Primary, assessment visit: {when} is a closed day there now." in first
    assert f"Panel of spring: {when} is no working day of the council now." in first
    assert "is a closed day there now" not in place.browser.words()


def test_a_day_that_is_closed_already_as_another_is_refused_beside_it(place: Scene) -> None:
    address = f"{TERMS}/closures/add"
    day = {"first_on": parts(date(2026, 3, 2))}
    place.browser.send(address, name="Training day", sort="closure", **day)

    place.browser.send(address, name="Storm", sort="closure", **day)
    renamed = place.browser.words()
    place.browser.send(address, name="Training day", sort="bank", **day)

    assert "Monday 2 March 2026 is closed already, as “Training day”." in renamed
    assert "Monday 2 March 2026 is closed already" in place.browser.words()
    assert count(place, ClosureDay, name="Storm") == 0


def test_a_panel_day_that_is_most_likely_a_slip_is_named_once_the_round_is_kept(
    place: Scene,
) -> None:
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")

    def told(name: str, on: date) -> str:
        days = {one: parts(on) for one in names}
        added = place.browser.send(f"{ROOM}/rounds/add", name=name, **days)
        place.browser.get(added.location or "")
        return place.browser.words()

    assert "Its panel day, Tuesday 5 May 2020, has passed" in told("Typed", date(2020, 5, 5))
    sunday = told("Sunday", date(2030, 3, 3))
    assert "Its panel day, Sunday 3 March 2030, is no working day of the council." in sunday
    assert "Its panel day" not in told("Monday", date(2030, 3, 4))


def test_whose_days_go_on_through_a_closure_is_said_where_it_is_chosen(place: Scene) -> None:
    place.browser.get(f"{TERMS}/closures/add")

    assert "The council’s days go on, and those of places where working" in place.browser.words()


def test_a_setting_whose_working_days_are_counted_reads_what_its_closed_days_do(
    place: Scene,
) -> None:
    school = place.journey.setting
    nursery = make_setting(place.rows, school.authority, "Meadow Way", kind_code="early_years")

    said = {}
    for one in (school, nursery):
        place.browser.get(f"{ROOM}/settings/{one.id}/closures/add")
        said[one.id] = place.browser.words()

    assert "A closed day does not count" in said[school.id]
    assert "A closed day does not count" not in said[nursery.id]
    assert "a closed day still counts for reminders and answers" in said[nursery.id]
