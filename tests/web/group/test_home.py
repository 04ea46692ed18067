"""A trust sees its own settings with stage, outcome and award, in as many questions at any size."""

from collections.abc import Callable

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import db
from tests.making import make_authority, make_group, make_member, make_setting, make_user
from tests.pages import PageClient

MOST_QUERIES = 7


def test_only_settings_of_the_group_are_shown(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    make_setting(rows, authority, "Willow Lane Primary", group_id=group.id)
    make_setting(rows, authority, "Elsewhere Primary")
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    browser = signed_in_as(verity)

    browser.get(f"/group/{group.id}")

    assert "Willow Lane Primary" in browser.words()
    assert "Elsewhere" not in browser.words()


@pytest.mark.parametrize("size", [1, 300])
def test_the_list_asks_as_little_at_any_size(
    rows: Session, signed_in_as: Callable[[User], PageClient], size: int
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    for number in range(size):
        make_setting(rows, authority, f"Setting {number}", group_id=group.id)
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    browser, asked = signed_in_as(verity), []
    with browser.application.app_context():
        engine = db.engine

    def count(*said: object) -> None:
        asked.append(said[2])

    event.listen(engine, "before_cursor_execute", count)
    try:
        browser.get(f"/group/{group.id}")
    finally:
        event.remove(engine, "before_cursor_execute", count)

    assert len([one for one in asked if str(one).startswith("SELECT")]) == MOST_QUERIES


def test_settings_are_found_by_name_and_by_how_they_stand(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    make_setting(rows, authority, "Willow Lane Primary", group_id=group.id)
    make_setting(rows, authority, "Fosse Lane Primary", group_id=group.id)
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    browser = signed_in_as(verity)

    browser.get(f"/group/{group.id}?search=willow&shown=not-begun")
    assert "Willow Lane Primary" in browser.words()
    assert "Fosse Lane" not in browser.words()
    assert "Of your 2 settings, 0 hold the award, 0 are under way." in browser.words()
    browser.get(f"/group/{group.id}?shown=hold")

    assert "Nothing found" in browser.words()
