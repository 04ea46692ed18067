"""Two who vote, release, declare a tie or leave at the same moment: one effect each."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from time import sleep

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions import assigning, deciding
from award.actions.awarding import make_award_move
from award.actions.moves import make_move
from award.domain.decisions import voters_for
from award.domain.facts import Outcome, Said
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.domain.turns import task_list
from award.storage.accounts import Membership
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.decisions import Decision, Vote
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from tests.making import (
    actor,
    award_of,
    journey_at,
    make_member,
    make_user,
)
from tests.races import at_once, this_app


def casting(key: int, member: Actor, now: datetime) -> Callable[[Session], None]:
    """That this member votes for the award, on a connection of its own."""

    def cast(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            deciding.vote(held, Outcome.AWARD, reason="It is good.", by=member, at=now)

    return cast


def tie_and_vote(session: Session) -> None:
    """A panel member votes in the moment in which their tie is declared: the vote never counts."""
    walking, journey = journey_at(session, Stage.DECIDING)
    member, now, key = walking.by(Role.PANEL), walking.pass_time(), journey.id
    coordinator = walking.by(Role.COORDINATOR)

    def tie(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            assigning.declare_tie(
                held, member.user_id or 0, TieKind.GOVERNS, by=coordinator, at=now
            )

    ends = at_once(this_app(), [tie, casting(key, member, now)])

    session.rollback()
    facts = facts_of(session.get_one(Journey, key), at=now)
    assert ends[0] == "done"
    assert ends[1] in ("done", "NotAllowed")
    assert voters_for(Outcome.AWARD, facts) == frozenset()


def release_twenty_times(session: Session) -> None:
    """Twenty requests release the same award: one decision, one award, one number."""
    walking, journey = journey_at(session, Stage.DECIDING, second=True)
    walking.vote()
    now, key = walking.pass_time(), journey.id
    members = [walking.by(Role.PANEL, member=place % 2) for place in range(20)]

    def release(place: int) -> Callable[[Session], None]:
        def deed(own: Session) -> None:
            with transaction(lock=own.get_one(Journey, key)) as held:
                make_move(held, "award", by=members[place], at=now, said=Said(reason="Yes."))

        return deed

    ends = at_once(this_app(), [release(place) for place in range(20)])

    session.rollback()
    assert ends.count("done") == 1
    assert ends.count("NotAllowed") == 19
    for row in (Decision, Award):
        assert session.scalar(select(func.count()).select_from(row)) == 1


def vote_and_release(session: Session) -> None:
    """Twenty members vote and release at once: one decision, one award, a vote from each at most.

    Who votes after the release is refused, and so is who releases before enough have voted.
    """
    walking, journey = journey_at(session, Stage.DECIDING, second=True)
    authority = walking.setting.authority
    people = [make_user(session, f"Member {place}") for place in range(20)]
    for one in people:
        make_member(session, one, Role.PANEL, authority)
    members = [actor(one, Role.PANEL, authority) for one in people]
    now, key = walking.pass_time(), journey.id

    def vote_then_release(by: Actor) -> Callable[[Session], None]:
        def deed(own: Session) -> None:
            with transaction(lock=own.get_one(Journey, key)) as held:
                deciding.vote(held, Outcome.AWARD, reason="It is good.", by=by, at=now)
            with transaction(lock=own.get_one(Journey, key)) as held:
                make_move(held, "award", by=by, at=now, said=Said(reason="Yes."))

        return deed

    ends = at_once(this_app(), [vote_then_release(one) for one in members])

    session.rollback()
    assert ends.count("done") == 1
    assert set(ends) <= {"done", "NotAllowed", "NotReady"}
    for row in (Decision, Award):
        assert session.scalar(select(func.count()).select_from(row)) == 1
    voters = session.scalars(select(Vote.user_id)).all()
    assert 2 <= len(voters) == len(set(voters)) <= 20
    fresh = session.get_one(Journey, key)
    assert fresh.stage is Stage.AWARDED
    assert fresh.blockers_left == len(task_list(facts_of(fresh, at=now)))


def vote_and_leave(session: Session) -> None:
    """Somebody votes in the second in which their role ends: it does not count afterwards."""
    walking, journey = journey_at(session, Stage.DECIDING)
    member, now, key = walking.by(Role.PANEL), walking.pass_time(), journey.id
    membership = session.scalars(
        select(Membership.id).where(
            Membership.user_id == member.user_id, Membership.role == Role.PANEL
        )
    ).one()
    session.rollback()

    def leave(own: Session) -> None:
        with writing(own):
            own.get_one(Membership, membership).ended_at = now

    ends = at_once(this_app(), [leave, casting(key, member, now)])

    session.rollback()
    facts = facts_of(session.get_one(Journey, key), at=now)
    assert ends[0] == "done"
    assert voters_for(Outcome.AWARD, facts) == frozenset()


def vote_twice(session: Session) -> None:
    """The same form sent twice: one vote."""
    walking, journey = journey_at(session, Stage.DECIDING)
    member, now, key = walking.by(Role.PANEL), walking.pass_time(), journey.id

    ends = at_once(this_app(), [casting(key, member, now)] * 2)

    session.rollback()
    assert ends == ["done", "done"]
    live = select(func.count()).select_from(Vote).where(Vote.set_aside_at.is_(None))
    assert session.scalar(live) == 1


def release_and_extend(session: Session) -> None:
    """The next award is released while the one before is extended: it begins after it all the same.

    The extension has the award before the release asks for it.
    """
    walking, journey = journey_at(session, Stage.DECIDING, second=True)
    walking.vote()
    now, key, has_it = walking.pass_time(), journey.id, Event()
    panel, coordinator = walking.by(Role.PANEL), walking.by(Role.COORDINATOR)
    with writing(session):
        old = award_of(journey, journey_id=None, number="LEI-2023-0001")
        session.add(old)
    number, was = old.id, old.valid_until
    session.rollback()

    def release(own: Session) -> None:
        has_it.wait(timeout=30)
        with transaction(lock=own.get_one(Journey, key)) as held:
            make_move(held, "award", by=panel, at=now, said=Said(reason="Yes."))

    def extend(own: Session) -> None:
        with transaction(lock=own.get_one(Award, number)) as held:
            make_award_move(held, "extend", words="Ice.", terms=1, by=coordinator, at=now)
            has_it.set()
            sleep(0.5)

    ends = at_once(this_app(), [release, extend])

    session.rollback()
    new = session.scalars(select(Award).where(Award.journey_id == key)).one()
    last = session.get_one(Award, number).valid_until
    assert ends == ["done", "done"]
    assert new.valid_from - timedelta(days=1) == last > was
