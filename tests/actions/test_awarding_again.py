"""A decision that is reopened may take the award away, and a later one gives it again."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import appealing, awarding
from award.demo.walking import Walker
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.storage.awards import Award, AwardHistory
from award.storage.db import hold, transaction, writing
from award.storage.decisions import Appeal, AppealState
from award.storage.letters import Letter
from tests.making import actor, award_of, journey_at, make_member, make_user

APPEALED = Said(reason="The appeal was upheld.")


@pytest.fixture
def awarded(session: Session) -> Walker:
    """A journey that was awarded with conditions, a day ago."""
    walking, _ = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    walking.pass_time(days=1)
    return walking


def appeal(walking: Walker, session: Session, *, upheld: bool = True) -> Appeal:
    """The lead appeals, and a panel member who took no part hears it."""
    with transaction(lock=walking.journey) as journey:
        by = walking.by(Role.LEAD)
        appealing.lodge_appeal(journey, words="Look again.", by=by, at=walking.at)
    with writing(session):
        person = make_user(session, f"Ines Rowe {session.query(Appeal).count()}")
        make_member(session, person, Role.PANEL, walking.setting.authority)
    with transaction(lock=walking.journey) as journey:
        by = actor(person, Role.PANEL, walking.setting.authority)
        return appealing.hear_appeal(journey, upheld=upheld, reasons="Yes", by=by, at=walking.at)


def decide_again(walking: Walker, outcome: Outcome, move: str) -> None:
    walking.move("reopen", Role.COORDINATOR, said=APPEALED)
    walking.pass_time(days=1)
    walking.outcome = outcome
    walking.vote()
    walking.move(move, Role.PANEL, said=walking.said())


def the_award(session: Session) -> Award:
    return session.scalars(select(Award)).one()


def test_what_a_new_decision_took_away_a_later_one_gives_again(
    awarded: Walker, session: Session
) -> None:
    appeal(awarded, session)
    decide_again(awarded, Outcome.TURN_DOWN, "turn_down")
    taken = the_award(session).state
    with writing(session):
        award = the_award(session)
        award.terms_extended, award.times_extended = 2, 1
        award.announce_on = awarded.at.date()

    against = appeal(awarded, session).against
    decide_again(awarded, Outcome.AWARD, "award")

    award = the_award(session)
    told = session.scalars(select(Letter.to_name).filter_by(code="award_replaced_by_decision"))
    assert (taken, award.state) == (AwardState.REVOKED, AwardState.IN_FORCE)
    assert sorted(told) == ["Amara Holt", "Priya Nair"]
    assert against == "not_yet"
    assert (award.valid_from, award.released_at) == (awarded.at.date(), awarded.at)
    assert (award.terms_extended, award.times_extended, award.announce_on) == (0, 0, None)
    assert award.renewal_opens_on is not None
    assert award.valid_until > award.renewal_opens_on > awarded.at.date() + timedelta(days=300)
    line = session.scalars(select(AwardHistory).order_by(AwardHistory.id.desc()).limit(1)).one()
    assert (line.came_from, line.went_to) == (AwardState.REVOKED, AwardState.IN_FORCE)


def test_a_letter_after_the_day_of_announcement_asks_nobody_to_keep_the_news(
    awarded: Walker, session: Session
) -> None:
    with writing(session):
        the_award(session).announce_on = awarded.at.date()
    appeal(awarded, session)

    decide_again(awarded, Outcome.AWARD, "award")

    bodies = session.scalars(select(Letter.body).filter_by(code="awarded")).all()
    assert the_award(session).announce_on is not None
    assert bodies
    assert not any("keep the news" in one for one in bodies)


def test_an_appeal_against_a_revocation_reopens_no_decision(
    awarded: Walker, session: Session
) -> None:
    """It puts the award in force again; and one against a decision ends no suspension."""
    award = the_award(session)
    with writing(session):
        session.add(
            Appeal(
                authority_id=award.authority_id, journey_id=awarded.journey.id, award_id=award.id,
                against="suspension", words="Look again", state=AppealState.UPHELD,
                lodged_at=awarded.at, lodged_by_id=awarded.cast.lead.id, heard_at=awarded.at,
            )
        )  # fmt: skip

    with pytest.raises(NotReady, match="until an appeal has been upheld"):
        awarded.move("reopen", Role.COORDINATOR, said=APPEALED)
    facts = awarding.award_facts(
        award, "reinstate_on_appeal", by=awarded.by(Role.PANEL), at=awarded.at
    )
    assert facts.appeal_upheld

    with writing(session):
        session.scalars(select(Appeal)).one().against = "conditions"
    facts = awarding.award_facts(
        award, "reinstate_on_appeal", by=awarded.by(Role.PANEL), at=awarded.at
    )
    assert not facts.appeal_upheld


def test_an_upheld_appeal_is_used_once(awarded: Walker, session: Session) -> None:
    appeal(awarded, session)
    decide_again(awarded, Outcome.AWARD, "award")

    with pytest.raises((NotReady, NotAllowed)):
        awarded.move("reopen", Role.COORDINATOR, said=APPEALED)


def test_an_extension_moves_the_day_on_which_the_renewal_opens(
    awarded: Walker, session: Session
) -> None:
    before = the_award(session).renewal_opens_on

    with transaction(lock=the_award(session)) as award:
        hold(award)
        by = awarded.by(Role.COORDINATOR)
        awarding.make_award_move(award, "extend", words="Illness", terms=1, by=by, at=awarded.at)

    after = the_award(session).renewal_opens_on
    assert before is not None
    assert after is not None
    assert after > before


def test_who_votes_hears_once_that_a_decision_is_open_again(
    awarded: Walker, session: Session
) -> None:
    appeal(awarded, session)
    before = {one.id for one in session.scalars(select(Letter))}

    awarded.move("reopen", Role.COORDINATOR, said=APPEALED)

    panel = {one.email for one in awarded.cast.panel}
    told = [one for one in session.scalars(select(Letter)) if one.id not in before]
    to_panel = [(one.to_email, one.code) for one in told if one.to_email in panel]
    assert {code for _, code in to_panel} == {"decide_again"}
    assert len(to_panel) == len({email for email, _ in to_panel})


def test_a_next_award_follows_the_one_that_is_held_and_not_one_that_was_revoked(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    held = award_of(journey, 8, journey_id=None)
    gone = award_of(
        journey, 9, journey_id=None, state=AwardState.REVOKED,
        valid_from=held.valid_until + timedelta(days=1),
        valid_until=held.valid_until.replace(year=2031),
        grace_until=held.grace_until.replace(year=2032),
    )  # fmt: skip
    with writing(session):
        session.add_all([held, gone])

    walking.decide()

    award = session.scalars(select(Award).where(Award.journey_id == journey.id)).one()
    assert award.valid_from == held.valid_until + timedelta(days=1)
