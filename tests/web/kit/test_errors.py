"""Every refusal has its page, which says what to do."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.journeys import Journey
from award.web.kit.access import actor as acting
from award.web.kit.access import find, needs, open_to_all
from award.web.kit.errors import refused
from award.web.kit.forms import Choice, ChoiceField, Form
from award.web.kit.signin_form import SignInForm
from tests.making import journey_at, make_member, make_user
from tests.pages import PageClient, words_of

SignedInAs = Callable[[User], PageClient]
Screen = Callable[[], Response]


@pytest.fixture
def in_place_of(app: Flask) -> Iterator[Callable[[str, Screen], None]]:
    """Put another screen at an address, for one test."""
    kept = dict(app.view_functions)
    yield lambda endpoint, screen: app.view_functions.update({endpoint: screen})
    app.view_functions.update(kept)


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (NotFound(), 404, "We cannot find that page"),
        (NotAllowed("This step is not yours to make."), 403, "This step is not yours to make."),
        (NotReady("Record the visit", "Add a plan"), 409, "Record the visit Add a plan"),
        (Stale("the plan"), 409, "Somebody else changed the plan"),
    ],
)
def test_each_refusal_has_its_page(
    client: PageClient,
    in_place_of: Callable[[str, Screen], None],
    refusal: Exception,
    status: int,
    words: str,
) -> None:
    @open_to_all
    def screen() -> Response:
        raise refusal

    in_place_of("public.check", screen)

    assert client.get("/check").status_code == status
    assert words in client.words()


@pytest.mark.parametrize(
    ("refusal", "heading"),
    [
        (NotAllowed("This step is not yours to make."), "That cannot be done now"),
        (NotReady("Record the visit"), "Something is still needed first"),
        (Stale("the plan"), "This has changed since you opened it"),
    ],
)
def test_only_what_somebody_changed_is_said_to_have_changed(
    client: PageClient,
    in_place_of: Callable[[str, Screen], None],
    refusal: Exception,
    heading: str,
) -> None:
    @open_to_all
    def screen() -> Response:
        raise refusal

    in_place_of("public.check", screen)
    client.get("/check")

    assert client.page is not None
    assert [words_of(one) for one in client.page.iter("h1")] == [heading]


def test_what_broke_is_told_with_a_number_and_no_more(
    app: Flask, client: PageClient, in_place_of: Callable[[str, Screen], None]
) -> None:
    @open_to_all
    def screen() -> Response:
        raise ZeroDivisionError("secret things")

    in_place_of("public.check", screen)
    app.config["PROPAGATE_TROUBLE"] = False
    try:
        status = client.get("/check").status_code
    finally:
        app.config["PROPAGATE_TROUBLE"] = True

    assert status == 500
    assert re.search(r"give them this number: \d{6}-[0-9A-HJKMNP-TV-Z]{6}\.", client.words())
    assert "secret things" not in client.words()


def test_a_form_shows_every_blocker_at_its_head(app: Flask) -> None:
    with app.test_request_context():
        form = SignInForm()
        refused(form, NotReady("Record the visit", "Add a plan"))

        assert [one.text for one in form.error_summary()] == ["Record the visit", "Add a plan"]


def test_a_wrong_method_is_a_page_that_is_not_there(client: PageClient) -> None:
    assert client.get("/sign-out").status_code == 404


def test_of_two_roles_the_one_that_may_acts_on_the_journey(
    rows: Session, signed_in_as: SignedInAs, in_place_of: Callable[[str, Screen], None]
) -> None:
    walking, journey = journey_at(rows, Stage.CHECKING)
    journey_id, code = journey.id, journey.authority.code
    seen: list[Role] = []

    @needs(May.SEE_REPORT)
    def screen() -> Response:
        find(May.SEE_REPORT, journey_id)
        seen.append(acting().role)
        return Response("seen", mimetype="text/plain")

    in_place_of("assessor.home", screen)
    assessor = rows.get_one(User, walking.by(Role.ASSESSOR).user_id)
    stranger = make_user(rows, "Ida Voss")
    make_member(rows, stranger, Role.ASSESSOR, rows.get_one(Journey, journey_id).authority)

    found = signed_in_as(assessor).get(f"/{code}/assessor").status_code
    missed = signed_in_as(stranger).get(f"/{code}/assessor").status_code

    assert (found, missed, seen) == (200, 404, [Role.ASSESSOR])


TYPED = {"reason": "The children said so themselves."}


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (NotFound(), 404),
        (NotAllowed("The vote is over."), 403),
        (NotReady("Record the visit"), 409),
        (Stale("the vote"), 409),
        (ZeroDivisionError(), 500),
    ],
)
def test_what_was_typed_is_given_back_to_whoever_sent_it_from_our_own_form(
    app: Flask,
    client: PageClient,
    in_place_of: Callable[[str, Screen], None],
    trouble: Exception,
    status: int,
) -> None:
    @open_to_all
    def screen() -> Response:
        raise trouble

    in_place_of("accounts.forgotten_password", screen)
    token = client.token()
    app.config["PROPAGATE_TROUBLE"] = False
    try:
        answer = client.post("/forgotten-password", data=TYPED | {"csrf_token": token})
    finally:
        app.config["PROPAGATE_TROUBLE"] = True

    assert answer.status_code == status
    assert TYPED["reason"] in client.words()


def test_words_that_another_page_sent_are_not_shown_on_ours(client: PageClient) -> None:
    client.token()

    client.post("/no/such/page", data=TYPED)
    without = client.words()
    client.post("/no/such/page", data=TYPED | {"csrf_token": "made-up"})

    assert "We cannot find that page" in without
    assert TYPED["reason"] not in without
    assert TYPED["reason"] not in client.words()


def test_a_page_that_went_while_somebody_typed_gives_their_words_back(client: PageClient) -> None:
    token = client.token()

    answer = client.post("/no/such/page", data=TYPED | {"csrf_token": token, "choice": "yes"})

    assert answer.status_code == 404
    assert "This is what you typed" in client.words()
    assert "Nothing was changed." in client.words()
    assert "Look at the address again" not in client.words()
    assert TYPED["reason"] in client.words()


def test_a_flood_at_a_page_that_is_not_there_is_not_read(client: PageClient) -> None:
    token = client.token()

    answer = client.post(
        "/no/such/page", data=TYPED | {"csrf_token": token, "more": "x y" * 1_000_000}
    )

    assert answer.status_code == 413
    assert TYPED["reason"] not in client.words()


class Choosing(Form):
    """Nothing is written in it."""

    reason = ChoiceField("Why?", choices=[Choice("time", "No time")])


def test_words_are_said_to_be_kept_only_where_some_could_be_written(app: Flask) -> None:
    with app.test_request_context():
        chosen, written = Choosing(), SignInForm()
        for form in (chosen, written):
            refused(form, Stale("this journey", who="Colm Brady"))

        (told,) = chosen.form_errors
        assert told.startswith("Colm Brady changed this journey meanwhile. Look at what is there")
        assert "Your words are kept below" in written.form_errors[0]
