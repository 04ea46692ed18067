"""A page about trouble is no dead end: it leads back to the form, or on to a first page."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from award.domain.refusals import NotAllowed, NotReady, Stale
from award.storage.accounts import User
from award.web.kit.access import open_to_all
from award.web.kit.errors import too_many
from award.web.kit.kept import Kept
from award.web.kit.limiting import TriedTooOften
from tests.making import make_user
from tests.pages import PageClient, words_of

Screen = Callable[[], Response]
REFUSALS = (NotAllowed("The vote is over."), NotReady("Record the visit"), ZeroDivisionError())


def links_of(client: PageClient) -> dict[str, str]:
    """The words of each link on the page, with where it leads."""
    assert client.page is not None
    return {words_of(one).strip(): one.get("href", "") for one in client.page.iter("a")}


def page_of(answer: ResponseReturnValue) -> str:
    """The page of an answer that gives its status beside it."""
    assert isinstance(answer, tuple)
    return str(answer[0])


@pytest.fixture
def in_place_of(app: Flask) -> Iterator[Callable[[str, Exception], None]]:
    """Have an address answer with some trouble, for one test."""
    kept = dict(app.view_functions)

    def put(endpoint: str, trouble: Exception) -> None:
        @open_to_all
        def screen() -> Response:
            raise trouble

        app.view_functions[endpoint] = screen

    app.config["PROPAGATE_TROUBLE"] = False
    yield put
    app.view_functions.update(kept)
    app.config["PROPAGATE_TROUBLE"] = True


@pytest.mark.parametrize("trouble", REFUSALS)
def test_what_was_sent_leads_back_to_its_form(
    client: PageClient, in_place_of: Callable[[str, Exception], None], trouble: Exception
) -> None:
    in_place_of("accounts.forgotten_password", trouble)
    client.post("/forgotten-password", data={"csrf_token": client.token()})

    assert links_of(client)["Open the page again"] == "/forgotten-password"


@pytest.mark.parametrize(
    ("trouble", "link"),
    [
        (NotAllowed("Too late."), "Open the page again"),
        (Stale("the plan"), "Open what is there now"),
    ],
)
def test_where_only_something_is_sent_the_page_before_is_opened(
    client: PageClient,
    in_place_of: Callable[[str, Exception], None],
    trouble: Exception,
    link: str,
) -> None:
    token = client.token()
    in_place_of("accounts.sign_out", trouble)

    def asked(came: str) -> dict[str, str]:
        client.post("/sign-out", data={"csrf_token": token}, headers={"Referer": came})
        return links_of(client)

    assert asked("http://localhost/check?code=1")[link] == "/check?code=1"
    assert link not in asked("https://elsewhere.example/check")
    assert "Go to the first page" in asked("https://elsewhere.example/check")


def test_an_old_form_leads_to_a_new_one_and_keeps_an_address_too(client: PageClient) -> None:
    client.post("/forgotten-password", data={"email": "ada@place.example"})

    assert links_of(client)["Open the page again"] == "/forgotten-password"
    assert "ada@place.example" in client.words()
    assert not Kept("role", "lead").has_words


def test_only_who_is_signed_in_has_a_page_of_their_own(
    client: PageClient, rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    client.get("/no/such/page")
    assert links_of(client)["Go to the first page"] == "/"

    mine = signed_in_as(make_user(rows, "Ida Voss"))
    mine.get("/no/such/page")
    assert links_of(mine)["Go to your first page"] == "/where-to"


def test_too_many_words_are_not_told_of_as_files(client: PageClient) -> None:
    token = client.token()
    client.post("/forgotten-password", data={"csrf_token": token, "email": "x y" * 1_000_000})

    said = client.words()
    assert "more words than we can take" in said
    assert "files" not in said


def test_who_signs_in_anew_reads_that_their_words_are_kept(client: PageClient) -> None:
    token = client.token()
    given = {"csrf_token": token, "email": "no@body.example", "password": "wrong wrong wrong"}
    client.post("/sign-in", data=given | {"kept": '[["words", "We met today."]]'})

    assert "What you wrote is kept" in client.words()


def test_a_password_is_spoken_of_only_at_the_door(app: Flask) -> None:
    with app.test_request_context("/check/file"):
        elsewhere = page_of(too_many(TriedTooOften(3)))
    with app.test_request_context("/sign-in"):
        door = page_of(too_many(TriedTooOften(3)))

    assert "password" not in elsewhere
    assert "forgotten your password" in door


def test_what_broke_while_it_was_only_looked_at_is_opened_again(
    client: PageClient, in_place_of: Callable[[str, Exception], None]
) -> None:
    in_place_of("public.check", ZeroDivisionError())
    client.get("/check?code=1")

    assert links_of(client)["Open the page again"] == "/check?code=1"


def test_what_nobody_understands_is_answered_with_a_page_of_ours(
    client: PageClient, in_place_of: Callable[[str, Exception], None]
) -> None:
    in_place_of("public.check", BadRequest())

    assert client.get("/check").status_code == 400
    assert "Go to the first page" in links_of(client)
