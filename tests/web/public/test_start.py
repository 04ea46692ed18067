"""The first pages: the authorities, what the award is, and asking to take part."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.accounts import Enquiry, User
from award.storage.letters import Letter
from tests.making import make_authority, make_cast, make_member, make_setting, make_user
from tests.pages import PageClient, words_of
from tests.web.public.test_register import give_award

ASK = {
    "setting_name": "Abbey Youth Club",
    "kind_code": "youth_club",
    "person": "Joe Marsh",
    "email": "Joe@Example.org",
    "words": "We open on Fridays.",
}


def test_an_installation_without_authorities_says_so(client: PageClient) -> None:
    client.get("/")

    assert "No council has begun yet" in client.words()


def test_one_authority_is_the_first_page(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    assert client.get("/").location == "/leicester"


def test_several_authorities_are_offered(client: PageClient, rows: Session) -> None:
    make_authority(rows)
    make_authority(rows, "milton-keynes")

    client.get("/")

    assert "Milton Keynes" in client.words()


def test_who_is_signed_in_is_led_to_their_first_page_and_not_asked_to_sign_in(
    client: PageClient, rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    make_authority(rows)
    make_authority(rows, "milton-keynes")
    lead = signed_in_as(make_user(rows, "Noor Shah"))

    client.get("/")
    page = lead.get("/").text

    assert "Already taking part? Sign in" in client.words()
    assert "Already taking part? Go to your first page" in lead.words()
    assert 'href="/sign-in"' not in page


def test_an_authority_says_what_the_award_is(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    assert client.get("/leicester").status_code == 200
    assert "children feel safe" in client.words()


def test_an_authority_says_how_many_hold_it_once_somebody_does(
    client: PageClient, rows: Session
) -> None:
    authority = make_authority(rows)
    client.get("/leicester")
    assert "setting in Leicester" not in client.words()

    give_award(rows, authority)
    client.get("/leicester")

    assert "1 setting in Leicester" in client.words()


def test_no_authority_answers_to_another_code(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    assert client.get("/rutland").status_code == 404


def test_asking_is_kept_and_told_to_both(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    make_cast(rows, make_setting(rows, authority))

    answer = client.send("/leicester/ask", **ASK)

    rows.rollback()
    assert answer.location == "/leicester/asked"
    assert rows.query(Enquiry).one().email == "joe@example.org"
    assert {one.code: one.to_email for one in rows.query(Letter)} == {
        "enquiry_received": "joe@example.org",
        "enquiry_arrived": "colm.brady@example.org",
    }


def test_asking_for_a_known_setting_is_answered_the_same(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    make_setting(rows, authority, "Abbey Youth Club", "youth_club")

    assert client.send("/leicester/ask", **ASK).location == "/leicester/asked"


def test_a_name_that_carries_an_address_is_refused(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    client.send("/leicester/ask", **(ASK | {"person": "Win at www.example.com"}))

    rows.rollback()
    assert "Write the name without a web address" in client.words()
    assert rows.query(Letter).count() == 0


def test_an_empty_form_says_what_is_missing(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    client.send("/leicester/ask")

    assert "Enter the name of your setting" in client.words()


def test_the_same_address_cannot_be_written_to_without_end(
    client: PageClient, rows: Session
) -> None:
    make_authority(rows)

    asks = [ASK | {"words": f"Try {number}."} for number in range(4)]
    answers = [client.send("/leicester/ask", **one).status_code for one in asks]

    assert answers == [302, 302, 302, 429]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/leicester", "The award"),
        ("/leicester/ask", "The award"),
        ("/leicester/register/map", "Who holds it"),
        ("/check/file", "Check a certificate"),
        ("/privacy", None),
    ],
)
def test_the_head_of_an_open_page_says_to_what_it_belongs(
    client: PageClient, rows: Session, path: str, words: str | None
) -> None:
    make_authority(rows)

    client.get(path)

    assert client.page is not None
    here = [one.text for one in client.page.findall(".//nav//a") if one.get("aria-current")]
    assert here[:1] == ([words] if words else [])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Positive and Peaceful Places"),
        ("/leicester", "Positive and Peaceful Places, Leicester"),
        ("/check", "Check a certificate – Positive and Peaceful Places"),
    ],
)
def test_the_title_of_a_page_says_the_award_once(
    client: PageClient, rows: Session, path: str, title: str
) -> None:
    make_authority(rows)
    make_authority(rows, "fenwick-vale")

    client.get(path)

    assert client.page is not None
    assert words_of(next(client.page.iter("title"))) == title


def test_who_is_signed_in_finds_back_from_an_open_page(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    dilys = make_user(rows, "Dilys Parry")
    make_member(rows, dilys, Role.STEERING, make_authority(rows))
    browser = signed_in_as(dilys)

    browser.get("/leicester/register")

    assert browser.page is not None
    links = {one.text: one.get("href") for one in browser.page.findall(".//header//a")}
    assert links["Your first page"] == "/where-to"


def test_who_reads_the_public_pages_signs_in_from_their_head(
    client: PageClient, rows: Session
) -> None:
    make_authority(rows)

    found = []
    for path in ("/leicester", "/leicester/register", "/privacy", "/sign-in"):
        client.get(path)
        found.append([one.get("href") for one in client.page.findall(".//header//a")][1:])

    of_one = ["/leicester", "/leicester/register", "/check", "/sign-in"]
    assert found == [of_one, of_one, ["/", "/check", "/sign-in"], ["/", "/check"]]
