"""Two who act on what one person was sent or said at the same moment: one of the two counts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.advising import Feedback, give_feedback
from award.actions.approving import approve_by_link, ask_for_approval
from award.actions.inviting import Invited, accept_invitation, invite, place_of
from award.actions.joining import end_membership
from award.actions.unsaying import take_back_fine
from award.domain.people import Role
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.jobs.remind import write_digests
from award.storage.accounts import Invitation, Membership, User
from award.storage.db import transaction
from award.storage.journeys import Approval, Journey
from award.storage.remarks import RemarkTold
from award.storage.settings import Setting
from tests.making import journey_at, make_member, make_user
from tests.races import at_once, this_app


def approve_and_go(session: Session) -> None:
    """A head says yes by the link while their access ends: the yes stands, or the link fell."""
    walking, journey = journey_at(session, Stage.DRAFT)
    walking.fill_in()
    lead, now, key, place = (
        walking.by(Role.LEAD),
        walking.pass_time(),
        journey.id,
        walking.setting.id,
    )
    with transaction(lock=walking.journey) as held:
        asked = ask_for_approval(
            held, ApprovalOf.APPLY, token="t", token_digest="d", by=lead, at=now,
            to=walking.cast.head.email,
        ).id  # fmt: skip
    session.rollback()

    def approve(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            approve_by_link(held, own.get_one(Approval, asked), name="", at=now)

    def end(own: Session) -> None:
        head = select(Membership).filter_by(setting_id=place, role=Role.HEAD, ended_at=None)
        with transaction(lock=own.get_one(Setting, place)) as held:
            end_membership(held, own.scalars(head).one(), by=lead, at=now)

    ends = at_once(this_app(), [approve, end])

    session.rollback()
    found = session.get_one(Approval, asked)
    assert ends[1] == "done"
    assert (found.approved_at is not None) is (ends[0] == "done")
    assert (found.fell_at is None) is (ends[0] == "done")


def accept_and_go(session: Session) -> None:
    """Somebody accepts a second role while their access ends: it is theirs, or was taken back."""
    walking, _ = journey_at(session, Stage.DRAFT)
    bob = make_user(session, "Bob Dunne")
    make_member(session, bob, Role.CONTRIBUTOR, walking.setting)
    lead, now, key, place = (
        walking.by(Role.LEAD),
        walking.pass_time(),
        bob.id,
        walking.setting.id,
    )
    with transaction(lock=walking.setting) as held:
        who = Invited(bob.email, bob.name, Role.HEAD)
        asked = invite(held, who, token="t", digest="d", by=lead, at=now).id
    session.rollback()

    def accept(own: Session) -> None:
        row, bob = own.get_one(Invitation, asked), own.get_one(User, key)
        with transaction(lock=row, first=place_of(row)) as held:
            accept_invitation(held, user=bob, name="", password_hash="", at=now)

    def end(own: Session) -> None:
        role = select(Membership).filter_by(user_id=key, role=Role.CONTRIBUTOR)
        with transaction(lock=own.get_one(Setting, place)) as held:
            end_membership(held, own.scalars(role).one(), by=lead, at=now)

    ends = at_once(this_app(), [accept, end])

    session.rollback()
    found = session.get_one(Invitation, asked)
    assert ends[1] == "done"
    assert (found.accepted_at is not None) is (ends[0] == "done")
    assert (found.withdrawn_at is None) is (ends[0] == "done")


def take_back_and_tell(session: Session) -> None:
    """“All is fine” is taken back while the morning’s letter tells of it: one comes first."""
    walking, journey = journey_at(session, Stage.GATHERING)
    by, said_at, key = walking.by(Role.COORDINATOR), walking.pass_time(hours=1), journey.id
    with transaction(lock=walking.journey) as held:
        give_feedback(held, Feedback(fine=frozenset({"1"}), is_all=False), by=by, at=said_at)
    now = walking.pass_time(days=1)
    session.rollback()

    def take_back(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            take_back_fine(held, "1", by=by, at=now)

    def tell(own: Session) -> None:
        failed = write_digests(own, at=now)
        assert failed == {}, failed

    ends = at_once(this_app(), [take_back, tell])

    session.rollback()
    told = session.scalars(select(RemarkTold)).all()
    assert ends[1] == "done"
    assert (told == []) is (ends[0] == "done")
