"""The table of permissions agrees with the table of moves, and opens nothing unasked."""

from dataclasses import fields, replace

import pytest

from award.domain.lifecycle import MOVES
from award.domain.people import ASSIGNED_ROLES, Role
from award.domain.permissions import (
    COLUMNS,
    MOVE_PERMISSION,
    PERMISSIONS,
    ROWS,
    Cell,
    May,
    Situation,
    allows,
    cell,
)
from tests.domain.move_names import MOVE_NAMES

EVERYTHING = Situation(**{one.name: True for one in fields(Situation)})
BEST = replace(EVERYTHING, signed=False, blind=False, of_authority=False)


def roles_with(may: May) -> frozenset[Role]:
    """The roles that have this permission in some situation."""
    return frozenset(role for role in Role if cell(may, role) is not Cell.NO)


def test_every_permission_stands_in_one_row_with_a_cell_for_each_role() -> None:
    listed = [may for _, mays in ROWS for may in mays]

    assert sorted(listed) == sorted(May)
    assert tuple(Role) == COLUMNS
    assert {len(codes.split()) for codes, _ in ROWS} == {len(Role)}
    assert {frozenset(row) for row in PERMISSIONS.values()} == {frozenset(Role)}


def test_every_move_but_undo_has_a_permission() -> None:
    assert set(MOVE_PERMISSION) == set(MOVE_NAMES) - {"undo"}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", sorted(MOVE_PERMISSION))
def test_the_moves_and_the_permissions_name_the_same_roles(name: str, role: Role) -> None:
    rows = [row for row in MOVES if row.name == name]
    makes = any(role in row.by for row in rows)
    makes_for_setting = any(role in row.on_behalf for row in rows)

    found = cell(MOVE_PERMISSION[name], role)

    assert (found not in (Cell.NO, Cell.ON_BEHALF)) == makes
    assert (found is Cell.ON_BEHALF) == makes_for_setting


@pytest.mark.parametrize("may", May)
def test_a_role_without_the_permission_never_has_it(may: May) -> None:
    for role in frozenset(Role) - roles_with(may):
        assert not allows(may, role, EVERYTHING)


@pytest.mark.parametrize("may", May)
def test_a_role_with_the_permission_has_it_in_some_situation(may: May) -> None:
    for role in roles_with(may):
        best = replace(BEST, of_authority=cell(may, role) is Cell.AUTHORITY)

        assert allows(may, role, best)


@pytest.mark.parametrize("role", sorted(ASSIGNED_ROLES))
def test_assigned_people_reach_only_what_is_assigned_to_them(role: Role) -> None:
    elsewhere = replace(BEST, assigned=False)
    about_themselves = {
        May.CLAIM_VISIT,
        May.DECLARE_TIE,
        May.LOOK_AT_REPORT,
        May.SEE_ACCOUNTS,
        May.SEE_SESSIONS,
        May.EXPORT_WHOLE,
    }
    anybody = {May.ASK_TO_TAKE_PART, May.SEE_REGISTER, May.CHECK_CERTIFICATE}

    assert {may for may in May if allows(may, role, elsewhere)} == about_themselves | anybody


@pytest.mark.parametrize("role", sorted(ASSIGNED_ROLES))
def test_a_judge_does_not_see_the_other_judge_before_both_are_in(role: Role) -> None:
    for may in (May.SEE_VISIT_RECORD, May.SEE_NOTES, May.SEE_REPORT):
        assert not allows(may, role, replace(BEST, blind=True))


# Each kind of cell with somebody who has it: what has to be so, and then it is allowed.
KINDS_OF_CELL = [
    (Cell.ON_BEHALF, May.SUBMIT, Role.COORDINATOR, "on_behalf"),
    (Cell.OWN, May.READ_TERMLY_REPORT, Role.GROUP_VIEWER, "mine"),
    (Cell.UNTIL_SIGNED, May.WRITE_VISIT_RECORD, Role.COORDINATOR, "mine"),
    (Cell.THEMSELVES, May.DECLARE_TIE, Role.PANEL, "mine"),
    (Cell.SUMMARY, May.SEE_EVIDENCE, Role.GROUP_VIEWER, "summary"),
    (Cell.NO_CONTENT, May.SEE_EVIDENCE, Role.AUDITOR, "without_content"),
    (Cell.DECIDING, May.SEE_EVIDENCE, Role.PANEL, "deciding"),
    (Cell.WHEN_SHARED, May.SEE_REPORT, Role.LEAD, "shared"),
    (Cell.WHEN_RELEASED, May.SEE_DECISION, Role.LEAD, "released"),
    (Cell.RENEWAL, May.OPEN_JOURNEY, Role.LEAD, "is_renewal"),
    (Cell.AUTHORITY, May.INVITE, Role.ADMINISTRATOR, "of_authority"),
]


@pytest.mark.parametrize(("kind", "may", "role", "needed"), KINDS_OF_CELL)
def test_a_cell_opens_when_what_it_asks_is_so(
    kind: Cell, may: May, role: Role, needed: str
) -> None:
    assert cell(may, role) is kind
    assert not allows(may, role, Situation())
    assert allows(may, role, Situation(**{needed: True}))


def test_a_signed_visit_record_is_not_written_on() -> None:
    assert not allows(May.WRITE_VISIT_RECORD, Role.COORDINATOR, Situation(mine=True, signed=True))


@pytest.mark.parametrize(
    ("kind", "may", "role"),
    [
        (Cell.OUTCOME_WHEN_RELEASED, May.SEE_DECISION, Role.GROUP_VIEWER),
        (Cell.RATIFIED, May.SEE_DECISION, Role.STEERING),
    ],
)
def test_only_the_outcome_is_seen_and_only_once_released(kind: Cell, may: May, role: Role) -> None:
    assert cell(may, role) is kind
    assert not allows(may, role, Situation(released=True))
    assert not allows(may, role, Situation(summary=True))
    assert allows(may, role, Situation(released=True, summary=True))


def test_a_setting_s_people_invite_to_their_setting_and_not_to_the_authority() -> None:
    assert cell(May.INVITE, Role.LEAD) is Cell.SETTING
    assert allows(May.INVITE, Role.LEAD, Situation())
    assert not allows(May.INVITE, Role.LEAD, Situation(of_authority=True))


def test_the_auditor_changes_nothing() -> None:
    sees = {may for may in May if Role.AUDITOR in roles_with(may)}

    assert {may.split("_")[0] for may in sees} == {"see", "read", "download", "check", "ask"}


def test_votes_and_releases_are_the_panel_s_alone() -> None:
    for may in (May.VOTE, May.RELEASE, May.RECORD_MEETING, May.HEAR_APPEAL, May.SET_ASIDE_SECOND):
        assert roles_with(may) == {Role.PANEL}
