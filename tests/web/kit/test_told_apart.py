"""Who works in two authorities reads on every page which of them it is about."""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from tests.fixtures_rooms import Standing
from tests.fixtures_rooms import standing as standing
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


def test_each_page_of_the_panel_and_of_who_judges_names_the_authority_above_its_heading(
    standing: Callable[..., Standing],
) -> None:
    world = standing(Stage.DECIDING)
    cast, number = world.walking.cast, world.journey.id
    papers, code = f"/leicester/panel/journeys/{number}", world.journey.asked[0].code

    def above(person: User, page: str) -> list[str]:
        found = re.findall(r'<p class="why">(.*?)</p>', world.browse(person).get(page).text)
        return [one for one in found if "Leicester" in one]

    assert above(cast.panel[0], "/leicester/panel") == ["Leicester"]
    assert above(cast.panel[0], papers) == ["Leicester"]
    assert above(cast.panel[0], f"{papers}/criteria/{code}") == ["Willow Lane Primary · Leicester"]
    assert above(cast.assessor, f"/leicester/assessor/journeys/{number}") == ["Leicester"]
    assert above(cast.coordinator, f"/leicester/coordinator/journeys/{number}") == []
