"""A kind of setting gets other words."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.wording_kinds import KindWords, word_kind
from award.domain.people import Actor, Role
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.authorities import Authority, Kind
from award.storage.db import transaction
from award.storage.scheme import SchemeChange
from tests.making import actor, at, make_authority, make_user

WORDS = KindWords("Youth club", "members", "member", "members", ("leader",), ("committee",))


@pytest.fixture
def owner(session: Session) -> Authority:
    return make_authority(session)


@pytest.fixture
def colm(session: Session, owner: Authority) -> Actor:
    return actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)


def word(owner: Authority, colm: Actor, words: KindWords = WORDS, **given: object) -> None:
    asked = {"code": "youth_club", "shown": 1} | given
    with transaction(lock=owner) as held:
        word_kind(held, words=words, by=colm, at=at(), **asked)  # type: ignore[arg-type] # names and types as the action has them


def test_the_words_change_and_the_rules_stay(
    session: Session, owner: Authority, colm: Actor
) -> None:
    kind = session.scalars(select(Kind).where(Kind.code == "youth_club")).one()
    before = dict(kind.content)

    word(owner, colm)

    changed = {name for name, value in kind.content.items() if value != before[name]}
    line = session.scalars(select(SchemeChange)).one()
    assert changed <= {"people", "person", "size_word", "approver_titles", "governing_bodies"}
    assert (kind.content["people"], kind.content["approver_titles"]) == ("members", ["leader"])
    assert (line.subject, owner.version) == ("kind:youth_club", 2)
    assert "Its children was “young people” and is “members” now." in line.words


def test_saving_the_same_again_leaves_no_line(
    session: Session, owner: Authority, colm: Actor
) -> None:
    word(owner, colm)
    word(owner, colm, shown=2)

    assert len(session.scalars(select(SchemeChange)).all()) == 1


def test_what_cannot_be_saved_is_refused(owner: Authority, colm: Actor) -> None:
    with pytest.raises(NotReady) as refused:
        word(owner, colm, replace(WORDS, person="", approver_titles=()))
    with pytest.raises(Stale):
        word(owner, colm, shown=7)
    with pytest.raises(NotFound):
        word(owner, colm, code="castle")

    assert refused.value.blockers == (
        "One child: write a word for it",
        "Who approves: write a word for it",
    )
