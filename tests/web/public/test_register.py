"""The public register: who may be named, in pages, CSV and JSON."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.storage.authorities import Authority
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.settings import Setting
from tests.making import at, make_authority, make_setting
from tests.pages import PageClient

TODAY = at()
PLACE = ("ward", "address", "postcode", "easting", "northing")


def give_award(
    rows: Session, authority: Authority, name: str = "Willow Lane Primary", **changed: Any
) -> Award:
    hidden = changed.pop("is_hidden", False)
    kind = changed.pop("kind_code", "primary")
    place = {one: changed.pop(one) for one in PLACE if one in changed}
    setting = changed.pop("setting", None) or make_setting(rows, authority, name, kind, **place)
    with writing(rows) as session:
        setting.is_hidden = hidden
        count = session.query(Award).count()
        known: dict[str, Any] = {
            "number": f"LEI-{count}",
            "code": f"CODE{count:08}",
            "name": name,
            "framework_version": "1.0",
            "state": AwardState.IN_FORCE,
            "valid_from": date(2025, 9, 1),
            "valid_until": date(2028, 12, 18),
            "grace_until": date(2029, 3, 28),
            "released_at": TODAY,
        }
        award = Award(
            authority_id=authority.id, setting_id=setting.id, journey_id=None, **(known | changed)
        )
        session.add(award)
    return award


def names(client: PageClient, code: str = "leicester") -> list[str]:
    with clock.frozen_at(TODAY):
        answer = client.get(f"/{code}/register.json")
    assert answer.json is not None
    return [one["name"] for one in answer.json["holders"]]


def test_an_empty_register_says_so(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    client.get("/leicester/register")

    assert "No setting holds the award yet" in client.words()


def test_a_holder_is_named(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows))

    with clock.frozen_at(TODAY):
        client.get("/leicester/register")

    assert "Willow Lane Primary" in client.words()
    assert "1 to 1 of 1" not in client.words()


@pytest.mark.parametrize(
    "changed",
    [
        {"is_hidden": True},
        {"state": AwardState.REVOKED},
        {"state": AwardState.SUPERSEDED},
        {"announce_on": TODAY.date() + timedelta(days=1)},
        {"valid_from": TODAY.date() + timedelta(days=1)},
        {"valid_until": date(2025, 12, 19), "grace_until": date(2025, 12, 31)},
        {"valid_until": date(2025, 12, 19), "grace_until": date(2026, 3, 27)},
    ],
)
def test_who_may_not_be_named_or_holds_nothing_is_left_out(
    client: PageClient, rows: Session, changed: dict[str, Any]
) -> None:
    give_award(rows, make_authority(rows), **changed)

    assert names(client) == []


def test_a_suspended_award_is_not_currently_confirmed(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), state=AwardState.SUSPENDED)

    with clock.frozen_at(TODAY):
        client.get("/leicester/register")

    assert "Not currently confirmed" in client.words()


def test_a_proposal_to_suspend_never_shows(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), state=AwardState.SUSPENSION_PROPOSED)

    with clock.frozen_at(TODAY):
        client.get("/leicester/register")

    assert "Valid" in client.words()


def test_an_authority_lists_its_own_only(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows))
    make_authority(rows, "rutland")

    assert names(client, "rutland") == []


def test_the_search_finds_parts_of_names_whatever_is_typed(
    client: PageClient, rows: Session
) -> None:
    authority = make_authority(rows)
    give_award(rows, authority)
    give_award(rows, authority, "Abbey 100% Club")

    with clock.frozen_at(TODAY):
        client.get("/leicester/register?search=100%25")
        found = client.words()
        client.get("/leicester/register?search=%27;--")
        nothing = client.words()

    assert "Abbey 100% Club" in found
    assert "Willow Lane" not in found
    assert "No setting fits this" in nothing


def test_a_holder_is_found_by_the_name_that_its_setting_has_now(
    client: PageClient, rows: Session
) -> None:
    authority = make_authority(rows)
    award = give_award(rows, authority)
    with writing(rows) as session:
        session.get_one(Setting, award.setting_id).name = "Lower Brook School"

    with clock.frozen_at(TODAY):
        client.get("/leicester/register?search=Lower+Brook")

    assert "Willow Lane" in client.words()
    assert "Now called Lower Brook School" in client.words()


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "two", "²"])
def test_a_strange_page_number_is_answered(client: PageClient, rows: Session, page: str) -> None:
    give_award(rows, make_authority(rows))

    with clock.frozen_at(TODAY):
        assert client.get("/leicester/register", query_string={"page": page}).status_code == 200


def test_no_name_becomes_a_formula(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), '=HYPERLINK("x")')

    with clock.frozen_at(TODAY):
        text = client.get("/leicester/register.csv").get_data().decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(text)))["name"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=youth_club", ["Belgrave Youth Club"]),
        ("area=Abbey", ["Willow Lane Primary"]),
        ("search=syston", ["Belgrave Youth Club"]),
        ("search=willow+abbey", ["Willow Lane Primary"]),
        ("search=willow&area=Belgrave", []),
        ("kind=unknown", []),
    ],
)
def test_the_register_is_narrowed_by_kind_area_and_words(
    client: PageClient, rows: Session, asked: str, found: list[str]
) -> None:
    authority = make_authority(rows)
    give_award(rows, authority, ward="Abbey")
    give_award(
        rows, authority, "Belgrave Youth Club", kind_code="youth_club", ward="Belgrave",
        address="2 High Street\nSyston",
    )  # fmt: skip

    with clock.frozen_at(TODAY):
        answer = client.get(f"/leicester/register.json?{asked}")
        client.get(f"/leicester/register?{asked}")

    assert answer.json is not None
    assert [one["name"] for one in answer.json["holders"]] == found
    shown = [one for one in ("Belgrave Youth Club", "Willow Lane Primary") if one in client.words()]
    assert shown == found


def test_the_files_say_what_their_fields_mean(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), ward="Abbey", easting=458300, northing=307300)

    with clock.frozen_at(TODAY):
        listed = client.get("/leicester/register.json")
        table = client.get("/leicester/register.csv").get_data().decode("utf-8-sig")
        stated = client.get("/leicester/register.schema.json").json
        client.get("/leicester/register/fields")

    assert listed.json is not None
    assert stated is not None
    (holder,) = listed.json["holders"]
    line = stated["properties"]["holders"]["items"]
    assert sorted(holder) == sorted(line["required"])
    assert sorted(line["properties"]) == sorted(holder)
    assert sorted(stated["required"]) == sorted(listed.json)
    assert (holder["easting"], holder["northing"]) == (458300, 307300)
    assert holder["state"] in line["properties"]["state"]["enum"]
    assert next(csv.reader(io.StringIO(table))) == list(line["required"])
    assert all(one in client.words() for one in line["required"])
    assert listed.json["schema"] == "http://localhost/leicester/register.schema.json"
    assert listed.headers["Link"] == f'<{listed.json["schema"]}>; rel="describedby"'


def test_awards_of_before_are_told_only_where_the_authority_says_so(
    client: PageClient, rows: Session
) -> None:
    authority = make_authority(rows)
    ended = {"valid_until": date(2025, 12, 19), "grace_until": date(2025, 12, 31)}
    give_award(rows, authority, "Ended Primary", **ended)
    give_award(rows, authority, "Followed Primary", state=AwardState.SUPERSEDED)
    give_award(rows, authority, "Taken Back Primary", state=AwardState.REVOKED)
    give_award(rows, authority, "Holding Primary")
    give_award(rows, authority, "Hidden House", is_hidden=True, **ended)

    with clock.frozen_at(TODAY):
        before = client.get("/leicester/register/past").status_code
        client.get("/leicester/register")
        led_there = "Earlier holders" in client.words()
        with writing(rows):
            authority.shows_past_awards = True
        client.get("/leicester/register/past")

    assert (before, led_there) == (404, False)
    told = [one for one in ("Ended", "Followed", "Taken Back", "Holding", "Hidden")
            if f"{one} " in client.words()]  # fmt: skip
    assert told == ["Ended", "Followed"]


def test_a_page_of_the_register_costs_the_same_for_one_and_for_many(
    client: PageClient, rows: Session
) -> None:
    authority = make_authority(rows)
    with writing(rows):
        authority.shows_past_awards = True
    place = {"ward": "Abbey", "easting": 458300, "northing": 307300}
    give_award(rows, authority, **place)
    few = [statements(client, rows, one) for one in VIEWS]
    for number in range(30):
        give_award(rows, authority, f"Setting {number}", **place)

    assert [statements(client, rows, one) for one in VIEWS] == few
    assert max(few) <= 8


VIEWS = ("register", "register/map", "register/past", "register.json", "register.csv")


def statements(client: PageClient, rows: Session, view: str) -> int:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    rows.rollback()
    engine = rows.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    with clock.frozen_at(TODAY):
        client.get(f"/leicester/{view}")
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
