"""The record of a visit as it is read: by place, and with what the setting says against it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from award.actions import recording
from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing

Make = Callable[..., Standing]


@pytest.fixture
def still() -> Iterator[Callable[..., None]]:
    """``still(clock.frozen_at(at))``: time stands there until the test is over."""
    with ExitStack() as held:
        yield held.enter_context


def written_and_shared(world: Standing) -> Visit:
    """The assessment visit is over; its record has two notes of one conversation."""
    walking = world.walking
    visit = walking.assessment_visit()
    assert visit is not None
    walking.pass_time(days=12)
    notes = [("children", ["1.3"], "The box."), ("children", ["2.1"], "The council.")]
    record = replace(walking.record_of(visit), summary="All alike.\n\nAnd the log.", notes=notes)
    by = walking.by(Role.ASSESSOR)
    with transaction(lock=world.fresh()) as held:
        recording.record_visit(
            held, visit.id, record, version=visit.version, finished=True, by=by, at=walking.at
        )
        recording.share_visit_record(held, visit.id, by=by, at=walking.at)
    return visit


def answered(world: Standing, visit: Visit) -> None:
    with transaction(lock=world.fresh()) as held:
        recording.answer_visit_record(
            held, visit.id, words="There were nine. Not two.", by=world.walking.by(Role.LEAD),
            at=world.walking.at,
        )  # fmt: skip


def test_what_the_setting_says_against_a_record_stands_on_its_page(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit = written_and_shared(world)
    address = world.room("assessor", f"/visits/{visit.id}")
    browser = world.assessor
    browser.get(address)
    assert "Put the record right" not in browser.words()

    answered(world, visit)

    browser.get(address)
    assert "The setting says There were nine. Not two." in browser.words()
    assert "Put the record right" in browser.words()
    assert "Share it as it is" in browser.words()


def test_the_home_asks_to_put_right_what_the_setting_answered_and_not_to_share_it(
    standing: Make, still: Callable[..., None]
) -> None:
    world = standing(Stage.ASSESSING)
    visit = written_and_shared(world)
    still(clock.frozen_at(world.walking.at))
    browser = world.assessor
    browser.get("/leicester/assessor")
    shared = browser.words()

    answered(world, visit)
    browser.get("/leicester/assessor")
    asked = browser.words()
    browser.get(world.room("assessor", "/visits"))
    listed = browser.words()
    with transaction(lock=world.fresh()) as held:
        by = world.walking.by(Role.ASSESSOR)
        recording.share_visit_record(held, visit.id, by=by, at=world.walking.at)
    browser.get("/leicester/assessor")

    assert "record right" not in shared
    assert "Put the visit’s record right" in asked
    assert "Share the visit’s record" not in asked
    assert "To be put right" in listed
    assert "visit’s record" not in browser.words()


def test_each_conversation_of_a_record_is_named_once(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit = written_and_shared(world)
    colm = world.browse(world.walking.cast.coordinator)

    for browser, room in ((world.assessor, "assessor"), (colm, "coordinator")):
        browser.get(world.room(room, f"/visits/{visit.id}"))

        assert browser.words().count("Talking with pupils") == 1
        assert "1.3 The box. 2.1 The council." in browser.words()
