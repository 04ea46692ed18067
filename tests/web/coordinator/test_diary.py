"""The coordinator's diary and the claims of everybody, as pages and as a file."""

from collections.abc import Callable

from award.actions.claiming import claim_visit
from award.domain.claims import Claim
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.days import day_of
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

Make = Callable[..., Scene]


def booked(place: Scene) -> Visit:
    place.rows.rollback()
    visit = place.walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    place.rows.rollback()
    return visit


def test_the_diary_shows_a_visit_by_day_by_week_and_in_a_list(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit, browser = booked(place), place.browser
    on = day_of(visit.starts_at or place.walker.at)

    for view in ("day", "week", "list"):
        browser.get(f"{ROOM}/diary?by={view}&start={on.isoformat()}")
        assert "Willow Lane Primary" in browser.words(), view
        assert "1 visit." in browser.words(), view
        assert "1 visit, 1 hour and 30 minutes" in browser.words(), view
    me, assessor = place.walker.cast.coordinator.id, place.walker.cast.assessor.id
    browser.get(f"{ROOM}/diary?who={me}&start={on.isoformat()}")
    mine = browser.words()
    browser.get(f"{ROOM}/diary?who={assessor}&start={on.isoformat()}")

    assert "Willow Lane Primary" in mine
    assert "Nothing is booked or offered" in browser.words()


def test_a_strange_address_shows_this_week(scene: Make) -> None:
    browser = scene(Stage.PLANNING).browser

    for strange in ("by=year", "start=soon", "start=0001-01-01", "start=9999-12-31", "who=999"):
        assert browser.get(f"{ROOM}/diary?{strange}").status_code == 200, strange
    for strange in ("month=soon", "month=9999-12", "month=0001-01", "who=x"):
        assert browser.get(f"{ROOM}/claims?{strange}").status_code == 200, strange
    assert browser.get(f"{ELSEWHERE}/diary").status_code == 404


def test_claims_come_as_a_file_in_which_nothing_is_a_formula(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit, by = booked(place), place.walker.by(Role.COORDINATOR)
    place.walker.pass_time(days=10)
    place.walker.write_up(visit, by)
    with transaction(lock=visit) as held:
        claim = Claim(90, 20, 65, "=HYPERLINK(1)")
        claim_visit(held, claim, version=0, by=by, at=place.walker.at)
    place.rows.rollback()
    month = day_of(visit.starts_at or place.walker.at)

    page = place.browser.get(f"{ROOM}/claims?month={month:%Y-%m}")
    file = place.browser.get(f"{ROOM}/claims.csv?month={month:%Y-%m}")

    line = file.text.splitlines()[1]
    assert page.status_code == 200
    assert "1 hour and 50 minutes and 6.5 miles are claimed." in place.browser.words()
    assert line == (
        f"Colm Brady,colm.brady@example.org,{month.isoformat()},Willow Lane Primary,"
        "Initial visit and guided planning,90,20,6.5,'=HYPERLINK(1)"
    )
