"""A journey that came in under way: what was shown before is kept elsewhere, and that is said."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from award.actions.histories import write_history
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.journeys import BROUGHT_IN
from award.storage.plans import PlannedAction
from tests.fixtures_rooms import Standing, standing
from tests.making import make_member, make_user

__all__ = ["standing"]

Make = Callable[..., Standing]
SAID = "already under way. What the setting showed and said of itself before that is kept elsewhere"


def came_in(place: Standing, stage: Stage) -> None:
    """The line of history with which a journey is brought in at a stage."""
    by, kept = place.walking.by(Role.COORDINATOR), {"stage": str(stage)}
    with transaction(lock=place.fresh()) as held:
        write_history(held, BROUGHT_IN, by=by, at=place.walking.at, words="Line 2.", kept=kept)


@pytest.mark.parametrize(("stage", "is_said"), [(Stage.READY, True), (Stage.DRAFT, False)])
def test_coordinator_assessor_and_panel_read_where_the_rest_is(
    standing: Make, stage: Stage, *, is_said: bool
) -> None:
    place = standing(Stage.DECIDING)
    came_in(place, stage)
    cast = place.walking.cast
    rooms = {"coordinator": cast.coordinator, "assessor": cast.assessor, "panel": cast.panel[0]}

    for room, person in rooms.items():
        browser = place.browse(person)
        browser.get(place.room(room))
        assert (SAID in browser.words()) is is_said, room


@pytest.mark.parametrize("is_written_here", [False, True])
def test_an_application_that_was_made_elsewhere_is_not_said_to_be_empty(
    standing: Make, *, is_written_here: bool
) -> None:
    place = standing(Stage.DECIDING)
    came_in(place, Stage.GATHERING)
    with transaction(lock=place.fresh()) as held:
        assert held.application is not None
        held.application.why = "We want to be kind." if is_written_here else ""
        held.application.already_done = ""
    cast, key = place.walking.cast, place.journey.id
    rooms = {"coordinator": cast.coordinator, "assessor": cast.assessor, "panel": cast.panel[0]}
    pages = [(person, place.room(room, "/application")) for room, person in rooms.items()]
    own = f"/setting/{place.journey.setting_id}/journeys/{key}/application/check"

    for person, address in [*pages, (cast.lead, own)]:
        browser = place.browse(person)
        browser.get(address)
        words = browser.words()
        assert ("The application was made before" in words) is not is_written_here, address
        assert any(one in words for one in ("Not said", "Not filled in")) is is_written_here


def test_an_auditor_reads_that_application_and_plan_were_made_elsewhere(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    with transaction(lock=place.fresh()) as held:
        assert held.application is not None
        held.application.why = held.application.already_done = ""
    with writing(place.rows) as session:
        session.execute(delete(PlannedAction))
    came_in(place, Stage.GATHERING)
    marek = make_user(place.rows, "Marek Nowak")
    make_member(place.rows, marek, Role.AUDITOR, place.walking.setting.authority)

    browser = place.browse(marek)
    browser.get(place.room("audit"))

    assert "The application was made before the journey came here" in browser.words()
    assert "The plan was agreed before the journey came here" in browser.words()
    assert "No action yet" not in browser.words()
