"""Whoever approves is called what they are called at this very setting."""

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.plans import ActionState, PlannedAction
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place, work_until_ready


def test_a_home_reads_of_its_registered_manager(place_at: Make) -> None:
    place = place_at(Stage.DRAFT, kind_code="childrens_home")
    lead = place.lead()
    lead.get(f"{place.at}/application/check")
    check = lead.words()
    lead.get(f"{place.at}/printed")
    papers = lead.words()

    assert "Ask the registered manager to approve this application" in check
    assert "Application: the registered manager’s word" in papers
    assert "the head" not in check + papers


def test_the_title_that_the_application_gives_is_taken(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    said = place.journey.application
    assert said is not None
    with writing(place.rows):
        said.approver_title = "the Head of School"
    lead = place.lead()
    lead.send(f"{place.at}/report/right", on=f"{place.at}/report")
    lead.get(place.root)

    assert "Ask the Head of School to approve the reply" in lead.words()


def test_that_nothing_is_left_is_said_only_where_it_is_so(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking = place.walking
    work_until_ready(walking)
    with clock.frozen_at(walking.pass_time(hours=1)):
        lead = place.lead()
        with_actions = words_of(lead, place.root)
        finish_actions(place)
        without = words_of(lead, place.root)

    assert "Ask the headteacher to declare that you are ready" in with_actions
    assert "What stands below would help, but need not be." in with_actions
    assert "Nothing is left for you but this." not in with_actions
    assert "Nothing is left for you but this." in without


def words_of(browser: PageClient, page: str) -> str:
    browser.get(page)
    return browser.words()


def finish_actions(place: Place) -> None:
    with writing(place.rows) as session:
        for one in session.query(PlannedAction):
            one.state = ActionState.DONE
