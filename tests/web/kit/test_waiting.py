"""What was sent after a sign-in had ended stands in its form again, for its writer alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from flask import Flask

from award.adapters.passwords import hash_password
from award.domain.stages import Stage
from award.storage.accounts import SignIn, User
from award.storage.db import writing
from award.storage.drafts import Draft
from award.web.accounts import forms
from award.web.kit.fields import PasswordField
from award.web.kit.kept import keep_posted
from tests.fixtures_rooms import Standing
from tests.pages import PageClient, hidden_fields, words_of

PASSWORD = "seven quiet herons by the canal"
WORDS = "We talk about it in each class, every term."
Make = Callable[..., Standing]


def with_passwords(place: Standing) -> Standing:
    people = (place.walking.cast.lead, place.walking.cast.head)
    with writing(place.rows) as session:
        for one in people:
            session.get_one(User, one.id).password_hash = hash_password(PASSWORD)
    return place


def adding(place: Standing) -> str:
    return f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}/plan/add"


def filled(place: Standing, browser: PageClient) -> dict[str, object]:
    """An action as somebody fills it in, with the hidden fields of their page."""
    browser.get(adding(place))
    assert browser.page is not None
    form = next(one for one in browser.page.iter("form") if one.get("data-draft-form"))
    due = place.walking.at.date() + timedelta(days=40)
    return hidden_fields(form) | {
        "what": WORDS,
        "criteria": ["1.2", "2.1"],
        "lead_name": "Sam Cole",
        "due_on": [str(due.day), str(due.month), str(due.year)],
    }


def end_sign_ins(place: Standing) -> None:
    with writing(place.rows) as session:
        session.query(SignIn).update({"ended_at": place.walking.at})


def with_words_too_late(standing: Make) -> tuple[Standing, PageClient, dict[str, object]]:
    """A lead whose form was filled in, and not sent, when their sign-in ended."""
    place = with_passwords(standing(Stage.PLANNING))
    browser = place.browse(place.walking.cast.lead)
    given = filled(place, browser)
    end_sign_ins(place)
    return place, browser, given


def sign_in_on_page(browser: PageClient, email: str) -> None:
    """Fill in the form on the page that is open, and follow it."""
    assert browser.page is not None
    form = next(one for one in browser.page.iter("form") if one.get("action") == "/sign-in")
    given = hidden_fields(form) | {"email": email, "password": PASSWORD}
    browser.post("/sign-in", data=given, follow_redirects=True)


def checked(browser: PageClient) -> set[str]:
    assert browser.page is not None
    return {
        one.get("value", "")
        for one in browser.page.iter("input")
        if one.get("checked") is not None and one.get("name") == "criteria"
    }


def test_the_writer_finds_the_whole_form_filled_in_their_own_room_and_sends_it(
    standing: Make,
) -> None:
    place, browser, given = with_words_too_late(standing)

    browser.post(adding(place), data=given)
    asked = browser.words()
    sign_in_on_page(browser, "amara.holt@example.org")
    shown, page = browser.words(), browser.page

    assert "You have been signed out" in asked
    assert WORDS not in asked
    assert "It stands below as you wrote it: look it over, then send it." in shown
    assert page is not None
    assert [words_of(one) for one in page.iter("a") if "head__room" in one.get("class", "")]
    values = {one.get("name"): one.get("value") for one in page.iter("input")}
    assert values["lead_name"] == "Sam Cole"
    assert checked(browser) == {"1.2", "2.1"}
    assert WORDS in shown
    form = next(one for one in page.iter("form") if one.get("data-draft-form"))
    browser.post(adding(place), data=given | hidden_fields(form))
    assert [one.what for one in place.fresh().actions] == [WORDS]
    browser.get(adding(place))
    assert WORDS not in browser.words()


def test_somebody_else_who_signs_in_there_neither_sees_nor_sends_it(standing: Make) -> None:
    place, browser, given = with_words_too_late(standing)
    browser.post(adding(place), data=given)

    sign_in_on_page(browser, "priya.nair@example.org")
    told = browser.words()
    browser.get(adding(place))

    assert "Somebody else was signed in here before." in told
    assert WORDS not in told + browser.words()
    assert place.rows.query(Draft).count() == 0
    assert place.fresh().actions == []


def test_it_finds_its_writer_after_signing_out_in_another_tab(standing: Make) -> None:
    place = with_passwords(standing(Stage.PLANNING))
    browser = place.browse(place.walking.cast.lead)
    given = filled(place, browser)
    browser.post("/sign-out", data={"csrf_token": browser.token("/account")})

    browser.post(adding(place), data=given)
    sign_in_on_page(browser, "amara.holt@example.org")

    assert WORDS in browser.words()


def test_words_without_a_known_writer_are_shown_to_be_copied_and_go_no_further(
    standing: Make,
) -> None:
    place = with_passwords(standing(Stage.PLANNING))
    browser = place.browse(place.walking.cast.lead)
    given = filled(place, browser) | {"csrf_token": "made up"}
    end_sign_ins(place)

    browser.post(adding(place), data=given)
    asked = browser.words()
    sign_in_on_page(browser, "amara.holt@example.org")

    assert WORDS in asked
    assert WORDS not in browser.words()


def test_what_came_back_too_late_is_given_to_be_copied(standing: Make) -> None:
    place, browser, given = with_words_too_late(standing)
    place.walking.plan()
    place.walking.gather()
    browser.post(adding(place), data=given)

    sign_in_on_page(browser, "amara.holt@example.org")

    assert "That cannot be done now" in browser.words()
    assert "what you wrote was not sent" in browser.words()
    assert WORDS in browser.words()


def test_of_files_it_is_said_that_they_are_to_be_chosen_again(standing: Make) -> None:
    place = with_passwords(standing(Stage.GATHERING))
    browser = place.browse(place.walking.cast.lead)
    address = adding(place).replace("plan/add", "evidence/drop")
    token = browser.token(address)
    end_sign_ins(place)

    file = (BytesIO(b"What we saw."), "note.txt")
    browser.post(address, data={"csrf_token": token, "criterion": "1.2", "files": [file]})
    sign_in_on_page(browser, "amara.holt@example.org")

    assert "Your files could not be kept: choose them again." in browser.words()


def test_it_is_thrown_away_on_the_page_where_it_stands(standing: Make) -> None:
    place, browser, given = with_words_too_late(standing)
    browser.post(adding(place), data=given)
    sign_in_on_page(browser, "amara.holt@example.org")

    assert browser.page is not None
    form = next(one for one in browser.page.iter("form") if "throw-away" in one.get("action", ""))
    browser.post(form.get("action", ""), data=hidden_fields(form), follow_redirects=True)

    assert WORDS not in browser.words()


def test_nothing_that_a_password_is_typed_into_is_kept_and_all_else_is(app: Flask) -> None:
    sent = {"old": "a", "password": "b", "new_password": "c", "again": "d", "csrf_token": "e"}
    kept = {"against": "declined", "household": "3", "told": "yes"}

    with app.test_request_context("/x", method="POST", data=sent | kept):
        found = {one.name: one.value for one in keep_posted().fields}

    assert found == kept


def test_every_field_for_a_password_has_a_name_that_is_not_kept(app: Flask) -> None:
    with app.test_request_context("/x", method="POST"):
        made = [
            one()
            for name, one in vars(forms).items()
            if re.fullmatch(r"\w+Form", name) and name not in ("Form", "FlaskForm")
        ]
        names = {one.name for form in made for one in form if isinstance(one, PasswordField)}
    with app.test_request_context("/x", method="POST", data=dict.fromkeys(names, "secret")):
        assert keep_posted().fields == ()
    assert names


def test_a_right_password_signs_in_though_the_page_of_the_words_is_not_there(
    standing: Make,
) -> None:
    _, browser, given = with_words_too_late(standing)

    browser.post("/setting/99999/journeys/1/plan/add", data=given)
    sign_in_on_page(browser, "amara.holt@example.org")

    assert "The page on which you wrote is not there any more" in browser.words()
    assert browser.get("/account").status_code == 200


def test_a_form_of_passwords_alone_is_not_said_to_be_kept(standing: Make) -> None:
    place = with_passwords(standing(Stage.PLANNING))
    browser = place.browse(place.walking.cast.lead)
    token = browser.token("/account/password")
    end_sign_ins(place)

    browser.post("/account/password", data={"csrf_token": token, "password": "so many herons"})
    asked = browser.words()
    sign_in_on_page(browser, "amara.holt@example.org")

    assert "Nothing was sent. Sign in here, then do it once more." in asked
    assert "You had been signed out" not in browser.words()


def test_a_setting_written_while_signed_out_stands_in_its_form_beside_names_like_it(
    standing: Make,
) -> None:
    place = standing(Stage.PLANNING)
    colm = place.walking.cast.coordinator
    with writing(place.rows) as session:
        session.get_one(User, colm.id).password_hash = hash_password(PASSWORD)
    browser, address = place.browse(colm), "/leicester/coordinator/settings/add"
    token = browser.token(address)
    end_sign_ins(place)

    browser.post(address, data={"csrf_token": token, "name": "Willow Lane Primry", "number": "7"})
    sign_in_on_page(browser, colm.email)

    assert browser.page is not None
    values = {one.get("name"): one.get("value") for one in browser.page.iter("input")}
    assert "Is it one of these?" in browser.words()
    assert (values["name"], values["number"]) == ("Willow Lane Primry", "7")


def test_who_signed_in_anew_in_another_tab_finds_the_form_filled_in(standing: Make) -> None:
    place, browser, given = with_words_too_late(standing)
    browser.get("/sign-in")
    sign_in_on_page(browser, "amara.holt@example.org")

    answer = browser.post(adding(place), data=given)
    browser.get(answer.location)

    assert answer.location == adding(place)
    assert "It stands below as you wrote it: look it over, then send it." in browser.words()
    assert checked(browser) == {"1.2", "2.1"}
    assert place.fresh().actions == []


def test_who_else_signed_in_in_another_tab_sends_nothing_and_its_writer_finds_it(
    standing: Make,
) -> None:
    place, browser, given = with_words_too_late(standing)
    browser.get("/sign-in")
    sign_in_on_page(browser, "priya.nair@example.org")

    browser.post(adding(place), data=given)
    told = browser.words()
    sign_in_on_page(browser, "amara.holt@example.org")

    assert "Somebody else is signed in here now" in told
    assert WORDS not in told
    assert place.fresh().actions == []
    assert WORDS in browser.words()


def test_nor_is_it_lost_where_who_signed_in_may_not_see_the_page(standing: Make) -> None:
    place = with_passwords(standing(Stage.PLANNING))
    colm, address = place.walking.cast.coordinator, place.room("coordinator", "/history/note")
    with writing(place.rows) as session:
        session.get_one(User, colm.id).password_hash = hash_password(PASSWORD)
    browser = place.browse(colm)
    token = browser.token(address)
    end_sign_ins(place)
    browser.get("/sign-in")
    sign_in_on_page(browser, "priya.nair@example.org")

    browser.post(address, data={"csrf_token": token, "words": WORDS, "who": "Amara"})
    told = browser.words()
    sign_in_on_page(browser, colm.email)

    assert "Somebody else is signed in here now" in told
    assert WORDS in browser.words()
