"""What a kind of setting decides, in sentences, and what a change of it changes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from award.domain.calendars import CalendarKind
from award.domain.kinds import Kind, KindCriteria
from award.domain.numbers import OfficialNumber
from award.domain.spoken import listed

CALENDAR_WORDS: Final = {
    CalendarKind.SCHOOL_TERMS: "School days, in its terms",
    CalendarKind.WORKING_DAYS: "Working days, Monday to Friday",
    CalendarKind.OWN_DAYS: "The days on which the setting is open",
}
ASKED_WORDS: Final = {
    KindCriteria.ALL: "All criteria",
    KindCriteria.CLUB: "Those for clubs run by volunteers",
}
NAMES: Final = {
    "label": "The kind",
    "people": "Its children",
    "person": "One child",
    "size_word": "Its size",
    "approver_titles": "Who approves",
    "governing_bodies": "Who governs",
    "calendar": "Days are counted by",
    "criteria": "The criteria asked",
    "lead_may_approve": "The lead may also approve",
    "hidden_by_default": "Kept out of everything public from the start",
    "numbers": "Its official numbers",
}


MOST_NAMED: Final = 8


class Reach(StrEnum):
    """Whom a change of a kind concerns."""

    WORDS = "words"
    DAYS = "days"
    ASKED = "asked"
    APPROVALS = "approvals"
    ADDED = "added"
    NUMBERS = "numbers"


REACHES: Final = {
    "calendar": Reach.DAYS,
    "criteria": Reach.ASKED,
    "lead_may_approve": Reach.APPROVALS,
    "hidden_by_default": Reach.ADDED,
    "numbers": Reach.NUMBERS,
}


def kind_changes(before: Kind, after: Kind, known: Mapping[str, OfficialNumber]) -> list[str]:
    """What is different, one sentence each: as it was, and as it is now."""
    return [_changed(before, after, name, known) for name in _different(before, after)]


def _changed(before: Kind, after: Kind, name: str, known: Mapping[str, OfficialNumber]) -> str:
    was, now = _read(before, name, known), _read(after, name, known)
    if isinstance(getattr(after, name), bool):
        return f"{NAMES[name]}: {was} before, {now} now."
    were, are = ("were", "are") if name == "numbers" else ("was", "is")
    return f"{NAMES[name]} {were} “{was}” and {are} “{now}” now."


def number_names(kind: Kind, known: Mapping[str, OfficialNumber]) -> str:
    """The official numbers of a kind by their names; “none” where it has none."""
    return listed([known[one].name for one in kind.numbers if one in known]) or "none"


def _read(kind: Kind, name: str, known: Mapping[str, OfficialNumber]) -> str:
    return number_names(kind, known) if name == "numbers" else _shown(getattr(kind, name))


def reach_of(before: Kind, after: Kind) -> list[Reach]:
    """Whom the changes concern, each once, in the order of the form."""
    found = (REACHES.get(name, Reach.WORDS) for name in _different(before, after))
    return list(dict.fromkeys(found))


def named_briefly(names: Sequence[str]) -> str:
    """The first of these settings by name, and how many more there are."""
    shown = [*names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        shown.append(f"{len(names) - MOST_NAMED:,} more")
    return listed(shown)


def both_parts_words(names: Sequence[str]) -> str:
    """What becomes of settings where one person leads and approves, once that is not allowed."""
    return (
        f"At {named_briefly(names)} one person leads and approves. From then on somebody else has "
        "to approve there: invite them first, or leave it allowed."
    )


def _different(before: Kind, after: Kind) -> Sequence[str]:
    return [name for name in NAMES if getattr(before, name) != getattr(after, name)]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, CalendarKind):
        return CALENDAR_WORDS[value]
    if isinstance(value, KindCriteria):
        return ASKED_WORDS[value]
    return ", ".join(value) if isinstance(value, tuple) else str(value)
