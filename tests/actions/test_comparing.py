"""What a later register says of a place known already: taken, only proposed, or left as it is."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.domain.registers import (
    Known,
    RegisterGroup,
    RegisterStatus,
)
from award.storage.authorities import Authority
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.settings import FormerName, Identifier, Setting, SettingState
from tests.actions.register_rows import FULL, brought_in, count, only_setting, place
from tests.making import at, make_setting


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
