"""Today: the top card is a task, waits are counted in the setting's days, first steps can go."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from award.actions.recording import answer_visit_record, record_visit, share_visit_record
from award.adapters import clock
from award.domain.calendars import Calendar, CalendarKind
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.terms import HalfTerm
from award.domain.visits import VisitKind
from award.storage.accounts import Enquiry, User
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from award.web.coordinator.wording import since_words, waited
from tests.making import at, make_authority, make_member, make_user
from tests.pages import PageClient, form_to, hidden_fields
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


def test_who_has_a_journey_with_people_is_shown_no_first_steps(scene: Make) -> None:
    place = scene(Stage.APPLIED)

    place.browser.get(ROOM)

    assert "Your first steps" not in place.browser.words()


def test_a_drafted_letter_is_changed_sent_and_written_down(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    address = f"{place.here}/nudge?came=today"
    version = place.journey.version

    place.browser.get(address)
    assert "Amara Holt" in place.browser.words()
    token = place.browser.token(address)
    sent = {
        "csrf_token": token, "version": version, "subject": "A word", "words": "Ring me any day.",
    }  # fmt: skip
    first = place.browser.post(address, data=sent)
    again = place.browser.post(address, data=sent)

    assert (first.location, again.location) == (ROOM, ROOM)
    place.rows.rollback()
    letters = place.rows.scalars(select(Letter).where(Letter.code == "nudge")).all()
    lines = place.rows.scalars(select(History).where(History.what == "nudge")).all()
    assert [one.subject for one in letters] == ["A word"]
    assert [one.words for one in lines] == ["To Amara Holt: A word"]


def test_a_drafted_letter_sent_again_after_the_way_back_is_asked_about_first(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    address = f"{place.here}/nudge"
    answers = []

    for _ in range(2):
        place.browser.get(address)
        assert place.browser.page is not None
        shown = hidden_fields(form_to(place.browser.page, address, address))
        words = shown | {"subject": "A word", "words": "Ring me any day."}
        answers.append(place.browser.post(address, data=words).status_code)

    place.rows.rollback()
    letters = place.rows.scalars(select(Letter).where(Letter.code == "nudge")).all()
    assert (answers, len(letters)) == ([302, 409], 1)
    assert "You sent this already" in place.browser.words()


def test_a_letter_without_words_is_not_sent_and_keeps_its_subject(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(
        f"{place.here}/nudge", version=place.journey.version, subject="A word", words=" "
    )

    assert place.browser.page is not None
    assert place.browser.page.find(".//input[@name='subject']").get("value") == "A word"
    assert place.rows.scalars(select(Letter).where(Letter.code == "nudge")).all() == []


def test_a_journey_that_has_ended_gets_no_letter(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    assert place.browser.get(f"{place.here}/nudge").status_code == 404


@pytest.mark.parametrize("words", ["willow", "amara", "LE2"])
def test_a_journey_is_found_by_name_person_or_postcode(scene: Make, words: str) -> None:
    place = scene(Stage.GATHERING)
    with writing(place.rows) as rows:
        rows.get_one(Journey, place.journey.id).setting.postcode = "LE2 7AB"

    place.browser.get(f"{ROOM}/find?q={words}")

    assert place.browser.page is not None
    links = [one.get("href") for one in place.browser.page.findall(".//tbody//th/a")]
    assert links == [place.here]


@pytest.mark.parametrize(("cut", "found"), [(0, True), (1, False)])
def test_an_awards_setting_is_found_by_the_whole_number_as_it_is_written(
    scene: Make, cut: int, found: bool
) -> None:
    place = scene(Stage.AWARDED)
    number = place.rows.scalars(select(Award.number)).one()

    place.browser.get(f"{ROOM}/find?q=+{number.lower()[: len(number) - cut]}+")

    assert ("Willow Lane Primary" in place.browser.words()) is found


def test_what_is_not_found_says_how_to_go_on(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{ROOM}/find?q=atlantis")
    assert "Nothing fits “atlantis”" in place.browser.words()
    place.browser.get(f"{ROOM}/find")
    assert "Type a part of a name" in place.browser.words()


def test_from_a_settings_room_one_comes_back_to_its_journey(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    setting_id = place.journey.setting_id

    place.browser.get(f"/setting/{setting_id}")

    assert "You work here for Willow Lane Primary, as coordinator." in place.browser.words()
    back = place.browser.get(f"{ROOM}/settings/{setting_id}/journey")
    assert back.location == place.here


def test_who_works_at_the_setting_is_told_nothing_of_the_sort(
    scene: Make, signed_in_as: Callable[[User], PageClient]
) -> None:
    place = scene(Stage.GATHERING)
    browser = signed_in_as(place.walker.cast.lead)

    browser.get(f"/setting/{place.journey.setting_id}")

    assert "You work here for" not in browser.words()


def test_a_setting_without_a_journey_leads_to_its_own_page(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    setting_id = place.journey.setting_id

    answer = place.browser.get(f"{ROOM}/settings/{setting_id}/journey")

    assert answer.location == f"{ROOM}/settings/{setting_id}"


def test_a_note_says_whom_it_was_with_and_goes_back_where_one_came_from(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    answer = place.browser.send(
        f"{place.here}/history/note?came=today",
        how="call", with_whom="Priya Nair", words="Rang, all well.",
    )  # fmt: skip

    assert answer.location == ROOM
    place.browser.get(f"{place.here}/history")
    assert "Call with Priya Nair" in place.browser.words()


def test_a_person_who_leads_and_approves_is_named_once(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with writing(place.rows) as rows:
        said = rows.get_one(Journey, place.journey.id).application
        assert said is not None
        said.approver_name = said.lead_name

    place.browser.get(place.here)

    assert "Leads and approves" in place.browser.words()


SCHOOL = Calendar(CalendarKind.SCHOOL_TERMS, half_terms=(HalfTerm(at(0).date(), at(39).date()),))
COUNCIL = Calendar(CalendarKind.WORKING_DAYS)
CLUB = Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset({4}))


@pytest.mark.parametrize(
    ("calendar", "since", "now", "words"),
    [
        (SCHOOL, 0, 0, "today"),
        (SCHOOL, 0, 1, "1 school day"),
        (SCHOOL, 0, 9, "7 school days"),
        (SCHOOL, 5, 6, "since Saturday"),
        (SCHOOL, 39, 51, "8 working days"),
        (COUNCIL, 0, 7, "5 working days"),
        (CLUB, 0, 14, "2 opening days"),
        (CLUB, 0, 3, "since Monday"),
    ],
)
def test_a_wait_is_counted_in_the_days_of_whoever_it_is(
    calendar: Calendar, since: int, now: int, words: str
) -> None:
    assert waited(calendar, at(since), at(now)).words == words


def test_a_long_wait_carries_a_sign() -> None:
    assert not waited(COUNCIL, at(0), at(11)).is_long
    assert waited(COUNCIL, at(0), at(14)).is_long


def test_a_day_of_another_year_has_its_year() -> None:
    assert since_words(at(0), at(10)) == "since 5 January"
    assert since_words(at(0), at(400)) == "since 5 January 2026"


def test_not_now_puts_a_thing_aside_and_it_can_be_brought_back(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    browser = place.browser
    browser.get(ROOM)
    assert browser.page is not None
    not_now = next(
        one.get("href", "") for one in browser.page.iter("a") if "/put-aside" in one.get("href", "")
    )

    browser.get(not_now)
    assert "Application sent" in browser.words()
    browser.send(not_now, until="other")
    assert "Enter the other day" in browser.words()
    until = (clock.today() + timedelta(days=4)).isoformat()
    browser.send(not_now, until="other", day=until)
    browser.get(ROOM)
    aside = browser.words()
    browser.send(not_now.replace("put-aside", "put-aside/back"), on=ROOM)
    browser.get(ROOM)

    assert "1 thing, back by itself" in aside
    assert "Back on" in aside
    assert "Willow Lane Primary has applied" not in aside
    assert "Willow Lane Primary has applied" in browser.words()


def test_not_now_is_not_offered_on_the_day_of_a_thing(
    scene: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = scene(Stage.APPLIED)
    place.browser.get(ROOM)
    assert place.browser.page is not None
    not_now = next(
        one.get("href", "")
        for one in place.browser.page.iter("a")
        if "/put-aside" in one.get("href", "")
    )
    monkeypatch.setattr("award.queries.today._deadlines", lambda *_: (clock.today(),))

    room = place.browser.get(ROOM).get_data(as_text=True)
    assert "/put-aside" not in room
    place.browser.get(not_now)

    words = place.browser.words()
    assert "Its day is today, so it stays here" in words
    assert "Note why it has to wait" in words
    assert "When would you like to see it again?" not in words


def test_what_does_not_wait_cannot_be_put_aside(scene: Make) -> None:
    place = scene(Stage.APPLIED)

    assert (
        place.browser.get(f"{ROOM}/put-aside?thing=applied:1:0:20200101000000").status_code == 404
    )
    assert place.browser.get(f"{ROOM}/put-aside").status_code == 404


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

    assert "One thing at a time. 31 things need you, in journeys and beside them." in today.replace(
        "\n", " "
    )
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
