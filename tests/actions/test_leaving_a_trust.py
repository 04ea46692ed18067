"""A setting that the register calls part of no trust any more: proposed, taken over or left."""

from typing import Any

from sqlalchemy.orm import Session

from award.domain.registers import RegisterGroup, RegisterRow, RegisterStatus
from award.storage.authorities import Authority
from award.storage.db import writing
from award.storage.settings import Group
from tests.actions.register_rows import FULL, brought_in, only_setting, place

URN = frozenset({"120001"})
BOTH = frozenset({"trust", "federation"})


def alone(told: frozenset[str] = BOTH, **said: Any) -> RegisterRow:
    """The same place in no trust, in a file with these columns."""
    return place(**(FULL | {"trust": None, "groups_told": told} | said))


def trust_of(session: Session) -> str | None:
    group = only_setting(session).group
    return group.name if group else None


def test_that_a_setting_left_its_trust_is_proposed_and_changes_nothing(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(**FULL))

    plans = [brought_in(both, authority, alone(), day=day) for day in (1, 2)]

    assert trust_of(both) == "Willow Trust"
    for plan in plans:
        ((change,),) = [one.changes for one in plan.proposed]
        assert (change.what, change.was, change.becomes) == ("Trust or group", "Willow Trust", "")
        assert plan.unchanged == 1


def test_where_a_coordinator_says_so_it_leaves(both: Session, authority: Authority) -> None:
    brought_in(both, authority, place(**FULL))

    plan = brought_in(both, authority, alone(), day=1, taken=URN)
    again = brought_in(both, authority, alone(), day=2)

    assert trust_of(both) is None
    assert (plan.proposed, again.proposed) == ([], [])
    assert [one.what for one in plan.changed[0].changes] == ["Trust or group"]
    assert again.unchanged == 1


def test_what_was_left_is_asked_again_once_it_was_named_in_a_trust_since(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(**FULL))

    left = brought_in(both, authority, alone(), day=1, left=URN)
    again = brought_in(both, authority, alone(), day=2)
    silent = brought_in(both, authority, alone(told=frozenset()), day=3)
    still = brought_in(both, authority, alone(), day=4)
    brought_in(both, authority, place(**FULL), day=5)
    anew = brought_in(both, authority, alone(), day=6)

    assert [plan.proposed for plan in (left, again, silent, still)] == [[], [], [], []]
    assert len(anew.proposed) == 1
    assert trust_of(both) == "Willow Trust"


def test_a_file_without_the_column_and_a_closure_say_nothing_of_a_trust(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(**FULL))

    without = brought_in(both, authority, alone(told=frozenset({"federation"})), day=1)
    closed = brought_in(both, authority, alone(status=RegisterStatus.CLOSED), day=2)

    assert without.proposed == []
    assert [one.what for one in closed.proposed[0].changes] == ["State"]
    assert trust_of(both) == "Willow Trust"


def test_a_group_that_a_coordinator_made_is_not_the_registers_to_end(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, alone())
    with writing(both):
        both.add(own := Group(name="Youth clubs of the north"))
        both.flush()
        only_setting(both).group_id = own.id

    plan = brought_in(both, authority, alone(), day=1)

    assert plan.proposed == []
    assert trust_of(both) == "Youth clubs of the north"


def test_a_place_that_is_only_known_of_leaves_at_once(both: Session, authority: Authority) -> None:
    planned = {"status": RegisterStatus.PROPOSED}
    brought_in(both, authority, place(**(FULL | planned)))

    plan = brought_in(both, authority, alone(**planned), day=1)

    assert plan.proposed == []
    assert trust_of(both) is None


def test_from_a_trust_into_a_federation_it_goes_as_before(
    both: Session, authority: Authority
) -> None:
    brought_in(both, authority, place(**FULL))

    plan = brought_in(
        both, authority, alone(federation=RegisterGroup("Hill Federation", "7")), day=1
    )

    assert plan.proposed == []
    assert trust_of(both) == "Hill Federation"
