"""What a coordinator typed and an action refuses stands at its field, and the words stay."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.authorities import Round
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.settings import Group, Setting
from tests.making import make_setting
from tests.web.coordinator.conftest import ROOM, Scene
from tests.web.panel.papers import make_round

Make = Callable[..., Scene]
GROUPS = f"{ROOM}/groups"


def on(days: int) -> list[str]:
    day = clock.today() + timedelta(days=days)
    return [str(day.day), str(day.month), str(day.year)]


def test_a_group_with_a_name_that_is_there_already(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    for name in ("Riverside Trust", "Hilltop Trust"):
        place.browser.send(f"{GROUPS}/add", name=name)
    place.rows.rollback()
    hilltop = place.rows.scalars(select(Group.id).where(Group.name == "Hilltop Trust")).one()
    refused = {"name": "There is a group called riverside trust already"}

    added = place.browser.send(f"{GROUPS}/add", name="riverside trust").text
    at_adding = place.browser.refusals()
    renamed = place.browser.send(f"{GROUPS}/{hilltop}/change", name="riverside trust").text

    assert [at_adding, place.browser.refusals()] == [refused, refused]
    assert all('value="riverside trust"' in page for page in (added, renamed))


def test_a_setting_that_came_into_another_group_meanwhile(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    for name in ("Riverside Trust", "Hilltop Trust"):
        place.browser.send(f"{GROUPS}/add", name=name)
    other = make_setting(place.rows, place.now().authority, "Abbey Mill Primary")
    riverside, hilltop = place.rows.scalars(select(Group.id).order_by(Group.id)).all()
    here, numbers = f"{GROUPS}/{riverside}/settings", [place.journey.setting_id, other.id]
    token = place.browser.token(here)
    with writing(place.rows) as session:
        session.get_one(Setting, numbers[0]).group_id = hilltop

    ticked = {"csrf_token": token, "settings": [str(one) for one in numbers]}
    page = place.browser.post(here, data=ticked).text

    assert place.browser.refusals() == {
        "settings": "Willow Lane Primary is in another group. Take it out there first"
    }
    assert f'id="settings" name="settings" type="checkbox" value="{other.id}" checked' in page
    place.rows.rollback()
    assert place.rows.get_one(Setting, other.id).group_id is None


def test_an_award_that_cannot_be_extended_again(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    address = f"{ROOM}/awards/extend"
    said = {"csrf_token": place.browser.token(address), "reason": "A hard winter."}
    with writing(place.rows) as session:
        held = session.get_one(Award, award.id)
        held.times_extended, version = 1, held.version

    place.browser.post(f"{address}/sure", data=said | {"terms": "1", "shown": f"1:{version}"})
    again = place.browser.refusals()
    place.browser.post(f"{address}/sure", data=said | {"terms": "9", "shown": f"1:{version}"})
    wrong_terms = place.browser.refusals()
    none = {"terms": "1", "shown": "", "reason": "A hard winter."}
    page = place.browser.post(f"{address}/sure", data=said | none).text

    assert list(again) == ["awards"]
    assert again["awards"].startswith("Willow Lane Primary: Ask the panel")
    assert wrong_terms == {"terms": "Choose one term or two"}
    assert place.browser.refusals() == {"awards": "Tick at least one award"}
    assert "A hard winter." in page


def test_extending_without_a_reason_leads_back_to_it(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    address = f"{ROOM}/awards/extend"
    sure = {"csrf_token": place.browser.token(address), "terms": "1", "shown": "1:1"}

    place.browser.post(f"{address}/sure", data=sure | {"reason": " "})

    assert place.browser.refusals() == {"reason": "Say why, in words that the settings can follow"}


def test_a_day_on_which_an_award_cannot_be_announced(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award.id)).one()

    page = place.browser.send(f"{ROOM}/awards/{award}/announcement", announce_on=on(500)).text

    assert place.browser.refusals() == {"announce_on-day": "Choose a day within a year from now"}
    assert f'value="{on(500)[2]}"' in page


def test_a_ceremony_before_its_panel_meets(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    with writing(place.rows) as session:
        make_round(session, place.journey.authority, clock.today() + timedelta(days=9))
    number = place.rows.scalars(select(Round.id)).one()
    address = f"{ROOM}/rounds/{number}/ceremony/plan"

    page = place.browser.send(address, announce_on=on(3), where="City Hall").text

    assert place.browser.refusals() == {
        "announce_on-day": "Choose a day that is not before the panel meets"
    }
    assert "City Hall" in page
