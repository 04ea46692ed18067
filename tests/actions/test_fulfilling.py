"""Conditions: evidence by the setting, closed or given back by somebody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import fulfilling
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.decisions import Condition, ConditionState
from tests.making import journey_at


def test_a_condition_is_met_by_evidence_that_another_looked_at(session: Session) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    one, at = session.scalars(select(Condition)).one(), walking.at
    lead, by = walking.by(Role.LEAD), walking.by(Role.PANEL)

    def give(words: str) -> None:
        with transaction(lock=journey) as held:
            fulfilling.give_condition_evidence(held, one.id, words=words, by=lead, at=at)

    def answer(*, met: bool, reason: str = "", who: Role = Role.PANEL) -> None:
        with transaction(lock=journey) as held:
            actor = walking.by(who)
            fulfilling.answer_condition(held, one.id, met=met, reason=reason, by=actor, at=at)

    with pytest.raises(NotFound), transaction(lock=journey) as held:
        fulfilling.find_condition(held, 999)
    with pytest.raises(NotAllowed):
        answer(met=True)
    with pytest.raises(NotReady):
        give(" ")
    give("We looked at the log.")
    with pytest.raises(NotAllowed):
        answer(met=True, who=Role.LEAD)
    with pytest.raises(NotReady):
        answer(met=False)
    answer(met=False, reason="Show the note of it.")
    give("Here is the note.")
    answer(met=True)
    with pytest.raises(NotAllowed):
        give("More.")

    assert (one.state, one.closed_by_id) == (ConditionState.MET, by.user_id)
