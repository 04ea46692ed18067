"""Settings, their people, awards, enquiries, rounds and covers."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.enquiring import Ask, ask_to_take_part
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.checking_codes import grouped
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Enquiry, Invitation, User
from award.storage.authorities import Round
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

    place.browser.send(f"{here}/people/1/remove")

    assert "Name another lead first" in place.browser.words()


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


def test_an_award_is_extended_once(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    place.rows.rollback()
    before = place.rows.get_one(Award, 1).valid_until
    address = f"{ROOM}/awards/1/moves/extend"

    place.browser.send(address, terms="1", reason="The visit moved")
    place.browser.send(address, terms="1", reason="Once more, please")

    assert "Once more, please" in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Award, 1).valid_until > before
    assert place.rows.get_one(Award, 1).times_extended == 1


def test_a_suspension_is_proposed_and_dropped(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    place.browser.send(f"{ROOM}/awards/1/moves/propose_suspension", reason="A complaint came")
    place.rows.rollback()
    assert place.rows.get_one(Award, 1).state is AwardState.SUSPENSION_PROPOSED
    place.browser.get(f"{ROOM}/awards/1")
    code = grouped(place.rows.get_one(Award, 1).code)
    assert place.browser.words().count(code) == 1
    page = place.browser.get(f"{ROOM}/awards/1/moves/propose_suspension")
    words = place.browser.words()
    assert "That cannot be done now Willow Lane Primary" in words
    assert "Suspension proposed" in words
    assert "<textarea" not in page.text
    place.browser.send(f"{ROOM}/awards/1/moves/drop_suspension", reason="It was answered")

    place.rows.rollback()
    assert place.rows.get_one(Award, 1).state is AwardState.IN_FORCE
    place.browser.get(f"{ROOM}/awards/1")
    assert "Proposed suspension dropped" in place.browser.words()
    assert "no vote in time" not in place.browser.words()


def test_a_round_is_added_and_aimed_at(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    start = place.walker.at.date() + timedelta(days=40)
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    days = [start + timedelta(days=7 * step) for step, _ in enumerate(names)]
    fields = {
        name: [str(on.day), str(on.month), str(on.year)]
        for name, on in zip(names, days, strict=True)
    }

    place.browser.send(f"{ROOM}/rounds/add", name="Spring", **fields)
    place.browser.send(f"{place.here}/aim", round_id="1")

    assert place.now().round_id == 1
    assert place.rows.get_one(Round, 1).panel_on == days[4]


def test_who_is_slower_with_a_round_sees_both(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    days = {one: [str(n + 1), "3", "2030"] for n, one in enumerate(names)}
    page = f"{ROOM}/rounds/1"
    place.browser.send(f"{ROOM}/rounds/add", name="Spring", **days)
    place.browser.send(page, name="Spring 2030", **days)

    told = place.browser.send(page, name="Mine", **days, version="1")
    words = place.browser.words()
    place.rows.rollback()
    kept = place.rows.get_one(Round, 1).name
    place.browser.send(page, name="Mine", **days)

    assert told.status_code == 200
    assert "What is there now What is it called? Spring 2030" in words
    assert "The panel meets on Tuesday" not in words
    place.rows.rollback()
    assert (kept, place.rows.get_one(Round, 1).name) == ("Spring 2030", "Mine")


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


def test_rounds_to_come_stand_before_those_that_are_over(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    for name, year in (("Long ago", "2025"), ("Some day", "2030")):
        days = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on")
        fields = {one: [str(n + 1), "3", year] for n, one in enumerate((*days, "notify_by_on"))}
        place.browser.send(f"{ROOM}/rounds/add", name=name, **fields)

    place.browser.get(f"{ROOM}/rounds")
    words = place.browser.words()
    place.browser.get(f"{ROOM}/rounds/1")

    order = [words.index(one) for one in ("To come", "Some day", "Over", "Long ago")]
    assert order == sorted(order)
    assert "No open journey aims at it" in place.browser.words()


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
        until_on=["1", "1", "2030"],
    )

    place.browser.get(f"{ROOM}/covers")

    words = place.browser.words()
    assert "Thursday 1 January 2026 to Tuesday 1 January 2030. Now." in words


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
        until_on=["1", "1", "2030"],
    )
    colleague = signed_in_as(other)

    place.browser.get(ROOM)
    away = place.browser.words()
    colleague.get(ROOM)
    place.browser.get(f"{ROOM}/covers/1/end")

    assert "Nell Fair stands in for you until 1 January 2030: letters go to them." in away
    assert "You stand in for Colm Brady until 1 January 2030" in colleague.words()
    words = place.browser.words()
    assert "Letters and reminders go to Colm Brady again from now on." in words
    place.browser.send(f"{ROOM}/covers/1/end")
    colleague.get(ROOM)
    assert "stand in" not in colleague.words()


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
