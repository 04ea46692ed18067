"""An award in question: the step that its votes carry, and its line on the first page."""

from typing import Final

from flask import url_for

from award.actions.awarding import award_facts, still_possible
from award.adapters import clock
from award.domain.award_moves import AwardMove, AwardState, award_moves_open_to
from award.queries.papers import AwardLine
from award.storage.awards import Award
from award.web.kit.access import actor
from award.web.kit.filters import day_short

AWARD_WORDS: Final = {
    AwardState.SUSPENSION_PROPOSED: "A suspension is proposed",
    AwardState.REVOCATION_PROPOSED: "A revocation is proposed",
    AwardState.SUSPENDED: "Suspended: to be reviewed",
}
# These follow from something else and are not pressed by hand.
BY_THEMSELVES: Final = frozenset(
    {"revoke_on_new_decision", "revoke_with_the_old", "reinstate_on_appeal", "reissue"}
)
BY_VOTES: Final = frozenset(
    {"suspend", "revoke", "reinstate", "drop_suspension", "drop_revocation"}
)


def moves_of(award: Award) -> list[AwardMove]:
    """The moves that a panel member presses by hand from where the award stands."""
    found = award_moves_open_to(actor().role, award.state)
    rows = (one for one in found if one.name not in BY_THEMSELVES)
    return still_possible(award, rows, at=clock.now())


def blockers_of(award: Award, row: AwardMove) -> tuple[str, ...]:
    """What is still missing, apart from what the form itself asks."""
    facts = award_facts(award, row.name, words="asked here", terms=1, by=actor(), at=clock.now())
    return row.blockers(facts)


def carried(award: Award) -> AwardMove | None:
    """The step that enough votes carry and that nothing else holds up; None where none is ready.

    Who proposed something can drop it without a vote, which is no step that waits for them.
    """
    ready = [one for one in moves_of(award) if one.name in BY_VOTES and not blockers_of(award, one)]
    return next((one for one in ready if _is_voted_for(award, one)), None)


def _is_voted_for(award: Award, row: AwardMove) -> bool:
    if not row.name.startswith("drop_"):
        return True
    facts = award_facts(award, row.name, by=actor(), at=clock.now())
    return facts.votes_against >= facts.asked_votes and facts.votes_against > facts.votes_for


def award_row(one: AwardLine) -> dict[str, object]:
    """What is in question, since when, and what this member can do with it."""
    next_ = carried(one.award) if one.has_votes else None
    what = AWARD_WORDS[one.award.state] + (". You voted" if one.voted else "")
    if next_ is not None:
        agree = ", and enough of you agree" if one.voted else ". Enough of you agree"
        what += f"{agree}: {next_.label[:1].lower()}{next_.label[1:]}"
    return {
        "who": one.setting,
        "what": what,
        "since": f"since {day_short(one.since)}" if one.since else "",
        "tone": "",
        "button": "Go on" if next_ else "Look" if one.voted else "Read and vote",
        "href": url_for("panel.award", award_id=one.award.id),
        "waits": not one.voted or next_ is not None,
    }
