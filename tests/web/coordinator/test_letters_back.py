"""Letters that come back: said in words, beside who is not reached, with the way to mend it."""

from collections.abc import Callable

from sqlalchemy import select

from award.actions.leading import hand_over_lead
from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.letters import Letter, LetterState
from tests.making import make_member, make_user
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
SAID = "550 5.1.1 No such user here"


def come_back(place: Scene) -> int:
    """A letter to the lead was refused. Returns its number."""
    with writing(place.rows) as session:
        lead = session.get_one(User, place.walker.cast.lead.id)
        lead.bounced_at = clock.now()
        letter = session.scalars(
            select(Letter).where(
                Letter.journey_id == place.journey.id, Letter.to_email == lead.email
            )
        ).first()
        assert letter is not None
        letter.state, letter.trouble, letter.sent_at = LetterState.REFUSED, SAID, None
        return letter.id


def test_a_letter_that_came_back_says_so_in_words(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    number = come_back(place)

    place.browser.get(f"{place.here}/letters")
    listed = place.browser.words()
    place.browser.get(f"{place.here}/letters/{number}")

    assert "Came back" in listed
    assert SAID in listed
    assert f"It came back: {SAID}" in place.browser.words()
    assert "Not yet" not in place.browser.words()


def test_a_journey_says_whom_letters_do_not_reach_and_leads_to_mending_it(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    place.browser.get(place.here)
    before = place.browser.words()
    come_back(place)
    setting = f"{ROOM}/settings/{place.walker.setting.id}"

    place.browser.get(place.here)
    here = place.browser.words()
    leads = [one.get("href") for one in place.browser.page.iter("a")]
    place.browser.get(setting)
    there = place.browser.words()
    name = place.walker.cast.lead.name
    answer = place.browser.get(f"{setting}/people/invite?anew={place.walker.cast.lead.id}")

    assert "Letters come back" not in before
    assert "Letters come back since " in here
    assert setting in leads
    assert "Invite them with another address" in there
    assert f'value="{name}"' in answer.get_data(as_text=True)


def test_letters_that_came_back_before_the_lead_changed_are_told_with_who_leads_now(
    scene: Make,
) -> None:
    place = scene(Stage.GATHERING)
    come_back(place)
    place.browser.get(f"{place.here}/letters")
    before = place.browser.words()
    old, setting = place.walker.cast.lead, place.walker.setting
    member = make_member(place.rows, make_user(place.rows, "Jonah Reid"), Role.CONTRIBUTOR, setting)
    place.rows.commit()
    with transaction(lock=setting) as held:
        hand_over_lead(held, member, by=place.walker.by(Role.COORDINATOR), at=clock.now())
    place.rows.rollback()

    place.browser.get(f"{place.here}/letters")

    assert "leads now" not in before
    assert f"1 letter to {old.name} came back, and Jonah Reid leads now." in place.browser.words()
    assert "Write to the setting" in place.browser.words()
