"""Administrators look after authorities: founding, inviting, letting go."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Authority, Cover
from award.storage.db import writing
from tests.making import journey_at, make_authority, make_member, make_user
from tests.pages import PageClient

PEOPLE = "/admin/authorities/leicester/people"


@pytest.fixture
def wren(rows: Session, signed_in_as: Callable[[User], PageClient]) -> PageClient:
    user = make_user(rows, "Wren Abbott")
    make_member(rows, user, Role.ADMINISTRATOR, make_authority(rows))
    return signed_in_as(user)


def test_an_administrator_founds_an_authority_and_looks_after_it(
    wren: PageClient, rows: Session
) -> None:
    answer = wren.send(
        "/admin/authorities/add", name="Fenwick Vale", code="fenwick-vale", number_prefix="FEN"
    )

    assert answer.location == "/admin/authorities/fenwick-vale/people"
    wren.get(answer.location)
    assert "Wren Abbott" in wren.words()
    again = wren.send(
        "/admin/authorities/add", name="Fenwick Vale", code="fenwick-vale", number_prefix="FEN"
    )
    assert again.status_code == 409
    assert "You sent this already" in wren.words()


def test_an_authority_without_a_coordinator_leads_to_inviting_one(
    wren: PageClient, rows: Session
) -> None:
    invite = f"{PEOPLE}/add?role=coordinator"
    wren.get(PEOPLE)
    assert "Nobody coordinates here yet" in wren.words()
    assert f'href="{invite}"' in wren.get("/admin").text
    assert 'value="coordinator" checked' in " ".join(wren.get(invite).text.split())

    wren.send(invite, name="Ines Calder", email="ines@example.org", role="coordinator")

    wren.get(PEOPLE)
    assert "Nobody coordinates here yet" not in wren.words()
    wren.get("/admin")
    assert "Nobody yet" not in wren.words()
    assert "Invited, not here yet" in wren.words()


def test_a_code_that_is_taken_is_refused_and_nothing_typed_is_lost(
    wren: PageClient, rows: Session
) -> None:
    wren.send("/admin/authorities/add", name="Another", code="leicester", number_prefix="ANO")

    assert wren.refusals() == {
        "code": "Leicester already has the code “leicester”. Choose another one."
    }
    assert len(rows.scalars(select(Authority)).all()) == 1


def test_what_cannot_be_founded_is_told_at_each_field_and_nothing_typed_is_lost(
    wren: PageClient, rows: Session
) -> None:
    typed = {"name": "Rutland", "code": "Rut Land", "number_prefix": "r1", "la_code": "85x"}
    answer = wren.send("/admin/authorities/add", **typed)

    assert list(wren.refusals()) == ["code", "number_prefix", "la_code"]
    assert all(f'value="{one}"' in answer.text for one in typed.values())
    assert len(rows.scalars(select(Authority)).all()) == 1


def test_who_was_invited_in_another_role_is_told_with_what_to_do(
    wren: PageClient, rows: Session
) -> None:
    colm = {"name": "Colm Brady", "email": "colm@example.org"}
    answer = wren.send(f"{PEOPLE}/add", **colm, role="coordinator")
    assert answer.status_code == 302
    wren.get(f"{PEOPLE}/add")
    assert "They are to be both" not in wren.words()

    wren.send(f"{PEOPLE}/add", **colm, role="panel")
    told = wren.refusals()["also"]
    wren.send(f"{PEOPLE}/add", **colm, role="panel", also="yes")

    rows.rollback()
    assert told.startswith("Colm Brady was invited as a coordinator on")
    assert [one.role for one in rows.scalars(select(Invitation).order_by(Invitation.id))] == [
        "coordinator",
        "panel",
    ]


def test_an_administrator_invites_a_coordinator(wren: PageClient, rows: Session) -> None:
    wren.send(f"{PEOPLE}/add", name="Colm Brady", email="colm@example.org", role="coordinator")

    rows.rollback()
    invited = rows.scalars(select(Invitation)).one()
    assert (invited.email, invited.role, invited.setting_id) == (
        "colm@example.org",
        Role.COORDINATOR,
        None,
    )


def test_an_invitation_is_taken_back(wren: PageClient, rows: Session) -> None:
    wren.send(f"{PEOPLE}/add", name="Colm Brady", email="colm@example.org", role="coordinator")
    rows.rollback()
    number = rows.scalars(select(Invitation.id)).one()

    wren.send(f"{PEOPLE}/invitations/{number}/remove")

    rows.rollback()
    assert rows.scalars(select(Invitation.withdrawn_at)).one() is not None


def test_somebody_is_let_go(wren: PageClient, rows: Session) -> None:
    authority = rows.scalars(select(Authority)).one()
    number = make_member(rows, make_user(rows, "Marek Nowak"), Role.AUDITOR, authority).id

    wren.send(f"{PEOPLE}/{number}/remove")

    rows.rollback()
    assert rows.get_one(Membership, number).ended_at is not None


def test_the_last_coordinator_stays(wren: PageClient, rows: Session) -> None:
    authority = rows.scalars(select(Authority)).one()
    number = make_member(rows, make_user(rows, "Colm Brady"), Role.COORDINATOR, authority).id

    page = wren.get(f"{PEOPLE}/{number}/remove").text

    assert "Remove this role" not in page
    assert "Colm Brady is the only coordinator" in wren.words()
    assert "Name another coordinator first" in wren.words()


def test_before_somebody_goes_it_is_told_what_comes_back(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walker, _ = journey_at(rows, Stage.ASSESSING)
    authority, colm = walker.setting.authority, walker.cast.coordinator
    edith = rows.scalars(
        select(Membership).filter_by(user_id=walker.cast.assessor.id, role=Role.ASSESSOR)
    ).one()
    nell = make_user(rows, "Nell Fairweather")
    second = make_member(rows, nell, Role.COORDINATOR, authority)
    with writing(rows) as session:
        days = {"from_on": date(2026, 1, 1), "until_on": date(2090, 1, 1)}
        cover = Cover(
            authority_id=authority.id, user_id=colm.id, cover_user_id=nell.id,
            named_at=walker.at, **days,
        )  # fmt: skip
        session.add(cover)
    wren = make_user(rows, "Wren Abbott")
    make_member(rows, wren, Role.ADMINISTRATOR, authority)
    browser = signed_in_as(wren)

    browser.get(f"{PEOPLE}/{edith.id}/remove")
    parts = browser.words()
    browser.get(f"{PEOPLE}/{second.id}/remove")

    assert "They have a part in 1 journey." in parts
    assert "1 visit of theirs, booked or to be written up, is for the coordinator" in parts
    assert "They stand in for Colm Brady. That ends" in browser.words()
    assert "part in" not in browser.words()


def test_an_administrator_sets_the_look_and_who_signs(wren: PageClient, rows: Session) -> None:
    here = "/admin/authorities/leicester"

    wren.send(f"{here}/look", name="Leicester City", colour="#5b2a6e", do="save")
    wren.send(f"{here}/signatories", first_name="Ines Marsh", first_title="Director", do="save")
    wren.get(PEOPLE)

    assert wren.page is not None
    hrefs = {one.get("href") for one in wren.page.iter("a")}
    rows.rollback()
    owner = rows.scalars(select(Authority)).one()
    assert {f"{here}/look", f"{here}/signatories"} <= hrefs
    assert (owner.name, owner.brand_colour) == ("Leicester City", "#5b2a6e")
    assert owner.signatories == [{"name": "Ines Marsh", "title": "Director"}]
    for path in ("look/logo", "look/logo/remove"):
        assert wren.get(f"{here}/{path}").status_code == 200


def test_people_are_found_by_name_and_by_what_they_are(wren: PageClient, rows: Session) -> None:
    authority = rows.scalars(select(Authority)).one()
    for name, role in (("Colm Brady", Role.COORDINATOR), ("Edith Moss", Role.ASSESSOR)):
        make_member(rows, make_user(rows, name), role, authority)

    wren.get(f"{PEOPLE}?search=moss")
    assert "Edith Moss" in wren.words()
    assert "Colm Brady" not in wren.words()
    wren.get(f"{PEOPLE}?role=coordinator")
    assert "Colm Brady" in wren.words()
    assert "Edith Moss" not in wren.words()
    wren.get(f"{PEOPLE}?search=nobody")

    assert "Nobody found" in wren.words()


def test_an_authority_is_found_by_its_name(wren: PageClient) -> None:
    wren.get("/admin?search=leic")
    assert "Leicester" in wren.words()

    wren.get("/admin?search=bristol")

    assert "Nothing found" in wren.words()
