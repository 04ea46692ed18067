"""Importing the register: each place has one fate, and a second run changes nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from award.actions.importing import apply_import, plan_import
from award.actions.opening import open_journey
from award.actions.planning_import import ImportPlan
from award.adapters.registers import read_gias
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.registers import (
    Known,
    LineNote,
    RegisterAddress,
    RegisterGroup,
    RegisterReading,
    RegisterRow,
    RegisterStatus,
)
from award.storage.authorities import Authority
from award.storage.db import db, transaction, writing
from award.storage.journeys import Journey
from award.storage.settings import FormerName, Group, Identifier, Setting, SettingState
from tests.making import ADMINISTRATOR, at, make_authority, make_setting
from tests.real_files import beside


@pytest.fixture
def authority(both: Session) -> Authority:
    return make_authority(both)


def place(urn: str = "120001", name: str = "Willow Lane Primary", **said: Any) -> RegisterRow:
    said = {"kind": "primary", "status": RegisterStatus.OPEN, **said}
    return RegisterRow(urn=urn, name=name, **said)


def reading(*rows: RegisterRow, refused: tuple[LineNote, ...] = ()) -> RegisterReading:
    return RegisterReading(rows, refused, (), {"Postcode": 1}, (), 0)


def brought_in(
    session: Session,
    authority: Authority,
    *rows: RegisterRow,
    day: int = 0,
    taken: frozenset[str] = frozenset(),
    left: frozenset[str] = frozenset(),
) -> ImportPlan:
    with transaction(lock=authority) as held:
        return apply_import(
            session, held, reading(*rows), by=ADMINISTRATOR, at=at(day), taken=taken, left=left
        )


def only_setting(session: Session) -> Setting:
    session.expire_all()
    return session.scalars(select(Setting)).one()


def count(session: Session, row: type) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0


FULL: dict[str, Any] = {
    "phase": "Primary",
    "opened_on": date(1998, 9, 1),
    "low_age": 3,
    "high_age": 11,
    "roll": 420,
    "trust": RegisterGroup("Willow Trust", "15900"),
    "address": RegisterAddress("1 Willow Lane", None, None, "Leicester", None, "LE1 1AA", "Abbey"),
    "website": "https://willowlane.example",
    "telephone": "0116 200 0000",
}


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


def test_what_changed_is_said_and_the_old_name_is_kept_with_its_day(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(**FULL))

    again = {**FULL, "roll": 431, "trust": RegisterGroup("Oak Trust", "15901")}
    renamed = place(name="Willow Academy", **again)
    plan = brought_in(both, authority, renamed, day=3, taken=frozenset({renamed.urn}))

    setting = only_setting(both)
    changes = [(one.what, one.was, one.becomes) for one in plan.changed[0].changes]
    assert changes == [
        ("Name", "Willow Lane Primary", "Willow Academy"),
        ("Children on roll", "420", "431"),
        ("Trust or group", "Willow Trust", "Oak Trust"),
    ]
    assert (setting.name, setting.size, setting.version) == ("Willow Academy", 431, 2)
    assert setting.group is not None
    assert setting.group.name == "Oak Trust"
    former = both.scalars(select(FormerName)).one()
    assert (former.name, former.until_on) == ("Willow Lane Primary", date(2026, 1, 8))


def test_a_closure_and_a_new_name_are_only_proposed_and_all_else_goes_in(
    both: Session, authority: Authority
) -> None:
    shut, renamed = place(), place("120002", "Hill School")
    brought_in(both, authority, shut, renamed)
    shut = place(status=RegisterStatus.CLOSED, closed_on=date(2026, 1, 6), roll=12)
    renamed = place("120002", "Hill Academy", roll=300)

    plans = [brought_in(both, authority, shut, renamed, day=day) for day in (1, 2)]

    both.expire_all()
    kept = both.execute(select(Setting.name, Setting.state, Setting.closed_on, Setting.size))
    assert {tuple(one) for one in kept} == {
        ("Willow Lane Primary", SettingState.ACTIVE, None, 12),
        ("Hill School", SettingState.ACTIVE, None, 300),
    }
    assert [one.summary for one in plans] == [
        "added 0, changed 2, unchanged 0, closed 0, known 0, refused 0, to be looked at 2",
        "added 0, changed 0, unchanged 2, closed 0, known 0, refused 0, to be looked at 2",
    ]
    assert [(one.number, one.reason != "") for one in plans[1].proposed] == [
        (shut.urn, True),
        ("120002", False),
    ]
    assert both.scalars(select(FormerName)).all() == []


def test_what_a_coordinator_leaves_is_proposed_again_once_the_register_says_something_new(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(), place("120002", "Hill School"))
    shut = place(status=RegisterStatus.CLOSED, closed_on=date(2026, 1, 6))
    renamed = place("120002", "Hill Academy")
    numbers = frozenset({shut.urn, renamed.urn})

    first = brought_in(both, authority, shut, renamed, day=1, left=numbers)
    again = brought_in(both, authority, shut, renamed, day=2)
    third = brought_in(both, authority, shut, renamed, day=3)
    other_day = place(status=RegisterStatus.CLOSED, closed_on=date(2026, 2, 6))
    new = brought_in(both, authority, other_day, place("120002", "Hill Trust"), day=4)

    plans = (first, again, third, new)
    assert [[one.number for one in plan.proposed] for plan in plans] == [
        [], [], [], [shut.urn, "120002"],
    ]  # fmt: skip
    both.expire_all()
    kept = both.execute(select(Setting.name, Setting.state, Setting.closed_on))
    assert {tuple(one) for one in kept} == {
        ("Willow Lane Primary", SettingState.ACTIVE, None),
        ("Hill School", SettingState.ACTIVE, None),
    }


def test_a_closure_that_was_left_stays_left_when_only_a_new_name_is_taken(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place())
    shut = {"status": RegisterStatus.CLOSED, "closed_on": date(2026, 1, 6)}
    brought_in(both, authority, place(**shut), day=1, left=frozenset({"120001"}))

    plan = brought_in(
        both, authority, place(name="Willow", **shut), day=2, taken=frozenset({"120001"})
    )
    opened = brought_in(both, authority, place(name="Willow"), day=3)
    closed = brought_in(both, authority, place(name="Willow", **shut), day=4)

    setting = only_setting(both)
    assert (setting.name, setting.state) == ("Willow", SettingState.ACTIVE)
    assert (plan.proposed, opened.proposed) == ([], [])
    assert [one.number for one in closed.proposed] == ["120001"]


def test_what_the_file_leaves_blank_wipes_nothing(both: Session, authority: Authority) -> None:
    brought_in(both, authority, place(**FULL))

    plan = brought_in(both, authority, place(), day=1)

    setting = only_setting(both)
    assert plan.summary == "added 0, changed 0, unchanged 1, closed 0, known 0, refused 0"
    assert (setting.size, setting.postcode, setting.group_id is None) == (420, "LE1 1AA", False)


def test_a_place_that_is_not_in_the_file_stays_open(both: Session, authority: Authority) -> None:
    brought_in(both, authority, place())

    brought_in(both, authority, place("120009", "Another School"), day=1)

    states = both.scalars(select(Setting.state)).all()
    assert states == [SettingState.ACTIVE, SettingState.ACTIVE]


def test_a_place_that_closes_keeps_its_open_journey_and_says_so(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place())
    by = Actor(Role.COORDINATOR, authority_id=authority.id)
    with transaction(lock=only_setting(both)) as held:
        open_journey(held, route="standard", by=by, at=at(1))

    shut = place(status=RegisterStatus.CLOSED, closed_on=date(2026, 1, 6))
    plan = brought_in(both, authority, shut, day=2, taken=frozenset({shut.urn}))

    setting = only_setting(both)
    assert [(one.name, one.still_open) for one in plan.closed] == [("Willow Lane Primary", True)]
    assert (setting.state, setting.closed_on) == (SettingState.CLOSED, date(2026, 1, 6))
    assert both.scalars(select(Journey)).one().ended_at is None


def test_only_what_the_register_closed_opens_again(both: Session, authority: Authority) -> None:
    shut = place(status=RegisterStatus.CLOSED)
    brought_in(both, authority, shut, place("120002", "Merged School"))
    with writing(both):
        merged = both.scalars(select(Setting).filter_by(name="Merged School")).one()
        merged.state, merged.state_reason = SettingState.CLOSED, "Merged with Willow Lane"

    plan = brought_in(both, authority, place(), place("120002", "Merged School"), day=1)

    assert plan.summary == "added 0, changed 1, unchanged 1, closed 0, known 0, refused 0"
    assert {one.name: one.state for one in both.scalars(select(Setting))} == {
        "Willow Lane Primary": SettingState.ACTIVE,
        "Merged School": SettingState.CLOSED,
    }


def test_a_planned_place_is_known_and_takes_part_once_it_opens(
    both: Session, authority: Authority
) -> None:
    first = brought_in(both, authority, place(status=RegisterStatus.PROPOSED))

    second = brought_in(both, authority, place(), day=1)

    setting = only_setting(both)
    assert [one.reason for one in first.known] == ["It is only planned to open so far"]
    assert [one.what for one in second.changed[0].changes] == ["State"]
    assert (setting.state, setting.state_reason) == (SettingState.ACTIVE, "")


def test_a_known_place_that_becomes_a_setting_gets_its_kind(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(kind=Known("It teaches online only")))

    brought_in(both, authority, place(kind="childrens_home"), day=1)

    setting = only_setting(both)
    assert (setting.state, setting.is_hidden) == (SettingState.ACTIVE, True)
    assert setting.kind is not None
    assert setting.kind.code == "childrens_home"


def test_a_setting_stays_one_where_the_register_now_calls_it_something_else(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place())

    plan = brought_in(both, authority, place(kind=Known("It is a university")), day=1)

    assert (plan.unchanged, only_setting(both).state) == (1, SettingState.ACTIVE)


def test_a_place_is_known_again_by_its_number_and_never_by_its_name(
    both: Session, authority: Authority
) -> None:
    make_setting(both, authority)

    plan = brought_in(both, authority, place())

    assert (len(plan.added), count(both, Setting)) == (1, 2)


def test_a_number_that_a_setting_no_longer_has_changes_nothing(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place())
    with writing(both):
        both.scalars(select(Identifier)).one().until_on = date(2026, 1, 6)

    plan = brought_in(both, authority, place(status=RegisterStatus.CLOSED), day=2)

    assert (plan.unchanged, only_setting(both).state) == (1, SettingState.ACTIVE)


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
