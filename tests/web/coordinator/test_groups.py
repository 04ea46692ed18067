"""The coordinator's pages about groups, from the first one made to the last viewer removed."""

import re
from collections.abc import Callable

from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.accounts import Invitation, Membership
from award.storage.letters import Letter
from award.storage.settings import Group, Setting
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

Make = Callable[..., Scene]
ALL = f"{ROOM}/groups"


def made(place: Scene) -> str:
    place.browser.send(f"{ALL}/add", name="Riverside Trust")
    place.rows.rollback()
    return f"{ALL}/{place.rows.scalars(select(Group.id)).one()}"


def test_a_group_is_made_filled_and_a_setting_taken_out(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    number = place.journey.setting_id
    place.browser.get(ALL)
    assert "There are no groups yet" in place.browser.words()

    here = made(place)
    place.browser.get(here)
    assert "No setting of yours is in it yet" in place.browser.words()
    place.browser.send(f"{here}/settings", settings=[str(number)])
    place.browser.get(f"{here}/settings")
    assert "Willow Lane Primary is in this group" in place.browser.words()
    place.browser.get(f"{here}/settings/{number}/remove")
    assert "It shares no evidence there." in place.browser.words()
    place.browser.send(f"{here}/settings/{number}/remove")

    place.browser.get(here)
    assert "Willow Lane Primary was taken out." in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Setting, number).group_id is None


def test_a_viewer_is_invited_comes_in_and_is_removed(scene: Make, client: PageClient) -> None:
    place = scene(Stage.GATHERING)
    here = made(place)
    place.browser.send(f"{here}/settings", settings=[str(place.journey.setting_id)])
    place.browser.send(f"{here}/people/invite", name="Verity Lamb", email="verity@example.org")
    place.browser.get(here)
    assert "Verity Lamb: invited" in place.browser.words()
    place.rows.rollback()
    link = place.rows.scalars(
        select(Letter.path).where(Letter.code == "invitation_to_authority")
    ).one()

    password = "three calm otters walking"
    client.get(link)
    assert "Riverside Trust" in client.words()
    client.send(link, name="Verity Lamb", password=password, again=password)
    client.get(f"/group/{here.rsplit('/', 1)[1]}")
    assert "Willow Lane Primary" in client.words()

    place.rows.rollback()
    one = place.rows.scalars(select(Membership).where(Membership.group_id.is_not(None))).one()
    place.browser.send(f"{here}/people/{one.id}/remove")
    assert client.get(f"/group/{here.rsplit('/', 1)[1]}").status_code in (302, 404)


def test_an_invitation_is_taken_back_and_an_empty_group_renamed_and_removed(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    here = made(place)
    place.browser.send(f"{here}/people/invite", name="Verity Lamb", email="verity@example.org")
    place.rows.rollback()
    asked = place.rows.scalars(select(Invitation).where(Invitation.group_id.is_not(None))).one()

    place.browser.send(f"{here}/remove")
    assert "Take its invitations back first" in place.browser.words()
    place.browser.send(f"{here}/people/invitations/{asked.id}/withdraw")
    place.browser.send(f"{here}/change", name="Riverside Schools")
    place.browser.get(here)
    assert "Riverside Schools" in place.browser.words()
    place.browser.send(f"{here}/remove")

    place.browser.get(ALL)
    assert "There are no groups yet" in place.browser.words()


def test_another_authority_finds_no_page_of_a_group(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    place = scene(Stage.GATHERING)
    number = re.sub(r".*/", "", made(place))
    browser = stranger()

    for path in ("", "/change", "/remove", "/settings", "/people/invite"):
        assert browser.get(f"{ALL}/{number}{path}").status_code == 404
        assert browser.get(f"{ELSEWHERE}/groups/{number}{path}").status_code == 404
