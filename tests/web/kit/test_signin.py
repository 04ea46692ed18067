"""Knowing who is signed in, and the page's cookie that belongs to them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from award.storage.accounts import User
from tests.making import make_user
from tests.pages import PageClient


def test_a_form_still_counts_after_the_page_has_loaded_its_styles(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    browser = signed_in_as(make_user(rows))
    token = browser.token(on="/account")

    browser.get("/static/build/main.css")
    answer = browser.post("/account/sign-out-everywhere", data={"csrf_token": token})

    assert answer.status_code == 302
