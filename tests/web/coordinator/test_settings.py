"""Settings and their people: added, found, opened, and how each stands."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation, User
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState
from award.web.kit.filters import day_short
from tests.making import make_authority, make_member, make_user
from tests.pages import PageClient, words_of
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

Make = Callable[..., Scene]


def test_a_setting_is_added_opened_and_its_lead_invited(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    added = place.browser.send(f"{ROOM}/settings/add", name="Rushey Mead", kind="primary")
    here = added.location or ""
    place.browser.send(f"{here}/journeys/open", route="standard")
    place.browser.send(
        f"{here}/people/invite", role=str(Role.LEAD), name="Sam Lee", email="sam@example.org"
    )

    place.browser.get(here)
    assert "Sam Lee, lead: invited" in place.browser.words()
    place.rows.rollback()
    assert len(place.rows.scalars(select(Journey)).all()) == 2
    assert len(place.rows.scalars(select(Invitation)).all()) == 1


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        (AwardState.IN_FORCE, 30, "Until {}"),
        (AwardState.IN_FORCE, 0, "Until {}"),
        (AwardState.IN_FORCE, -1, "Until {} Expired"),
        (AwardState.SUSPENDED, 30, "Until {} Suspended"),
        (AwardState.REVOKED, 30, "Award revoked It would have lasted until {}"),
    ],
)
def test_the_list_says_how_an_award_stands(
    scene: Make, state: AwardState, days: int, words: str
) -> None:
    place = scene(Stage.AWARDED)
    until = clock.today() + timedelta(days=days)
    with writing(place.rows) as session:
        award = session.scalars(select(Award)).one()
        award.state, award.valid_until, award.valid_from = state, until, until - timedelta(days=99)

    place.browser.get(f"{ROOM}/settings")

    assert place.browser.page is not None
    (row,) = place.browser.page.findall(".//tbody/tr")
    cell = " ".join(" ".join(row.findall("td")[2].itertext()).split())
    assert cell == words.format(day_short(until))
    assert row.findall("td")[2].findall(".//a") == []


def test_the_same_setting_twice_is_refused_with_its_name_kept(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(
        f"{ROOM}/settings/add", name="Willow Lane Primary", kind="primary", sure="yes"
    )

    assert "is there already" in place.browser.words()


def test_where_no_journey_can_begin_no_form_for_one_is_shown(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    here = f"{ROOM}/settings/{place.journey.setting_id}"

    def told() -> tuple[str | None, str]:
        answer = place.browser.get(f"{here}/journeys/open")
        place.browser.get(answer.location or here)
        return answer.location, place.browser.words()

    on_one = told()
    with writing(place.rows) as session:
        setting = session.get_one(Setting, place.journey.setting_id)
        setting.state = SettingState.CLOSED
    closed = told()

    assert (on_one[0], closed[0]) == (here, here)
    assert "Willow Lane Primary already has an open journey. Go on with that one" in on_one[1]
    assert "Willow Lane Primary has closed, so it cannot begin a journey." in closed[1]


@pytest.mark.parametrize(
    ("stage", "first", "is_there"),
    [(Stage.NOT_YET, "standard", False), (Stage.AWARDED, "renewal", True)],
)
def test_a_renewal_is_offered_first_and_only_for_an_award(
    scene: Make, stage: Stage, first: str, is_there: bool
) -> None:
    more = {} if is_there else {"outcome": Outcome.TURN_DOWN}
    place = scene(stage, **more)

    answer = place.browser.get(f"{ROOM}/settings/{place.journey.setting_id}/journeys/open")

    offered = re.findall(r'name="route"[^>]*value="(\w+)"', answer.get_data(as_text=True))
    assert (offered[0], "renewal" in offered) == (first, is_there)


def test_the_last_lead_is_not_removed(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    here = f"{ROOM}/settings/{place.journey.setting_id}"

    page = place.browser.get(f"{here}/people/1/remove")

    assert page.status_code == 409
    assert "Name another lead first" in place.browser.words()
    assert "They are signed out at once" not in place.browser.words()
    assert f'href="{here}"' in page.text


@pytest.mark.parametrize(
    "address",
    ["settings/1", "settings/1/journeys/open", "settings/1/people/invite", "settings/1/note",
     "awards/1", "awards/1/moves/extend", "rounds/1", "enquiries/1", "certificates/1"],
)  # fmt: skip
def test_nothing_of_it_is_there_for_another_authority(
    scene: Make, stranger: Callable[[], PageClient], address: str
) -> None:
    scene(Stage.AWARDED)

    assert stranger().get(f"{ELSEWHERE}/{address}").status_code == 404


def test_the_file_of_journeys_runs_no_formula(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    with transaction(lock=place.now().setting) as held:
        held.name = "=1+1"

    answer = place.browser.get(f"{ROOM}/journeys.csv?view=open")

    assert "\r\n'=1+1," in answer.get_data(as_text=True)
    assert place.rows.scalars(select(Setting.name)).all() == ["=1+1"]


def test_people_are_found_by_name_address_setting_or_part(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    def found(asked: str) -> list[str]:
        place.browser.get(f"{ROOM}/people?{asked}")
        assert place.browser.page is not None
        return [words_of(one) for one in place.browser.page.findall(".//tbody//tr/th")]

    everybody = found("")
    assert len(everybody) > 1
    assert len(found("search=AMARA")) == 1
    assert len(found("search=willow+lane")) == len(everybody)
    assert 0 < len(found("role=head")) < len(everybody)
    assert found("search=%25") == found("role=coordinator") == []
    assert "Nobody found" in place.browser.words()


def test_an_authority_without_anything_is_shown_how_to_begin_and_nothing_to_narrow(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    user = make_user(rows, "Sol Abara")
    make_member(rows, user, Role.COORDINATOR, make_authority(rows, "milton-keynes"))
    browser = signed_in_as(user)

    for address in ("", "/waiting", "/journeys", "/settings", "/people", "/rounds", "/enquiries"):
        browser.get(ELSEWHERE + address)
        assert browser.page is not None
        main = browser.page.find(".//main")
        assert main.findall(".//form[@role='search']") == []
        assert "0" not in words_of(main).split(), address


def test_how_a_setting_stands_is_said_beside_its_kind_where_it_is_not_simply_there(
    scene: Make,
) -> None:
    place = scene(Stage.DRAFT)
    place.browser.get(f"{ROOM}/settings")
    plain = place.browser.words()

    with writing(place.rows) as session:
        session.get_one(Setting, place.journey.setting_id).state = SettingState.CLOSED
    place.browser.get(f"{ROOM}/settings")

    assert "Primary school · Closed" not in plain
    assert "Primary school · Closed" in place.browser.words()


def test_a_journey_is_opened_from_the_list_of_settings_that_have_none(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    link = f"{ROOM}/settings/{place.journey.setting_id}/journeys/open"
    offered = place.browser.get(f"{ROOM}/settings?journey=no").text
    with writing(place.rows) as session:
        session.get_one(Setting, place.journey.setting_id).state = SettingState.CLOSED

    closed = place.browser.get(f"{ROOM}/settings?journey=no").text

    assert link in offered
    assert link not in closed
    assert place.journey.setting.name in closed
