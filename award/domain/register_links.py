"""What the national register says became of what: which number went before which.

A school's number changes when it becomes an academy, is joined with another or is split. The
register writes each such link from both ends. It only proposes: a coordinator says what is so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from award.domain.registers import LineNote

# Why a setting is closed that became one with another; the other's name follows.
BECAME_ONE_WITH: Final = "It became one with "


class LinkEnd(StrEnum):
    """Which end of a link a line is about. The register adds "merged" and "split" to some."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


class Became(StrEnum):
    """What a successor is: one place under a new number, several as one, or a part of one."""

    NEW_NUMBER = "new_number"
    MERGED = "merged"
    SPLIT = "split"


class LinkAnswer(StrEnum):
    """What a coordinator said of a link; nothing yet, while it is proposed."""

    PROPOSED = "proposed"
    EARLIER_NUMBER = "earlier_number"
    NEW_NUMBER = "new_number"
    JOINED = "joined"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One line of the register: ``other`` is the predecessor or successor of ``number``."""

    line: int
    number: str
    other: str
    other_name: str
    end: LinkEnd
    on: date | None = None


@dataclass(frozen=True, slots=True)
class LinksReading:
    """What a file of links gave, and honestly what was refused."""

    lines: tuple[LinkLine, ...]
    refused: tuple[LineNote, ...] = ()
    passed_over: int = 0  # links of another sort: a sixth form centre, a children's centre


@dataclass(frozen=True, slots=True)
class Link:
    """One number that went before another. Names are empty where no line tells them."""

    before: str
    after: str
    before_name: str = ""
    after_name: str = ""
    on: date | None = None


def links_of(lines: Iterable[LinkLine]) -> tuple[Link, ...]:
    """Each link once, however many lines tell of it, in the order of the later number."""
    names: dict[str, str] = {}
    days: dict[tuple[str, str], date | None] = {}
    for one in lines:
        names.setdefault(one.other, one.other_name)
        is_later = one.end is LinkEnd.SUCCESSOR
        pair = (one.number, one.other) if is_later else (one.other, one.number)
        days[pair] = days.get(pair) or one.on
    return tuple(
        Link(before, after, names.get(before, ""), names.get(after, ""), on)
        for (before, after), on in sorted(days.items(), key=lambda pair: _in_order(*pair[0]))
    )


def became(links: Iterable[Link]) -> dict[str, Became]:
    """What each successor is, by its number; a part of something comes before a merger."""
    before, after = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in links:
        before[one.after].add(one.before)
        after[one.before].add(one.after)
    return {
        number: Became.SPLIT
        if any(len(after[one]) > 1 for one in earlier)
        else Became.MERGED
        if len(earlier) > 1
        else Became.NEW_NUMBER
        for number, earlier in before.items()
    }


def answers_open(
    *,
    knows_before: bool,
    knows_after: bool,
    has_moved_on: bool = False,
    is_part: bool = False,
    is_one: bool = False,
) -> tuple[LinkAnswer, ...]:
    """What a coordinator can say of a link, likeliest first, by which ends are settings here.

    ``has_moved_on`` says that the earlier setting goes by another number already, as when it was
    split and went on as another of the parts: it cannot take this number too, nor become one
    with a second part (``is_part``). ``is_one`` says that one setting has had both numbers.
    """
    if is_one:
        return (LinkAnswer.SET_ASIDE,)
    if knows_before and knows_after and not (is_part and has_moved_on):
        return (LinkAnswer.JOINED, LinkAnswer.SET_ASIDE)
    if knows_after and not knows_before:
        return (LinkAnswer.EARLIER_NUMBER, LinkAnswer.SET_ASIDE)
    if knows_before and not has_moved_on:
        return (LinkAnswer.NEW_NUMBER, LinkAnswer.SET_ASIDE)
    return (LinkAnswer.SET_ASIDE,)


@dataclass(frozen=True, slots=True)
class JoiningFacts:
    """What is known of two settings that would become one, and what was chosen for each.

    ``hold_awards`` counts which of the two hold one: an award and the next one after it belong
    together, and are no choice. ``in_question`` are the numbers of awards that would end as
    history although something is proposed against them, or they are suspended. ``gone`` names
    each of the two that became one with another setting before, and that other.
    """

    open_journeys: int
    hold_awards: int
    chose_journey: bool
    chose_award: bool
    same_place: bool = False
    in_question: tuple[str, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()


def joining_blockers(facts: JoiningFacts) -> tuple[str, ...]:
    """Why two settings cannot become one yet: one open journey and one award can be left."""
    found = []
    if facts.same_place:
        found.append("Choose two different settings")
    found += [f"{one} became one with {other} already" for one, other in facts.gone]
    if facts.open_journeys > 1 and not facts.chose_journey:
        found.append("Choose which journey goes on: the other one is closed as merged")
    if facts.hold_awards > 1 and not facts.chose_award:
        found.append("Choose which award stands: the other one is kept as history")
    found += [
        f"Have the panel settle first what is asked about award {number}, or let that award stand"
        for number in facts.in_question
    ]
    return tuple(found)


def _in_order(before: str, after: str) -> tuple[int, int]:
    return int(after), int(before)
