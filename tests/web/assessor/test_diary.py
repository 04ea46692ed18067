"""An assessor's own diary and own claims; nobody else's."""

from collections.abc import Callable

from sqlalchemy import select

from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.days import day_of
from award.storage.visits import Visit, VisitClaim
from tests.fixtures_rooms import Standing
from tests.web.assessor.test_visits import visit_of

Make = Callable[..., Standing]
ROOM = "/leicester/assessor"
SAID = {"minutes": "240", "travel_minutes": "50", "miles": "14.5", "words": ""}


def test_the_diary_shows_my_visits_alone(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    on = day_of(visit_of(world).starts_at or world.walking.at)

    browser.get(f"{ROOM}/diary?by=list&start={on.isoformat()}")

    assert "Assessment visit" in browser.words()
    assert "Monitoring visit" not in browser.words()


def test_a_visit_is_claimed_for_and_the_file_has_it(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    visit, browser = visit_of(world), world.assessor
    month = f"{day_of(visit.starts_at or world.walking.at):%Y-%m}"

    browser.send(f"{ROOM}/claims/{visit.id}", **(SAID | {"miles": "far"}))
    refused = browser.words()
    browser.send(f"{ROOM}/claims/{visit.id}", **SAID)
    browser.get(f"{ROOM}/claims?month={month}")

    world.fresh()
    kept = world.rows.scalars(select(VisitClaim)).one()
    assert "Write the miles as a number" in refused
    assert (kept.minutes, kept.travel_minutes, kept.tenths_of_mile) == (240, 50, 145)
    assert "4 hours and 50 minutes and 14.5 miles are claimed." in browser.words()
    assert ",240,50,14.5," in browser.get(f"{ROOM}/claims.csv?month={month}").text


def test_a_visit_of_somebody_else_cannot_be_claimed_for(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    world.fresh()
    other = world.rows.scalars(select(Visit).where(Visit.kind == VisitKind.INITIAL)).one()

    assert world.assessor.get(f"{ROOM}/claims/{other.id}").status_code == 404
    assert world.assessor.get(f"{ROOM}/claims/999").status_code == 404
