"""What the national register of schools says of one place, and which kind of setting that makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

# The sorts of groups that the register knows.
TRUST: Final = "trust"
FEDERATION: Final = "federation"


class RegisterStatus(StrEnum):
    """Whether the register calls a place open; one that is only planned to close is open."""

    OPEN = "open"
    CLOSED = "closed"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Known:
    """A place that stands in the register but is not a setting, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """A trust or federation as the register names it."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class RegisterAddress:
    """Where a place is; easting and northing are metres on the national grid."""

    street: str | None = None
    locality: str | None = None
    address_3: str | None = None
    town: str | None = None
    county: str | None = None
    postcode: str | None = None
    ward: str | None = None
    easting: int | None = None
    northing: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One place as the register gives it. What it leaves blank is None; no person is named.

    ``groups_told`` are the sorts of groups that its file has a column for: where one of them is
    blank, the place is in none.
    """

    urn: str
    name: str
    kind: str | Known
    status: RegisterStatus
    phase: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    low_age: int | None = None
    high_age: int | None = None
    roll: int | None = None
    trust: RegisterGroup | None = None
    federation: RegisterGroup | None = None
    groups_told: frozenset[str] = frozenset()
    address: RegisterAddress = RegisterAddress()
    website: str | None = None
    telephone: str | None = None

    @property
    def kind_code(self) -> str | None:
        """The code of its kind of setting; None where it is known but no setting."""
        return None if isinstance(self.kind, Known) else self.kind

    @property
    def known_because(self) -> str | None:
        """Why it is not a setting; None where it is one."""
        return self.kind.reason if isinstance(self.kind, Known) else None


@dataclass(frozen=True, slots=True)
class LineNote:
    """A line of the file and a sentence about it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What a whole file gave: the rows, and honestly what was refused, left out or blank."""

    rows: tuple[RegisterRow, ...]
    refused: tuple[LineNote, ...]
    left_out: tuple[LineNote, ...]  # single values that could not be read; their rows were kept
    blanks: Mapping[str, int]  # optional column -> rows that leave it blank
    columns_missing: tuple[str, ...]
    elsewhere: int  # rows of other authorities, passed over

    @property
    def settings(self) -> tuple[RegisterRow, ...]:
        return tuple(row for row in self.rows if row.kind_code is not None)

    @property
    def known(self) -> tuple[RegisterRow, ...]:
        return tuple(row for row in self.rows if row.kind_code is None)


_ABROAD: Final = Known("It is outside England")
_UNIVERSITY: Final = Known("It is a university: its students are adults")
_ONLINE: Final = Known("It teaches online only, so there is no place to visit")

# By the register's own name of the type. The types that are missing here are mainstream schools,
# whose phase and ages say more than their type.
KIND_BY_TYPE: Final[Mapping[str, str | Known]] = {
    "academy 16 to 19 sponsor led": "college",
    "academy 16-19 converter": "college",
    "academy alternative provision converter": "alternative_provision",
    "academy alternative provision sponsor led": "alternative_provision",
    "academy secure 16 to 19": "childrens_home",
    "academy special converter": "special",
    "academy special sponsor led": "special",
    "british schools overseas": _ABROAD,
    "children's centre": "family_hub",
    "children's centre linked site": "family_hub",
    "community special school": "special",
    "foundation special school": "special",
    "free schools - alternative provision": "alternative_provision",
    "free schools 16 to 19": "college",
    "free schools alternative provision": "alternative_provision",
    "free schools special": "special",
    "further education": "college",
    "higher education institutions": _UNIVERSITY,
    "institution funded by other government department": "other",
    "local authority nursery school": "early_years",
    "miscellaneous": "other",
    "non-maintained special school": "special",
    "offshore schools": _ABROAD,
    "online provider": _ONLINE,
    "other independent school": "independent",
    "other independent special school": "special",
    "pupil referral unit": "alternative_provision",
    "secure units": "childrens_home",
    "service children's education": _ABROAD,
    "sixth form centres": "college",
    "special post 16 institution": "college",
    "welsh establishment": _ABROAD,
}

TYPE_BY_CODE: Final[Mapping[str, str]] = {
    "1": "community school",
    "2": "voluntary aided school",
    "3": "voluntary controlled school",
    "5": "foundation school",
    "6": "city technology college",
    "7": "community special school",
    "8": "non-maintained special school",
    "10": "other independent special school",
    "11": "other independent school",
    "12": "foundation special school",
    "14": "pupil referral unit",
    "15": "local authority nursery school",
    "18": "further education",
    "24": "secure units",
    "25": "offshore schools",
    "26": "service children's education",
    "27": "miscellaneous",
    "28": "academy sponsor led",
    "29": "higher education institutions",
    "30": "welsh establishment",
    "31": "sixth form centres",
    "32": "special post 16 institution",
    "33": "academy special sponsor led",
    "34": "academy converter",
    "35": "free schools",
    "36": "free schools special",
    "37": "british schools overseas",
    "38": "free schools alternative provision",
    "39": "free schools 16 to 19",
    "40": "university technical college",
    "41": "studio schools",
    "42": "academy alternative provision converter",
    "43": "academy alternative provision sponsor led",
    "44": "academy special converter",
    "45": "academy 16-19 converter",
    "46": "academy 16 to 19 sponsor led",
    "47": "children's centre",
    "48": "children's centre linked site",
    "49": "online provider",
    "56": "institution funded by other government department",
    "57": "academy secure 16 to 19",
}

KIND_BY_GROUP: Final[Mapping[str, str | Known]] = {
    "children's centres": "family_hub",
    "colleges": "college",
    "independent schools": "independent",
    "special schools": "special",
    "universities": _UNIVERSITY,
    "welsh schools": _ABROAD,
}

KIND_BY_PHASE: Final[Mapping[str, str]] = {
    "nursery": "early_years",
    "middle deemed primary": "primary",
    "secondary": "secondary",
    "middle deemed secondary": "secondary",
    "16 plus": "college",
    "all-through": "all_through",
    "all through": "all_through",
}


def kind_for(
    type_name: str | None,
    *,
    group_name: str | None = None,
    phase: str | None = None,
    name: str = "",
    low_age: int | None = None,
    high_age: int | None = None,
) -> str | Known:
    """The code of the kind of setting, or Known with the reason why it is none.

    The type decides where it can, then the group, then the phase, then the ages. What none of
    them settles is "other", so that nothing is lost and the coordinator can put it right.
    """
    by_type = KIND_BY_TYPE.get(_plain(type_name))
    if by_type is not None:
        return by_type
    by_group = KIND_BY_GROUP.get(_plain(group_name))
    if by_group is not None:
        return by_group
    if _plain(phase) == "primary":
        return _primary_kind(name, low_age, high_age)
    return KIND_BY_PHASE.get(_plain(phase)) or _kind_by_ages(name, low_age, high_age)


def _primary_kind(name: str, low_age: int | None, high_age: int | None) -> str:
    """Infant, junior or primary: by the ages, and by the name only where there are none."""
    words = name.casefold()
    says_infant, says_junior = "infant" in words, "junior" in words
    if low_age is None or high_age is None:
        if says_infant != says_junior:
            return "infant" if says_infant else "junior"
        return "primary"
    if low_age >= 7:
        return "junior"
    if high_age <= 7 or (high_age == 8 and says_infant):
        return "infant"
    return "primary"


def _kind_by_ages(name: str, low_age: int | None, high_age: int | None) -> str:
    if low_age is None or high_age is None:
        return "other"
    if high_age <= 5:
        return "early_years"
    if high_age <= 11:
        return _primary_kind(name, low_age, high_age)
    if low_age >= 16:
        return "college"
    if low_age <= 7 and high_age >= 16:
        return "all_through"
    return "secondary" if high_age >= 14 else "primary"


@lru_cache(maxsize=1024)  # there are a few dozen types, and fifty thousand rows
def _plain(words: str | None) -> str:
    return " ".join((words or "").replace("’", "'").casefold().split())
