"""Who stands in for a coordinator: when, who hears of it, and where nobody can."""

from collections.abc import Callable

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_the_only_coordinator_is_told_to_invite_another_first(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(f"{ROOM}/covers")

    assert "You are the only coordinator" in place.browser.words()


def test_a_cover_says_whether_it_holds_now_or_is_to_come(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    other = make_user(place.rows, "Nell Fair")
    make_member(place.rows, other, Role.COORDINATOR, place.walker.setting.authority)
    mine = place.walker.cast.coordinator.id
    place.browser.send(
        f"{ROOM}/covers/add",
        user_id=str(mine),
        cover_user_id=str(other.id),
        from_on=["1", "1", "2026"],
        until_on=["1", "6", "2026"],
    )

    place.browser.get(f"{ROOM}/covers")

    words = place.browser.words()
    assert "Thursday 1 January 2026 to Monday 1 June 2026. Now." in words


def test_a_cover_is_told_on_today_to_both_and_its_end_says_who_gets_letters_again(
    scene: Make, signed_in_as: Callable[[User], PageClient]
) -> None:
    place = scene(Stage.DRAFT)
    other = make_user(place.rows, "Nell Fair")
    make_member(place.rows, other, Role.COORDINATOR, place.walker.setting.authority)
    place.browser.send(
        f"{ROOM}/covers/add",
        user_id=str(place.walker.cast.coordinator.id),
        cover_user_id=str(other.id),
        from_on=["1", "1", "2026"],
        until_on=["1", "6", "2026"],
    )
    colleague = signed_in_as(other)

    place.browser.get(ROOM)
    away = place.browser.words()
    colleague.get(ROOM)
    place.browser.get(f"{ROOM}/covers/1/end")

    assert "Nell Fair stands in for you until 1 June 2026: letters go to them." in away
    assert "You stand in for Colm Brady until 1 June 2026" in colleague.words()
    words = place.browser.words()
    assert "Letters and reminders go to Colm Brady again from now on." in words
    place.browser.send(f"{ROOM}/covers/1/end")
    colleague.get(ROOM)
    assert "stand in" not in colleague.words()
