"""What the page of a visit says of where it is, how long there is to answer, and what is next."""

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction
from tests.web.setting.conftest import Make
from tests.web.setting.test_visits import offered


def test_a_visit_says_where_it_is_and_once_it_is_off_leads_to_new_dates(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    here, new = f"{place.at}/visits/{visit.id}", f'href="{place.at}/visits/propose"'
    with transaction(lock=place.journey) as held:
        held.setting.address, held.setting.postcode = "12 Willow Lane, Leicester", "LE1 1AA"

    before = lead.get(here).text
    said = lead.words()
    lead.send(f"{here}/cancel", reason="The hall is flooded")
    after = lead.get(here).text

    assert "12 Willow Lane, Leicester, LE1 1AA" in said
    assert "The visitor sees it beforehand" in said
    assert new not in before
    assert new in after


def test_a_shared_record_says_until_when_there_is_time_to_answer(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking, lead = place.walking, place.lead()
    visit = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    walking.write_up(visit, walking.by(Role.COORDINATOR))

    lead.get(f"{place.at}/visits/{visit.id}")

    assert "If you say nothing by " in lead.words()
    assert "it counts as agreed" in lead.words()
    assert "beforehand" not in lead.words()
