"""An enquiry is answered once, and waits until its setting is there."""

from collections.abc import Callable

from sqlalchemy import select

from award.actions.enquiring import Ask, ask_to_take_part
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Enquiry
from award.storage.db import transaction
from award.storage.settings import Setting
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def test_an_enquiry_is_answered_once_and_leads_on(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    with transaction(lock=place.now().authority) as held:
        ask = Ask("Willow Lane", "primary", "Sam Lee", "sam@example.org")
        ask_to_take_part(held, ask, at=place.walker.at)
    address, number = f"{ROOM}/enquiries/1", str(place.journey.setting_id)
    token = place.browser.token(address)
    fields = {"csrf_token": token, "setting_id": number}

    first = place.browser.post(address, data=fields)
    place.browser.post(address, data=fields)

    assert (first.location or "").endswith(f"/settings/{number}/journeys/open")
    place.rows.rollback()
    assert place.rows.get_one(Enquiry, 1).setting_id == place.journey.setting_id


def test_an_enquiry_waits_until_its_setting_is_added(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    with transaction(lock=place.now().authority) as held:
        ask = Ask("Rushey Mead", "primary", "Sam Lee", "sam@example.org")
        ask_to_take_part(held, ask, at=place.walker.at)

    onward = place.browser.send(f"{ROOM}/enquiries/1", setting_id="new", answer="A call first")
    adding = onward.location or ""
    place.rows.rollback()
    assert place.rows.get_one(Enquiry, 1).answered_at is None
    place.browser.send(adding, name="Willow Lane Primary", kind="primary", sure="yes")
    assert "is there already" in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Enquiry, 1).answered_at is None
    opening = place.browser.send(adding, name="Rushey Mead", kind="primary").location or ""

    place.rows.rollback()
    new = place.rows.scalars(select(Setting).filter_by(name="Rushey Mead")).one()
    answered = place.rows.get_one(Enquiry, 1)
    assert (answered.setting_id, answered.answer) == (new.id, "A call first")
    assert opening.endswith(f"/settings/{new.id}/journeys/open")
    invite = f"{ROOM}/settings/{new.id}/people/invite"
    shown = place.browser.get(invite).get_data(as_text=True)
    assert 'value="Sam Lee"' in shown
    assert 'value="sam@example.org"' in shown
    place.browser.send(invite, role=str(Role.LEAD), name="Sam Lee", email="sam@example.org")
    assert "Sam Lee" not in place.browser.get(invite).get_data(as_text=True)
    place.browser.send(adding, name="Rushey Mead Two", kind="primary", sure="yes")
    assert "Somebody has answered this already" in place.browser.words()
