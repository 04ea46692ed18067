"""One part given in many journeys: what is foreseen for each is what giving it does."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.assigning import assign, declare_tie
from award.actions.assigning_many import assign_as_shown, foresee
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind, History, Journey
from award.storage.letters import Letter
from tests.making import journey_at

ADVISER, ASSESSOR = AssignmentKind.ADVISER, AssignmentKind.ASSESSOR


def give(journey: Journey, kind: AssignmentKind, user_id: int, by: Actor, at: datetime) -> str:
    """What the action for one journey refuses; empty where it is done."""
    try:
        with transaction(lock=journey) as held:
            assign(held, kind, user_id, by=by, at=at)
    except (NotAllowed, NotReady) as refusal:
        return str(refusal).rstrip(".")
    return ""


def people_of(walking: Walker) -> list[int]:
    cast = walking.cast
    return [
        one.id for one in (cast.lead, cast.coordinator, cast.assessor, cast.second, *cast.panel)
    ]


@pytest.mark.parametrize("kind", [ADVISER, ASSESSOR])
@pytest.mark.parametrize("route", ["standard", "light"])
@pytest.mark.parametrize("who", range(6))
def test_what_is_foreseen_is_what_giving_the_part_does(
    session: Session, kind: AssignmentKind, route: str, who: int
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING, route=route)
    by, at, user_id = walking.by(Role.COORDINATOR), walking.at, people_of(walking)[who]
    with transaction(lock=journey) as held:
        assign(held, ADVISER, walking.cast.second.id, by=by, at=at)
    before = session.scalars(select(History.id)).all()

    seen = foresee(journey, kind, user_id, by=by, at=at)
    after = session.scalars(select(History.id)).all()
    session.rollback()

    assert after == before
    assert seen.why_not.rstrip(".") == give(journey, kind, user_id, by, at)
    lines = session.scalars(select(History.id)).all()
    assert seen.is_given == (len(lines) > len(before))


def test_who_has_the_part_now_is_named_and_theirs_stays(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at = walking.by(Role.COORDINATOR), walking.at

    own = foresee(journey, ASSESSOR, walking.cast.assessor.id, by=by, at=at)
    other = foresee(journey, ASSESSOR, walking.cast.second.id, by=by, at=at)

    assert (own.now, own.has_it, own.is_given) == ("Edith Moss", True, False)
    assert (other.now, other.has_it, other.is_given) == ("Edith Moss", False, True)


def test_a_tie_is_told_before_and_refused_after(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at, user_id = walking.by(Role.COORDINATOR), walking.at, walking.cast.second.id
    with transaction(lock=journey) as held:
        declare_tie(held, user_id, TieKind.GOVERNS, by=by, at=at)
    session.expire_all()

    seen = foresee(journey, ADVISER, user_id, by=by, at=at)

    assert seen.why_not == "Choose somebody else: this person governs the setting."


def test_the_second_who_judges_blind_is_refused_as_assessor(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, at, user_id = walking.by(Role.COORDINATOR), walking.at, walking.cast.second.id
    with transaction(lock=journey) as held:
        assign(held, AssignmentKind.SECOND, user_id, by=by, at=at)
    session.expire_all()

    assert foresee(journey, ASSESSOR, user_id, by=by, at=at).why_not


def test_a_reason_lets_an_adviser_assess_where_the_route_allows_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY, route="light")
    by, at, user_id = walking.by(Role.COORDINATOR), walking.at, walking.cast.second.id
    with transaction(lock=journey) as held:
        assign(held, ADVISER, user_id, by=by, at=at)
    session.expire_all()

    without = foresee(journey, ASSESSOR, user_id, by=by, at=at)
    said = foresee(journey, ASSESSOR, user_id, by=by, at=at, why="Nobody else is free")

    assert without.why_not.startswith("Say why you choose them")
    assert said.is_given


def test_it_writes_the_line_and_the_letters_of_the_single_action(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    by, at, user_id = walking.by(Role.COORDINATOR), walking.at, walking.cast.second.id
    known = len(session.scalars(select(Letter.id)).all())

    with transaction(lock=journey) as held:
        assign_as_shown(held, ADVISER, user_id, version=held.version, by=by, at=at)

    line = session.scalars(select(History).order_by(History.id.desc()).limit(1)).one()
    codes = session.scalars(select(Letter.code).order_by(Letter.id)).all()[known:]
    assert (line.what, line.by_name) == ("assign_adviser", "Colm Brady")
    assert sorted(codes) == ["adviser_assigned", "adviser_named"]


def test_a_journey_that_changed_or_ended_since_is_refused(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    by, at, user_id = walking.by(Role.COORDINATOR), walking.at, walking.cast.second.id
    with pytest.raises(Stale), transaction(lock=journey) as held:
        assign_as_shown(held, ADVISER, user_id, version=held.version - 1, by=by, at=at)
    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))
    ended = foresee(journey, ADVISER, user_id, by=by, at=at)
    with pytest.raises(NotAllowed, match="has ended"), transaction(lock=journey) as held:
        assign_as_shown(held, ADVISER, user_id, version=held.version, by=by, at=at)

    assert ended.why_not == "This journey has ended, so nobody gets a part in it."
