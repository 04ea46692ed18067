"""A cohort in the browser: begun, filled, named, looked at, sent once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.accounts import Invitation
from award.storage.authorities import ClosureDay
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.visits import Visit
from tests.pages import PageClient
from tests.web.coordinator.cohort_pages import (
    START,
    WORKSHOP,
    begin,
    count,
    fill,
    name_all,
    with_two_more,
)
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene


@pytest.fixture
def place(scene: Callable[..., Scene]) -> Scene:
    return with_two_more(scene(Stage.DRAFT))


def test_a_cohort_from_the_first_page_to_its_invitations(place: Scene) -> None:
    browser = place.browser
    browser.get(f"{ROOM}/cohorts")
    empty = browser.words()
    here = begin(place, **WORKSHOP)
    browser.get(here)
    first = browser.words()
    fill(place, here, "Oak Tree Juniors", "Ash Grove Nursery")
    browser.get(here)
    unnamed = browser.words()
    name_all(place, here)
    browser.get(f"{here}/send")
    preview = browser.words()
    sent = browser.send(f"{here}/send")
    browser.get(here)
    after = browser.words()

    assert "There is no cohort yet" in empty
    assert "Choose settings" in first
    assert "Say who leads at 2 settings" in unnamed
    assert "Invite 2 settings" in preview
    assert "You are invited: Ash Grove Nursery" in preview
    assert "Tuesday 9 March 2027 at 2pm, at Town Hall" in preview
    assert sent.location == here
    assert "2 settings got an invitation." in after
    assert "Draft application" in after
    assert (count(place.rows, Invitation), count(place.rows, Journey)) == (2, 3)


def test_who_has_an_open_journey_cannot_be_ticked_and_says_why(place: Scene) -> None:
    here = begin(place)

    place.browser.get(f"{here}/settings")

    words = place.browser.words()
    assert "Willow Lane Primary" in words
    assert "On a journey now: draft application." in words


def test_all_that_a_search_finds_come_in_at_once_without_the_busy(place: Scene) -> None:
    here = begin(place)

    place.browser.send(f"{here}/settings?never=yes", all="yes")

    assert count(place.rows, CohortPlace) == 2


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("search=oak", 1),
        ("never=yes", 2),
        ("kind=primary", 2),
        ("search=nothing", 0),
        ("having=nothing", 2),
        ("having=award", 0),
        ("having=appeal", 0),
    ],
)
def test_settings_are_found_by_name_kind_and_by_never_having_taken_part(
    place: Scene, search: str, found: int
) -> None:
    here = begin(place)

    place.browser.get(f"{here}/settings?{search}")

    page = place.browser.page
    assert page is not None
    ticks = [one for one in page.iter("input") if one.get("name") == "settings"]
    assert len(ticks) == found


def test_a_workshop_needs_a_day_and_a_time_and_a_route_that_allows_it(place: Scene) -> None:
    half = place.browser.send(START, name="A", route="light", workshop_time="2pm")
    half_words = place.browser.words()
    wrong = place.browser.send(
        START, **{"name": "A", "route": "standard", "workshop_minutes": "90", **WORKSHOP}
    )

    assert (half.status_code, wrong.status_code) == (200, 200)
    assert "both a day and a time" in half_words
    assert "a workshop does not count there" in place.browser.words()
    assert count(place.rows, Cohort) == 0


def test_a_lead_with_a_wrong_address_is_refused_and_nothing_typed_is_lost(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    place.rows.rollback()
    one = place.rows.scalars(select(CohortPlace)).one()

    answer = place.browser.send(
        f"{here}/leads", **{f"name_{one.id}": "Ben Oak", f"email_{one.id}": "ben"}
    )

    assert answer.status_code == 200
    assert "Enter an e-mail address like name@example.org" in place.browser.words()
    assert 'value="Ben Oak"' in answer.get_data(as_text=True)


def test_of_two_who_name_leads_the_slower_sees_both(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    place.rows.rollback()
    one = place.rows.scalars(select(CohortPlace)).one()
    place.browser.get(f"{here}/leads")
    with writing(place.rows) as session:
        session.get_one(CohortPlace, one.id).lead_name = "Ida Quill"
        cohort = session.scalars(select(Cohort)).one()
        cohort.version += 1
    mine = {f"name_{one.id}": "Ben Oak", f"email_{one.id}": "ben@example.org"}

    place.browser.send(f"{here}/leads", **mine, version=str(cohort.version - 1))
    told = place.browser.words()
    place.browser.send(f"{here}/leads", **mine, version=str(cohort.version))

    assert "Oak Tree Juniors Ida Quill" in told
    place.rows.rollback()
    assert place.rows.scalars(select(CohortPlace)).one().lead_name == "Ben Oak"


def test_a_setting_is_taken_out_again(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    place.rows.rollback()
    one = place.rows.scalars(select(CohortPlace)).one()

    place.browser.send(f"{here}/places/{one.id}/remove")

    assert count(place.rows, CohortPlace) == 0


def test_the_workshop_pages_say_kindly_that_it_is_not_time(place: Scene) -> None:
    here = begin(place, **WORKSHOP)

    place.browser.get(f"{here}/workshop/record")
    record = place.browser.words()
    place.browser.get(f"{here}/workshop/book")

    assert "The record opens when the workshop begins" in record
    assert "No setting can be booked now" in place.browser.words()


def test_a_record_that_comes_too_early_is_given_back(place: Scene) -> None:
    here = begin(place, **WORKSHOP)
    token = place.browser.token(f"{here}/change")

    place.browser.post(
        f"{here}/workshop/record", data={"csrf_token": token, "summary": "They told of the yard."}
    )

    words = place.browser.words()
    assert "Nothing was changed." in words
    assert "They told of the yard." in words


def test_a_cohort_is_changed(place: Scene) -> None:
    here = begin(place, **WORKSHOP)

    place.browser.send(
        f"{here}/change",
        name="Summer 2027",
        route="club",
        workshop_on=["", "", ""],
        workshop_time="",
        workshop_minutes="60",
    )

    place.browser.get(here)
    assert "Summer 2027" in place.browser.words()
    assert "One at each setting" in place.browser.words()


def test_a_workshop_on_a_day_with_another_visit_asks_why_and_keeps_the_reason(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.PLANNING, route="light")
    here = begin(place, **WORKSHOP)
    walker, when = place.walker, datetime(2027, 3, 9, 14, tzinfo=UTC)
    with writing(place.rows) as session:
        cohort = session.scalars(select(Cohort)).one()
        authority_id = place.journey.authority_id
        session.add(
            CohortPlace(
                authority_id=authority_id, cohort_id=cohort.id, setting_id=place.journey.setting_id,
                journey_id=place.journey.id, invited_at=walker.at,
            )
        )  # fmt: skip
        for one in session.scalars(select(Visit)):
            one.superseded_at = walker.at
        for day in (9, 12):
            session.add(
                Visit(
                    authority_id=authority_id, journey_id=place.journey.id,
                    kind=VisitKind.CHECK_IN, form=VisitForm.ON_SITE, state=VisitState.CONFIRMED,
                    starts_at=when.replace(day=day), visitor_id=walker.cast.coordinator.id,
                    visitor_role=Role.COORDINATOR, proposed_at=walker.at,
                )
            )  # fmt: skip
    asks, why = "Why is this day right all the same?", "A colleague stands in."
    place.browser.get(f"{here}/workshop/book")
    calm = place.browser.words()
    place.browser.send(f"{here}/workshop/book")
    book = place.browser.words()
    place.browser.send(f"{here}/workshop/book", despite=why)
    later = {"name": "Spring 2027", "route": "light", "workshop_minutes": "90", **WORKSHOP}
    later["workshop_on"] = ["12", "3", "2027"]
    place.browser.send(f"{here}/change", **later)
    change = place.browser.words()
    done = place.browser.send(f"{here}/change", **later, despite=why)

    assert (asks in calm, asks in book, asks in change) == (False, True, True)
    assert done.location == here
    place.rows.rollback()
    kept = place.rows.scalars(select(Visit).where(Visit.form == VisitForm.WORKSHOP)).one()
    assert (kept.starts_at, kept.kept_because) == (when.replace(day=12), why)


def test_another_authority_sees_nothing_of_it(
    place: Scene, stranger: Callable[[], PageClient]
) -> None:
    here = begin(place).replace(ROOM, ELSEWHERE)
    browser = stranger()

    found = {
        path: browser.get(here + path).status_code
        for path in ("", "/settings", "/leads", "/send", "/change", "/workshop/record")
    }

    assert set(found.values()) == {404}


def test_a_workshop_on_a_day_on_which_the_council_is_closed_is_asked_about(place: Scene) -> None:
    owner = place.walker.setting.authority_id
    with writing(place.rows) as session:
        for on in (date(2027, 3, 12), date(2027, 3, 15)):
            session.add(ClosureDay(authority_id=owner, on=on, name="Offices closed"))
    friday = WORKSHOP | {"workshop_on": ["12", "3", "2027"]}
    place.browser.get(START)
    unasked = place.browser.words()

    refused = begin(place, **friday)
    told = place.browser.words()
    here = begin(place, **friday, all_the_same="yes")
    place.browser.get(here)
    first = place.browser.words()
    change = {"name": "Spring 2027", "route": "light", "workshop_minutes": "90", **WORKSHOP}
    place.browser.send(f"{here}/change", **change | {"workshop_on": ["15", "3", "2027"]})
    again = place.browser.words()
    place.browser.send(f"{here}/change", **change | friday | {"workshop_time": "3pm"})
    place.browser.get(here)

    assert "The day is right" not in unasked
    assert refused == ""
    assert "The council is closed on Friday 12 March 2027" in told
    assert "The day is right all the same" in told
    assert "Friday 12 March" in first
    assert "The council is closed on Monday 15 March 2027" in again
    assert "Friday 12 March 2027, 3pm" in place.browser.words()


def test_every_cohort_is_found_on_some_page(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.READY)
    with writing(place.rows) as session:
        session.add_all(
            Cohort(
                authority_id=place.journey.authority_id, name=f"Cohort {n:02}",
                route_code="standard", begun_at=clock.now() + timedelta(minutes=n),
                workshop_place="", workshop_minutes=120,
            )
            for n in range(30)
        )  # fmt: skip

    pages = []
    for address in ("/cohorts", "/cohorts?page=2"):
        place.browser.get(f"{ROOM}{address}")
        pages.append(place.browser.words())

    shown = [[n for n in range(30) if f"Cohort {n:02}" in words] for words in pages]
    assert shown == [list(range(5, 30)), list(range(5))]
    assert "26 to 30 of 30" in pages[1]
