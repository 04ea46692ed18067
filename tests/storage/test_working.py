"""Who works for an authority now: neither who stopped, nor whose account was ended."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.db import writing
from award.storage.working import coordinators_beside, list_coordinators
from tests.making import make_authority, make_member, make_user


def test_coordinators_are_named_once_and_only_while_they_can_sign_in(rows: Session) -> None:
    here, there = make_authority(rows), make_authority(rows, "elsewhere")
    ada, bo, cy, di = (make_user(rows, name) for name in ("Ada", "Bo", "Cy", "Di"))
    for one in (bo, ada, cy):
        make_member(rows, one, Role.COORDINATOR, here)
    make_member(rows, ada, Role.PANEL, here)
    make_member(rows, di, Role.COORDINATOR, there)
    with writing(rows):
        cy.ended_at = datetime(2026, 3, 2, tzinfo=UTC)

    assert [one.name for one in list_coordinators(rows, here.id)] == ["Ada", "Bo"]
    assert coordinators_beside(rows, here.id, ada.id) == ["Bo"]
    assert coordinators_beside(rows, here.id, None) == ["Ada", "Bo"]
