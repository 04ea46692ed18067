"""Once what the head approved has changed, who asks for it anew is told, once."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.applying import Words, save_application
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.letters import Letter
from tests.making import journey_at


def say(walking: Walker, why: str) -> None:
    with transaction(lock=walking.journey) as journey:
        said = journey.application
        assert said is not None
        kept = Words(**{name: getattr(said, name) for name in Words.__dataclass_fields__})
        by = walking.by(Role.LEAD)
        words = replace(kept, why=why)
        save_application(journey, words, version=said.version, by=by, at=walking.at)


def test_a_change_of_what_was_approved_is_told_once(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DRAFT)
    walking.fill_in()
    say(walking, "For every child.")
    told = select(Letter.to_name).filter_by(code="approval_fallen").order_by(Letter.to_name)
    walking.approve(Approval.APPLY)
    before = session.scalars(told).all()

    for why in ("For every child here.", "For all of them."):
        say(walking, why)

    assert before == []
    assert session.scalars(told).all() == ["Amara Holt"]  # the head is asked once the lead asks


def test_approved_anew_it_can_be_overtaken_again(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DRAFT)
    walking.fill_in()
    for why in ("One.", "Two."):
        walking.approve(Approval.APPLY)
        walking.pass_time(hours=1)
        say(walking, why)

    assert len(session.scalars(select(Letter).filter_by(code="approval_fallen")).all()) == 2
