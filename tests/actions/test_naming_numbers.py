"""An authority names official numbers of its own."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.naming_numbers import MOST, add_number, change_number
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.scheme import SchemeChange
from tests.making import at


def add(owner: Authority, colm: Actor, name: str = "Site number", *shapes: str) -> None:
    with transaction(lock=owner) as held:
        add_number(held, name, shapes, by=colm, at=at())


def change(
    owner: Authority,
    colm: Actor,
    name: str,
    shape: str,
    *,
    code: str = "own_site_number",
    shown: int = 2,
) -> None:
    with transaction(lock=owner) as held:
        change_number(held, code, name=name, shapes=[shape], shown=shown, by=colm, at=at())


def test_a_number_is_added_and_changed_with_a_line_each(
    session: Session, owner: Authority, colm: Actor
) -> None:
    add(owner, colm, "  Site   number ", "le-999", "", "LE-999 ")
    change(owner, colm, "Site code", "aa99")
    change(owner, colm, "Site code", "aa99", shown=3)

    number = owner.numbers["own_site_number"]
    lines = session.scalars(select(SchemeChange.words).order_by(SchemeChange.id)).all()
    assert (number.name, number.shapes, owner.version) == ("Site code", ("AA99",), 3)
    how = "Site code: write it as two letters, then two figures, like AB12."
    assert list(lines) == [
        "Added. Site number: write it as “LE-”, then three figures, like LE-123.",
        f"Was called “Site number”. {how}",
    ]


def test_names_that_look_alike_get_codes_of_their_own(owner: Authority, colm: Actor) -> None:
    for name in ("Site number", "Site-number", "رقم"):
        add(owner, colm, name)

    assert [one["code"] for one in owner.own_numbers] == [
        "own_site_number",
        "own_site_number_2",
        "own_number",
    ]


def test_what_cannot_be_is_refused(owner: Authority, colm: Actor) -> None:
    add(owner, colm)

    with pytest.raises(NotReady, match="a number has this one"):
        add(owner, colm, "ofsted NUMBER")
    with pytest.raises(NotReady) as refused:
        add(owner, colm, " ", "LE1")
    assert len(refused.value.blockers) == 2
    with pytest.raises(NotFound):
        change(owner, colm, "Mine", "99", code="gias_urn")
    with pytest.raises(NotFound):
        change(owner, colm, "Mine", "99", code="own_other")
    with pytest.raises(Stale):
        change(owner, colm, "Mine", "99", shown=1)
    with pytest.raises(NotAllowed):
        add(owner, replace(colm, role=Role.PANEL), "Mine")


def test_there_are_not_ever_more_of_them(owner: Authority, colm: Actor) -> None:
    for n in range(MOST):
        add(owner, colm, f"Number {n}")

    with pytest.raises(NotReady, match="numbers of your own"):
        add(owner, colm, "One more")
