"""Reads a list of settings that somebody pasted: one to a line, with who leads where it is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from award.domain.running_journeys import E_MAIL, plain

MOST_LINES: Final = 1000
LONGEST: Final = 200  # of one name, as everywhere that a setting is named
SIGNS_BEFORE: Final = re.compile(r"(?:[-–—*•·▪◦]|\d{1,4}[.)])\s+")
NUMBER: Final = re.compile(r"\d{5,8}")
NAMED_ADDRESS: Final = re.compile(r"(.*?)<\s*(\S+@[^\s>]+)\s*>")
HEADINGS: Final = frozenset({
    "name", "names", "school", "schools", "school name", "setting", "settings", "setting name",
    "name of school", "name of setting", "establishment", "establishment name", "urn",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A setting as a line of the list calls it, by name or number, and who leads there.

    ``no_address`` is what stands where an e-mail address would, and is none.
    """

    line: int
    name: str
    number: str = ""
    lead_name: str = ""
    lead_email: str = ""
    no_address: str = ""

    @property
    def said(self) -> str:
        """What the line calls its setting."""
        return self.name or self.number


def read_pasted(text: str) -> list[PastedLine]:
    """The lines that name something, in their order; a line of headings is passed over."""
    found = list[PastedLine]()
    for number, written in enumerate(text.splitlines(), start=1):
        line = _read(number, written)
        if line is not None and (found or plain(line.said) not in HEADINGS):
            found.append(line)
    return found


def _read(number: int, written: str) -> PastedLine | None:
    parts, in_columns = _cells(SIGNS_BEFORE.sub("", written.strip(), count=1))
    cells = [cell for one in parts if (cell := " ".join(one.strip().strip('"').split()))]
    at = next((n for n, one in enumerate(cells) if "@" in one), len(cells))
    lead_name, lead_email = _who(cells[at]) if at < len(cells) else ("", "")
    before = cells[:at]
    official = next((one for one in before if NUMBER.fullmatch(one)), "")
    words = [one for one in before if one != official]
    if not (words or official):
        return None
    if lead_email and not lead_name:
        named = words[1:] if in_columns else [one for one in words[1:] if _is_of(one, lead_email)]
        lead_name = named[-1] if named else ""
    name = words[0] if words else ""
    right = bool(E_MAIL.fullmatch(lead_email)) and len(lead_email) <= LONGEST
    addresses = (lead_email, "") if right else ("", lead_email[:LONGEST])
    return PastedLine(number, name[:LONGEST], official, lead_name[:LONGEST], *addresses)


def _cells(written: str) -> tuple[Sequence[str], bool]:
    """The parts of a line, and whether they are columns: of a spreadsheet, or between semicolons.

    A comma parts only where an address follows, since names have commas too.
    """
    for sign in ("\t", ";"):
        if sign in written:
            return written.split(sign), True
    return (written.split(",") if "@" in written else [written]), False


def _is_of(words: str, address: str) -> bool:
    """Whether an address is most likely that of a person of this name; not where it is a place."""
    own = address.partition("@")[0]
    pieces = set(re.split(r"[^a-z]+", own))
    return any(
        one in pieces or (len(one) > 2 and one in own)
        for one in re.findall(r"[^\W\d_]+", words.lower())
    )


def _who(cell: str) -> tuple[str, str]:
    """The name and the address of “Ben Oak <ben@example.org>”, or of an address alone."""
    found = NAMED_ADDRESS.fullmatch(cell)
    if found is None:
        return "", cell.lower()
    return found[1].strip().strip('"').strip(), found[2].lower()
