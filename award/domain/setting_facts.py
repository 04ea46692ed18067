"""What is written down of a setting, and what is wrong with it before it can be kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from award.domain.numbers import OfficialNumber

OLDEST: Final = 25
WEB: Final = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)
NO_WEBSITE: Final = "Write the website’s address, like https://www.willow-lane.example"


@dataclass(frozen=True)
class SettingFacts:
    """A setting in plain values. ``numbers`` are those that it has now, by their codes."""

    name: str
    kind: str
    state: str
    state_reason: str = ""
    address: str = ""
    postcode: str = ""
    ward: str = ""
    phase: str = ""
    low_age: int | None = None
    high_age: int | None = None
    size: int | None = None
    telephone: str = ""
    website: str = ""
    is_authority_own: bool = False
    is_hidden: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)


# What each of them is called in a sentence; those that are ticked say it of themselves.
FACT_NAMES: Final = {
    "name": "Name",
    "kind": "Kind",
    "state": "State",
    "state_reason": "Why",
    "address": "Address",
    "postcode": "Postcode",
    "ward": "Ward",
    "phase": "Phase",
    "low_age": "Youngest age",
    "high_age": "Oldest age",
    "size": "How many come",
    "telephone": "Telephone",
    "website": "Website",
    "is_authority_own": "Belongs to the authority",
    "is_hidden": "Kept out of everything public",
}


def fact_faults(facts: SettingFacts) -> list[tuple[str, str]]:
    """What is to be put right: the name of the fact, and a sentence that says how."""
    found = []
    if not facts.name:
        found.append(("name", "Write the name of the setting"))
    if facts.state == "active" and not facts.kind:
        found.append(("kind", "Choose a kind: without one nobody can take part"))
    if facts.state != "active" and not facts.state_reason:
        found.append(("state_reason", "Say why, in a few words"))
    ages = (facts.low_age, facts.high_age)
    if None not in ages and (facts.low_age or 0) > (facts.high_age or 0):
        found.append(("high_age", "The oldest age comes after the youngest"))
    return found


def number_faults(
    before: SettingFacts, after: SettingFacts, known: Mapping[str, OfficialNumber]
) -> list[tuple[str, str]]:
    """The code of each new number that is not written as it should be, with how to write it.

    One that was there before stays, however it is written: registers are not always tidy.
    """
    return [
        (code, known[code].says())
        for code in changed_numbers(before, after)
        if (value := after.numbers.get(code, "")) and code in known and not known[code].fits(value)
    ]


def website_faults(before: SettingFacts, after: SettingFacts) -> list[tuple[str, str]]:
    """A sentence for a website that leads to no web page; one that was there before stays."""
    fine = after.website in ("", before.website) or WEB.fullmatch(after.website)
    return [] if fine else [("website", NO_WEBSITE)]


def whole_website(words: str) -> str:
    """The address of a website with https:// before it, where only its domain was written."""
    bare = WEB.fullmatch(words)
    return f"https://{words}" if bare and not bare.group(1) else words


def changed_numbers(before: SettingFacts, after: SettingFacts) -> list[str]:
    """The codes of the numbers that are different; a code left out is no longer a number of it."""
    codes = dict.fromkeys([*before.numbers, *after.numbers])
    return [one for one in codes if before.numbers.get(one, "") != after.numbers.get(one, "")]


def changed_facts(before: SettingFacts, after: SettingFacts) -> list[str]:
    """The names of what is different besides its numbers, in their order."""
    return [
        one.name
        for one in fields(SettingFacts)
        if one.name != "numbers" and getattr(before, one.name) != getattr(after, one.name)
    ]


def fact_change(name: str, was: object, now: object) -> str:
    """A sentence of what a fact was and is, by its name; what is ticked was yes or no before."""
    if isinstance(was, bool) and isinstance(now, bool):
        return f"{name}: {fact_words(was)} before, {fact_words(now)} now."
    return f"{name} was {fact_words(was)}, and is {fact_words(now)} now."


def fact_words(value: object) -> str:
    """A fact as it stands in a sentence."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "blank"
    return str(value).replace("\n", ", ")
