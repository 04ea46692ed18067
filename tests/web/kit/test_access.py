"""Who may come in: marks, actors, walls, and rights that end at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, Response
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.domain.permissions import May
from award.storage.accounts import Membership, SignIn, User
from award.storage.db import db, writing
from award.storage.settings import Setting
from award.web.kit.access import (
    NotMarked,
    actor,
    changing,
    must_be_marked,
    needs,
    open_to_all,
    setting,
)
from award.web.kit.addresses import may_be_code
from tests.fixtures_web import built_app, web_config
from tests.making import (
    at,
    make_authority,
    make_cast,
    make_group,
    make_member,
    make_setting,
    make_user,
)
from tests.pages import PageClient

SignedInAs = Callable[[User], PageClient]


@pytest.fixture
def acting(app: Flask) -> Iterator[list[Actor]]:
    """Every actor that a setting's home was shown to."""
    seen: list[Actor] = []
    endpoint = "setting.home"
    kept = app.view_functions[endpoint]

    @needs(May.SEE_PLAN)
    def show() -> Response:
        seen.append(actor())
        return Response("seen", mimetype="text/plain")

    app.view_functions[endpoint] = show
    yield seen
    app.view_functions[endpoint] = kept


def test_a_screen_without_a_mark_stops_the_start(tmp_path: Path) -> None:
    app = built_app(web_config(tmp_path))
    app.add_url_rule("/bare", "bare", lambda: "")

    with pytest.raises(NotMarked, match="bare"):
        must_be_marked(app)


def test_a_screen_that_is_open_is_marked_too(tmp_path: Path) -> None:
    app = built_app(web_config(tmp_path))
    app.add_url_rule("/fine", "fine", open_to_all(lambda: ""))

    must_be_marked(app)


def test_a_setting_is_shown_to_its_lead(
    rows: Session, signed_in_as: SignedInAs, acting: list[Actor]
) -> None:
    place = make_setting(rows, make_authority(rows))
    cast = make_cast(rows, place)

    answer = signed_in_as(cast["Amara Holt"]).get(f"/setting/{place.id}")

    assert answer.status_code == 200
    assert acting == [
        Actor(Role.LEAD, cast["Amara Holt"].id, "Amara Holt", place.authority_id, place.id)
    ]


def test_a_coordinator_enters_a_setting_on_its_behalf(
    rows: Session, signed_in_as: SignedInAs, acting: list[Actor]
) -> None:
    place = make_setting(rows, make_authority(rows))
    cast = make_cast(rows, place)

    signed_in_as(cast["Colm Brady"]).get(f"/setting/{place.id}")

    assert (acting[0].role, acting[0].on_behalf) == (Role.COORDINATOR, True)


def test_another_settings_lead_finds_nothing_there(rows: Session, signed_in_as: SignedInAs) -> None:
    authority = make_authority(rows)
    place, other = make_setting(rows, authority), make_setting(rows, authority, "Abbey Primary")
    lead = make_user(rows, "Sam Reed")
    make_member(rows, lead, Role.LEAD, other)

    assert signed_in_as(lead).get(f"/setting/{place.id}").status_code == 404


def test_another_authoritys_coordinator_finds_nothing_there(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    place = make_setting(rows, make_authority(rows))
    stranger = make_user(rows, "Ida Voss")
    make_member(rows, stranger, Role.COORDINATOR, make_authority(rows, "rutland"))

    browser = signed_in_as(stranger)

    assert browser.get(f"/setting/{place.id}").status_code == 404
    assert browser.get("/leicester/coordinator").status_code == 404
    assert browser.get("/rutland/coordinator").status_code == 200


def without_words_of_one_time(page: str) -> list[str]:
    return [line for line in page.splitlines() if "nonce" not in line and "csrf" not in line]


def test_what_is_not_mine_looks_like_what_is_not_there(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    authority = make_authority(rows)
    place, own = make_setting(rows, authority), make_setting(rows, authority, "Abbey Primary")
    lead = make_user(rows, "Sam Reed")
    make_member(rows, lead, Role.LEAD, own)
    browser = signed_in_as(lead)

    pages = [
        browser.get(address)
        for address in (
            f"/setting/{place.id}",
            "/setting/99999",
            "/leicester/coordinator",
            "/rutland/coordinator",
            "/nothing/like/this",
        )
    ]

    assert {one.status_code for one in pages} == {404}
    bodies = {tuple(without_words_of_one_time(one.get_data(as_text=True))) for one in pages}
    assert len(bodies) == 1


def test_a_role_that_has_ended_is_gone_with_the_next_request(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    place = make_setting(rows, make_authority(rows))
    lead = make_cast(rows, place)["Amara Holt"]
    browser = signed_in_as(lead)
    before = browser.get(f"/setting/{place.id}").status_code

    with writing(rows) as session:
        session.query(Membership).filter_by(user_id=lead.id).update({"ended_at": at()})

    assert (before, browser.get(f"/setting/{place.id}").status_code) == (200, 404)


@pytest.mark.parametrize("ended", ["role", "sign-in", None])
def test_a_change_asks_for_the_right_again_under_the_lock(
    app: Flask, rows: Session, signed_in_as: SignedInAs, ended: str | None
) -> None:
    place = make_setting(rows, make_authority(rows))
    lead = make_cast(rows, place)["Amara Holt"]
    place_id, lead_id = place.id, lead.id

    @needs(May.WRITE_PLAN)
    def rename() -> Response:
        row = setting()
        with writing(rows) as session:  # somebody else is a moment faster
            if ended == "role":
                session.query(Membership).filter_by(user_id=lead_id).update({"ended_at": at()})
            if ended == "sign-in":
                session.query(SignIn).filter_by(user_id=lead_id).update({"ended_at": at()})
        with changing(row, May.WRITE_PLAN) as fresh:
            fresh.name = "Renamed"
        return Response("done", mimetype="text/plain")

    kept = app.view_functions["setting.home"]
    app.view_functions["setting.home"] = rename
    try:
        status = signed_in_as(lead).get(f"/setting/{place_id}").status_code
    finally:
        app.view_functions["setting.home"] = kept

    rows.rollback()
    name = rows.get_one(Setting, place_id).name
    wanted = (404, "Willow Lane Primary") if ended else (200, "Renamed")
    assert (status, name) == wanted


def test_a_change_stays_within_the_walls(
    app: Flask, rows: Session, signed_in_as: SignedInAs
) -> None:
    authority = make_authority(rows)
    place, other = make_setting(rows, authority), make_setting(rows, authority, "Abbey Primary")
    lead = make_cast(rows, place)["Amara Holt"]
    other_id = other.id

    @needs(May.WRITE_PLAN)
    def rename() -> Response:
        with changing(db.session.get_one(Setting, other_id), May.WRITE_PLAN) as fresh:
            fresh.name = "Renamed"
        return Response("done", mimetype="text/plain")

    kept = app.view_functions["setting.home"]
    app.view_functions["setting.home"] = rename
    try:
        status = signed_in_as(lead).get(f"/setting/{place.id}").status_code
    finally:
        app.view_functions["setting.home"] = kept

    assert status == 404


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.COORDINATOR, "/leicester/coordinator"),
        (Role.PANEL, "/leicester/panel"),
        (Role.STEERING, "/leicester/steering"),
        (Role.AUDITOR, "/leicester/audit"),
        (Role.ASSESSOR, "/leicester/assessor"),
        (Role.ADMINISTRATOR, "/admin"),
    ],
)
def test_each_role_of_an_authority_has_its_room(
    rows: Session, signed_in_as: SignedInAs, role: Role, address: str
) -> None:
    authority = make_authority(rows)
    person = make_user(rows, "Ida Voss")
    make_member(rows, person, role, authority)
    browser = signed_in_as(person)
    rooms = [
        f"/leicester/{one}" for one in ("coordinator", "panel", "steering", "audit", "assessor")
    ]

    open_ones = [one for one in [*rooms, "/admin"] if browser.get(one).status_code == 200]

    assert open_ones == [address]


def test_a_groups_viewer_sees_their_group_only(rows: Session, signed_in_as: SignedInAs) -> None:
    own, other = make_group(rows), make_group(rows, "Another Trust")
    viewer = make_user(rows, "Ida Voss")
    make_member(rows, viewer, Role.GROUP_VIEWER, own)
    browser = signed_in_as(viewer)

    assert browser.get(f"/group/{own.id}").status_code == 200
    assert browser.get(f"/group/{other.id}").status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in_and_comes_back(client: PageClient) -> None:
    answer = client.get("/setting/5?tab=plan")

    assert answer.location == "/sign-in?next=/setting/5?tab%3Dplan"


def test_the_host_that_a_request_names_is_never_used(app: Flask, client: PageClient) -> None:
    answer = client.get("/setting/5", headers={"Host": "evil.example"})
    page = client.get("/sign-in", headers={"Host": "evil.example"})

    assert "evil" not in answer.location
    assert "evil" not in page.get_data(as_text=True)


def test_every_room_and_screen_can_be_reached_by_its_own_first_word(whole_app: Flask) -> None:
    first = {
        str(rule).split("/")[1].lower()
        for rule in whole_app.url_map.iter_rules()
        if not str(rule).startswith(("/<", "/."))
    }

    reachable = {word for word in first if word and "." not in word}  # no code has a full stop
    assert sorted(word for word in reachable if may_be_code(word)) == []


def test_a_form_without_its_token_changes_nothing(rows: Session, signed_in_as: SignedInAs) -> None:
    user = make_user(rows, "Ida Voss")
    browser = signed_in_as(user)

    answer = browser.post("/account/sign-out-everywhere")

    rows.rollback()
    assert answer.status_code == 400
    assert rows.query(SignIn).one().ended_at is None


def test_a_token_from_before_signing_in_is_worth_nothing_after(
    rows: Session, client: PageClient, signed_in_as: SignedInAs
) -> None:
    user = make_user(rows, "Ida Voss")
    browser = signed_in_as(user)
    other = client.token()

    answer = browser.post("/account/sign-out-everywhere", data={"csrf_token": other})

    assert answer.status_code == 400
