"""Appeals: lodged in time, received, and heard by somebody who took no part."""

import pytest
from sqlalchemy.orm import Session

from award.actions import appealing
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.decisions import Appeal, AppealState
from tests.making import actor, journey_at, make_member, make_user


@pytest.fixture
def walking(session: Session) -> Walker:
    """A journey that was turned down."""
    found, _ = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    found.pass_time(days=1)
    return found


def lodge(walking: Walker, words: str = "You did not see the walk.") -> Appeal:
    with transaction(lock=walking.journey) as journey:
        by = walking.by(Role.LEAD)
        return appealing.lodge_appeal(journey, words=words, by=by, at=walking.at)


def test_an_appeal_needs_words_comes_once_and_in_time(walking: Walker) -> None:
    with pytest.raises(NotReady, match="own words"):
        lodge(walking, " ")
    assert lodge(walking).against == "not_yet"
    with pytest.raises(NotAllowed, match="under way already"):
        lodge(walking)


def test_after_twenty_days_nothing_can_be_appealed(walking: Walker) -> None:
    walking.pass_time(days=90)

    with pytest.raises(NotAllowed, match="no decision here"):
        lodge(walking)


def test_who_voted_does_not_hear_it(walking: Walker) -> None:
    lodge(walking)

    with (
        pytest.raises(NotAllowed, match="took no part"),
        transaction(lock=walking.journey) as journey,
    ):
        appealing.hear_appeal(
            journey, upheld=True, reasons="Yes", by=walking.by(Role.PANEL), at=walking.at
        )


def test_who_confirmed_that_it_came_may_hear_it(walking: Walker, session: Session) -> None:
    lodge(walking)
    authority = walking.setting.authority
    person = make_user(session, "Ines Rowe")
    make_member(session, person, Role.PANEL, authority)
    by = actor(person, Role.PANEL, authority)

    with transaction(lock=walking.journey) as journey:
        appealing.receive_appeal(journey, by=by, at=walking.at)
        again = appealing.receive_appeal(journey, by=by, at=walking.at)
    with pytest.raises(NotReady), transaction(lock=walking.journey) as journey:
        appealing.hear_appeal(journey, upheld=True, reasons=" ", by=by, at=walking.at)
    with transaction(lock=walking.journey) as journey:
        heard = appealing.hear_appeal(journey, upheld=True, reasons="Yes", by=by, at=walking.at)

    assert again.id == heard.id
    assert heard.state is AppealState.UPHELD


def test_without_an_appeal_nothing_is_received(walking: Walker) -> None:
    with (
        pytest.raises(NotAllowed, match="No appeal is waiting"),
        transaction(lock=walking.journey) as journey,
    ):
        appealing.receive_appeal(journey, by=walking.by(Role.COORDINATOR), at=walking.at)
