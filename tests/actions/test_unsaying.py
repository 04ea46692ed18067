"""That all is fine so far is taken back, until a letter told of it or somebody went on."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.advising import Feedback, ask_for_feedback, give_feedback
from award.actions.answering import answer_feedback
from award.actions.unsaying import list_fine_untold, take_back_fine
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.stages import Stage
from award.jobs.remind import write_digests
from award.queries.untold import list_untold
from award.storage.days import day_of
from award.storage.db import transaction
from award.storage.journeys import History
from award.storage.letters import Letter
from award.storage.remarks import Remark
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def say_fine(
    walking: Walker, standard: str = "1", *, standards: Mapping[str, str] | None = None
) -> None:
    with transaction(lock=walking.journey) as held:
        said = Feedback(standards=standards or {}, fine=frozenset({standard}), is_all=False)
        give_feedback(held, said, by=walking.by(Role.COORDINATOR), at=walking.pass_time(hours=1))


def take_back(walking: Walker, by: Actor | None = None) -> None:
    with transaction(lock=walking.journey) as held:
        by = by or walking.by(Role.COORDINATOR)
        take_back_fine(held, "1", by=by, at=walking.pass_time(hours=1))


def test_it_goes_and_no_letter_tells_of_it(walking: Walker, session: Session) -> None:
    say_fine(walking)

    take_back(walking)

    line = session.scalars(select(History).where(History.what == "give_feedback")).one()
    assert session.scalars(select(Remark)).all() == []
    assert list_untold(session, today=day_of(walking.at)) == {}
    assert line.undone_at == walking.at


def test_what_it_answered_is_asked_again(walking: Walker) -> None:
    with transaction(lock=walking.journey) as held:
        by, asked_at = walking.by(Role.LEAD), walking.at
        ask_for_feedback(held, standards=["1", "2"], by=by, at=asked_at)
    say_fine(walking, "2")
    say_fine(walking)
    assert walking.journey.feedback_asked_at is None

    take_back(walking)

    assert walking.journey.feedback_asked_at == asked_at


def test_what_was_not_asked_is_not_asked_after_it(walking: Walker) -> None:
    say_fine(walking)

    take_back(walking)

    assert walking.journey.feedback_asked_at is None


def test_after_its_letter_it_stays(walking: Walker, session: Session) -> None:
    say_fine(walking)
    walking.pass_time(days=1)
    write_digests(session, at=walking.at)
    assert session.scalar(select(Letter.id).where(Letter.code == "feedback_given"))

    with pytest.raises(NotAllowed, match="told"):
        take_back(walking)


def test_after_the_setting_answered_it_stays(walking: Walker) -> None:
    say_fine(walking)
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        answer_feedback(held, standard="1", words="Thank you.", by=by, at=walking.at)

    with pytest.raises(NotAllowed, match="answered"):
        take_back(walking)


def test_only_who_said_it_takes_it_back_and_words_are_never_taken_back(walking: Walker) -> None:
    say_fine(walking)
    adviser = Actor(Role.ADVISER, walking.cast.second.id, "Tomasz Zielinski")
    with pytest.raises(NotAllowed):
        take_back(walking, adviser)

    say_fine(walking, standards={"1": "All good, and the poster is lovely."})

    assert list_fine_untold(walking.journey, by=walking.by(Role.COORDINATOR)) == {}
