"""A link that was sent to somebody does not let them in again once their access has ended."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from award.actions.approving import approve_by_link, ask_for_approval
from award.actions.contributing import Asked, Piece, ask_colleague, contribute
from award.actions.inviting import Invited, accept_invitation, invite
from award.actions.joining import change_role, end_membership
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.accounts import Invitation, Membership, User
from award.storage.contributions import ColleagueAsk
from award.storage.db import session_of, transaction
from award.storage.journeys import Approval, History
from tests.making import journey_at, make_member, make_user


def membership(walking: Walker, user: User, role: Role) -> Membership:
    found = session_of(walking.setting).query(Membership)
    return found.filter_by(user_id=user.id, role=role, ended_at=None).one()


def end(walking: Walker, user: User, role: Role) -> datetime:
    at, one = walking.pass_time(), membership(walking, user, role)
    with transaction(lock=walking.setting) as place:
        end_membership(place, one, by=walking.by(Role.LEAD), at=at)
    return at


def lines(session: Session) -> list[str]:
    return [one.words for one in session.query(History).filter_by(what="end_links")]


def ask_head(walking: Walker) -> Approval:
    walking.fill_in()
    by, at = walking.by(Role.LEAD), walking.pass_time()
    with transaction(lock=walking.journey) as held:
        return ask_for_approval(
            held, ApprovalOf.APPLY, token="t", token_digest="d", by=by, at=at,
            to=walking.cast.head.email,
        )  # fmt: skip


def test_a_head_who_was_taken_out_approves_by_no_link(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DRAFT)
    asked, head = ask_head(walking), walking.cast.head

    at = end(walking, head, Role.HEAD)

    assert asked.fell_at == at
    assert lines(session) == [f"{head.name}: the application to take part"]
    with (
        pytest.raises(NotAllowed, match="works no longer"),
        transaction(lock=walking.journey) as held,
    ):
        approve_by_link(held, asked, name="", at=at)


def test_a_head_who_is_a_colleague_from_now_on_approves_by_none_either(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DRAFT)
    asked, head = ask_head(walking), walking.cast.head
    at, one = walking.pass_time(), membership(walking, head, Role.HEAD)

    with transaction(lock=walking.setting) as place:
        change_role(place, one, Role.CONTRIBUTOR, by=walking.by(Role.LEAD), at=at)

    assert asked.fell_at == at


def colleague(session: Session, walking: Walker) -> User:
    """Somebody who works along, was invited as head, and is asked for help by a link."""
    bob = make_user(session, "Bob Dunne")
    make_member(session, bob, Role.CONTRIBUTOR, walking.setting)
    by, at = walking.by(Role.LEAD), walking.pass_time()
    with transaction(lock=walking.setting) as place:
        who = Invited(bob.email, bob.name, Role.HEAD, also=True)
        invite(place, who, token="t", digest="head", by=by, at=at)
    with transaction(lock=walking.journey) as held:
        asked = Asked("1.1", bob.name, bob.email.upper(), "A photo")
        ask_colleague(held, asked, title="Listening", token="t", digest="help", by=by, at=at)
    return bob


def test_neither_an_invitation_nor_a_colleagues_link_lets_somebody_back_in(
    session: Session,
) -> None:
    walking, _ = journey_at(session, Stage.GATHERING)
    bob = colleague(session, walking)

    at = end(walking, bob, Role.CONTRIBUTOR)

    invitation, ask = session.query(Invitation).one(), session.query(ColleagueAsk).one()
    assert (invitation.withdrawn_at, ask.withdrawn_at) == (at, at)
    assert lines(session) == ["Bob Dunne: help with 1.1"]
    with pytest.raises(NotFound), transaction(lock=invitation) as open_one:
        accept_invitation(open_one, user=bob, name="", password_hash="", at=at)
    piece = Piece(EvidenceWords(title="Note", note="Something"))
    with pytest.raises(NotAllowed), transaction(lock=walking.journey) as held:
        contribute(held, ask.id, [piece], name="Bob", at=at)


def test_where_another_role_remains_only_what_belongs_to_the_ended_one_falls(
    session: Session,
) -> None:
    walking, _ = journey_at(session, Stage.GATHERING)
    bob = colleague(session, walking)
    make_member(session, bob, Role.HEAD, walking.setting)

    end(walking, bob, Role.CONTRIBUTOR)

    assert session.query(Invitation).one().withdrawn_at is None
    assert session.query(ColleagueAsk).one().withdrawn_at is None
    assert lines(session) == []
