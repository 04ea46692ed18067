"""That a monitoring visit is asked is said early, since it needs somebody else's diary."""

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from tests.web.setting.conftest import Make, said_on

ASKED = "A monitoring visit is asked"


def test_the_visit_that_needs_another_diary_comes_first_of_what_comes_then(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    page = said_on(lead, place.root)
    then = page.split("Then, when you have time", 1)[1].split("What happens next", 1)[0]
    ahead = page.split("What happens next", 1)[1].split("Lately", 1)[0]

    assert then.strip().startswith("Have a monitoring visit, and agree its record")
    assert "A monitoring visit follows meanwhile, on a day that suits you both." in ahead
    assert " more after these." in then


def test_the_page_of_visits_says_that_one_is_asked_until_it_is_under_way(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    before = said_on(lead, f"{place.at}/visits")

    place.walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)

    assert f"{ASKED} before you say that you are ready" in before
    assert ASKED not in said_on(lead, f"{place.at}/visits")


def test_a_route_without_a_monitoring_visit_speaks_of_none(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, route="renewal")
    lead = place.lead()

    assert "onitoring visit" not in said_on(lead, place.root)
    assert ASKED not in said_on(lead, f"{place.at}/visits")
