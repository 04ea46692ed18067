"""Papers before the panel, ready to be voted on, and the votes on them."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.authorities import Authority, Round
from award.storage.decisions import Vote
from tests.fixtures_rooms import Standing

Make = Callable[..., Standing]
VOTE = {"outcome": "award", "reason": "The report bears it out."}


def ready(standing: Make) -> Standing:
    """Papers with the second judgement in."""
    return standing(Stage.DECIDING, second=True)


def vote_award(world: Standing) -> None:
    """Enough members vote for the award."""
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)


def votes(world: Standing) -> list[tuple[Outcome, str]]:
    """What was voted so far, the first vote first."""
    world.fresh()
    found = world.rows.scalars(select(Vote).where(Vote.set_aside_at.is_(None)).order_by(Vote.id))
    return [(one.outcome, one.reason) for one in found]


def make_round(session: Session, authority: Authority, panel_on: date) -> Round:
    """A round whose panel meets on this day."""
    row = Round(
        authority_id=authority.id, name="Summer", ready_by_on=panel_on, visits_from=panel_on,
        visits_until=panel_on, papers_on=panel_on, panel_on=panel_on, notify_by_on=panel_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
