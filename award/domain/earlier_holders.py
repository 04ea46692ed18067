"""Who held the award before this one, as somebody listed them; dates may be missing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from award.domain.registers import LineNote


class HolderAnswer(StrEnum):
    """What a coordinator said of a listed holder; nothing yet, while it is proposed."""

    PROPOSED = "proposed"
    MATCHED = "matched"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class HolderLine:
    """One line of a list of holders; dates and number may be missing."""

    line: int
    name: str
    award: str = ""
    awarded_on: date | None = None
    until_on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class HoldersReading:
    """What a list of holders gave, and honestly what was refused."""

    lines: tuple[HolderLine, ...]
    refused: tuple[LineNote, ...] = ()
