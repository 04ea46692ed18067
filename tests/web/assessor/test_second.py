"""A second judges by themselves, criterion by criterion, and gives it once it is whole."""

from collections.abc import Callable

from award.actions import assigning
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.assessments import Judge
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.fixtures_rooms import Standing
from tests.web.assessor.conftest import judgements

Make = Callable[..., Standing]


def assign_second(world: Standing) -> None:
    walking = world.walking
    with transaction(lock=world.journey) as held:
        assigning.assign(
            held,
            AssignmentKind.SECOND,
            walking.cast.second.id,
            by=walking.by(Role.COORDINATOR),
            at=walking.at,
        )


def test_the_second_judges_blind_and_gives_it_once(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    assign_second(world)
    browser, codes = world.second, [one.code for one in world.journey.asked]

    browser.get(world.room("assessor", f"/criteria/{codes[0]}"))
    assert "The assessor" not in browser.words().replace("the assessor’s", "")
    assert "Children could name" not in browser.words()
    assert world.second.get(world.room("assessor", "/report")).status_code == 404
    for code in codes:
        browser.send(world.room("assessor", f"/criteria/{code}"), judged="met")
    given = browser.send(world.room("assessor", "/second"))

    assert given.status_code == 302
    assert world.fresh().second_done_at is not None
    assert set(judgements(world, Judge.SECOND)) == set(codes)
    assert browser.get(world.room("assessor", "/second")).status_code == 404
    browser.get(world.room("assessor", "/criteria"))
    assert "The assessor" in browser.words()


def test_the_second_cannot_give_it_half_done(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    assign_second(world)
    browser = world.second

    browser.get(world.room("assessor", "/second"))
    assert "Judge 1.1" in browser.words()
    assert "Give this judgement" not in browser.words()
    token, version = browser.token(), world.fresh().version
    answer = browser.post(
        world.room("assessor", "/second"), data={"csrf_token": token, "version": version}
    )

    assert answer.status_code == 200
    assert "Judge 1.1" in browser.words()
    assert world.fresh().second_done_at is None


def test_the_second_sees_no_history_and_no_visit_of_others(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    assign_second(world)
    browser = world.second

    browser.get(world.room("assessor"))
    assert "History" not in browser.words()
    browser.get(world.room("assessor", "/visits"))
    assert "Assessment visit" not in browser.words()


def test_the_assessor_does_not_see_the_second_before_it_is_given(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    assign_second(world)
    world.second.send(
        world.room("assessor", "/criteria/1.1"),
        judged="not_yet",
        note="A secret doubt.",
        basis=["read"],
    )
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.1"))

    assert "A secret doubt." not in browser.words()
