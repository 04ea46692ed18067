"""What a line of history says to a person: days and counts, never codes and digests."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from award.domain.decisions import is_released
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.policy_checks import Holds
from award.storage.journeys import History
from award.storage.settings import Setting
from award.web.kit.filters import day_short
from award.web.kit.kind_words import role_at

CODES: Final = re.compile(r"\d+\.\d+(?:, \d+\.\d+)*(?=: )")
ENDS: Final = (".", "!", "?", "…", ".”", "!”", "?”")
TOLD: Final = {Holds.YES: "found", Holds.NO: "missing"}


def points_told(words: str) -> str:
    """Points of the policy: 17 found, 3 missing; from words like "p01: yes, p02: no"."""
    held = Counter(one.rpartition(": ")[2] for one in words.split(", "))
    told = [f"{held[one]} {said}" for one, said in TOLD.items() if held[one]]
    return f"Points of the policy: {', '.join(told)}." if told else ""


def judged_told(words: str) -> str:
    """4.5: not yet; from words like "4.5: not_yet". All others stay as they are."""
    code, between, judged = words.rpartition(": ")
    if not between or judged not in set(Judged):
        return words
    told = "does not apply" if judged == Judged.NOT_APPLICABLE else judged.replace("_", " ")
    return f"{code}: {told}"


def codes_told(words: str) -> str:
    """1.4, 2.1; from words like "1.4, 2.1: what a piece is called". Of all others nothing."""
    found = CODES.match(words)
    return f"{found[0]}." if found else ""


def released_at(lines: Iterable[History]) -> datetime | None:
    """When a decision was released last: from then what the panel said before it is open."""
    return max((one.at for one in lines if one.what in set(Outcome)), default=None)


def words_shown(line: History) -> str:
    """What stands below a line of history, from a capital to a full stop.

    Names of rows and digests are for the chain alone.
    """
    words = _words_of(line).rstrip()
    stop = "" if words.endswith(ENDS) or not words else "."
    return words[:1].upper() + words[1:] + stop


def _words_of(line: History) -> str:
    if line.what == "policy_reviewed":
        return day_short(date.fromisoformat(line.words))
    if line.what == "passed":
        return line.words.replace("The route does not ask", "This journey does not ask")
    if line.what == "answer_policy_points":
        return points_told(line.words)
    return "" if line.what in ("undo", "freeze_evidence") else judged_told(line.words)


def words_outside(line: History, released: datetime | None) -> str:
    """The same for who is not of the panel: a meeting's reasons are told with the release."""
    kept = line.what == "record_meeting" and not is_released(line.at, released)
    return "" if kept else words_shown(line)


def who_words(name: str, role: Role, place: Setting, *, begins: bool = False) -> str:
    """Who did something, and in which role; what has no other name than its role says it once.

    Who approves at the setting is called as its kind does. Where this ``begins`` a line, a role
    that stands alone has a capital, and a name stays as it is.
    """
    said = role_at(role, place)
    if name not in ("", said):
        return f"{name}, {said}"
    return said[:1].upper() + said[1:] if begins else said
