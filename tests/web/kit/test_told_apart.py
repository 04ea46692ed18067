"""Who works in two authorities reads on every page which of them it is about."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.accounts import User
from tests.making import make_authority, make_member, make_user
from tests.pages import PageClient


def test_the_authority_is_named_to_who_has_parts_in_two(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    isaac = make_user(rows, "Isaac Thorne")
    make_member(rows, isaac, Role.PANEL, make_authority(rows))
    browser = signed_in_as(isaac)
    browser.get("/leicester/panel")
    assert "Isaac Thorne, panel member: your account" in browser.words()

    make_member(rows, isaac, Role.PANEL, make_authority(rows, "fenwick-vale"))
    pages = {code: browser.get(f"/{code}/panel").text for code in ("leicester", "fenwick-vale")}

    for code, name in (("leicester", "Leicester"), ("fenwick-vale", "Fenwick Vale")):
        assert f"Isaac Thorne, panel member in {name}<" in pages[code]
        assert f"<title>Papers for the panel, {name} –" in pages[code]


def test_a_title_that_names_the_authority_names_it_once(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    wren = make_user(rows, "Wren Abbott")
    for authority in (make_authority(rows), make_authority(rows, "fenwick-vale")):
        make_member(rows, wren, Role.ADMINISTRATOR, authority)
    browser = signed_in_as(wren)

    for page, title in (
        ("people", "People of Leicester"),
        ("scheme", "The scheme of Leicester"),
        ("covers", "Who stands in for whom, Leicester"),
    ):
        answer = browser.get(f"/admin/authorities/leicester/{page}")
        assert f"<title>{title} –" in answer.text
