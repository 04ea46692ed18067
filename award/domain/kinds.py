"""What a kind of setting is: who approves, what its people are called, which days it counts by."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
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
    """The register that an identifier belongs to."""

    GIAS_URN = "gias_urn"
    OFSTED_URN = "ofsted_urn"
    NONE = "none"


class KindCriteria(StrEnum):
    """Which criteria a kind is asked: all of them, or those marked for volunteer-run clubs."""

    ALL = "all"
    CLUB = "club"


@dataclass(frozen=True)
class Kind:
    """One kind of setting. Its lists are offers for a form; the first entry is the usual one."""

    code: str
    label: str
    family: Family
    approver_titles: tuple[str, ...]
    governing_bodies: tuple[str, ...]
    people: str
    person: str
    size_word: str
    calendar: CalendarKind
    identifier_schemes: tuple[Scheme, ...]
    lead_may_approve: bool
    hidden_by_default: bool
    criteria: KindCriteria

    def say(self, text: str) -> str:
        """The text with this kind's words for children."""
        return speak_of(text, people=self.people, person=self.person)

    def as_content(self) -> dict[str, Any]:
        """Plain values, for the kind's row; ``from_content`` reads them back."""
        return {
            one.name: list(value) if isinstance(value, tuple) else value
            for one in fields(self)
            for value in (getattr(self, one.name),)
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """The kind that a row's plain values describe. Raises ValueError for unknown words."""
        lists = ("approver_titles", "governing_bodies")
        schemes = tuple(Scheme(one) for one in content["identifier_schemes"])
        return cls(
            **{
                **content,
                **{name: tuple(content[name]) for name in lists},
                "family": Family(content["family"]),
                "calendar": CalendarKind(content["calendar"]),
                "identifier_schemes": schemes,
                "criteria": KindCriteria(content["criteria"]),
            }
        )
