"""Whom to call about a worry about a child, wherever somebody writes of what they saw or heard."""

from collections.abc import Callable

import pytest

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import writing
from award.web.assessor.comparison import AgreeForm
from award.web.assessor.looks import LookForm
from award.web.coordinator.cohort_forms import WorkshopForm
from award.web.kit.forms import Form
from award.web.kit.seeing import SeenForm
from award.web.setting.visit_forms import AnswerForm
from tests.fixtures_rooms import Standing
from tests.pages import PageClient

Make = Callable[..., Standing]


@pytest.mark.parametrize("kind", [AgreeForm, LookForm, WorkshopForm, SeenForm, AnswerForm])
def test_a_form_for_what_was_seen_or_heard_says_it(kind: type[Form]) -> None:
    assert kind.says_whom_to_call


def places_of(world: Standing, worry_words: str) -> tuple[PageClient, list[tuple[PageClient, str]]]:
    """The lead's browser; and where these words of the authority stand, each with who reads it."""
    with writing(world.rows):
        world.walking.setting.authority.worry_words = worry_words
    visit = world.walking.hold_visit(
        VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR, sign=False
    )
    coordinator = world.browse(world.walking.cast.coordinator)
    lead = world.browse(world.walking.cast.lead)
    return lead, [
        (coordinator, world.room("coordinator")),
        (lead, f"{own(world)}/visits/{visit.id}/answer"),
    ]


def own(world: Standing) -> str:
    """Where the setting's own pages of the journey begin."""
    return f"/setting/{world.journey.setting_id}/journeys/{world.journey.id}"


def test_it_stands_there_in_the_words_of_the_authority(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    _, places = places_of(world, "Ring 0116 496 0999, day and night.")

    for browser, address in places:
        browser.get(address)
        assert "does not go here. Ring 0116 496 0999, day and night." in browser.words()


def test_it_speaks_of_young_people_where_the_kind_does(standing: Make) -> None:
    world = standing(Stage.GATHERING, kind_code="youth_club", route="club")
    lead, places = places_of(world, "Ring 0116 496 0999.")

    for browser, address in (*places, (lead, f"{own(world)}/printed/visit")):
        browser.get(address)
        assert "A worry about a young person does not go here." in browser.words()
        assert "about a child" not in browser.words()
    assert "roles only, young people as number and group" in lead.words()
