"""The list of guidance: who looked at what, in whose words, what was added and taken out."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.keeping_guidance import (
    add_guidance,
    check_guidance,
    put_back_guidance,
    take_out_guidance,
    word_guidance,
)
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.authorities import Authority, Framework
from award.storage.db import transaction, writing
from award.storage.frameworks import current_framework, framework_of
from award.storage.guidance import Piece, list_guidance
from award.storage.scheme import GuidanceCheck, SchemeChange
from tests.making import actor, at, make_authority, make_user

OWN = {
    "name": "Online safety at our council",
    "body": "The council",
    "used_for": "What we ask of every setting.",
    "note": "",
    "web_address": "https://council.example/online",
}
WORDED = {
    "name": "Keeping children safe",
    "body": "Department for Education",
    "used_for": "How schools and colleges keep children safe: who leads, what child-on-child "
    "abuse is, how staff are trained.",
    "note": "Look again each September. A revision was out for consultation in 2026; look for its "
    "final text.",
    "web_address": "https://www.gov.example/kcsie",
}


def pieces(session: Session, owner: Authority) -> list[Piece]:
    framework = session.scalars(current_framework(owner.id)).one()
    return list_guidance(session, owner.id, framework_of(framework))


def test_a_check_is_one_row_that_moves_and_a_line_for_each(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)

    for days in (0, 3):
        with transaction(lock=owner) as held:
            check_guidance(held, "charter", by=colm, at=at(days))

    row = session.scalars(select(GuidanceCheck)).one()
    assert (row.code, row.checked_on, row.by_name) == ("charter", at(3).date(), "Colm Brady")
    assert len(session.scalars(select(SchemeChange)).all()) == 2


def test_a_piece_that_the_framework_does_not_name_is_not_found(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)

    with pytest.raises(NotFound), transaction(lock=owner) as held:
        check_guidance(held, "rumour", by=colm, at=at())


def test_without_a_framework_there_is_nothing_to_check(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)
    with writing(session):
        session.scalars(select(Framework)).one().superseded_at = at()

    with pytest.raises(NotFound), transaction(lock=owner) as held:
        check_guidance(held, "charter", by=colm, at=at())


def test_an_authority_words_its_guidance_adds_to_it_and_takes_some_out(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)
    with transaction(lock=owner) as held:
        code = add_guidance(held, OWN, by=colm, at=at())
        word_guidance(held, "kcsie", WORDED, shown=0, by=colm, at=at(1))
        take_out_guidance(held, "working_together", shown=0, by=colm, at=at(2))
    seen = {one.guidance.code: one for one in pieces(session, owner)}

    assert (code, seen[code].guidance.name) == ("own_1", "Online safety at our council")
    assert seen[code].check is not None
    assert (seen["kcsie"].guidance.web_address, seen["kcsie"].version) == (WORDED["web_address"], 1)
    assert seen["kcsie"].guidance.applies_to == ("school",)
    assert [one.guidance.code for one in seen.values() if one.is_taken_out] == ["working_together"]

    with transaction(lock=owner) as held:
        put_back_guidance(held, "working_together", by=colm, at=at(3))
        take_out_guidance(held, code, shown=1, by=colm, at=at(3))
        again = add_guidance(held, OWN, by=colm, at=at(4))
    assert again == "own_2"
    lines = session.scalars(select(SchemeChange.words).order_by(SchemeChange.id)).all()
    assert (
        lines[2]
        == "“Keeping children safe” was worded anew: what it is called, where it is on the web."
    )
    with pytest.raises(NotReady, match="is on the list already"), transaction(lock=owner) as held:
        put_back_guidance(held, code, by=colm, at=at(5))


def test_guidance_is_not_worded_over_what_somebody_else_wrote(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)
    with transaction(lock=owner) as held:
        word_guidance(held, "kcsie", WORDED, shown=0, by=colm, at=at())
        word_guidance(held, "kcsie", WORDED, shown=1, by=colm, at=at())  # nothing new is no version

    late = {**WORDED, "note": "From an old tab"}
    with pytest.raises(Stale), transaction(lock=owner) as held:
        word_guidance(held, "kcsie", late, shown=0, by=colm, at=at(1))
    with pytest.raises(NotReady, match="Change that one instead"), transaction(lock=owner) as held:
        add_guidance(held, {**OWN, "name": "keeping CHILDREN safe"}, by=colm, at=at(1))

    kept = next(one for one in pieces(session, owner) if one.guidance.code == "kcsie")
    assert (kept.version, kept.guidance.note) == (1, WORDED["note"])


def test_only_who_keeps_the_scheme_words_guidance_and_only_their_own(session: Session) -> None:
    owner = make_authority(session)
    lead = actor(make_user(session, "Amara Holt"), Role.LEAD, owner)
    other = make_authority(session, "derby")
    stranger = actor(make_user(session, "Una Reid"), Role.COORDINATOR, other)

    for who, refusal in ((lead, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal), transaction(lock=owner) as held:
            add_guidance(held, OWN, by=who, at=at())
        with pytest.raises(refusal), transaction(lock=owner) as held:
            take_out_guidance(held, "kcsie", shown=0, by=who, at=at())
