"""Finds papers for a panel member: while they are before the panel, and nothing binds them."""

from award.actions.appealing import may_hear
from award.adapters import clock
from award.domain.decisions import free_panel
from award.domain.facts import Facts
from award.domain.permissions import May
from award.domain.refusals import NotFound, Over, Tied
from award.queries.appeals import find_person_asked
from award.queries.awards import find_decision
from award.queries.decided_before import ON_ITS_WAY
from award.queries.papers import find_award
from award.queries.told_papers import find_told
from award.storage.awards import Award
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, find, may_with
from award.web.kit.filters import day
from award.web.kit.journeys import PAST


def find_papers(journey_id: int) -> tuple[Journey, Facts]:
    """A journey before the panel, and its facts.

    Raises NotFound once it is decided, as Over for who was written to about it, and Tied for a
    member with a tie: the papers are closed.
    """
    try:
        held = find(May.SEE_REPORT, journey_id)
    except NotFound:
        raise _closed(journey_id) from None
    facts = facts_of(held, at=clock.now())
    if actor().user_id not in free_panel(facts):
        raise Tied(held.setting.name) if facts.ties_of(actor().user_id) else NotFound
    return held, facts


def _closed(journey_id: int) -> NotFound:
    """How papers that are not before the panel are refused: with what came of them, to whom
    a letter led there and no tie binds since."""
    held = find_told(db.session(), actor(), journey_id)
    if held is None:
        return NotFound()
    facts, name = facts_of(held, at=clock.now()), held.setting.name
    if facts.ties_of(actor().user_id):
        return Tied(name)
    made = find_decision(db.session(), actor(), held)
    if made is not None and held.stage not in ON_ITS_WAY:
        return Over(f"{PAST[made.outcome]}: {name}, on {day(made.released_at)}.")
    if held.ended_at is not None:
        return Over(f"{name} is not before the panel any more: its journey ended on "
                    f"{day(held.ended_at)}, before a decision.")  # fmt: skip
    return Over(f"{name} is not before the panel now. You get an e-mail once it is again.")


def heard_by_others(held: Journey) -> str:
    """Who hears the appeal that waits here, where the member does not; empty where they may."""
    now = clock.now()
    if may_hear(held, actor(), at=now):
        return ""
    asked = find_person_asked(db.session(), actor(), held, at=now)
    if asked is not None:
        return f"{asked.name} is asked to hear it."
    return "You took part in the decision, so you do not hear the appeal against it. Others do."


def reads_papers(held: Journey) -> bool:
    """Whether the papers of this journey are open to the member now."""
    facts = facts_of(held, at=clock.now())
    return may_with(May.SEE_REPORT, held) and actor().user_id in free_panel(facts)


def find_in_question(award_id: int) -> Award:
    """An award of this authority, for a member without a tie. Raises NotFound for any other."""
    found = find_award(db.session(), actor(), award_id)
    if found is None:
        raise NotFound
    return found
