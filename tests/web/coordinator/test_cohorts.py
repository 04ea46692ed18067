"""A cohort in the browser: begun, filled, named, looked at, sent once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.appealing import lodge_appeal
from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation
from award.storage.awards import Award
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.web.kit.filters import day_short
from tests.making import make_member, make_setting, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

START = f"{ROOM}/cohorts/add"
WORKSHOP = {
    "workshop_on": ["9", "3", "2027"],
    "workshop_time": "2pm",
    "workshop_place": "Town Hall",
}


@pytest.fixture
def place(scene: Callable[..., Scene]) -> Scene:
    found = scene(Stage.DRAFT)
    for name in ("Oak Tree Juniors", "Ash Grove Nursery"):
        make_setting(found.rows, found.walker.setting.authority, name)
    found.rows.rollback()
    return found


def begin(place: Scene, **said: Any) -> str:
    """Begin a cohort; the address of its page."""
    given = {"name": "Spring 2027", "route": "light", "workshop_minutes": "90", **said}
    answer = place.browser.send(START, **given)
    return (answer.location or "").removesuffix("/settings")


def fill(place: Scene, here: str, *names: str) -> None:
    place.rows.rollback()
    ids = {one.name: str(one.id) for one in place.rows.scalars(select(Setting))}
    place.browser.send(f"{here}/settings", settings=[ids[name] for name in names], then="done")


def name_all(place: Scene, here: str) -> None:
    place.rows.rollback()
    leads: dict[str, str] = {}
    for one in place.rows.scalars(select(CohortPlace)):
        leads |= {f"name_{one.id}": f"Lead {one.id}", f"email_{one.id}": f"l{one.id}@example.org"}
    place.browser.send(f"{here}/leads", **leads)


def count(rows: Session, kind: type) -> int:
    rows.rollback()
    return rows.scalar(select(func.count()).select_from(kind)) or 0


def test_a_cohort_from_the_first_page_to_its_invitations(place: Scene) -> None:
    browser = place.browser
    browser.get(f"{ROOM}/cohorts")
    empty = browser.words()
    here = begin(place, **WORKSHOP)
    browser.get(here)
    first = browser.words()
    fill(place, here, "Oak Tree Juniors", "Ash Grove Nursery")
    browser.get(here)
    unnamed = browser.words()
    name_all(place, here)
    browser.get(f"{here}/send")
    preview = browser.words()
    sent = browser.send(f"{here}/send")
    browser.get(here)
    after = browser.words()

    assert "There is no cohort yet" in empty
    assert "Choose settings" in first
    assert "Say who leads at 2 settings" in unnamed
    assert "Invite 2 settings" in preview
    assert "You are invited: Ash Grove Nursery" in preview
    assert "Tuesday 9 March 2027 at 2:00pm, at Town Hall" in preview
    assert sent.location == here
    assert "2 settings got an invitation." in after
    assert "Draft application" in after
    assert (count(place.rows, Invitation), count(place.rows, Journey)) == (2, 3)


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


def test_who_has_an_open_journey_cannot_be_ticked_and_says_why(place: Scene) -> None:
    here = begin(place)

    place.browser.get(f"{here}/settings")

    words = place.browser.words()
    assert "Willow Lane Primary" in words
    assert "On a journey now: draft application." in words


def test_all_that_a_search_finds_come_in_at_once_without_the_busy(place: Scene) -> None:
    here = begin(place)

    place.browser.send(f"{here}/settings?never=yes", all="yes")

    assert count(place.rows, CohortPlace) == 2


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("search=oak", 1),
        ("never=yes", 2),
        ("kind=primary", 2),
        ("search=nothing", 0),
        ("having=nothing", 2),
        ("having=award", 0),
        ("having=appeal", 0),
    ],
)
def test_settings_are_found_by_name_kind_and_by_never_having_taken_part(
    place: Scene, search: str, found: int
) -> None:
    here = begin(place)

    place.browser.get(f"{here}/settings?{search}")

    page = place.browser.page
    assert page is not None
    ticks = [one for one in page.iter("input") if one.get("name") == "settings"]
    assert len(ticks) == found


def test_a_workshop_needs_a_day_and_a_time_and_a_route_that_allows_it(place: Scene) -> None:
    half = place.browser.send(START, name="A", route="light", workshop_time="2pm")
    half_words = place.browser.words()
    wrong = place.browser.send(
        START, **{"name": "A", "route": "standard", "workshop_minutes": "90", **WORKSHOP}
    )

    assert (half.status_code, wrong.status_code) == (200, 200)
    assert "both a day and a time" in half_words
    assert "a workshop does not count there" in place.browser.words()
    assert count(place.rows, Cohort) == 0


def test_a_lead_with_a_wrong_address_is_refused_and_nothing_typed_is_lost(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    place.rows.rollback()
    one = place.rows.scalars(select(CohortPlace)).one()

    answer = place.browser.send(
        f"{here}/leads", **{f"name_{one.id}": "Ben Oak", f"email_{one.id}": "ben"}
    )

    assert answer.status_code == 200
    assert "Enter an e-mail address like name@example.org" in place.browser.words()
    assert 'value="Ben Oak"' in answer.get_data(as_text=True)


def test_of_two_who_name_leads_the_slower_sees_both(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    place.rows.rollback()
    one = place.rows.scalars(select(CohortPlace)).one()
    place.browser.get(f"{here}/leads")
    with writing(place.rows) as session:
        session.get_one(CohortPlace, one.id).lead_name = "Ida Quill"
        cohort = session.scalars(select(Cohort)).one()
        cohort.version += 1
    mine = {f"name_{one.id}": "Ben Oak", f"email_{one.id}": "ben@example.org"}

    place.browser.send(f"{here}/leads", **mine, version=str(cohort.version - 1))
    told = place.browser.words()
    place.browser.send(f"{here}/leads", **mine, version=str(cohort.version))

    assert "Oak Tree Juniors Ida Quill" in told
    place.rows.rollback()
    assert place.rows.scalars(select(CohortPlace)).one().lead_name == "Ben Oak"


def test_a_setting_is_taken_out_again(place: Scene) -> None:
    here = begin(place)
    fill(place, here, "Oak Tree Juniors")
    place.rows.rollback()
    one = place.rows.scalars(select(CohortPlace)).one()

    place.browser.send(f"{here}/places/{one.id}/remove")

    assert count(place.rows, CohortPlace) == 0


def test_the_workshop_pages_say_kindly_that_it_is_not_time(place: Scene) -> None:
    here = begin(place, **WORKSHOP)

    place.browser.get(f"{here}/workshop/record")
    record = place.browser.words()
    place.browser.get(f"{here}/workshop/book")

    assert "The record opens when the workshop begins" in record
    assert "No setting can be booked now" in place.browser.words()


def test_a_record_that_comes_too_early_is_given_back(place: Scene) -> None:
    here = begin(place, **WORKSHOP)
    token = place.browser.token(f"{here}/change")

    place.browser.post(
        f"{here}/workshop/record", data={"csrf_token": token, "summary": "They told of the yard."}
    )

    words = place.browser.words()
    assert "Nothing was changed." in words
    assert "They told of the yard." in words


def test_a_cohort_is_changed(place: Scene) -> None:
    here = begin(place, **WORKSHOP)

    place.browser.send(
        f"{here}/change",
        name="Summer 2027",
        route="club",
        workshop_on=["", "", ""],
        workshop_time="",
        workshop_minutes="60",
    )

    place.browser.get(here)
    assert "Summer 2027" in place.browser.words()
    assert "One at each setting" in place.browser.words()


def test_another_authority_sees_nothing_of_it(
    place: Scene, stranger: Callable[[], PageClient]
) -> None:
    here = begin(place).replace(ROOM, ELSEWHERE)
    browser = stranger()

    found = {
        path: browser.get(here + path).status_code
        for path in ("", "/settings", "/leads", "/send", "/change", "/workshop/record")
    }

    assert set(found.values()) == {404}


@pytest.fixture
def holder(scene: Callable[..., Scene]) -> Scene:
    """Willow Lane Primary holds the award; Oak Tree Juniors has nothing."""
    found = scene(Stage.AWARDED)
    make_setting(found.rows, found.walker.setting.authority, "Oak Tree Juniors")
    found.rows.rollback()
    return found


def test_beside_a_holder_stands_until_when_and_the_filter_leaves_only_the_free(
    holder: Scene,
) -> None:
    here = begin(holder)
    until = holder.rows.scalars(select(Award.valid_until)).one()

    holder.browser.get(f"{here}/settings")
    every = holder.browser.words()
    holder.browser.get(f"{here}/settings?having=nothing")
    free = holder.browser.words()
    holder.browser.get(f"{here}/settings?having=award")
    holders = holder.browser.words()
    holder.browser.send(f"{here}/settings?kind=primary", all="yes")

    assert f"Holds the award until {day_short(until)}" in every.replace("\xa0", " ")
    assert "You are asked before it is invited." in every
    assert ("Oak Tree Juniors" in free, "Willow Lane Primary" in free) == (True, False)
    assert ("Oak Tree Juniors" in holders, "Willow Lane Primary" in holders) == (False, True)
    assert count(holder.rows, CohortPlace) == 1


def test_a_holder_is_invited_only_when_it_is_ticked_on_the_page_that_sends(
    holder: Scene,
) -> None:
    here = begin(holder)
    fill(holder, here, "Willow Lane Primary")
    holder.browser.get(here)
    asked = holder.browser.words()
    holder.browser.get(f"{here}/send")
    told = holder.browser.words().replace("\xa0", " ")
    unticked = holder.browser.send(f"{here}/send")
    refused, before = holder.browser.words(), count(holder.rows, Journey)
    place = holder.rows.scalars(select(CohortPlace)).one()
    holder.browser.send(f"{here}/send", sure=[str(place.id)])

    assert "Look at 1 setting before you invite it" in asked
    assert "The next award would begin the day after. This is not the renewal" in told
    assert unticked.status_code == 200
    assert "Tick whom you invite, or choose “Send nothing”" in refused
    assert (before, count(holder.rows, Journey)) == (1, 2)


def test_the_free_go_out_without_a_question_and_the_holder_stays(holder: Scene) -> None:
    here = begin(holder)
    fill(holder, here, "Willow Lane Primary", "Oak Tree Juniors")
    name_all(holder, here)

    holder.browser.send(f"{here}/send")

    holder.browser.get(here)
    words = holder.browser.words()
    assert "1 setting got an invitation. 1 setting that you did not tick got none." in words
    assert count(holder.rows, Journey) == 2


def test_an_appeal_stands_beside_its_setting_and_keeps_it_out(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    walking = place.walker
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="Look again", by=walking.by(Role.LEAD), at=walking.at)
    place.rows.rollback()
    here = begin(place)

    place.browser.get(f"{here}/settings?having=appeal")

    words = place.browser.words()
    assert "Has appealed against the decision: not yet awarded. Its appeal is not over." in words
    assert "None of these can come in now" in words


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
