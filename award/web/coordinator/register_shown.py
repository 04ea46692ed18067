"""What a preview of the register shows: what needs a look first, the new settings by kind last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from award.actions.comparing import FIELDS, OF_GROUP
from award.actions.planning_import import ImportPlan, PlannedPlace
from award.domain.registers import RegisterReading
from award.domain.spoken import listed
from award.queries.settings import list_kinds
from award.storage.db import db
from award.web.kit.access import actor
from award.web.kit.filters import plural

MOST_SHOWN: Final = 50
# What a person reads for a column of the register; the others have plain names already.
COLUMN_NAMES: Final[Mapping[str, str]] = {
    "LA (code)": "The council’s number",
    "EstablishmentTypeGroup (name)": "Group of types",
    "OpenDate": "The day it opened",
    "CloseDate": "The day it closed",
    "PhaseOfEducation (name)": "Phase",
    "StatutoryLowAge": "Youngest age",
    "StatutoryHighAge": "Oldest age",
    "NumberOfPupils": "Children on roll",
    "Trusts (name)": "Trust",
    "Trusts (code)": "The trust’s number",
    "Federations (name)": "Federation",
    "Federations (code)": "The federation’s number",
    "Address3": "Third line of the address",
    "County (name)": "County",
    "AdministrativeWard (name)": "Ward",
    "SchoolWebsite": "Website",
    "TelephoneNum": "Telephone",
}


def places_of(plan: ImportPlan) -> dict[str, Sequence[PlannedPlace]]:
    """Everything that the plan changes or names, by what becomes of it."""
    return {
        "Known, but no setting": plan.known,
        "Closed": plan.closed,
        "Changed": plan.changed,
        "New": plan.added,
    }


def register_shown(plan: ImportPlan, reading: RegisterReading) -> dict[str, Any]:
    """What the preview's page asks for."""
    return {
        "counts": _counts(plan, reading),
        "parts": [
            _part(words, found)
            for words, found in places_of(plan).items()
            if found and words != "New"
        ],
        "new_kinds": _by_kind(plan, reading),
        "refused_lines": plan.refused[:MOST_SHOWN],
        "more_refused": max(0, len(plan.refused) - MOST_SHOWN),
        "blanks": [
            (COLUMN_NAMES.get(column, column), plural(count, "row"))
            for column, count in plan.blanks.items()
            if count
        ],
        "left_out": reading.left_out[:MOST_SHOWN],
        "missing": [COLUMN_NAMES.get(one, one) for one in reading.columns_missing],
        "can_keep": any(places_of(plan).values()) or bool(plan.proposed),
        "proposes": bool(plan.proposed),
    }


def kept_words(done: ImportPlan) -> str:
    """What bringing the register in has done, in sentences."""
    counted = {
        "{} came in": done.added,
        "{} changed": done.changed,
        "{} closed": done.closed,
        "{} kept as known of only": done.known,
    }
    said = [
        words.format(plural(len(found), "setting")) for words, found in counted.items() if found
    ]
    refused = len(done.refused)
    more = f" {plural(refused, 'line')} could not be taken." if refused else ""
    return f"The register is in: {listed(said) if said else 'nothing has changed'}.{more}"


def _counts(plan: ImportPlan, reading: RegisterReading) -> list[dict[str, str]]:
    counted = {
        "For you to say": len(plan.proposed),
        **{words: len(found) for words, found in reversed(places_of(plan).items())},
        "Refused lines": len(plan.refused),
        "As they were": plan.unchanged,
        "Of other authorities": reading.elsewhere,
    }
    return [{"key": key, "value": str(value)} for key, value in counted.items() if value]


def _part(words: str, found: Sequence[PlannedPlace]) -> dict[str, Any]:
    return {
        "words": words,
        "lines": [_line(one) for one in found[:MOST_SHOWN]],
        "more": max(0, len(found) - MOST_SHOWN),
    }


def _line(one: PlannedPlace) -> dict[str, Any]:
    changes = [
        f"{made.what}: {made.was or 'blank'} becomes {made.becomes or 'none'}"
        for made in one.changes
    ]
    said = [one.reason, *changes]
    if one.still_open:
        said.append("Its journey is still open: look at it")
    return {"name": one.name, "number": one.number, "said": [words for words in said if words]}


def proposed_words(one: PlannedPlace) -> str:
    """What the register says of a setting, to be ticked where it is so."""
    name, group = (
        next((made for made in one.changes if made.what == what), None)
        for what in (FIELDS["name"], OF_GROUP)
    )
    parts = [f"{name.was} is now called {name.becomes}"] if name else []
    if one.reason:
        parts.append("It has closed" if parts else f"{one.name} has closed")
    if group:
        who = "It" if parts else one.name
        parts.append(f"{who} has left {group.was}. What they share with each other ends")
    if one.still_open:
        parts.append("Its journey is still open: look at it")
    return ". ".join(parts)


def _by_kind(plan: ImportPlan, reading: RegisterReading) -> list[dict[str, Any]]:
    """The new settings under the name of their kind, each kind to be opened on its own."""
    labels = {one.code: one.label for one in list_kinds(db.session(), actor())}
    kinds = {one.urn: one.kind_code or "" for one in reading.rows}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in plan.added:
        label = labels.get(kinds.get(one.number, ""), labels.get("other", "Other"))
        found[label].append(f"{one.name} ({one.number})")
    return [
        {"words": f"{label}: {len(names)}", "names": sorted(names)}
        for label, names in sorted(found.items())
    ]
