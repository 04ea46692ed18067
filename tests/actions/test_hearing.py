"""Who hears an appeal: asked by name, told by letter, and never somebody who took part."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import appealing, assigning, hearing
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.queries.appeals import list_appeals
from award.queries.today import list_today
from award.storage.accounts import Membership, User
from award.storage.db import transaction, writing
from award.storage.decisions import Appeal, AppealState
from award.storage.letters import Letter
from tests.making import actor, journey_at, make_member, make_user


@pytest.fixture
def walking(session: Session) -> Walker:
    """A journey that was turned down, with an appeal against it."""
    found, journey = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    found.pass_time(days=1)
    with transaction(lock=journey) as held:
        appealing.lodge_appeal(held, words="Look again.", by=found.by(Role.LEAD), at=found.at)
    return found


def another(session: Session, walking: Walker, name: str) -> tuple[User, Actor]:
    """A panel member who took no part, and the member acting."""
    person, authority = make_user(session, name), walking.setting.authority
    make_member(session, person, Role.PANEL, authority, is_outside=True)
    return person, actor(person, Role.PANEL, authority)


def name(walking: Walker, user_id: int, by: Actor | None = None) -> Appeal:
    with transaction(lock=walking.journey) as held:
        by = by or walking.by(Role.COORDINATOR)
        return hearing.name_hearer(held, user_id, by=by, at=walking.at)


def hear(walking: Walker, by: Actor) -> Appeal:
    with transaction(lock=walking.journey) as held:
        return appealing.hear_appeal(held, upheld=False, reasons="It holds.", by=by, at=walking.at)


def test_who_is_asked_gets_a_letter_and_hears_it_and_nobody_else(
    walking: Walker, session: Session
) -> None:
    ines, as_ines = another(session, walking, "Ines Rowe")
    _, as_per = another(session, walking, "Per Dahl")

    appeal = name(walking, ines.id)
    name(walking, ines.id)

    letter = session.scalars(select(Letter).filter_by(code="appeal_to_hear")).one()
    assert (letter.to_name, letter.path) == (
        "Ines Rowe",
        f"/leicester/panel/journeys/{walking.journey.id}/appeal",
    )
    assert appeal.state is AppealState.RECEIVED
    with pytest.raises(NotAllowed, match="Whoever is asked"):
        hear(walking, as_per)
    assert hear(walking, as_ines).state is AppealState.DISMISSED
    with pytest.raises(NotAllowed, match="No appeal is waiting"):
        name(walking, ines.id)


def test_somebody_else_is_asked_and_the_first_need_not(walking: Walker, session: Session) -> None:
    ines, as_ines = another(session, walking, "Ines Rowe")
    per, as_per = another(session, walking, "Per Dahl")
    name(walking, ines.id)

    name(walking, per.id)

    ended = session.scalars(select(Letter.to_name).filter_by(code="assignment_ended")).all()
    assert ended == ["Ines Rowe"]
    with pytest.raises(NotAllowed):
        hear(walking, as_ines)
    assert hear(walking, as_per).heard_by_id == per.id


def test_who_voted_met_or_has_a_tie_is_not_asked_and_nobody_asks_themselves(
    walking: Walker, session: Session
) -> None:
    ines, as_ines = another(session, walking, "Ines Rowe")
    voter, outsider = walking.cast.panel[0], make_user(session, "Mo Said")

    for person in (voter, outsider, walking.cast.assessor):
        with pytest.raises(NotAllowed, match="without a tie who took no part"):
            name(walking, person.id)
    with pytest.raises(NotAllowed, match="nobody names themselves"):
        name(walking, ines.id, by=as_ines)
    with pytest.raises(NotAllowed, match="A coordinator or a panel member"):
        name(walking, ines.id, by=replace(as_ines, role=Role.STEERING))


def test_who_was_asked_and_left_the_panel_keeps_nobody_waiting(
    walking: Walker, session: Session
) -> None:
    ines, _ = another(session, walking, "Ines Rowe")
    _, as_per = another(session, walking, "Per Dahl")
    name(walking, ines.id)

    with writing(session):
        session.scalars(select(Membership).filter_by(user_id=ines.id)).one().ended_at = walking.at

    assert hear(walking, as_per).state is AppealState.DISMISSED


@pytest.mark.parametrize("why", ["tie", "left", ""])
def test_an_appeal_whose_hearer_may_not_any_more_is_given_to_somebody_else(
    walking: Walker, session: Session, why: str
) -> None:
    ines, as_ines = another(session, walking, "Ines Rowe")
    _, as_per = another(session, walking, "Per Dahl")
    name(walking, ines.id)
    if why == "tie":
        with transaction(lock=walking.journey) as held:
            assigning.declare_tie(
                held, ines.id, TieKind.GOVERNS, by=as_ines, at=walking.pass_time(hours=1)
            )
    elif why == "left":
        with writing(session):
            member = session.scalars(select(Membership).filter_by(user_id=ines.id)).one()
            member.ended_at = walking.at

    by, today = walking.by(Role.COORDINATOR), walking.at.date()
    asks = list_today(session, by, at=walking.at, today=today).asks
    (line,) = list_appeals(session, as_per)

    assert ("appeal_lodged" in {one.what for one in asks}) is bool(why)
    assert (line.hearer, line.is_for_others) == (("", False) if why else ("Ines Rowe", True))
