"""What is given and what is missing, for every criterion at a glance, ready to be drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from award.domain.coverage import Covered, Piece, Shown, Slot, covered
from award.domain.frameworks import Criterion, standards_for
from award.queries.pieces import titles_of
from award.queries.remarks import list_hidden_marks
from award.storage.db import db
from award.storage.facts import JourneyFacts
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_short

SOMETHING_ELSE: Final = "Something else"
# The tone, the shape and the words of a slot. No two share a shape.
LOOKS: Final[dict[Shown, tuple[str, str, str]]] = {
    Shown.ACCEPTED: ("done", "tick", "Accepted"),
    Shown.GIVEN: ("given", "file", "Given"),
    Shown.NEEDS_MORE: ("attention", "sign", "Needs more"),
    Shown.TOO_OLD: ("attention", "clock", "Too old"),
    Shown.NOT_RELEVANT: ("stopped", "dash", "Does not fit here"),
    Shown.ON_THE_DAY: ("given", "eye", "Shown on the day"),
    Shown.MISSING: ("missing", "ring", "Not there yet"),
}


@dataclass(frozen=True)
class Cell:
    """One slot: its shape and words, what is expected, what was given, and anything to be said."""

    tone: str
    icon: str
    words: str
    expected: str
    pieces: list[str]
    more: str = ""


@dataclass(frozen=True)
class Row:
    """One criterion with its slots."""

    code: str
    title: str
    href: str
    essential: bool
    applies: bool
    is_supported: bool
    cells: list[Cell]

    @property
    def words(self) -> str:
        """Whether there is enough, in two words."""
        if not self.applies:
            return "Does not apply here"
        return "Enough for now" if self.is_supported else "Still needed"


@dataclass(frozen=True)
class Chapter:
    """One standard: how many of its criteria have enough."""

    title: str
    rows: list[Row]

    @property
    def enough(self) -> int:
        return sum(one.is_supported for one in self.rows if one.applies)

    @property
    def total(self) -> int:
        return sum(one.applies for one in self.rows)


@dataclass(frozen=True)
class Coverage:
    """Every criterion by standard, and what the signs mean."""

    chapters: list[Chapter]
    looked: str
    legend: list[tuple[str, str, str]] = field(default_factory=lambda: list(LOOKS.values()))

    @property
    def enough(self) -> int:
        return sum(one.enough for one in self.chapters)

    @property
    def total(self) -> int:
        return sum(one.total for one in self.chapters)


def pieces_seen(journey: Journey, facts: JourneyFacts) -> tuple[Piece, ...]:
    """What counts, as the actor may see it: what a closed judge said of a piece is left out."""
    hidden = list_hidden_marks(db.session(), actor(), journey)
    return tuple(
        replace(one, said=Shown.GIVEN) if one.item_id in hidden else one for one in facts.pieces
    )


def coverage_of(journey: Journey, facts: JourneyFacts, address: Callable[[str], str]) -> Coverage:
    """The coverage as far as the actor sees it; ``address`` leads to the page of a criterion."""
    titles = titles_of(db.session(), actor(), facts.journey, facts.pieces)
    pieces = [one for one in pieces_seen(journey, facts) if one.item_id in titles]
    known = {one.code: one for one in criteria_of(journey)}
    essential = {one.code for one in facts.criteria if one.essential}
    rows = [
        _row(one, known[one.code], titles, address, essential=one.code in essential)
        for one in covered(criteria_of(journey), facts.criteria, pieces)
    ]
    chapters = []
    for standard in standards_for(framework_of(journey.framework), kind_of(journey.setting)):
        own = [one for one in rows if known[one.code].standard == standard.code]
        if own:
            chapters.append(Chapter(f"{standard.code} {standard.title}", own))
    return Coverage(chapters, looked_words(facts))


def _row(
    one: Covered,
    criterion: Criterion,
    titles: Mapping[int, str],
    address: Callable[[str], str],
    *,
    essential: bool,
) -> Row:
    cells = [_cell(slot, titles) for slot in one.slots]
    href = address(one.code)
    return Row(
        one.code, criterion.title, href, essential, one.applies, one.is_supported, cells
    )  # fmt: skip


def _cell(slot: Slot, titles: Mapping[int, str]) -> Cell:
    tone, icon, words = LOOKS[slot.standing]
    names = [titles.get(one.item_id, "") for one in slot.pieces]
    expected = slot.expected or (SOMETHING_ELSE if slot.pieces else "")
    old = [one for one in slot.pieces if one.standing is Shown.TOO_OLD]
    more = age_words(old[0]) if slot.standing is Shown.TOO_OLD else ""
    return Cell(tone, icon, words, expected, names, more)


def age_words(piece: Piece) -> str:
    """Of when a piece is, and from when it would have to be."""
    return f"From {day_short(piece.dated_on)}. It has to be from {day_short(piece.oldest_on)} on"


def looked_words(facts: JourneyFacts) -> str:
    """The day for which evidence has to be fresh, in words."""
    if facts.booked_on is not None:
        return f"the visit on {day_short(facts.looked_on)}"
    if facts.looked_on != facts.today:
        return f"the panel on {day_short(facts.looked_on)}"
    return "today"


def codes_too_old(pieces: list[Piece]) -> str:
    """The criteria for which one item is too old, in words; empty where it is for none."""
    codes = sorted({one.criterion for one in pieces if one.standing is Shown.TOO_OLD})
    return ", ".join(codes)
