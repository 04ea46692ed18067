"""A private address for one's calendar: shown once, renewed, stopped."""

from collections.abc import Callable
from urllib.parse import urlsplit

from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.passwords import token_digest
from award.storage.accounts import CalendarFeed, User
from tests.making import make_user
from tests.pages import PageClient

SignedInAs = Callable[[User], PageClient]


def made(browser: PageClient) -> str:
    """The path of a new address, as the page shows it once."""
    browser.get("/account/calendar")
    token = browser.token("/account/calendar")
    page = browser.post("/account/calendar/renew", data={"csrf_token": token})
    assert page.status_code == 200
    assert browser.page is not None
    shown = [one.get("value") for one in browser.page.iter("input") if one.get("readonly")]
    return str(urlsplit(shown[0] or "").path)


def test_an_address_is_shown_once_and_kept_as_a_digest(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(make_user(rows))

    path = made(browser)

    again = browser.get("/account/calendar").text
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    kept = rows.scalars(select(CalendarFeed)).one()
    assert kept.digest == token_digest(token)
    assert token not in kept.digest
    assert token not in again
    assert "only its fingerprint is kept" in again


def test_whoever_has_the_address_reads_the_calendar_without_signing_in(
    rows: Session, signed_in_as: SignedInAs, client: PageClient
) -> None:
    path = made(signed_in_as(make_user(rows)))

    answer = client.get(path)

    calendar = Calendar.from_ical(answer.data)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    assert str(calendar["x-wr-timezone"]) == "Europe/London"


def test_a_new_address_ends_the_old_one_and_stopping_ends_it_too(
    rows: Session, signed_in_as: SignedInAs, client: PageClient
) -> None:
    mine = signed_in_as(make_user(rows))
    first, second = made(mine), made(mine)

    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    token = mine.token("/account/calendar")
    mine.post("/account/calendar/stop", data={"csrf_token": token})
    assert client.get(second).status_code == 404
    assert client.get("/calendar/guess.ics").status_code == 404
