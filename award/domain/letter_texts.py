"""Fills in the text of a letter: closed fields in double brackets, and nothing cleverer.

A text begins with a line "Subject: ...". A line "Button: ..." may follow: the words on its link
where the letter is shown as a page. The letter itself comes after an empty line.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

SUBJECT: Final = "Subject:"
BUTTON: Final = "Button:"
LINK: Final = "((link))"
NAMELESS: Final = "a setting"  # said of one whose name is told to its own people only
_FIELD: Final = re.compile(r"\(\((.*?)\)\)")
_BEGINS: Final = re.compile(r"(?:\A|\n\s*|[.?!]\s+)\Z")


class TextFault(Exception):
    """A letter's text, or what it was given, cannot become a letter; the sentence says why."""


class Letter(NamedTuple):
    """A letter's three pieces, with its fields filled in or not."""

    subject: str
    body: str
    button: str


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
    subject, body, button = parts_of(text)
    if not subject:
        faults.append(f"The first line needs to begin with “{SUBJECT}” and go on with some words.")
    if not body:
        faults.append("The letter needs some words below its subject.")
    if button and LINK not in body:
        faults.append(f"There are words for a button, but no link. Write {LINK} where it belongs.")
    return tuple(faults)


def render_letter(text: str, fields: Mapping[str, str]) -> Letter:
    """The letter with each field filled in once.

    Raises TextFault when the text asks for a field that is not given, or has no subject or body.
    What is filled in is never read as a field again, and cannot break the subject's line.
    """
    faults = check_text(text, frozenset(fields))
    if faults:
        raise TextFault(" ".join(faults))
    subject, body, button = parts_of(text)
    return Letter(_line(subject, fields), _filled(body, fields) + "\n", _line(button, fields))


def parts_of(text: str) -> Letter:
    """The pieces of a text as it is written, fields and all."""
    first, _, rest = text.partition("\n")
    if not first.startswith(SUBJECT):
        return Letter("", text.strip(), "")
    second, _, after = rest.partition("\n")
    has_button = second.startswith(BUTTON)
    return Letter(
        first.removeprefix(SUBJECT).strip(),
        (after if has_button else rest).strip(),
        second.removeprefix(BUTTON).strip() if has_button else "",
    )


def text_of(letter: Letter) -> str:
    """The text that these pieces are the pieces of."""
    subject, button = (" ".join(one.split()) for one in (letter.subject, letter.button))
    head = f"{SUBJECT} {subject}\n" + (f"{BUTTON} {button}\n" if button else "")
    return f"{head}\n{letter.body.strip()}\n"


def _line(text: str, fields: Mapping[str, str]) -> str:
    return " ".join(_filled(text, fields).split())


def _filled(text: str, fields: Mapping[str, str]) -> str:
    """Names stand as they are; what stands for one begins a sentence with a capital."""

    def said(found: re.Match[str]) -> str:
        value = fields[found[1]]
        return begun(value) if _BEGINS.search(text, 0, found.start()) else value

    for name, value in fields.items():
        if not value:  # what has nothing to say leaves no gap behind
            text = text.replace(f" (({name}))", "")
    return _FIELD.sub(said, text)


def begun(name: str) -> str:
    """A setting's name where a sentence begins: as it is, or with a capital if it is not told."""
    return name.capitalize() if name == NAMELESS else name


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"(({name}))" for name in sorted(names))
