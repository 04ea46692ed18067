"""Conditions: evidence by the setting, closed or given back by somebody else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import fulfilling
from award.demo.walking import Walker
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.reminders import Wait
from award.domain.stages import Stage
from award.queries.waits import list_waits
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, ConditionPiece, ConditionState, Decision
from award.storage.evidence import EvidenceLink
from award.storage.letters import Letter
from tests.actions.test_revoking import revoke
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


def conditional(session: Session) -> tuple[Walker, Condition]:
    more: dict[str, Any] = {
        "outcome": Outcome.AWARD_WITH_CONDITIONS,
        "weak": frozenset({"2.2"}),
    }
    walking, _ = journey_at(session, Stage.AWARDED, **more)
    return walking, session.scalars(select(Condition)).one()


def do(walking: Walker, deed: Callable[..., Condition], key: int, **more: Any) -> Condition:
    given = {"by": walking.by(Role.COORDINATOR), "at": walking.at} | more
    with transaction(lock=walking.journey) as held:
        return deed(held, key, **given)


def waited_since(walking: Walker) -> list[date]:
    """From which days the conditions are waited for."""
    found = [one.waiting for one in list_waits(walking.journey, at=walking.at)]
    return [one.since for one in found if one.wait is Wait.CONDITION]


def test_more_time_moves_the_day_and_its_letters_within_the_award(session: Session) -> None:
    walking, one = conditional(session)
    first, later = one.due_on, one.due_on + timedelta(days=60)

    for until, words in ((None, "still to come"), (first, "after"), (date(2099, 1, 1), "within")):
        with pytest.raises(NotReady, match=words):
            do(walking, fulfilling.give_more_time, one.id, until_on=until, reason="Half-term.")
    with pytest.raises(NotReady, match="Say why"):
        do(walking, fulfilling.give_more_time, one.id, until_on=later, reason="")
    do(walking, fulfilling.give_more_time, one.id, until_on=later, reason="The survey is late.")

    assert (one.due_on, one.first_due_on, one.state) == (later, first, ConditionState.OPEN)
    assert waited_since(walking) == [later]
    letters = session.scalars(select(Letter.body).where(Letter.code == "condition_more_time"))
    assert all("The survey is late." in body for body in letters.all())


def test_a_condition_is_missed_only_once_its_day_has_passed(session: Session) -> None:
    walking, one = conditional(session)

    with pytest.raises(NotReady, match="has passed"):
        do(walking, fulfilling.miss_condition, one.id, reason="Nothing came.")
    walking.pass_time(days=(one.due_on - walking.at.date()).days + 1)
    with pytest.raises(NotReady, match="Say why"):
        do(walking, fulfilling.miss_condition, one.id, reason=" ")
    do(walking, fulfilling.miss_condition, one.id, reason="Nothing came.")
    lead = walking.by(Role.LEAD)
    with pytest.raises(NotAllowed, match="it was not met"):
        do(walking, fulfilling.give_condition_evidence, one.id, words="Late.", by=lead)

    assert (one.state, one.answer) == (ConditionState.NOT_MET, "Nothing came.")
    assert waited_since(walking) == []


def test_pieces_of_evidence_show_a_condition(session: Session) -> None:
    walking, one = conditional(session)
    lead, link = walking.by(Role.LEAD), session.scalars(select(EvidenceLink)).first()
    assert link is not None
    give = fulfilling.give_condition_evidence

    with pytest.raises(NotFound):
        do(walking, give, one.id, words="See it.", pieces=[999], by=lead)
    do(walking, give, one.id, words="See it.", pieces=[link.item_id], by=lead)
    live = select(ConditionPiece.item_id).where(ConditionPiece.removed_at.is_(None))
    assert session.scalars(live).all() == [link.item_id]
    do(walking, give, one.id, words="In words.", by=lead)

    assert session.scalars(live).all() == []


def test_two_who_answer_a_condition_at_once_do_not_overwrite_each_other(session: Session) -> None:
    walking, one = conditional(session)
    version, lead = one.version, walking.by(Role.LEAD)
    give, name = fulfilling.give_condition_evidence, fulfilling.name_condition_owner
    do(walking, give, one.id, words="Done.", version=version, by=lead)

    for deed, more in (
        (give, {"words": "Mine.", "by": lead}),
        (name, {"name": "Jo Fell", "by": lead}),
        (fulfilling.answer_condition, {"met": True}),
    ):
        with pytest.raises(Stale, match="this condition"):
            do(walking, deed, one.id, version=version, **more)

    assert (one.evidence_words, one.state) == ("Done.", ConditionState.EVIDENCE_GIVEN)


def test_a_condition_has_an_owner_and_falls_with_its_decision(session: Session) -> None:
    walking, one = conditional(session)
    lead = walking.by(Role.LEAD)
    assert one.owner_name == "Amara Holt"
    with pytest.raises(NotReady, match="Write the name"):
        do(walking, fulfilling.name_condition_owner, one.id, name=" ", by=lead)
    for _ in range(2):
        do(walking, fulfilling.name_condition_owner, one.id, name="Jo Fell", by=lead)
    assert (one.owner_name, one.version) == ("Jo Fell", 2)
    with transaction(lock=walking.journey) as held:
        session.get_one(Decision, one.decision_id).superseded_at = walking.at
        session.flush()
        with pytest.raises(NotFound):
            fulfilling.find_condition(held, one.id)


@pytest.mark.parametrize("shown", [True, False])
def test_once_the_award_was_taken_back_its_condition_is_neither_shown_nor_answered_until_it_is_back(
    session: Session, shown: bool
) -> None:
    walking, one = conditional(session)
    award, lead = session.scalars(select(Award)).one(), walking.by(Role.LEAD)
    if shown:
        do(walking, fulfilling.give_condition_evidence, one.id, words="Here.", by=lead)

    revoke(walking, award)
    more = {"until_on": one.due_on + timedelta(days=30), "reason": "So."}
    for deed, said in (
        (fulfilling.give_condition_evidence, {"words": "See it.", "by": lead}),
        (fulfilling.name_condition_owner, {"name": "Jo", "by": lead}),
        (fulfilling.give_more_time, more),
        (fulfilling.miss_condition, {"reason": "So."}),
        (fulfilling.answer_condition, {"met": True}),
    ):
        with pytest.raises(NotAllowed, match="not asked any more: the award was taken back on"):
            do(walking, deed, one.id, **said)
    session.rollback()
    with writing(session):
        award.state = AwardState.IN_FORCE  # as an appeal that is upheld gives it back
    given = do(walking, fulfilling.give_condition_evidence, one.id, words="See it.", by=lead)

    assert given.state is ConditionState.EVIDENCE_GIVEN
