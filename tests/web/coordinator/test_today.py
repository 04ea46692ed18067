"""Today: the top card is a task, first steps can go, and a long day is folded."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from award.actions.recording import answer_visit_record, record_visit, share_visit_record
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.accounts import Enquiry, User
from award.storage.authorities import HalfTermDates
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from tests.making import at, make_authority, make_member, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

Make = Callable[..., Scene]


def test_what_waits_longest_is_the_card_and_says_what_to_do(scene: Make) -> None:
    place = scene(Stage.APPLIED)

    place.browser.get(ROOM)

    words = place.browser.words()
    assert "Willow Lane Primary has applied" in words
    assert "Read and accept" in words
    assert "New today" in words
    assert "Longest wait" not in words


def test_without_anything_waiting_the_quietest_setting_is_the_card(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    with writing(place.rows) as rows:
        rows.get_one(Journey, place.journey.id).last_setting_act_at -= timedelta(days=50)
    place.browser.get(ROOM)

    words = place.browser.words()
    assert "Write to Willow Lane Primary" in words
    assert "21 criteria have no evidence yet." in words
    assert "school days" in words


def test_a_quiet_day_says_what_it_is_good_for(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(ROOM)

    words = place.browser.words()
    assert "Nothing waits for you" in words
    assert "A quiet day is a good day to" in words


def test_an_award_that_runs_out_says_what_became_of_its_renewal(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    with writing(place.rows) as rows:
        award = rows.scalars(select(Award)).one()
        award.valid_until = clock.today() + timedelta(days=30)

    place.browser.get(ROOM)

    assert "no renewal opened yet" in place.browser.words()


def test_a_new_coordinator_is_shown_first_steps_and_puts_them_away(
    scene: Make, signed_in_as: Callable[[User], PageClient]
) -> None:
    place = scene(Stage.APPLIED)
    user = make_user(place.rows, "Sol Abara")
    make_member(place.rows, user, Role.COORDINATOR, make_authority(place.rows, "milton-keynes"))
    browser = signed_in_as(user)
    browser.get(ELSEWHERE)
    assert "Your first steps" in browser.words()

    browser.post(f"{ELSEWHERE}/first-steps/leave", data={"csrf_token": browser.token(ELSEWHERE)})

    browser.get(ELSEWHERE)
    assert "The first steps are put away." in browser.words()
    assert "Your first steps" not in browser.words()


def test_a_new_authority_is_led_to_its_beginning_from_every_empty_page(
    scene: Make, signed_in_as: Callable[[User], PageClient]
) -> None:
    place = scene(Stage.APPLIED)
    user, new = make_user(place.rows, "Sol Abara"), make_authority(place.rows, "milton-keynes")
    make_member(place.rows, user, Role.COORDINATOR, new)
    make_member(place.rows, make_user(place.rows, "Wren Abbott"), Role.ADMINISTRATOR, new)
    with writing(place.rows) as session:
        session.execute(delete(HalfTermDates).where(HalfTermDates.authority_id == new.id))
    browser = signed_in_as(user)

    browser.get(ELSEWHERE)
    assert "Enter this year’s half-terms" in browser.words()
    assert "bring in those that are under way" in browser.words()
    browser.get(f"{ELSEWHERE}/settings?journey=no")
    assert "There are no settings here yet" in browser.words()
    assert "Show all" not in browser.words()
    browser.get(f"{ELSEWHERE}/journeys")
    assert "Add your first settings" in browser.words()
    browser.get(f"{ELSEWHERE}/terms")
    assert "Until then working days are counted." in browser.words()
    assert "the year before" not in browser.words()
    browser.get(f"{ELSEWHERE}/people")
    assert "Wren Abbott invites advisers, assessors and the panel." in browser.words()


def test_who_has_a_journey_with_people_is_shown_no_first_steps(scene: Make) -> None:
    place = scene(Stage.APPLIED)

    place.browser.get(ROOM)

    assert "Your first steps" not in place.browser.words()


def test_half_terms_are_a_first_step_until_a_year_has_them(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    with writing(place.rows) as session:
        session.execute(delete(HalfTermDates))

    place.browser.get(ROOM)

    assert "Enter this year’s half-terms" in place.browser.words()
    assert f'href="{ROOM}/terms"' in place.browser.get(ROOM).text


def test_today_asks_few_questions(scene: Make, counted: Callable[[], Any]) -> None:
    place = scene(Stage.APPLIED)

    with counted() as asked:
        place.browser.get(ROOM)

    assert len(asked) <= 8


def test_a_record_that_the_setting_answered_is_to_be_put_right(
    scene: Make, counted: Callable[[], Any]
) -> None:
    place = scene(Stage.PLANNING)
    walker, by = place.walker, place.walker.by(Role.COORDINATOR)
    journey = place.now()
    visit = walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walker.pass_time(days=10)
    with transaction(lock=journey) as held:
        record, version = walker.record_of(visit), visit.version
        record_visit(held, visit.id, record, version=version, finished=True, by=by, at=walker.at)
        share_visit_record(held, visit.id, by=by, at=walker.at)
        lead = walker.by(Role.LEAD)
        answer_visit_record(held, visit.id, words="Nine", by=lead, at=walker.at)

    with counted() as asked:
        place.browser.get(ROOM)

    words = place.browser.words()
    assert "Put right the record of the visit at Willow Lane Primary" in words
    assert "Share the record" not in words
    assert len(asked) <= 8


def test_where_more_waits_than_a_day_holds_ten_are_shown_and_all_stand_on_pages(
    scene: Make,
) -> None:
    place = scene(Stage.APPLIED)
    authority = place.rows.get_one(Journey, place.journey.id).authority_id
    with writing(place.rows) as rows:
        rows.add_all(
            Enquiry(
                authority_id=authority,
                setting_name=f"Scout hut {number}",
                kind_code="uniformed_group",
                person="Frankie Doyle",
                email="frankie@demo.example",
                words="How do we begin?",
                asked_at=at(number - 60),
            )
            for number in range(30)
        )

    place.browser.get(ROOM)
    today = place.browser.words()
    place.browser.get(f"{ROOM}/waiting?page=2")

    assert "One thing at a time. 31 things need you: see them all." in today.replace("\n", " ")
    assert ("Scout hut 8" in today, "Scout hut 20" in today) == (True, False)
    assert "26 to 31 of 31" in place.browser.words()
    assert "31 things need you, the earliest first" in place.browser.words()
    assert "Scout hut 29" in place.browser.words()


def test_of_many_awards_that_run_out_six_are_shown_and_the_rest_are_folded(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    with writing(place.rows) as rows:
        award = rows.scalars(select(Award)).one()
        award.valid_until = clock.today() + timedelta(days=30)
        rows.add_all(
            Award(
                authority_id=award.authority_id,
                setting_id=award.setting_id,
                number=f"LEI-2020-{number:04}",
                code=f"CODE{number}",
                name=award.name,
                framework_version=award.framework_version,
                state=award.state,
                valid_from=award.valid_from,
                valid_until=award.valid_until,
                grace_until=award.grace_until,
                released_at=award.released_at,
            )
            for number in range(8)
        )

    place.browser.get(ROOM)

    words = place.browser.words()
    assert "Nine awards run out soon." in words
    assert "And 3 more" in words


def test_the_list_of_journeys_says_in_how_many_it_is_ones_turn_and_leads_to_those(
    scene: Make,
) -> None:
    place = scene(Stage.APPLIED)

    place.browser.get(f"{ROOM}/journeys")

    assert "1 open. In one it is your turn." in place.browser.words()
    assert place.browser.page is not None
    (there,) = place.browser.page.findall(".//a[.='In one it is your turn.']")
    place.browser.get(there.get("href", ""))
    assert len(place.browser.page.findall(".//tbody/tr")) == 1
    assert "Your turn in one of 1 open journey. See all that needs you" in place.browser.words()
