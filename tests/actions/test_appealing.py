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


def hear(walking: Walker, session: Session, *, upheld: bool) -> Appeal:
    """Somebody who took no part hears the appeal that waits."""
    authority = walking.setting.authority
    person = make_user(session, "Ines Rowe")
    make_member(session, person, Role.PANEL, authority)
    by = actor(person, Role.PANEL, authority)
    with transaction(lock=walking.journey) as journey:
        return appealing.hear_appeal(
            journey, upheld=upheld, reasons="So it is", by=by, at=walking.at
        )


def test_what_was_dismissed_is_not_appealed_against_once_more(
    walking: Walker, session: Session
) -> None:
    lodge(walking)
    hear(walking, session, upheld=False)
    walking.pass_time(days=1)

    assert appealing.appealable(walking.journey, at=walking.at) is None
    with pytest.raises(NotAllowed, match="heard already, and the decision stands"):
        lodge(walking, "Look once more.")


def test_a_new_decision_can_be_appealed_against_though_an_appeal_was_dismissed_before(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.GATHERING, outcome=Outcome.DEFER)
    walking.walk_to(Stage.DECIDING)
    walking.decide()
    walking.pass_time(days=1)
    lodge(walking)
    hear(walking, session, upheld=False)
    walking.walk_to(Stage.DECIDING)
    walking.outcome = Outcome.TURN_DOWN
    walking.decide()

    assert appealing.appealable(journey, at=walking.at) == "not_yet"


def test_while_the_panel_decides_anew_its_earlier_decision_is_not_appealed_against(
    walking: Walker, session: Session
) -> None:
    lodge(walking)
    hear(walking, session, upheld=True)
    walking.move("reopen", Role.COORDINATOR)

    with pytest.raises(NotAllowed, match="no decision here"):
        lodge(walking, "I would like to add something.")


def test_a_setting_that_is_ready_by_now_needs_no_more_time(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING, outcome=Outcome.DEFER)
    walking.decide()
    walking.pass_time(days=1)
    lodge(walking)
    walking.walk_to(Stage.READY)

    heard = hear(walking, session, upheld=True)

    assert heard.used_at == walking.at
    assert appealing.appealable(journey, at=walking.at) is None
