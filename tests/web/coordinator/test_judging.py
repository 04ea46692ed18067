"""Reports on time, and how alike two judge, as a coordinator sees them."""

from collections.abc import Callable
from datetime import timedelta

from award.actions import assessing
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.standing import live_reply, live_report
from award.storage.visits import Visit
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_a_report_that_waits_too_long_is_named_with_its_assessor(scene: Make) -> None:
    here = scene(Stage.ASSESSING)
    visit = here.walker.assessment_visit()
    assert visit is not None
    with writing(here.rows) as session:
        session.get_one(Visit, visit.id).starts_at = here.walker.at - timedelta(days=9)

    here.browser.get(f"{ROOM}/reports")

    assert "Willow Lane Primary" in here.browser.words()
    assert "Edith Moss" in here.browser.words()
    assert "2 working days late" in here.browser.words()
    assert "One that waits is late." in here.browser.words()


def test_reports_that_came_in_time_are_counted_by_term(scene: Make) -> None:
    here = scene(Stage.CHECKING)

    here.browser.get(f"{ROOM}/reports")

    assert "the one report came within five working days of the visit" in here.browser.words()
    assert "No report waits" in here.browser.words()


def test_without_a_pair_it_says_what_will_stand_there(scene: Make) -> None:
    here = scene(Stage.CHECKING)

    here.browser.get(f"{ROOM}/agreement")

    assert "Nothing to compare yet" in here.browser.words()


def test_points_that_two_answer_at_once_show_both_texts(scene: Make) -> None:
    here = scene(Stage.CHECKING)
    with transaction(lock=here.journey) as held:
        by = here.walker.by(Role.LEAD)
        reply = assessing.reply_to_report(held, ["Ten, not nine"], by=by, at=here.walker.at)
        point = reply.points[0].id
    address = f"{here.here}/report/points"
    here.browser.get(address)
    old = {
        "csrf_token": here.browser.token(address),
        "version": str(here.now().version),
        f"point_{point}": "The coordinator’s words",
    }
    with transaction(lock=here.now()) as held:
        by = here.walker.by(Role.ASSESSOR)
        assessing.answer_points(held, {point: "The assessor’s words"}, by=by, at=here.walker.at)

    here.browser.post(address, data=old)

    words = here.browser.words()
    assert "What is there now" in words
    assert "The assessor’s words" in words
    assert "The coordinator’s words" in words
    here.now()
    reply_now = live_reply(live_report(here.now()))
    assert reply_now is not None
    assert [one.answer for one in reply_now.points] == ["The assessor’s words"]
