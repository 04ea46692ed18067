"""Fills in the text of a letter: closed fields in double brackets, and nothing cleverer."""

import re
from collections.abc import Mapping
from typing import Final

SUBJECT: Final = "Subject:"
_FIELD: Final = re.compile(r"\(\((.*?)\)\)")


class TextFault(Exception):
    """A letter's text, or what it was given, cannot become a letter; the sentence says why."""


def fields_in(text: str) -> frozenset[str]:
    """The names of the fields that a text uses, strange ones too."""
    return frozenset(_FIELD.findall(text))


def check_text(text: str, allowed: frozenset[str]) -> tuple[str, ...]:
    """What is wrong with a letter's text, one sentence each; nothing when it can be sent."""
    faults = [
        f"The letter uses (({name})), which it is not given. It may use: {_listed(allowed)}."
        for name in sorted(fields_in(text) - allowed)
    ]
    left_over = _FIELD.sub("", text)
    if "((" in left_over or "))" in left_over:
        faults.append("A field is not closed. Write each field like this: ((name)).")
    subject, body = _parts(text)
    if not subject:
        faults.append(f"The first line needs to begin with “{SUBJECT}” and go on with some words.")
    if not body:
        faults.append("The letter needs some words below its subject.")
    return tuple(faults)


def render_letter(text: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the body, with each field filled in once.

    Raises TextFault when the text asks for a field that is not given, or has no subject or body.
    What is filled in is never read as a field again, and cannot break the subject's line.
    """
    faults = check_text(text, frozenset(fields))
    if faults:
        raise TextFault(" ".join(faults))
    subject, body = _parts(text)
    return " ".join(_filled(subject, fields).split()), _filled(body, fields) + "\n"


def _parts(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if not first.startswith(SUBJECT):
        return "", text.strip()
    return first.removeprefix(SUBJECT).strip(), rest.strip()


def _filled(text: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: fields[found[1]], text)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"(({name}))" for name in sorted(names))
