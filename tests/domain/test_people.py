"""Roles have names, and the clock acts for nobody."""

from award.domain.people import (
    ASSIGNED_ROLES,
    AUTHORITY_ROLES,
    ROLE_NAMES,
    SETTING_ROLES,
    Actor,
    Role,
    the_clock,
)


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert len(set(ROLE_NAMES.values())) == len(Role)


def test_a_role_belongs_to_one_side_at_most() -> None:
    sides = (SETTING_ROLES, ASSIGNED_ROLES, AUTHORITY_ROLES)

    assert sum(map(len, sides)) == len(frozenset().union(*sides))


def test_the_clock_has_no_account() -> None:
    assert the_clock(7) == Actor(Role.CLOCK, name="the calendar", authority_id=7)
    assert the_clock().user_id is None
