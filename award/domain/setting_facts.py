"""What is written down of a setting, and what is wrong with it before it can be kept."""

import re
from dataclasses import dataclass, fields
from typing import Final

from award.domain.kinds import Scheme

GIAS: Final = re.compile(r"\d{6}")
OFSTED: Final = re.compile(r"(?:EY|SC)?\d{6,7}")
OLDEST: Final = 25


@dataclass(frozen=True)
class SettingFacts:
    """A setting in plain values. Numbers are empty where it stands in no such register."""

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
    gias_urn: str = ""
    ofsted_urn: str = ""
    is_authority_own: bool = False
    is_hidden: bool = False


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
    "gias_urn": "School register (URN)",
    "ofsted_urn": "Ofsted number",
    "is_authority_own": "Belongs to the authority",
    "is_hidden": "Kept out of everything public",
}
NUMBERS: Final = {"gias_urn": Scheme.GIAS_URN, "ofsted_urn": Scheme.OFSTED_URN}


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
    if facts.gias_urn and not GIAS.fullmatch(facts.gias_urn):
        found.append(("gias_urn", "The number in the register of schools has six figures"))
    if facts.ofsted_urn and not OFSTED.fullmatch(facts.ofsted_urn):
        words = "An Ofsted number has six or seven figures, some with EY or SC before them"
        found.append(("ofsted_urn", words))
    return found


def changed_facts(before: SettingFacts, after: SettingFacts) -> list[str]:
    """The names of what is different, in their order."""
    return [
        one.name
        for one in fields(SettingFacts)
        if getattr(before, one.name) != getattr(after, one.name)
    ]


def fact_words(name: str, value: object) -> str:
    """A fact as it stands in a sentence."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "blank"
    return str(value).replace("\n", ", ")
