"""What an authority says about its visits: checks, and whom to call about a worry."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.wording_visits import word_visits
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.scheme import SchemeChange
from tests.making import actor, at, make_authority, make_member, make_user

CHECKS, WORRY = "The council holds enhanced checks.", "Call 0116 454 1004, day and night."


def test_the_words_are_kept_with_a_line_of_the_scheme(session: Session) -> None:
    authority = make_authority(session)
    by = coordinator(session, authority)

    for _ in range(2):
        with transaction(lock=authority) as held:
            word_visits(held, checks=CHECKS, worry=WORRY, shown=held.version, by=by, at=at())

    assert (authority.visitor_words, authority.worry_words) == (CHECKS, WORRY)
    assert [one.words for one in session.scalars(select(SchemeChange))] == [
        (
            "What is said of who holds the checks of visitors and of whom to call about a worry "
            "was changed."
        )
    ]


def test_they_are_not_left_out_nor_overwritten_nor_anybodys(session: Session) -> None:
    authority = make_authority(session)
    by = coordinator(session, authority)
    lead = actor(make_user(session, "Amara Holt"), Role.ASSESSOR, authority)

    for who, worry, shown, refusal in (
        (by, " ", 1, NotReady),
        (by, WORRY, 0, Stale),
        (lead, WORRY, 1, NotAllowed),
    ):
        with pytest.raises(refusal), transaction(lock=authority) as held:
            word_visits(held, checks="", worry=worry, shown=shown, by=who, at=at())

    assert authority.worry_words == ""


def coordinator(session: Session, authority: Authority) -> Actor:
    user = make_user(session, "Colm Brady")
    make_member(session, user, Role.COORDINATOR, authority)
    return actor(user, Role.COORDINATOR, authority)
