"""The letters of a decision name what is asked, as whoever reads them knows it."""

import re

import pytest
from sqlalchemy.orm import Session

from award.domain.facts import Condition, Outcome
from award.domain.stages import Stage
from award.storage.frameworks import titled
from award.storage.letters import Letter
from tests.actions.shown import decided


@pytest.mark.parametrize(
    ("outcome", "code", "listed"),
    [
        (Outcome.DEFER, "deferred", r"\n\n(- \d\.\d \w.+\n)+\n"),
        (
            Outcome.AWARD_WITH_CONDITIONS,
            "awarded_with_conditions",
            r"\n\n- .+, by \w+day \d+ \w+ \d{4}\n\n",
        ),
    ],
)
def test_what_is_still_asked_is_a_list(
    session: Session, outcome: Outcome, code: str, listed: str
) -> None:
    walking = decided(session, Stage.DECIDING, outcome=outcome)

    walking.decide()

    letters = session.query(Letter).filter_by(code=code).all()
    assert letters
    assert all(re.search(listed, one.body) for one in letters)


def test_a_criterion_is_named_with_its_title_and_one_that_is_not_known_by_its_code(
    session: Session,
) -> None:
    journey = decided(session, Stage.DECIDING, outcome=Outcome.DEFER).journey

    assert titled(journey, "1.1").startswith("1.1 ")
    assert len(titled(journey, "1.1")) > len("1.1 ")
    assert titled(journey, "9.9") == "9.9"


def test_a_condition_that_ends_with_a_full_stop_is_listed_without_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "award.demo.deeds.Condition", lambda words, due_on: Condition(f"{words}.", due_on)
    )
    walking = decided(session, Stage.DECIDING, outcome=Outcome.AWARD_WITH_CONDITIONS)

    walking.decide()

    letters = session.query(Letter).filter_by(code="awarded_with_conditions").all()
    assert letters
    assert all("look at the log, by " in one.body for one in letters)
