"""What falls with a revoked award: its renewal, and the next award before it begins."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import appealing, awarding
from award.actions.visiting import Plan, book_visit
from award.demo.walking import Walker
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import VisitForm
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from award.storage.settings import SettingState
from tests.making import actor, journey_at, make_member, make_user


def revoke(walking: Walker, award: Award) -> None:
    """The whole way: proposed, voted on, its notice over, revoked."""
    by = [walking.by(Role.PANEL, member=one) for one in (0, 1)]
    with transaction(lock=award) as held:
        given = {"words": "Children are not heard.", "at": walking.at}
        who = walking.by(Role.COORDINATOR)
        awarding.make_award_move(held, "propose_revocation", by=who, **given)
        for one in by:
            awarding.vote_on_award(held, in_favour=True, reason="So.", by=one, at=walking.at)
    walking.pass_time(days=20)
    with transaction(lock=award) as held:
        awarding.make_award_move(held, "revoke", words="As told.", by=by[0], at=walking.at)


def letters(session: Session) -> list[tuple[str, str]]:
    found = session.execute(select(Letter.code, Letter.to_name).order_by(Letter.id))
    return [(code, name) for code, name in found]


@pytest.mark.parametrize("route", ["renewal", "standard"])
def test_a_renewal_is_closed_with_its_award_and_goes_on_only_once_that_is_given_back(
    session: Session, route: str
) -> None:
    walking, _ = journey_at(session, Stage.AWARDED)
    walking.pass_time(days=900)
    journey = walking.open(route)
    award = session.scalars(select(Award)).one()

    revoke(walking, award)

    line = session.scalars(select(History).order_by(History.id.desc()).limit(1)).one()
    assert (journey.stage, journey.end_reason_code) == (Stage.WITHDRAWN, "revoked")
    assert (line.what, line.role) == ("close", Role.CLOCK)
    told = letters(session)[-5:]
    assert ("closed", "Amara Holt") in told
    assert ("revoked", "Priya Nair") in told
    with pytest.raises(NotReady, match="would have renewed was taken back"):
        walking.move("take_up_again", Role.COORDINATOR)
    session.rollback()
    with writing(session):
        award.state = AwardState.IN_FORCE  # as an appeal that is upheld gives it back
    walking.move("take_up_again", Role.COORDINATOR)
    assert journey.stage is Stage.DRAFT


def test_the_next_award_falls_before_it_begins_and_comes_back_with_the_old(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.AWARDED, route="renewal")
    old, new = session.scalars(select(Award).order_by(Award.valid_from)).all()
    assert new.valid_from > walking.at.date()

    revoke(walking, old)

    states = old.state, new.state
    assert states == (AwardState.REVOKED, AwardState.REVOKED)
    assert letters(session).count(("revoked", "Amara Holt")) == 2
    assert appealing.appealable(journey, at=walking.at) == "revocation"

    first = session.get(Journey, old.journey_id)
    assert first is not None
    person = make_user(session, "Ines Rowe")
    make_member(session, person, Role.PANEL, walking.setting.authority)
    hearer = actor(person, Role.PANEL, walking.setting.authority)
    with transaction(lock=first) as held:
        appealing.lodge_appeal(held, words="Look again.", by=walking.by(Role.LEAD), at=walking.at)
    with transaction(lock=first) as held:
        appealing.hear_appeal(held, upheld=True, reasons="We erred.", by=hearer, at=walking.at)

    assert (old.state, new.state) == (AwardState.IN_FORCE, AwardState.IN_FORCE)
    assert letters(session).count(("award_reinstated", "Amara Holt")) == 2


def test_the_letter_of_a_revocation_names_the_day_until_which_its_setting_can_appeal(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    award = session.scalars(select(Award)).one()

    revoke(walking, award)

    until = appealing.last_day_to_appeal(journey)
    letter = session.scalars(select(Letter).where(Letter.code == "revoked")).first()
    assert until is not None
    assert letter is not None
    assert f"you can appeal until {long_day(until)}" in letter.body


@pytest.mark.parametrize("kind", [VisitKind.FOLLOW_UP, VisitKind.CHECK_IN])
def test_a_visit_that_was_booked_for_an_award_is_called_off_with_it(
    session: Session, kind: VisitKind
) -> None:
    walking, journey = conditional(session)
    held = walking.book_visit(kind, VisitForm.CALL, Role.COORDINATOR)
    by, day = walking.by(Role.COORDINATOR), walking.at + timedelta(days=90)
    plan = Plan(kind, VisitForm.CALL, [day], by.user_id or 0, despite="Agreed.")
    with transaction(lock=journey) as changed:
        coming = book_visit(changed, plan, by=by, at=walking.at)
    award = session.scalars(select(Award)).one()

    revoke(walking, award)

    session.expire_all()
    told = letters(session)
    assert (held.state, coming.state) == (VisitState.CONFIRMED, VisitState.CANCELLED)
    for name in ("Amara Holt", "Priya Nair", "Colm Brady"):
        assert told.count(("visit_cancelled", name)) == 1
    assert "was taken back" in journey.history[-1].words


def test_the_letter_of_a_revocation_says_what_becomes_of_open_conditions(session: Session) -> None:
    walking, _ = conditional(session)
    award = session.scalars(select(Award)).one()

    revoke(walking, award)

    letter = session.scalars(select(Letter).where(Letter.code == "revoked")).first()
    assert letter is not None
    assert "not asked any more for the condition that was still open." in letter.body


def test_a_condition_that_was_asked_no_more_is_not_ended_a_second_time_by_that_letter(
    session: Session,
) -> None:
    walking, _ = conditional(session)
    award = session.scalars(select(Award)).one()
    with writing(session):
        walking.setting.state, walking.setting.closed_on = SettingState.CLOSED, walking.at.date()

    revoke(walking, award)

    told = session.scalars(select(Letter.body).where(Letter.code == "revoked")).all()
    assert told
    assert not any("condition" in one for one in told)


def conditional(session: Session) -> tuple[Walker, Journey]:
    weak, outcome = frozenset({"2.2"}), Outcome.AWARD_WITH_CONDITIONS
    return journey_at(session, Stage.AWARDED, outcome=outcome, weak=weak)
