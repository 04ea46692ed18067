"""What keeps a person from a part in a journey: advising, assessing, judging second."""

from collections.abc import Set as AbstractSet

from award.domain.facts import Facts
from award.domain.people import Role
from award.domain.ties import DECLARED, TIE_WORDS, TieKind, binding_assessor, binding_second


def keeps_from(part: Role, user_id: int, facts: Facts) -> tuple[str, ...]:
    """Each thing that keeps them from it, to follow on from their name; none where they are free.

    The rule of who gets a part, for whoever offers people and for the action that refuses them.
    """
    ties, has = facts.ties_of(user_id), _parts_now(user_id, facts)
    found: AbstractSet[TieKind] = ties & set(DECLARED)
    if part is Role.ASSESSOR:
        found = binding_assessor(ties, facts.rules) | (has.keys() & {TieKind.SECONDED})
    elif part is Role.SECOND:
        found = binding_second(ties) | (has.keys() - {TieKind.SECONDED})
    return tuple(has.get(one, TIE_WORDS[one]) for one in TieKind if one in found)


def may_look(user_id: int, facts: Facts) -> bool:
    """Whether they may look at a report before it is shared: no tie declared, and not second."""
    return user_id != facts.second_id and not facts.ties_of(user_id) & set(DECLARED)


def _parts_now(user_id: int, facts: Facts) -> dict[TieKind, str]:
    """The parts that somebody has now: the tie that each is, and how it is told."""
    parts = (
        (TieKind.WAS_ADVISER, facts.adviser_id, "is the adviser here"),
        (TieKind.ASSESSED, facts.assessor_id, "is the assessor here"),
        (TieKind.SECONDED, facts.second_id, "is the second assessor here"),
    )
    return {tie: words for tie, holder, words in parts if holder == user_id}
