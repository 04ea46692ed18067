"""What binds a person to a setting, so that they may not judge or decide on it."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.spoken import listed


class TieKind(StrEnum):
    """Why somebody is not free to judge or to vote (the scheme's rule on decisions)."""

    WORKS_AT = "works_at"
    GOVERNS = "governs"
    RELATED = "related"
    IN_GROUP = "in_group"
    WAS_ADVISER = "was_adviser"
    ACTED_FOR = "acted_for"
    ASSESSED = "assessed"
    SECONDED = "seconded"
    LOOKED_OVER = "looked_over"


TIE_WORDS: Final[dict[TieKind, str]] = {
    TieKind.WORKS_AT: "works at the setting",
    TieKind.GOVERNS: "governs the setting",
    TieKind.RELATED: "is close to somebody at the setting",
    TieKind.IN_GROUP: "works for the setting’s group",
    TieKind.WAS_ADVISER: "was the setting’s adviser",
    TieKind.ACTED_FOR: "acted for the setting in this journey",
    TieKind.ASSESSED: "was the assessor",
    TieKind.SECONDED: "gave the second judgement",
    TieKind.LOOKED_OVER: "looked at the report before it was shared",
}

# What a person can declare about themselves; the other ties follow from what they did.
DECLARED: Final = (TieKind.WORKS_AT, TieKind.GOVERNS, TieKind.RELATED, TieKind.IN_GROUP)

# To find a day for a visit, with the setting or in its place, is not to act for it: nothing of
# it is judged. Who visits does so themselves, and would else bind themselves by a phone call.
FINDS_A_DAY: Final = ("propose_visit", "confirm_visit")


# What somebody did in a journey that is no tie to doing this in it.
NO_TIE_TO: Final[Mapping[Role, AbstractSet[TieKind]]] = {
    Role.ADVISER: frozenset({TieKind.WAS_ADVISER}),
    Role.ASSESSOR: frozenset({TieKind.ASSESSED, TieKind.LOOKED_OVER}),
    Role.SECOND: frozenset({TieKind.SECONDED}),
}


def ties_told(part: Role, ties: Iterable[TieKind]) -> str:
    """What ties somebody who is free for a part, and what they did that is no tie to it."""
    told = [(TIE_WORDS[one], one in NO_TIE_TO[part]) for one in TieKind if one in set(ties)]
    done = listed([words for words, free in told if free])
    bound = listed([words for words, free in told if not free])
    said = [f"Has a tie: {bound}."] if bound else []
    said += [f"{done[:1].upper()}{done[1:]}, which is no tie to this."] if done else []
    return " ".join(said) or "No tie."


def keeps_away(ties: AbstractSet[TieKind]) -> bool:
    """Whether somebody has said of themselves, or works where it shows, that they are not free
    here; what follows from their part in the journey does not keep them away."""
    return bool(ties & set(DECLARED))


def binds_voter(ties: AbstractSet[TieKind], rules: Rules) -> bool:
    """Whether these ties keep a person from voting. Only acting for the setting can be allowed."""
    lifted = {TieKind.ACTED_FOR} if rules.behalf_may_vote else set()
    return bool(ties - lifted)


def binding_assessor(ties: AbstractSet[TieKind], rules: Rules) -> AbstractSet[TieKind]:
    """Which of these ties keep a person from assessing. Judging again is no tie to itself, nor is
    having looked at the report of a colleague whose place one takes."""
    lifted = set(NO_TIE_TO[Role.ASSESSOR])
    if rules.adviser_may_assess:
        lifted |= {TieKind.WAS_ADVISER, TieKind.ACTED_FOR}
    return ties - lifted


def binds_assessor(ties: AbstractSet[TieKind], rules: Rules) -> bool:
    """Whether these ties keep a person from assessing."""
    return bool(binding_assessor(ties, rules))


def lifted_for_assessor(ties: AbstractSet[TieKind], rules: Rules) -> tuple[str, ...]:
    """What would keep a person from assessing, if this route did not allow it; in words."""
    lifted = {TieKind.WAS_ADVISER, TieKind.ACTED_FOR} if rules.adviser_may_assess else set()
    return tuple(TIE_WORDS[one] for one in TieKind if one in ties & lifted)


def binding_second(ties: AbstractSet[TieKind]) -> AbstractSet[TieKind]:
    """Which of these ties keep a person from judging blind: all but their own second look."""
    return ties - NO_TIE_TO[Role.SECOND]


def binds_second(ties: AbstractSet[TieKind]) -> bool:
    """Whether these ties keep a person from judging blind."""
    return bool(binding_second(ties))


def binds_visitor(role: Role, ties: AbstractSet[TieKind], rules: Rules) -> bool:
    """Whether these ties keep a person from a visit that they make in this role: on some, one
    judges."""
    if role is Role.ASSESSOR:
        return binds_assessor(ties, rules)
    return role is Role.SECOND and binds_second(ties)
