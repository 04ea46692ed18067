"""An award’s page: its number whole; extended; its suspension proposed and dropped."""

from collections.abc import Callable

from award.domain.award_moves import AwardState
from award.domain.checking_codes import grouped
from award.domain.stages import Stage
from award.storage.awards import Award
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_the_number_of_an_award_stays_on_one_line_and_is_copied_as_it_is(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    number = place.rows.get_one(Award, 1).number

    page = place.browser.get(f"{ROOM}/awards/1").text

    assert f'Award <span class="whole">{number}</span></h1>' in page
    assert f"<title>Award {number} – " in page


def test_an_award_is_extended_once(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    place.rows.rollback()
    before = place.rows.get_one(Award, 1).valid_until
    address = f"{ROOM}/awards/1/moves/extend"

    place.browser.send(address, terms="1", reason="The visit moved")
    offered = place.browser.get(f"{ROOM}/awards/1").text
    again = place.browser.get(address)

    assert address not in offered
    assert again.status_code == 403
    assert "Ask the panel: an award that was extended once" in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Award, 1).valid_until > before
    assert place.rows.get_one(Award, 1).times_extended == 1


def test_a_suspension_is_proposed_and_dropped(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    place.browser.send(f"{ROOM}/awards/1/moves/propose_suspension", reason="A complaint came")
    place.rows.rollback()
    assert place.rows.get_one(Award, 1).state is AwardState.SUSPENSION_PROPOSED
    place.browser.get(f"{ROOM}/awards/1")
    code = grouped(place.rows.get_one(Award, 1).code)
    assert place.browser.words().count(code) == 1
    page = place.browser.get(f"{ROOM}/awards/1/moves/propose_suspension")
    words = place.browser.words()
    assert "That cannot be done now Willow Lane Primary" in words
    assert "Suspension proposed" in words
    assert "<textarea" not in page.text
    place.browser.send(f"{ROOM}/awards/1/moves/drop_suspension", reason="It was answered")

    place.rows.rollback()
    assert place.rows.get_one(Award, 1).state is AwardState.IN_FORCE
    place.browser.get(f"{ROOM}/awards/1")
    assert "Proposed suspension dropped" in place.browser.words()
    assert "no vote in time" not in place.browser.words()
