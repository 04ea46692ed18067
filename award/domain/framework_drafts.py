"""Works on the draft of a framework: finds, changes, adds and removes its parts, and compares."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from award.domain.kinds import Family

Tables = dict[str, Any]
HEAD: Final = "framework"
HEAD_WORDS: Final = {
    "name": "What the award is called",
    "intro": "What it is for",
    "disclaimer": "What it does not mean",
    "judging_rule": "How to judge",
    "impact_rule": "How impact is shown",
    "no_case_rule": "Where there was no case",
    "any_way_rule": "What to “say” means",
    "data_rule": "What is never sent",
}
STANDARD_WORDS: Final = {
    "title": "Its title",
    "child_title": "As a child would say it",
    "intro": "What it is about",
}
CRITERION_WORDS: Final = {
    "title": "Its title",
    "wording": "What it asks",
    "why": "Why it matters",
    "essential": "Whether it is essential",
    "club": "Whether clubs are asked",
    "not_applicable_for": "The kinds to which it does not apply",
    "tips": "The tips",
    "descriptors": "What each point looks like",
    "evidence": "The evidence that fits",
    "seen_heard": "The questions",
    "variants": "The words for some settings",
}
CHECKLIST: Final = "policy_checklist"
POINT_WORDS: Final = {
    "text": "What it asks",
    "looks_like": "What good looks like",
    "criterion": "Its criterion",
    "severity": "How strongly it is asked",
    "applies_to": "Whose policy it is for",
    "whose": "Who answers it",
}
CODE: Final = re.compile(r"(.*?)(\d+)")
POINT: Final = re.compile(r"p(\d+)")


def fingerprint(part: object) -> int:
    """A number that is another one as soon as anything in this part is; forms carry it."""
    text = json.dumps(part, sort_keys=True, ensure_ascii=False)
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def row_of(tables: Mapping[str, Any], name: str, code: str) -> Tables | None:
    """The standard or criterion with this code, as a table; None where there is none."""
    rows: list[Tables] = tables.get(name, [])
    return next((one for one in rows if one.get("code") == code), None)


def with_head(tables: Tables, given: Mapping[str, Any]) -> Tables:
    """The draft with other words at its head."""
    return {**tables, HEAD: {**tables[HEAD], **given}}


def with_row(tables: Tables, name: str, code: str, given: Mapping[str, Any]) -> Tables:
    """The draft with other words in one standard or criterion; what is not given stays."""
    rows = [{**one, **given} if one["code"] == code else one for one in tables[name]]
    return {**tables, name: rows}


def with_variant(tables: Tables, code: str, family: Family, given: Mapping[str, Any]) -> Tables:
    """The draft with one criterion's words for a family; given nothing, it reads the usual ones."""
    row = row_of(tables, "criteria", code) or {}
    variants = {**row.get("variants", {}), str(family): dict(given)}
    kept = {name: one for name, one in variants.items() if one}
    return {
        **tables,
        "criteria": [
            {**{k: v for k, v in one.items() if k != "variants"}, **_given("variants", kept)}
            if one["code"] == code
            else one
            for one in tables["criteria"]
        ],
    }


def _given(name: str, value: Mapping[str, Any]) -> Tables:
    return {name: dict(value)} if value else {}


def with_criterion(
    tables: Tables, standard: str, title: str, *, before: Mapping[str, Any]
) -> tuple[Tables, str]:
    """The draft with a new criterion at the end of a standard, and its code; the rest is empty.

    A code of the version ``before`` is not given to another criterion: renewals compare by it.
    """
    code = next_code(standard, tables, before)
    new: Tables = {
        "code": code,
        "standard": standard,
        "essential": False,
        "title": title,
        "wording": "",
        "why": "",
        "tips": [],
        "club": False,
        "not_applicable_for": [],
        "descriptors": {},
        "evidence": [],
        "seen_heard": [],
    }
    rows = list(tables["criteria"])
    last = max((n for n, one in enumerate(rows) if one["standard"] == standard), default=len(rows))
    return {**tables, "criteria": [*rows[: last + 1], new, *rows[last + 1 :]]}, code


def without_criterion(tables: Tables, code: str) -> Tables:
    """The draft without a criterion, and without the lines of the policy checklist that it had."""
    return {
        **tables,
        "criteria": [one for one in tables["criteria"] if one["code"] != code],
        CHECKLIST: [one for one in tables.get(CHECKLIST, []) if one.get("criterion") != code],
    }


def with_point(
    tables: Tables, given: Mapping[str, Any], *, before: Mapping[str, Any]
) -> tuple[Tables, str]:
    """The draft with a new point at the end of the policy checklist, and its code.

    A code of the version ``before`` is not given to another: a check shows last year's answers by
    it.
    """
    rows = tables.get(CHECKLIST, [])
    known = [POINT.fullmatch(str(one["code"])) for one in (*rows, *before.get(CHECKLIST, []))]
    code = f"p{max((int(one[1]) for one in known if one), default=0) + 1:02}"
    return {**tables, CHECKLIST: [*rows, {"code": code, **given}]}, code


def without_point(tables: Tables, code: str) -> Tables:
    """The draft without one point of the policy checklist."""
    rows = [one for one in tables.get(CHECKLIST, []) if one["code"] != code]
    return {**tables, CHECKLIST: rows}


def next_code(standard: str, *versions: Mapping[str, Any]) -> str:
    """The code that follows the last one that a standard has in any of these versions."""
    last = 0
    for one in (row for tables in versions for row in tables["criteria"]):
        head, _, tail = str(one["code"]).rpartition(".")
        if head == standard and tail.isdecimal():
            last = max(last, int(tail))
    return f"{standard}.{last + 1}"


def next_version(versions: Sequence[str], current: str) -> str:
    """A name for the version after the current one that none of those known has."""
    found = CODE.fullmatch(current)
    head, number = (found[1], int(found[2])) if found else (f"{current}.", 0)
    while f"{head}{number + 1}" in versions:
        number += 1
    return f"{head}{number + 1}"


def draft_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """What is different in a draft, one sentence for each part of it that was touched."""
    said = []
    if touched := _touched(before[HEAD], after[HEAD], HEAD_WORDS):
        said.append(f"The award as a whole: {touched}.")
    said += _rows_said(before, after, "standards", "Standard", STANDARD_WORDS)
    said += _rows_said(before, after, "criteria", "Criterion", CRITERION_WORDS)
    said += _rows_said(before, after, CHECKLIST, "Policy point", POINT_WORDS)
    return tuple(said)


def _rows_said(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    name: str,
    what: str,
    words: Mapping[str, str],
) -> list[str]:
    said = []
    for one in after.get(name, []):
        old = row_of(before, name, one["code"])
        if old is None:
            said.append(f"{what} {one['code']}, “{_title(one)}”, is new.")
        elif touched := _touched(old, one, words):
            said.append(f"{what} {one['code']}, “{_title(one)}”: {touched}.")
    kept = {one["code"] for one in after.get(name, [])}
    said += [
        f"{what} {one['code']}, “{_title(one)}”, is taken out."
        for one in before.get(name, [])
        if one["code"] not in kept
    ]
    return said


def _title(row: Mapping[str, Any]) -> str:
    """What a part is called; a point of the checklist has no title but what it asks."""
    return str(row.get("title") or row.get("text", "")).rstrip(".")


def _touched(old: Mapping[str, Any], new: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Which fields differ, in words: “its title and the tips”."""
    found = [said for name, said in words.items() if old.get(name) != new.get(name)]
    named = [one[:1].lower() + one[1:] for one in found]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def copy_of(tables: Mapping[str, Any], *, version: str) -> Tables:
    """A draft to work on, which shares nothing with what it was made from."""
    return with_head(deepcopy(dict(tables)), {"version": version})
