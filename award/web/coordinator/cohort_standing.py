"""How a setting stands that could begin: said beside it, and what would follow if it did."""

from typing import Final

from award.actions.appealing import AGAINST_WORDS
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.inviting import refuses
from award.domain.validity import Standing
from award.storage.awards import Award
from award.storage.decisions import Appeal, AppealState
from award.storage.invitable import Stands
from award.web.kit.filters import day_short, unbroken
from award.web.kit.journeys import stage_words

QUESTIONED: Final = {
    AwardState.SUSPENSION_PROPOSED: "; to suspend it is proposed",
    AwardState.REVOCATION_PROPOSED: "; to revoke it is proposed",
    AwardState.SUSPENDED: "; it is suspended",
}
NONE_RELEASED: Final = "No next award is released while this one is suspended."
STANDS_AGAIN: Final = "If it is upheld, that award stands again."
RENEWAL_ASKS_LESS: Final = (
    "A renewal asks for less. By another route the setting shows everything anew, and its next "
    "award would begin the day after this one."
)


def said_of(stands: Stands) -> list[str]:
    """Each thing that it has under way or holds, as a sentence without its stop."""
    said = []
    if stands.journey is not None:
        said.append(f"On a journey now: {stage_words(stands.journey)[1].lower()}")
    if stands.award is not None:
        said.append(_held(stands.award))
    if stands.appeal is not None:
        said.append(_appealed(stands.appeal))
    return said


def in_the_way(stands: Stands) -> str:
    """All of it in one line, with what refuses an invitation; empty where nothing does."""
    sentence = refuses(stands.facts)
    if sentence is None:
        return ""
    said = said_of(stands)
    if stands.journey is None:
        said.append(sentence)
    return f"{'. '.join(said)}."


def in_short(stands: Stands) -> str:
    """All that it has under way or holds, in one line."""
    return " ".join(f"{one}." for one in said_of(stands))


def to_look_at(stands: Stands) -> str:
    """What it holds or waits for, and what would follow if it were invited all the same."""
    found = [in_short(stands)]
    if stands.award is not None:
        found += _after_award(stands.award)
    if stands.appeal is not None:
        found.append(STANDS_AGAIN)
    return " ".join(found)


def before_opening(stands: Stands) -> list[str]:
    """The same where one journey is opened, by whichever route; empty where nothing is held."""
    said = [in_short(stands)] if said_of(stands) else []
    if stands.award is not None and stands.award.state is AwardState.SUSPENDED:
        said.append(NONE_RELEASED)
    elif stands.award is not None:
        said.append(RENEWAL_ASKS_LESS)
    if stands.appeal is not None:
        said.append(STANDS_AGAIN)
    return said


def _held(award: Award) -> str:
    today, until = clock.today(), unbroken(day_short(award.valid_until))
    standing = award.validity.standing(today, renewal_open=False)
    if standing is Standing.NOT_YET_BEGUN:
        begins = unbroken(day_short(award.valid_from))
        return f"Its next award begins on {begins} and lasts until {until}"
    if standing is Standing.EXPIRED:
        grace = unbroken(day_short(award.grace_until))
        return f"Held the award until {until}, and may renew it until {grace}"
    return f"Holds the award until {until}{QUESTIONED.get(award.state, '')}"


def _appealed(appeal: Appeal) -> str:
    if appeal.state is AppealState.UPHELD:
        return "Its appeal was upheld, and the journey is still to be opened again"
    return f"Has appealed against {AGAINST_WORDS[appeal.against]}"


def _after_award(award: Award) -> list[str]:
    """What becomes of the award that it holds, and what a renewal would be beside this."""
    today, opens = clock.today(), award.renewal_opens_on
    if award.state is AwardState.SUSPENDED:
        return [NONE_RELEASED]
    follows = []
    if award.valid_until >= today:
        follows.append("The next award would begin the day after.")
    when = f" from {unbroken(day_short(opens))}" if opens is not None and opens > today else ""
    follows.append(
        f"This is not the renewal, which asks for less: its lead may open one{when}, "
        "or you on the setting’s page."
    )
    return follows
