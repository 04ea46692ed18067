"""The award's own moves: proposed, answered, voted on, settled."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import awarding
from award.demo.walking import Walker
from award.domain.award_moves import SETTLED_WORDS, AwardState
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.storage.awards import Award, AwardVote
from award.storage.db import transaction
from award.storage.letters import Letter
from tests.making import journey_at

Held = tuple[Walker, Award]


@pytest.fixture
def held(session: Session) -> Held:
    walking, _ = journey_at(session, Stage.AWARDED)
    return walking, session.scalars(select(Award)).one()


def move(held: Held, name: str, role: Role = Role.PANEL, member: int = 0, **more: Any) -> None:
    walking, award = held
    given = {"words": "We were told of it.", "at": walking.at} | more
    by = walking.by(role, member=member) if role is Role.PANEL else walking.by(role)
    with transaction(lock=award) as fresh:
        awarding.make_award_move(fresh, name, by=by, **given)


def vote(held: Held, *, in_favour: bool, member: int = 0, reason: str = "So it is.") -> None:
    walking, award = held
    by = walking.by(Role.PANEL, member=member)
    with transaction(lock=award) as fresh:
        awarding.vote_on_award(fresh, in_favour=in_favour, reason=reason, by=by, at=walking.at)


def suspended(held: Held) -> None:
    move(held, "propose_suspension", Role.COORDINATOR)
    for member in (0, 1):
        vote(held, in_favour=True, member=member)
    held[0].pass_time(days=20)
    move(held, "suspend")


def test_a_suspension_needs_notice_votes_and_time(held: Held) -> None:
    move(held, "propose_suspension", Role.COORDINATOR)

    with pytest.raises(NotReady, match="reply"):
        move(held, "suspend")
    for member in (0, 1):
        vote(held, in_favour=True, member=member)
    held[0].pass_time(days=20)
    move(held, "suspend")

    assert held[1].state is AwardState.SUSPENDED


def test_votes_are_set_aside_when_it_is_settled(held: Held, session: Session) -> None:
    suspended(held)

    assert [one.set_aside_at is None for one in session.scalars(select(AwardVote))] == [False] * 2


def test_a_coordinator_hears_what_became_of_an_award_but_not_of_their_own_step(
    held: Held, session: Session
) -> None:
    suspended(held)
    for member in (0, 1):
        vote(held, in_favour=True, member=member)
    move(held, "reinstate")

    told = session.scalars(
        select(Letter).where(Letter.code == "award_in_question_noted").order_by(Letter.id)
    ).all()

    assert {one.to_email for one in told} == {held[0].cast.coordinator.email}
    said = [SETTLED_WORDS[name] for name in ("suspend", "reinstate")]
    assert [words in one.body for words, one in zip(said, told, strict=True)] == [True, True]
    assert {one.path for one in told} == {f"/leicester/coordinator/awards/{held[1].id}"}


def test_votes_to_end_a_suspension_do_not_revoke(held: Held) -> None:
    suspended(held)
    for member in (0, 1):
        vote(held, in_favour=True, member=member)

    with pytest.raises(NotReady, match="more votes in favour"):
        move(held, "revoke")
    move(held, "reinstate")

    assert held[1].state is AwardState.IN_FORCE


def test_votes_against_a_suspended_award_revoke_it(held: Held) -> None:
    suspended(held)
    for member in (0, 1):
        vote(held, in_favour=False, member=member)

    with pytest.raises(NotReady):
        move(held, "reinstate")
    move(held, "revoke")

    assert held[1].state is AwardState.REVOKED


def test_without_a_proposal_nobody_votes_or_replies(held: Held) -> None:
    walking, award = held

    with pytest.raises(NotAllowed, match="Nothing is proposed"):
        vote(held, in_favour=True)
    with pytest.raises(NotAllowed), transaction(lock=award) as fresh:
        awarding.reply_to_suspension(fresh, words="No.", by=walking.by(Role.LEAD), at=walking.at)


def test_a_reply_needs_words_and_shortens_the_wait(held: Held) -> None:
    walking, award = held
    move(held, "propose_revocation", Role.COORDINATOR)
    by = walking.by(Role.LEAD)

    with pytest.raises(NotReady), transaction(lock=award) as fresh:
        awarding.reply_to_suspension(fresh, words=" ", by=by, at=walking.at)
    with transaction(lock=award) as fresh:
        awarding.reply_to_suspension(fresh, words="It is mended.", by=by, at=walking.at)
    for member in (0, 1):
        vote(held, in_favour=True, member=member)
    move(held, "revoke")

    assert (award.state, award.reply) == (AwardState.REVOKED, "It is mended.")


def test_a_vote_needs_a_reason_and_a_panel_member(held: Held) -> None:
    walking, award = held
    move(held, "propose_suspension", Role.COORDINATOR)

    with pytest.raises(NotReady, match="Say why"):
        vote(held, in_favour=True, reason=" ")
    with pytest.raises(NotAllowed, match="Only panel members"), transaction(lock=award) as fresh:
        awarding.vote_on_award(
            fresh, in_favour=True, reason="x", by=walking.by(Role.COORDINATOR), at=walking.at
        )


def test_an_award_is_extended_once_by_the_coordinator(held: Held) -> None:
    until = held[1].valid_until

    move(held, "extend", Role.COORDINATOR, terms=1)
    with pytest.raises(NotReady, match="Ask the panel"):
        move(held, "extend", Role.COORDINATOR, terms=1)

    assert held[1].valid_until > until
    assert held[1].terms_extended == 1
