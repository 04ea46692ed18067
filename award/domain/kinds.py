"""What a kind of setting is: who approves, what its people are called, which days it counts by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from award.domain.calendars import CalendarKind
from award.domain.wording import speak_of


class Family(StrEnum):
    """Kinds that share the wording of a criterion."""

    SCHOOL = "school"
    EARLY_YEARS = "early_years"
    CHILDRENS_HOME = "childrens_home"
    CLUB = "club"
    PLAY = "play"
    OTHER = "other"


class Scheme(StrEnum):
    """The register that an identifier belongs to, where everybody has it; NONE: none at all."""

    GIAS_URN = "gias_urn"
    OFSTED_URN = "ofsted_urn"
    UKPRN = "ukprn"
    CHARITY = "charity"
    COMPANY = "company"
    NONE = "none"


class KindCriteria(StrEnum):
    """Which criteria a kind is asked: all of them, or those marked for volunteer-run clubs."""

    ALL = "all"
    CLUB = "club"


@dataclass(frozen=True)
class Kind:
    """One kind of setting. Its lists are offers for a form; the first entry is the usual one.

    ``identifier_schemes`` are codes of official numbers, of everybody's or of the authority's own.
    ``origin`` is the code of the framework's kind from which an authority copied it.
    """

    code: str
    label: str
    family: Family
    approver_titles: tuple[str, ...]
    governing_bodies: tuple[str, ...]
    people: str
    person: str
    size_word: str
    calendar: CalendarKind
    identifier_schemes: tuple[str, ...]
    lead_may_approve: bool
    hidden_by_default: bool
    criteria: KindCriteria
    origin: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The codes of the official numbers that it has, the usual one first."""
        return tuple(one for one in self.identifier_schemes if one != Scheme.NONE)

    def is_one_of(self, codes: Iterable[str]) -> bool:
        """Whether it is among the framework's kinds with these codes, itself or as a copy."""
        return bool({self.code, self.origin} & set(codes))

    def copied_as(self, code: str) -> Self:
        """The same under a code of its own; it stays known from which of the framework's it is."""
        return replace(self, code=code, origin=self.origin or self.code)

    def say(self, text: str) -> str:
        """The text with this kind's words for children."""
        return speak_of(text, people=self.people, person=self.person)

    def as_content(self) -> dict[str, Any]:
        """Plain values, for the kind's row; ``from_content`` reads them back."""
        return {
            one.name: list(value) if isinstance(value, tuple) else value
            for one in fields(self)
            for value in (getattr(self, one.name),)
            if one.name != "origin" or value
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """The kind that a row's plain values describe. Raises ValueError for unknown words."""
        lists = ("approver_titles", "governing_bodies", "identifier_schemes")
        return cls(
            **{
                **content,
                **{name: tuple(content[name]) for name in lists},
                "family": Family(content["family"]),
                "calendar": CalendarKind(content["calendar"]),
                "criteria": KindCriteria(content["criteria"]),
            }
        )
