"""A letter that names a page leads to that page, also once the journey has gone on."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

import pytest
from sqlalchemy import select

from award.actions.fulfilling import answer_condition, give_condition_evidence, give_more_time
from award.actions.permitting import answer_not_applicable
from award.actions.planning import judge_ourselves
from award.actions.reminding import remind
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.letter_places import PLACES
from award.domain.letters import BY_CODE
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.waits import list_waits
from award.storage.db import transaction
from award.storage.decisions import Condition
from award.storage.letters import Letter
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place


def led_by(place: Place) -> dict[str, set[str]]:
    """Where each letter to the setting leads, within its room."""
    rows = select(Letter.code, Letter.path).where(Letter.path.startswith(f"{place.root}/"))
    found = sorted((code, path.removeprefix(f"{place.root}/")) for code, path in
                   place.rows.execute(rows))  # fmt: skip
    return {code: {path for _, path in lines} for code, lines in groupby(found, lambda one: one[0])}


def test_every_page_that_a_letter_leads_to_belongs_to_a_letter() -> None:
    assert set(PLACES) <= set(BY_CODE)


def test_report_and_decision_are_led_to(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    journey = f"journeys/{place.journey.id}"

    led = led_by(place)

    assert led["report_shared"] == {f"{journey}/report"}
    assert led["awarded"] == {f"{journey}/decision"}


@pytest.mark.parametrize("who", ["lead", "head"])
def test_what_was_led_to_opens_for_lead_and_head(place_at: Make, who: str) -> None:
    place = place_at(Stage.AWARDED)
    look: Callable[[Place], PageClient] = getattr(Place, who)
    browser = look(place)

    for path in {path for paths in led_by(place).values() for path in paths}:
        assert browser.get(f"{place.root}/{path}").status_code == 200, path


@pytest.fixture
def conditional(place_at: Make) -> tuple[Place, Condition]:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"}))
    return place, place.rows.scalars(select(Condition)).one()


def test_a_condition_that_came_back_has_more_time_or_is_due_is_led_to(
    conditional: tuple[Place, Condition],
) -> None:
    place, one = conditional
    walking, due_on = place.walking, one.due_on
    coordinator = walking.by(Role.COORDINATOR)
    with transaction(lock=place.journey) as held:
        by, at = walking.by(Role.LEAD), walking.at
        give_condition_evidence(held, one.id, words="Here is the log.", by=by, at=at)
    with transaction(lock=place.journey) as held:
        answer_condition(held, one.id, met=False, reason="Its date?", by=coordinator, at=at)
    with transaction(lock=place.journey) as held:
        later = due_on + timedelta(days=30)
        give_more_time(held, one.id, until_on=later, reason="A move.", by=coordinator, at=at)
    on = datetime.combine(later, time(9), UTC)
    with transaction(lock=place.journey) as held:
        remind(held, list_waits(held, at=on), at=on)

    led = led_by(place)

    there = {f"journeys/{place.journey.id}/conditions/{one.id}"}
    for code in ("condition_returned", "condition_more_time", "condition_due"):
        assert led[code] == there
    assert place.lead().get(f"{place.root}/{next(iter(there))}").status_code == 200


def test_the_answer_about_a_criterion_that_may_not_apply_leads_to_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    with transaction(lock=place.journey) as held:
        by, at = place.walking.by(Role.LEAD), place.walking.at
        judge_ourselves(held, "1.3", Judged.NOT_APPLICABLE, note="No hall.", by=by, at=at)
    with transaction(lock=place.journey) as held:
        by = place.walking.by(Role.COORDINATOR)
        answer_not_applicable(held, "1.3", agreed=True, by=by, at=at)

    led = led_by(place)["not_applicable_answered"]

    assert led == {f"journeys/{place.journey.id}/criteria/1.3"}
