"""An administrator's pages about what an authority sets for itself: the same as a coordinator's."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.accounts import User
from award.storage.authorities import Round
from award.storage.scheme import LetterText
from award.web.kit.scheme.every import SCHEME_SCREENS
from tests.making import make_authority, make_member, make_user
from tests.pages import PageClient

SignedInAs = Callable[[User], PageClient]
HERE = "/admin/authorities/leicester"
PAGES = (
    "scheme", "letter-texts", "letter-texts/plan_agreed", "routes", "routes/standard",
    "routes/standard/copy", "routes/standard/retire", "kinds",
    "kinds/primary", "kinds/add", "kinds/primary/copy", "kinds/primary/retire",
    "numbers", "numbers/add", "guidance", "framework", "framework/draft",
    "rounds", "rounds/add", "terms",
)  # fmt: skip
DAYS = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")


@pytest.fixture
def wren(rows: Session, signed_in_as: SignedInAs) -> PageClient:
    user = make_user(rows, "Wren Abbott")
    make_member(rows, user, Role.ADMINISTRATOR, make_authority(rows))
    make_authority(rows, "fenwick-vale")
    return signed_in_as(user)


def test_every_page_opens_and_leads_nowhere_else(wren: PageClient) -> None:
    wren.send(f"{HERE}/framework/draft/begin", on=f"{HERE}/framework")
    for page in PAGES:
        answer = wren.get(f"{HERE}/{page}")
        assert answer.status_code in (200, 302), page
        if answer.status_code == 200 and wren.page is not None:
            links = [one.get("href", "") for one in wren.page.iter("a")]
            assert [one for one in links if "/coordinator" in one] == [], page


def test_an_administrator_reads_whose_scheme_it_is(wren: PageClient) -> None:
    wren.get(f"{HERE}/scheme")

    assert "The scheme of Leicester" in wren.words()
    assert "Your scheme" not in wren.words()


def test_a_round_is_added_and_a_letter_reworded(wren: PageClient, rows: Session) -> None:
    days = {name: ["1", str(month), "2027"] for month, name in enumerate(DAYS, start=1)}

    wren.send(f"{HERE}/rounds/add", name="Summer 2027", **days)
    wren.send(
        f"{HERE}/letter-texts/plan_agreed",
        subject="Off we go",
        body="Hello ((name)),\n\nYour plan is agreed: ((link))",
        button="Open it",
        do="save",
    )

    rows.rollback()
    assert [one.name for one in rows.scalars(select(Round))] == ["Summer 2027"]
    assert [one.by_name for one in rows.scalars(select(LetterText))] == ["Wren Abbott"]
    wren.get(f"{HERE}/scheme")
    assert "Letters" in wren.words()


def test_the_scheme_of_another_authority_is_not_there(wren: PageClient) -> None:
    for page in PAGES:
        assert wren.get(f"/admin/authorities/fenwick-vale/{page}").status_code == 404, page


def test_both_rooms_have_the_same_screens(app: Flask) -> None:
    endpoints, names = set(app.view_functions), SCHEME_SCREENS.names

    for room in ("coordinator", "admin"):
        assert {f"{room}.{one}" for one in names} <= endpoints
