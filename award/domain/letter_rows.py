"""What a row of the table of letters is: whom a letter is for, when it goes, what it may say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain.stages import Stage


class Addressee(StrEnum):
    """Whom a letter is for, as a part played in the journey it speaks of.

    ``PERSON`` is the one person concerned: who was invited, asked, reminded. ``VISITOR`` is who
    makes the visit. ``COVER`` is who covers for the coordinator, or else an administrator.
    """

    LEAD = "lead"
    HEAD = "head"
    COORDINATOR = "coordinator"
    COVER = "cover"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    SECOND = "second"
    VISITOR = "visitor"
    PANEL = "panel"
    STEERING = "steering"
    PERSON = "person"


A = Addressee
LEAD_AND_HEAD: Final = (A.LEAD, A.HEAD)

# Every letter may use these; `setting` too, unless it is about an account or the authority.
# `signed` is the coordinator's name above the authority's, where there is one coordinator.
FIELDS_OF_ALL: Final = frozenset({"name", "authority", "signed", "scheme", "link"})


@dataclass(frozen=True)
class Letter:
    """One letter: whom it tells, after which moves or other steps, and the fields its text may use.

    With ``at`` it goes only when the move has led to that stage, and with ``only_with`` only where
    this field has something to say. Its subject is the first line of
    its text. What the calendar sends is tied to "remind", "escalate", "notice" or "digest".
    """

    code: str
    to: tuple[Addressee, ...]
    after: tuple[str, ...]
    fields: frozenset[str]
    at: Stage | None = None
    only_with: str = ""


def letter_row(
    code: str,
    to: tuple[Addressee, ...],
    after: str,
    fields: str = "",
    *,
    place: bool = True,
    at: Stage | None = None,
    only_with: str = "",
) -> Letter:
    """A row of the table: its steps and fields as words, one after the other."""
    own = set(fields.split()) | ({"setting"} if place else set())
    return Letter(code, to, tuple(after.split()), FIELDS_OF_ALL | own, at, only_with)
