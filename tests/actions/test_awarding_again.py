"""A decision that is reopened may take the award away, and a later one gives it again."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award, AwardHistory
from award.storage.db import writing
from award.storage.decisions import Appeal, AppealState
from award.storage.letters import Letter
from tests.making import journey_at


def test_what_a_new_decision_took_away_a_later_one_gives_again(session: Session) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    found: list[AwardState] = []
    for outcome, move in ((Outcome.TURN_DOWN, "turn_down"), (Outcome.AWARD, "award")):
        walking.pass_time(days=1)
        with writing(session):
            session.add(
                Appeal(
                    authority_id=journey.authority_id, journey_id=journey.id, against="award",
                    words="Look again", state=AppealState.UPHELD, lodged_at=walking.at,
                    lodged_by_id=walking.cast.lead.id, heard_at=walking.at,
                )
            )  # fmt: skip
        walking.move("reopen", Role.COORDINATOR, said=Said(reason="The appeal was upheld."))
        walking.outcome = outcome
        walking.vote()
        walking.move(move, Role.PANEL, said=walking.said())
        found.append(session.scalars(select(Award.state)).one())

    award = session.scalars(select(Award)).one()
    assert found == [AwardState.REVOKED, AwardState.IN_FORCE]
    told = session.scalars(
        select(Letter.to_name).where(Letter.code == "award_replaced_by_decision")
    )
    assert sorted(told) == ["Amara Holt", "Priya Nair"]
    assert (award.valid_from, award.released_at) == (walking.at.date(), walking.at)
    assert award.renewal_opens_on is not None
    assert award.valid_until > award.renewal_opens_on > walking.at.date() + timedelta(days=300)
    line = session.scalars(select(AwardHistory).order_by(AwardHistory.id.desc()).limit(1)).one()
    assert (line.came_from, line.went_to) == (AwardState.REVOKED, AwardState.IN_FORCE)
