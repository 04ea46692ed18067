"""The ways to look at a plan: by the day, by criterion, by person, and along the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain.facts import CriterionFacts
from award.domain.frameworks import Criterion
from award.domain.plan_prompts import BELOW_MET
from award.queries.plans import name_key
from award.web.kit.filters import number_word, plural
from award.web.kit.pages import Link
from award.web.kit.plan_rows import ActionRow


class View(StrEnum):
    """One way to look at a plan; the values stand in addresses."""

    DAY = "day"
    CRITERION = "criterion"
    PERSON = "person"
    TIME = "time"


WORDS: Final = {
    View.DAY: "By day",
    View.CRITERION: "By criterion",
    View.PERSON: "By person",
    View.TIME: "Timeline",
}


@dataclass(frozen=True)
class Bunch:
    """Some actions under a heading. ``asks`` says that nothing is planned there and could be."""

    heading: str
    lead: str
    rows: Sequence[ActionRow]
    code: str = ""
    asks: str = ""
    is_essential: bool = False


def view_asked(given: str | None) -> View:
    """The view that an address names; by the day where it names none."""
    return View(given) if given in list(View) else View.DAY


def view_links(view: View, address: str) -> list[Link]:
    """The tabs from one view to the others."""
    return [
        Link(words, address if one is View.DAY else f"{address}?view={one}", one is view)
        for one, words in WORDS.items()
    ]


def by_criterion(
    rows: Sequence[ActionRow],
    criteria: Sequence[Criterion],
    facts: Iterable[CriterionFacts],
    labels: Mapping[str, str],
) -> list[Bunch]:
    """The criteria in order: those with actions, and those below "met" that have none."""
    known = {one.code: one for one in facts}
    found, over = [], any(row.has_ended for row in rows)
    for one in criteria:
        own = to_do_first([row for row in rows if one.code in row.action.criteria])
        judged = known[one.code].judged
        below = judged in BELOW_MET
        if not own and not below:
            continue
        stands = f"You say: {labels[judged].lower()}." if judged in labels and judged else ""
        asks = (
            "" if own else "Nothing was planned here." if over else "Nothing is planned here yet."
        )
        found.append(
            Bunch(
                f"{one.code} {one.title}",
                " ".join(part for part in (stands, counted(own)) if part),
                own,
                one.code,
                asks,
                known[one.code].essential,
            )
        )
    return found


def by_person(rows: Sequence[ActionRow]) -> list[Bunch]:
    """Who leads what: those with the most to do first, names written alike taken together."""
    found: dict[str, list[ActionRow]] = {}
    for row in rows:
        found.setdefault(name_key(row.action.lead_name), []).append(row)
    bunches = [
        Bunch(own[0].action.lead_name, counted(own), to_do_first(own)) for own in found.values()
    ]
    return sorted(bunches, key=lambda one: (-_left(one.rows), one.heading.casefold()))


def to_do_first(rows: Sequence[ActionRow]) -> list[ActionRow]:
    """What is still to do before what is over; else in the order given."""
    return sorted(rows, key=lambda one: one.is_over)


def _left(rows: Sequence[ActionRow]) -> int:
    return sum(not one.is_over for one in rows)


def counted(rows: Sequence[ActionRow]) -> str:
    """3 actions, 2 still to do, one of them late."""
    if not rows:
        return ""
    left, late = _left(rows), sum(one.is_late for one in rows)
    said = plural(len(rows), "action")
    if rows[0].has_ended:
        return f"{said}, {f'{number_word(left)} not finished' if left else 'none left open'}."
    if not left:
        return f"{said}, nothing left to do."
    said += f", {number_word(left)} still to do" if left != len(rows) else " to do"
    return f"{said}, {number_word(late)} late." if late else f"{said}."
