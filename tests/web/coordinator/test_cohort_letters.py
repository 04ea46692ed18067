"""What a cohort says of its letters: who waits for a lead, who gets one, and what became of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation
from award.storage.cohorts import CohortPlace
from award.storage.db import writing
from award.storage.settings import Setting
from tests.making import make_member, make_user
from tests.web.coordinator.cohort_pages import begin, count, fill, name_all, with_two_more
from tests.web.coordinator.conftest import Scene


@pytest.fixture
def place(scene: Callable[..., Scene]) -> Scene:
    return with_two_more(scene(Stage.DRAFT))


def test_a_double_click_sends_once(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    name_all(place, here)
    token = place.browser.token(f"{here}/send")
    page = place.browser.page
    assert page is not None
    version = next(x.get("value") for x in page.iter("input") if x.get("name") == "version")
    form = {"csrf_token": token, "version": version}

    place.browser.post(f"{here}/send", data=form)
    again = place.browser.post(f"{here}/send", data=form)

    assert again.status_code == 200
    assert "Nobody is waiting for an invitation" in place.browser.words()
    assert count(place.rows, Invitation) == 1


def test_one_setting_without_a_lead_does_not_keep_the_others_waiting(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors", "Ash Grove Nursery")
    with writing(place.rows) as session:
        first = session.scalars(select(CohortPlace).order_by(CohortPlace.id)).first()
        assert first is not None
        first.lead_name, first.lead_email = "Ben Oak", "ben.oak@example.org"

    place.browser.get(here)

    assert "Say who leads at 1 setting" in place.browser.words()
    page = place.browser.page
    assert page is not None
    links = {link.text: link.get("href") for link in page.iter("a")}
    assert links["Invite 1 setting"] == f"{here}/send"


def test_the_cohort_says_whose_letters_come_back_and_whose_link_has_run_out(
    place: Scene,
) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors", "Ash Grove Nursery")
    name_all(place, here)
    place.browser.send(f"{here}/send")
    place.browser.get(here)
    assert place.browser.words().count("Has not come yet") == 2
    with writing(place.rows) as session:
        first, second = session.scalars(select(Invitation).order_by(Invitation.id))
        first.accepted_at = clock.now()
        second.expires_at = clock.now() - timedelta(days=1)
        email, setting_id = first.email, first.setting_id
    user = make_user(place.rows, "Lost Lead", email)
    make_member(place.rows, user, Role.LEAD, place.rows.get_one(Setting, setting_id))
    with writing(place.rows):
        user.bounced_at = clock.now()

    place.browser.get(here)

    words = place.browser.words()
    assert "Has not come yet" not in words
    assert "Letters come back" in words
    assert "The link has run out" in words


def test_of_who_leads_already_no_earlier_invitation_is_told(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    name_all(place, here)
    place.browser.send(f"{here}/send")
    place.rows.rollback()
    invited = place.rows.scalars(select(Invitation)).one()
    user = make_user(place.rows, "Ben Oak", invited.email)
    make_member(place.rows, user, Role.LEAD, place.rows.get_one(Setting, invited.setting_id))
    place.rows.rollback()

    place.browser.get(here)

    assert "Has not come yet" not in place.browser.words()


def test_the_letter_shown_is_one_that_somebody_gets(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors", "Ash Grove Nursery")
    name_all(place, here)
    place.rows.rollback()
    query = select(CohortPlace).join(Setting, Setting.id == CohortPlace.setting_id)
    ash = place.rows.scalars(query.where(Setting.name == "Ash Grove Nursery")).one()
    user = make_user(place.rows, "Ada Ash", ash.lead_email)
    make_member(place.rows, user, Role.LEAD, ash.setting)
    place.rows.rollback()

    place.browser.get(f"{here}/send")

    words = place.browser.words()
    assert "You are invited: Oak Tree Juniors" in words
    assert words.count("Leads here already: is told that the journey is open") == 1
    assert "Send 1 invitation, open 1 journey and tell its lead" in words
    assert "Who is lead or head there already is told that the journey is open." in words
    place.browser.get(place.browser.send(f"{here}/send").location or "")
    said = "1 setting got an invitation. At 1 setting the lead was here already, and was told that"
    assert said in place.browser.words()


def test_where_all_lead_here_already_no_invitation_is_promised(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Ash Grove Nursery")
    name_all(place, here)
    place.rows.rollback()
    ash = place.rows.scalars(select(CohortPlace)).one()
    make_member(
        place.rows, make_user(place.rows, "Ada Ash", ash.lead_email), Role.LEAD, ash.setting
    )
    place.rows.rollback()

    place.browser.get(f"{here}/send")

    words = place.browser.words()
    assert "Open 1 journey and tell its lead" in words
    assert "Send 1 invitation" not in words
    assert "a link that works once" not in words
