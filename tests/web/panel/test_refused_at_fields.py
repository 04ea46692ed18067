"""What the panel typed and an action refuses stands at its field, and the words stay."""

from collections.abc import Callable
from datetime import timedelta

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.db import writing
from tests.fixtures_rooms import Standing
from tests.web.panel.papers import make_round, ready
from tests.web.panel.test_day import begin, day_of, put

Make = Callable[..., Standing]


def in_days(days: int) -> list[str]:
    day = clock.today() + timedelta(days=days)
    return [str(day.day), str(day.month), str(day.year)]


def test_a_meeting_that_is_to_come_or_was_too_small(standing: Make) -> None:
    world = ready(standing)
    grace, address = world.member(), world.room("panel", "/meeting")
    present = [str(one.id) for one in world.walking.cast.panel]
    said = {"outcome": "award", "reasons": "We all agree."}

    grace.send(address, held_on=in_days(2), present=present, **said)
    to_come = grace.refusals()
    grace.send(address, held_on=in_days(-300), present=present, **said)
    before = grace.refusals()
    page = grace.send(address, held_on=in_days(0), present=present[:1], **said).text

    assert to_come == {
        "held_on-day": "Give the day on which the meeting was: it cannot be in the future"
    }
    assert list(before) == ["held_on-day"]
    assert grace.refusals() == {
        "present": "At least 2 panel members without a tie must have been there"
    }
    assert "We all agree." in page


def test_minutes_say_at_each_journey_what_is_missing(standing: Make) -> None:
    world = standing(Stage.DECIDING, second=True)
    with writing(world.rows) as session:
        make_round(session, world.walking.setting.authority, clock.today() + timedelta(days=9))
    address, key, grace = f"{put(world)}/minutes", world.journey.id, world.member()
    begin(world)
    present = [str(one.id) for one in world.walking.cast.panel]
    day = {"held_on": in_days(0), "present": present}

    grace.send(address, **day)
    nothing = grace.refusals()
    page = grace.send(address, **day, **{f"reasons_{key}": "They were clear."}).text
    no_outcome = grace.refusals()
    grace.send(address, **day, **{f"outcome_{key}": "award"})
    no_reasons = grace.refusals()
    decided = {f"outcome_{key}": "award", f"reasons_{key}": "We agree."}
    grace.send(address, **(day | {"present": present[:1]}), **decided)

    assert nothing == {f"outcome_{key}": "Say for at least one journey what was decided"}
    assert no_outcome == {
        f"outcome_{key}": "Willow Lane Primary: choose what was decided, or empty the reasons"
    }
    assert "They were clear." in page
    assert no_reasons == {f"reasons_{key}": "Willow Lane Primary: Say why the meeting decided so"}
    assert list(grace.refusals()) == ["present"]
    assert grace.refusals()["present"].startswith("Willow Lane Primary: At least 2 panel members")
    assert day_of(world).panel_on == clock.today()
