"""What is not begun is no warning, what is said stays said, and what is missing is named."""

from award.actions.putting_forward import put_plan_forward
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction, writing
from award.storage.journeys import History
from tests.web.setting.conftest import Make, card_of
from tests.web.setting.test_application import FILLED


def test_criteria_that_are_not_begun_do_not_warn(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    page = lead.get(f"{place.at}/criteria?all=yes").text
    one = lead.get(f"{place.at}/criteria/1.1").text

    assert "Nothing said yet" in page
    assert "None yet" in page
    assert "table__trouble" not in page
    assert "tag--attention" not in page
    assert "Choose the one that fits best today." in one
    assert '<p class="soft">Choose the one that fits best today.</p>' in one


def test_only_the_commitment_is_missing_and_its_question_is_opened(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    said = {name: value for name, value in FILLED.items() if name != "commitment_ticked"}
    lead.send(f"{place.at}/application", **said)

    card = card_of(lead, f"{place.at}/application/check")
    page = lead.get(f"{place.at}/application/check").text

    assert "Tick that your setting commits to the award" in card
    assert "Go on with your application" not in card
    assert f'href="{place.at}/application#commitment_ticked"' in page
    assert 'id="commitment_ticked"' in lead.get(f"{place.at}/application").text


def test_while_the_council_has_the_next_step_nothing_is_asked_that_is_said(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    walking = place.walking
    walking.hold_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.baseline()
    walking.add_actions()
    with transaction(lock=walking.journey) as held:
        put_plan_forward(held, by=walking.by(Role.LEAD), at=walking.at)

    with clock.frozen_at(walking.at):
        card = card_of(place.lead(), place.root)

    assert "The council has the next step" in card
    assert "There is nothing that you need to do now." in card
    assert "Meanwhile you can say where you are" not in card


def test_links_of_one_day_are_told_together(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.give_evidence()
    with writing(place.rows) as session:
        for line in session.query(History).filter(History.what == "add_evidence"):
            line.what = "link_evidence"
    lead = place.lead()

    lead.get(place.root)

    assert lead.words().count("Evidence linked") == 0
    assert "linked evidence to" in lead.words()
