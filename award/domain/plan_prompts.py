"""What a plan may begin with: the weakest criteria, and small steps to take or leave.

These are offers. Nothing here blocks: what the route asks of a plan stands in the guards.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from award.domain.facts import CriterionFacts
from award.domain.frameworks import Criterion, Judged

BELOW_MET: Final = (Judged.NOT_YET, Judged.DEVELOPING)
MANY_AT_ONCE: Final = 5
LONGEST_WHAT: Final = 160


@dataclass(frozen=True)
class Weak:
    """One criterion below "met" that no action names yet, with what would help it.

    ``now`` and ``met`` are the framework's words for where the setting stands and where it is met.
    """

    code: str
    title: str
    judged: Judged
    essential: bool
    now: str
    met: str
    steps: tuple[str, ...]


def weakest(facts: Iterable[CriterionFacts], criteria: Sequence[Criterion]) -> tuple[Weak, ...]:
    """The criteria to begin with: those below "met" without an action.

    Essential ones first, then the weakest, then in the framework's order.
    """
    words = {one.code: one for one in criteria}
    found = [
        one for one in facts if one.judged in BELOW_MET and not one.planned and one.code in words
    ]
    places = {one.code: place for place, one in enumerate(criteria)}
    found.sort(
        key=lambda one: (not one.essential, one.judged is not Judged.NOT_YET, places[one.code])
    )
    return tuple(_weak(one, words[one.code]) for one in found)


def _weak(one: CriterionFacts, criterion: Criterion) -> Weak:
    judged = one.judged or Judged.NOT_YET
    return Weak(
        one.code,
        criterion.title,
        judged,
        one.essential,
        criterion.descriptor(judged),
        criterion.descriptor(Judged.MET),
        criterion.tips,
    )


@dataclass(frozen=True)
class Planned:
    """One action as the prompts look at it."""

    what: str
    lead_name: str
    is_over: bool
    is_done: bool
    has_impact: bool
    says_children: bool
    is_late: bool


def prompts(actions: Sequence[Planned], named: Collection[str], weak: Sequence[Weak]) -> list[str]:
    """Friendly questions about a plan, the most useful first; a plan may stand without answers.

    ``named`` are the criteria that some action is for.
    """
    asked = (ask(actions, named, weak) for ask in PROMPTS)
    return [words for words in asked if words]


def _essential_left(
    actions: Sequence[Planned], named: Collection[str], weak: Sequence[Weak]
) -> str | None:
    codes = [one.code for one in weak if one.essential]
    if not codes:
        return None
    return f"{_listed(codes)}: essential, below met, and nothing is planned yet. What could help?"


def _one_carries_all(
    actions: Sequence[Planned], named: Collection[str], weak: Sequence[Weak]
) -> str | None:
    left = [one for one in actions if not one.is_over]
    leads = {one.lead_name.strip().casefold() for one in left}
    if len(left) < MANY_AT_ONCE or len(leads) > 1:
        return None
    return f"{left[0].lead_name} leads every action. Could somebody share the load?"


def _children_have_no_part(
    actions: Sequence[Planned], named: Collection[str], weak: Sequence[Weak]
) -> str | None:
    if not actions or "2.1" in named or any(one.says_children for one in actions):
        return None
    return "No action says yet how children take part. Could they shape one?"


def _late_ones(
    actions: Sequence[Planned], named: Collection[str], weak: Sequence[Weak]
) -> str | None:
    late = [one for one in actions if one.is_late]
    if not late:
        return None
    if len(late) == 1:
        return f"“{_short(late[0].what)}” is late. Does it need another day, or can it stop?"
    return f"{len(late)} actions are late. Do they need another day, or can some stop?"


def _no_impact(
    actions: Sequence[Planned], named: Collection[str], weak: Sequence[Weak]
) -> str | None:
    silent = [one for one in actions if one.is_done and not one.has_impact]
    if not silent:
        return None
    done = f"“{_short(silent[0].what)}” is" if len(silent) == 1 else f"{len(silent)} actions are"
    return f"{done} done. What is better for children since?"


Ask = Callable[[Sequence[Planned], Collection[str], Sequence[Weak]], str | None]
PROMPTS: Final[tuple[Ask, ...]] = (
    _essential_left,
    _late_ones,
    _no_impact,
    _children_have_no_part,
    _one_carries_all,
)


def _short(words: str, longest: int = 60) -> str:
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
