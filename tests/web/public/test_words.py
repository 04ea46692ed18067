"""The pages that say how the service keeps its word."""

import pytest
from sqlalchemy.orm import Session

from tests.making import make_authority
from tests.pages import PageClient


@pytest.mark.parametrize(
    "address", ["/accessibility", "/privacy", "/cookies", "/check", "/sign-in"]
)
def test_every_open_page_is_a_good_page(client: PageClient, rows: Session, address: str) -> None:
    make_authority(rows)

    assert client.get(address).status_code == 200


def test_the_cookies_page_names_the_cookies_that_are_set(client: PageClient) -> None:
    client.get("/cookies")

    assert "award-page" in client.words()


def test_privacy_names_what_is_kept_and_does_not_promise_what_is_not_done(
    client: PageClient, rows: Session
) -> None:
    make_authority(rows)
    client.get("/privacy")
    words = client.words()

    for kept in ("network address", "what your browser calls itself", "Who signs the certificates"):
        assert kept in words
    assert "once the setting has been open on twenty days since the decision" in words


def test_accessibility_says_what_was_not_tried(client: PageClient) -> None:
    client.get("/accessibility")

    assert "Nobody from outside has examined it yet." in client.words()


def test_security_says_whom_to_tell_and_until_when(client: PageClient) -> None:
    text = client.get("/.well-known/security.txt").get_data(as_text=True)

    assert [line.partition(":")[0] for line in text.splitlines()] == [
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]
