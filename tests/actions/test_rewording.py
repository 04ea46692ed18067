"""An authority words its letters, goes back to the usual words, and sends itself a test."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.rewording import restore_letter, reword_letter, send_test
from award.actions.telling import Recipient, write_letter
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.authorities import Authority
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from award.storage.scheme import LetterText, SchemeChange
from award.storage.sent_texts import usual_text
from tests.making import actor, at, make_authority, make_user

OWN = "Subject: Well done, ((setting))\nButton: Look\n\nHello ((name)),\n\nIt is here: ((link))\n"


def reword(owner: Authority, colm: Actor, text: str, shown: int = 0) -> LetterText | None:
    with transaction(lock=owner) as held:
        return reword_letter(held, "plan_agreed", text, shown=shown, by=colm, at=at())


def sent(session: Session, owner: Authority, key: str) -> Letter:
    with writing(session):
        letter = write_letter(
            session,
            "plan_agreed",
            Recipient("a@example.org", "Amara", "/setting/1"),
            authority=owner,
            at=at(),
            key=key,
            fields={"setting": "Willow Lane"},
        )
    assert letter is not None
    return letter


def test_a_letter_goes_in_the_authoritys_own_words(
    session: Session, owner: Authority, colm: Actor
) -> None:
    reword(owner, colm, OWN)

    letter = sent(session, owner, "one")

    assert (letter.subject, letter.button) == ("Well done, Willow Lane", "Look")
    assert letter.body == "Hello Amara,\n\nIt is here: ((link))\n"


def test_other_authorities_keep_the_usual_words(
    session: Session, owner: Authority, colm: Actor
) -> None:
    reword(owner, colm, OWN)

    other = sent(session, make_authority(session, "milton-keynes"), "two")

    assert other.subject == "Your plan is agreed: Willow Lane"


def test_every_change_is_a_version_with_who_made_it(
    session: Session, owner: Authority, colm: Actor
) -> None:
    reword(owner, colm, OWN)
    reword(owner, colm, OWN.replace("Well", "Very well"), shown=1)
    with transaction(lock=owner) as held:
        restore_letter(held, "plan_agreed", shown=2, by=colm, at=at())

    rows = session.scalars(select(LetterText).order_by(LetterText.version)).all()
    lines = session.scalars(select(SchemeChange).order_by(SchemeChange.id)).all()
    assert [(one.version, one.superseded_at is None, one.text == "") for one in rows] == [
        (1, False, False),
        (2, False, False),
        (3, True, True),
    ]
    assert [(one.subject, one.words, one.by_name) for one in lines] == [
        ("letter:plan_agreed", "Version 1: the words were changed.", "Colm Brady"),
        ("letter:plan_agreed", "Version 2: the words were changed.", "Colm Brady"),
        ("letter:plan_agreed", "Version 3: the usual words were put back.", "Colm Brady"),
    ]
    assert sent(session, owner, "three").subject == "Your plan is agreed: Willow Lane"


def test_saving_what_is_there_changes_nothing(
    session: Session, owner: Authority, colm: Actor
) -> None:
    assert reword(owner, colm, usual_text("plan_agreed")) is None
    assert session.scalars(select(LetterText)).all() == []


def test_an_unknown_field_is_refused_with_those_that_exist(owner: Authority, colm: Actor) -> None:
    with pytest.raises(NotReady) as refused:
        reword(owner, colm, OWN.replace("((name))", "((nmae))"))

    assert refused.value.blockers == (
        (
            "The letter uses ((nmae)), which it is not given. It may use: ((authority)), ((link)), "
            "((name)), ((scheme)), ((setting)), ((signed))."
        ),
    )


def test_who_writes_on_an_older_page_is_told(owner: Authority, colm: Actor) -> None:
    reword(owner, colm, OWN)

    with pytest.raises(Stale):
        reword(owner, colm, OWN.replace("Well", "Very well"), shown=0)


def test_a_letter_that_does_not_exist_is_not_found(owner: Authority, colm: Actor) -> None:
    with pytest.raises(NotFound), transaction(lock=owner) as held:
        restore_letter(held, "greeting", shown=0, by=colm, at=at())


def test_nobody_else_words_letters(session: Session, owner: Authority) -> None:
    lead = actor(make_user(session, "Amara Holt"), Role.LEAD, owner)

    with pytest.raises(NotAllowed):
        reword(owner, lead, OWN)


def test_a_test_goes_to_whoever_asks_and_once_a_minute(
    session: Session, owner: Authority, colm: Actor
) -> None:
    with transaction(lock=owner) as held:
        first = send_test(held, "plan_agreed", OWN, by=colm, at=at())
        second = send_test(held, "plan_agreed", OWN, by=colm, at=at())

    (letter,) = session.scalars(select(Letter))
    assert (first, second) == (True, False)
    assert (letter.to_email, letter.subject) == (
        "colm.brady@example.org",
        "Test: Well done, Willow Lane Primary",
    )
