"""Importing the register: each place has one fate, and a second run changes nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from award.actions.importing import apply_import, plan_import
from award.adapters.registers import read_gias
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.registers import (
    Known,
    LineNote,
    RegisterGroup,
    RegisterStatus,
)
from award.storage.authorities import Authority
from award.storage.db import db, transaction
from award.storage.settings import Group, Identifier, Setting, SettingState
from tests.actions.register_rows import FULL, brought_in, count, only_setting, place, reading
from tests.making import ADMINISTRATOR, at, make_authority
from tests.real_files import beside


def test_a_new_place_is_added_with_all_that_the_register_says(
    both: Session, authority: Authority
) -> None:
    plan = brought_in(both, authority, place(**FULL))

    setting = only_setting(both)
    assert plan.summary == "added 1, changed 0, unchanged 0, closed 0, known 0, refused 0"
    assert (setting.name, setting.size, setting.address) == (
        "Willow Lane Primary",
        420,
        "1 Willow Lane\nLeicester",
    )
    assert (setting.postcode, setting.ward, setting.low_age) == ("LE1 1AA", "Abbey", 3)
    assert (setting.state, setting.kind and setting.kind.code) == (SettingState.ACTIVE, "primary")
    assert setting.group is not None
    assert (setting.group.name, setting.group.identifier) == ("Willow Trust", "trust:15900")
    assert [(one.scheme, one.value, one.until_on) for one in setting.identifiers] == [
        ("gias_urn", "120001", None)
    ]


def test_a_second_run_changes_nothing(both: Session, authority: Authority) -> None:
    rows = (
        place(**FULL),
        place("120002", "The University", kind=Known("It is a university")),
        place("120003", "Old School", status=RegisterStatus.CLOSED, closed_on=date(2020, 8, 31)),
    )
    first = brought_in(both, authority, *rows)

    second = brought_in(both, authority, *rows, day=1)

    assert first.summary == "added 1, changed 0, unchanged 0, closed 1, known 1, refused 0"
    assert second.summary == "added 0, changed 0, unchanged 3, closed 0, known 0, refused 0"
    assert (count(both, Setting), count(both, Identifier), count(both, Group)) == (3, 3, 1)
    assert {one.version for one in both.scalars(select(Setting))} == {1}


def test_a_plan_says_the_same_and_changes_nothing(both: Session, authority: Authority) -> None:
    plan = plan_import(both, authority, reading(place(**FULL)))

    assert [(one.number, one.name) for one in plan.added] == [("120001", "Willow Lane Primary")]
    assert (count(both, Setting), count(both, Group)) == (0, 0)


def test_a_place_that_is_no_setting_is_only_known(both: Session, authority: Authority) -> None:
    plan = brought_in(both, authority, place(kind=Known("It is a university")))

    setting = only_setting(both)
    assert [one.reason for one in plan.known] == ["It is a university"]
    assert (setting.state, setting.state_reason, setting.kind_id) == (
        SettingState.KNOWN,
        "It is a university",
        None,
    )


def test_a_secure_home_is_hidden_from_the_start(both: Session, authority: Authority) -> None:
    brought_in(both, authority, place(kind="childrens_home"))

    assert only_setting(both).is_hidden is True


def test_a_kind_that_the_authority_does_not_have_becomes_other(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(kind="castle"))

    setting = only_setting(both)
    assert setting.kind is not None
    assert setting.kind.code == "other"


def test_a_federation_groups_where_there_is_no_trust(both: Session, authority: Authority) -> None:
    federation = RegisterGroup("Brook Federation", None)

    brought_in(both, authority, place(federation=federation), place("120002", "B"), day=0)
    brought_in(both, authority, place("120003", "C", federation=federation), day=1)

    groups = both.scalars(select(Group)).all()
    assert [one.identifier for one in groups] == ["federation:brook federation"]


def test_a_name_that_is_too_long_is_refused_and_the_rest_goes_in(
    both: Session, authority: Authority
) -> None:
    plan = brought_in(both, authority, place(name="W" * 256), place("120002", "B"))

    assert plan.refused == (
        "Number 120001: Name is longer than 255 letters. Shorten it in the file.",
    )
    assert only_setting(both).name == "B"


def test_refused_lines_are_told_with_their_line(both: Session, authority: Authority) -> None:
    refused = (LineNote(7, "This line has no number (URN)"),)

    plan = plan_import(both, authority, reading(refused=refused))

    assert plan.summary == "added 0, changed 0, unchanged 0, closed 0, known 0, refused 1"
    assert plan.refused == ("Line 7: This line has no number (URN).",)
    assert plan.blanks == {"Postcode": 1}


def test_two_authorities_keep_the_same_place_apart(both: Session, authority: Authority) -> None:
    other = make_authority(both, "rutland")

    brought_in(both, authority, place())
    plan = brought_in(both, other, place())

    assert len(plan.added) == 1
    assert set(both.scalars(select(Setting.authority_id))) == {authority.id, other.id}


def test_only_coordinators_and_administrators_import(session: Session) -> None:
    authority = make_authority(session)

    with pytest.raises(NotAllowed), transaction(lock=authority) as held:
        apply_import(session, held, reading(place()), by=Actor(Role.LEAD), at=at())


def test_an_import_that_stops_half_way_keeps_nothing(both: Session, authority: Authority) -> None:
    rows = tuple(place(str(200_000 + one), f"School {one}") for one in range(1200))

    def stop(reached: int) -> None:
        if reached > 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), transaction(lock=authority) as held:
        apply_import(both, held, reading(*rows), by=ADMINISTRATOR, at=at(), progress=stop)

    assert count(both, Setting) == 0


@pytest.mark.parametrize("rows", [500, 1500])
def test_a_stretch_of_five_hundred_costs_a_handful_of_statements(
    both: Session, authority: Authority, rows: int
) -> None:
    places = tuple(place(str(200_000 + one), f"School {one}", **FULL) for one in range(rows))
    statements: list[str] = []
    engine = db.engine

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement.split()[0])

    event.listen(engine, "before_cursor_execute", note)
    try:
        brought_in(both, authority, *places)
        added = len(statements)
        brought_in(both, authority, *places, day=1)
    finally:
        event.remove(engine, "before_cursor_execute", note)

    # SQLite gives the numbers of new rows in order only when they are added one by one.
    one_by_one = rows if engine.dialect.name == "sqlite" else 0
    assert added - one_by_one <= 12 + 8 * (rows // 500)
    assert len(statements) - added <= 8 + rows // 500


def test_leicesters_register_goes_in_and_a_second_run_changes_nothing(
    both: Session, authority: Authority
) -> None:
    found = read_gias(beside("gias/leicester_856_open.csv"), la_code="856")

    with transaction(lock=authority) as held:
        first = apply_import(both, held, found, by=ADMINISTRATOR, at=at())
    with transaction(lock=authority) as held:
        second = apply_import(both, held, found, by=ADMINISTRATOR, at=at(1))

    assert first.summary == "added 160, changed 0, unchanged 0, closed 0, known 2, refused 0"
    assert second.summary == "added 0, changed 0, unchanged 162, closed 0, known 0, refused 0"
    universities = both.scalars(select(Setting).filter_by(state=SettingState.KNOWN)).all()
    assert sorted(one.name for one in universities) == [
        "De Montfort University",
        "University of Leicester",
    ]
    assert both.scalar(select(func.count(Setting.size))) == 162 - found.blanks["NumberOfPupils"]
