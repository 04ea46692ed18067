"""Until when a journey rests: a ready day with one tap, or a day of one's own."""

from collections.abc import Callable
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import select

from award.actions import visiting
from award.actions.pausing import ask_for_pause
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.authorities import Round
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from tests.pages import words_of
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def a_weekday(day: date) -> date:
    """The day, or the Monday after it where it falls on a weekend."""
    return next(one for one in (day + timedelta(n) for n in range(3)) if one.weekday() < 5)


def inputs(place: Scene) -> list[Element]:
    assert place.browser.page is not None
    return list(place.browser.page.iter("input"))


def chosen(place: Scene) -> list[str | None]:
    """The values of the radios that stand chosen."""
    radios = [one for one in inputs(place) if one.get("name") == "until_on-ready"]
    return [one.get("value") for one in radios if one.get("checked") is not None]


def test_a_pause_is_chosen_among_days_that_are_ready_in_words(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{place.here}/pause")
    offered = place.browser.words()
    ready = [one.get("value", "") for one in inputs(place) if one.get("name") == "until_on-ready"]
    day = date.fromisoformat(ready[0])
    place.browser.send(
        f"{place.here}/pause",
        **{"until_on-ready": day.isoformat(), "until_on": ["", "", ""]},
        reason="Inspection",
    )

    assert "When the" in offered
    assert "at the latest." in offered
    assert place.now().paused_until == day


@pytest.mark.parametrize("picked", [{}, {"until_on-ready": "2001-01-01"}])
def test_a_pause_without_a_day_is_asked_for_one_and_keeps_the_reason(
    scene: Make, picked: dict[str, str]
) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(
        f"{place.here}/pause", **picked, until_on=["", "", ""], reason="Inspection here"
    )

    words = place.browser.words()
    assert "Choose the day on which it goes on" in words
    assert "Inspection here" in words
    assert place.now().paused_until is None


def test_what_is_wrong_with_a_day_of_ones_own_is_told_at_its_input(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    answer = place.browser.send(
        f"{place.here}/pause",
        **{"until_on-ready": "own", "until_on": ["3", "13", "2026"]},
        reason="Inspection",
    )

    shown = answer.get_data(as_text=True)
    wrong = [one.get("id") for one in inputs(place) if "--error" in one.get("class", "")]
    assert wrong == ["until_on-month"]
    assert 'href="#until_on-month"' in shown
    assert chosen(place) == ["own"]


def test_a_ready_day_counts_whatever_was_typed_for_another(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    day = a_weekday(place.walker.at.date() + timedelta(weeks=4))

    place.browser.send(
        f"{place.here}/pause",
        **{"until_on-ready": day.isoformat(), "until_on": ["3", "13", ""]},
        reason="Inspection",
    )

    assert place.now().paused_until == day


def test_the_day_that_the_setting_asks_for_stands_there_already(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    asked = place.walker.at.date() + timedelta(days=20)
    with transaction(lock=place.now()) as held:
        by = place.walker.by(Role.LEAD)
        ask_for_pause(held, asked, reason="Inspection", by=by, at=place.walker.at)
    place.rows.rollback()

    place.browser.get(f"{place.here}/pause")

    parts = [one.get("value") for one in inputs(place) if one.get("name") == "until_on"]
    assert (chosen(place), parts) == (["own"], place.day(20))


def test_a_pause_that_was_asked_for_is_declined_with_a_reason_that_lead_and_head_read(
    scene: Make,
) -> None:
    place = scene(Stage.GATHERING)
    asked = place.walker.at.date() + timedelta(days=20)
    with transaction(lock=place.now()) as held:
        by = place.walker.by(Role.LEAD)
        ask_for_pause(held, asked, reason="Inspection", by=by, at=place.walker.at)
    place.rows.rollback()
    link = f'href="{place.here}/pause/decline"'

    offered = place.browser.get(f"{place.here}/pause").text
    place.browser.send(f"{place.here}/pause/decline", words="")
    missing = place.browser.words()
    place.browser.send(f"{place.here}/pause/decline", words="Let us talk on Thursday")

    assert link in offered
    assert "Say why, in a few words" in missing
    journey = place.now()
    assert (journey.pause_asked_at, journey.paused_at) == (None, None)
    written = select(Letter).where(Letter.code == "pause_declined").order_by(Letter.id)
    letters = place.rows.scalars(written).all()
    cast = place.walker.cast
    assert {one.to_email for one in letters} == {cast.lead.email, cast.head.email}
    assert "Let us talk on Thursday" in letters[0].body
    place.rows.rollback()
    assert link not in place.browser.get(f"{place.here}/pause").text
    place.browser.get(f"{place.here}/pause/decline")
    assert "No pause is asked for any more." in place.browser.words()


def test_what_reads_as_paused_is_found_as_paused_and_under_no_stage(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with transaction(lock=place.now()) as held:
        held.paused_at = place.walker.at
        held.paused_until = place.walker.at.date() + timedelta(days=9)

    listed = {}
    for stage in ("", "?stage=paused", "?stage=gathering"):
        place.browser.get(f"{ROOM}/journeys{stage}")
        listed[stage] = f"{place.here}" in hrefs(place)

    assert listed == {"": True, "?stage=paused": True, "?stage=gathering": False}


@pytest.mark.parametrize(
    ("view", "has", "lacks"),
    [
        ("", {"paused", "gathering"}, {"lapsed", "awarded"}),
        ("/late", {"paused", "ready"}, {"gathering", "lapsed"}),
        ("/stalling", {"gathering"}, {"paused"}),
        ("/ended", {"lapsed", "awarded"}, {"paused", "gathering"}),
        ("/ended?stage=gathering", {"lapsed", "gathering"}, {"paused"}),
    ],
)
def test_a_view_offers_only_the_stages_that_it_can_have(
    scene: Make, view: str, has: set[str], lacks: set[str]
) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{ROOM}/journeys{view}")

    assert place.browser.page is not None
    offered = {one.get("value") for one in place.browser.page.iter("option")}
    assert has <= offered
    assert not lacks & offered


def hrefs(place: Scene) -> set[str]:
    assert place.browser.page is not None
    return {one.get("href", "") for one in place.browser.page.iter("a")}


def test_panel_days_are_offered_soonest_first_and_a_passed_ready_day_is_said(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    today = place.walker.at.date()
    owner = place.journey.authority_id
    with writing(place.rows) as rows:
        for name, ready, panel in (("Late one", 60, 90), ("Soon one", -20, 9), ("Past", -90, -1)):
            ready_by, meets = today + timedelta(days=ready), today + timedelta(days=panel)
            rows.add(
                Round(
                    authority_id=owner, name=name, ready_by_on=ready_by, visits_from=ready_by,
                    visits_until=meets, papers_on=meets, panel_on=meets, notify_by_on=meets,
                )
            )  # fmt: skip

    place.browser.get(f"{place.here}/aim")

    assert place.browser.page is not None
    offered = ["".join(one.itertext()).strip() for one in place.browser.page.iter("option")]
    ours = [one for one in offered if one.startswith(("Late one", "Soon one", "Past"))]
    assert [one.split(",")[0] for one in ours] == ["Soon one", "Late one"]
    assert ours[0].endswith("; its ready day has passed")
    assert "passed" not in ours[1]


def test_what_the_letter_about_a_pause_leads_to_asks_for_the_answer_first(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    asked = place.walker.at.date() + timedelta(days=20)
    place.browser.get(place.here)
    before = place.browser.words()
    with transaction(lock=place.now()) as held:
        by = place.walker.by(Role.LEAD)
        ask_for_pause(held, asked, reason="An inspection", by=by, at=place.walker.at)
    place.rows.rollback()

    place.browser.get(place.here)

    card = next(one for one in sections(place) if "next-card" in one.get("class", ""))
    assert "A pause until" not in before
    assert "The setting asks A pause until" in words_of(card)
    assert "An inspection" in words_of(card)
    links = {words_of(one): one.get("href") for one in card.iter("a")}
    assert links["Answer"] == f"{place.here}/pause"


def sections(place: Scene) -> list[Element]:
    assert place.browser.page is not None
    return list(place.browser.page.iter("section"))


def test_who_pauses_reads_which_visit_and_which_panel_day_stay(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    walker = place.walker
    booked = (walker.pass_time(days=1) + timedelta(days=9)).replace(hour=10)
    visit = visiting.Plan(
        VisitKind.MONITORING, VisitForm.ON_SITE, (booked,), walker.cast.coordinator.id
    )
    with transaction(lock=place.now()) as held:
        visiting.book_visit(held, visit, by=walker.by(Role.COORDINATOR), at=walker.at)
    place.rows.rollback()

    place.browser.get(f"{place.here}/pause")

    told = f"Monitoring visit: booked for {long_day(booked.date())}. It stays as it is until"
    assert told in place.browser.words().replace("\xa0", " ")


def first_ready(place: Scene) -> str:
    """The first day that the page offers in words."""
    ready = [one.get("value", "") for one in inputs(place) if one.get("name") == "until_on-ready"]
    return ready[0]


def test_a_journey_that_rests_offers_only_what_can_be_done_with_it(scene: Make) -> None:
    place = scene(Stage.CHECKING)
    place.browser.get(place.here)
    before = place.browser.words()
    place.browser.get(f"{place.here}/pause")
    asked = place.browser.words()
    place.browser.send(
        f"{place.here}/pause",
        **{"until_on-ready": first_ready(place), "until_on": ["", "", ""]},
        reason="Inspection",
    )

    place.browser.get(place.here)

    assert "Revise the report" in before
    assert "can read it, at the setting too" in asked
    assert "End the pause" in place.browser.words()
    assert "Close the journey" in place.browser.words()
    assert "Revise the report" not in place.browser.words()
    assert "Go on without the setting’s confirmation" not in place.browser.words()
