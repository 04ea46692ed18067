"""An administrator names who stands in for a coordinator, and ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.authorities import Authority, Cover
from award.storage.letters import Letter
from tests.making import make_authority, make_member, make_user
from tests.pages import PageClient

COVERS = "/admin/authorities/leicester/covers"


@pytest.fixture
def authority(rows: Session) -> Authority:
    return make_authority(rows)


@pytest.fixture
def wren(
    rows: Session, authority: Authority, signed_in_as: Callable[[User], PageClient]
) -> PageClient:
    user = make_user(rows, "Wren Abbott")
    make_member(rows, user, Role.ADMINISTRATOR, authority)
    return signed_in_as(user)


def coordinator(rows: Session, authority: Authority, name: str) -> User:
    user = make_user(rows, name)
    make_member(rows, user, Role.COORDINATOR, authority)
    return user


def days() -> dict[str, list[str]]:
    first, last = clock.today() + timedelta(days=1), clock.today() + timedelta(days=9)
    return {
        name: [str(day.day), str(day.month), str(day.year)]
        for name, day in (("from_on", first), ("until_on", last))
    }


def test_a_cover_is_named_told_by_letter_and_ended(
    wren: PageClient, rows: Session, authority: Authority
) -> None:
    colm = coordinator(rows, authority, "Colm Brady")
    nell = coordinator(rows, authority, "Nell Fairweather")

    wren.send(f"{COVERS}/add", user_id=str(colm.id), cover_user_id=str(nell.id), **days())
    wren.get(COVERS)

    assert "Nell Fairweather" in wren.words()
    assert "To come" in wren.words()
    rows.rollback()
    cover = rows.scalars(select(Cover)).one()
    letters = rows.scalars(select(Letter.to_email).where(Letter.code == "cover_named")).all()
    assert list(letters) == [nell.email]
    wren.send(f"{COVERS}/{cover.id}/end")
    rows.rollback()
    assert rows.scalars(select(Cover)).all() == []


def test_nobody_stands_in_for_themselves_and_nothing_typed_is_lost(
    wren: PageClient, rows: Session, authority: Authority
) -> None:
    colm = coordinator(rows, authority, "Colm Brady")
    coordinator(rows, authority, "Nell Fairweather")
    when = days()

    answer = wren.send(f"{COVERS}/add", user_id=str(colm.id), cover_user_id=str(colm.id), **when)

    assert "Choose somebody else to stand in" in wren.words()
    assert f'value="{when["until_on"][2]}"' in answer.text


def test_with_one_coordinator_it_says_what_comes_first(
    wren: PageClient, rows: Session, authority: Authority
) -> None:
    coordinator(rows, authority, "Colm Brady")

    wren.get(COVERS)

    assert "Invite a second one first" in wren.words()


def test_a_cover_of_another_authority_is_not_there(wren: PageClient) -> None:
    assert wren.get(f"{COVERS}/99/end").status_code == 404
    assert wren.get("/admin/authorities/bristol/covers").status_code == 404
