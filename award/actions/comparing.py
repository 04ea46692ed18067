"""Compares what the register says of a place with what is kept, and says what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from award.domain.registers import FEDERATION, TRUST, RegisterRow, RegisterStatus
from award.storage.settings import SettingState

CLOSED_THERE: Final = "The register says that it has closed"
PLANNED: Final = "It is only planned to open so far"
LONGEST: Final = 255
CLOSURE: Final = "closure"  # among what the register says: one that a coordinator did not take
PARTING: Final = "parting"  # and a trust that it no longer names, which they did not take either
OF_GROUP: Final = "Trust or group"
HELD_BACK: Final = frozenset({"name", "closed_on"})  # kept as they are while something is proposed
# What a person reads for each column that the register fills.
FIELDS: Final[Mapping[str, str]] = {
    "name": "Name",
    "address": "Address",
    "postcode": "Postcode",
    "ward": "Ward",
    "phase": "Phase",
    "low_age": "Youngest age",
    "high_age": "Oldest age",
    "size": "Children on roll",
    "easting": "Easting",
    "northing": "Northing",
    "telephone": "Telephone",
    "website": "Website",
    "opened_on": "Opened on",
    "closed_on": "Closed on",
}


# What a person may put right by hand: it stays until the register says something new.
BY_HAND: Final = (
    "name", "address", "postcode", "ward", "phase", "low_age", "high_age", "size", "telephone",
    "website",
)  # fmt: skip


class Fate(StrEnum):
    """What an import does with one place of the register; each place has exactly one."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CLOSED = "closed"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that becomes another, in words to read."""

    what: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one place: the values to write, and what to tell of it.

    ``proposed`` is what a coordinator has to say of a setting first: nothing of it is written.
    ``says`` is what the register says of the things that a person may put right.
    """

    fate: Fate
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    reason: str = ""
    proposed: tuple[Change, ...] = ()
    says: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupNamed:
    """A trust or federation under one key of its own, whatever sort of number it has."""

    key: str
    name: str


def group_of(row: RegisterRow) -> GroupNamed | None:
    """The trust of a place, or else its federation."""
    found = row.trust or row.federation
    if found is None:
        return None
    sort = TRUST if row.trust else FEDERATION
    return GroupNamed(f"{sort}:{found.code or found.name.casefold()}"[:LONGEST], found.name)


def values_of(row: RegisterRow) -> dict[str, Any]:
    """What the register says, column by column. What it leaves blank is not among it."""
    place = row.address
    lines = (place.street, place.locality, place.address_3, place.town, place.county)
    said: dict[str, Any] = {
        "name": row.name,
        "address": "\n".join(line for line in lines if line),
        "postcode": place.postcode,
        "ward": place.ward,
        "phase": row.phase,
        "low_age": row.low_age,
        "high_age": row.high_age,
        "size": row.roll,
        "easting": place.easting,
        "northing": place.northing,
        "telephone": row.telephone,
        "website": row.website,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def state_said(row: RegisterRow) -> tuple[SettingState, str]:
    """Whether the register makes it a setting that can take part; if not, why."""
    if row.status is RegisterStatus.CLOSED:
        return SettingState.CLOSED, CLOSED_THERE
    if row.status is RegisterStatus.PROPOSED:
        return SettingState.KNOWN, PLANNED
    if row.known_because is not None:
        return SettingState.KNOWN, row.known_because
    return SettingState.ACTIVE, ""


def judge(
    row: RegisterRow,
    kept: Mapping[str, Any] | None,
    *,
    taken: bool = False,
    left: bool = False,
) -> Verdict:
    """What becomes of this place. ``kept`` is what is known of it; None where it is new.

    That a setting closed, is called otherwise or is in no trust any more is only proposed, until a
    coordinator has ``taken`` it: journeys, awards, certificates and what is shared hang on them.
    What they have ``left`` as it is is not proposed again before the register says something new
    of it. A place keeps the kind that it has, a closed one opens again only if it was this
    register that closed it, and a number that is no longer its own changes nothing. What a person
    put right stays for as long as the register says the same as before.
    """
    values = values_of(row)
    too_long = [
        label
        for name, label in FIELDS.items()
        if name != "address" and len(str(values.get(name, ""))) > LONGEST
    ]
    if too_long:
        reason = f"{too_long[0]} is longer than {LONGEST} letters. Shorten it in the file"
        return Verdict(Fate.REFUSED, reason=reason)
    if kept is None:
        return _new(row, values)
    if kept["until_on"] is not None:
        return Verdict(Fate.UNCHANGED)
    return _changed(row, values, kept, taken=taken, left=left)


def _new(row: RegisterRow, values: dict[str, Any]) -> Verdict:
    state, reason = state_said(row)
    fates = {
        SettingState.ACTIVE: Fate.ADDED,
        SettingState.CLOSED: Fate.CLOSED,
        SettingState.KNOWN: Fate.KNOWN,
    }
    new = {**values, "state": state, "state_reason": reason}
    return Verdict(fates[state], new, reason=reason, says=_says(values))


def _says(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in BY_HAND if name in values}


def _changed(
    row: RegisterRow, values: dict[str, Any], kept: Mapping[str, Any], *, taken: bool, left: bool
) -> Verdict:
    state, reason = state_said(row)
    says, said = _says(values), kept["register_says"]
    closure = _closure(state, values, kept)
    if closure and said.get(CLOSURE) == closure:
        values = {name: value for name, value in values.items() if name != "closed_on"}
        state, says, closure = kept["state"], says | {CLOSURE: closure}, ""
    new = {
        name: value
        for name, value in values.items()
        if kept[name] != value and not (name in BY_HAND and said.get(name) == value)
    }
    parting = _parting(row, state, kept)
    if PARTING in said and group_of(row) is None and parting in ("", said[PARTING]):
        parting, says = "", says | {PARTING: said[PARTING]}
    proposed = () if taken else _proposed(new, state, kept, parting)
    if proposed:
        new = {name: value for name, value in new.items() if name not in HELD_BACK}
        state = kept["state"]
    if proposed and left:
        says |= {name: one for name, one in ((CLOSURE, closure), (PARTING, parting)) if one}
        proposed, parting = (), ""
    elif proposed:
        says = {name: value for name, value in says.items() if name not in HELD_BACK}
        says |= {name: said[name] for name in HELD_BACK if name in said}
    changes = [Change(FIELDS[name], _read(kept[name]), _read(new[name])) for name in new]
    parts = bool(parting) and not proposed
    changes += [_parted(kept)] if parts else _regrouped(row, kept)
    new |= {"group_id": None} if parts else {}
    if _moves(state, kept):
        new |= {"state": state, "state_reason": reason}
        changes.append(Change("State", str(kept["state"]), str(state)))
        if state is SettingState.CLOSED:
            return Verdict(Fate.CLOSED, new, tuple(changes), reason, says=says)
    fate = Fate.CHANGED if changes else Fate.UNCHANGED
    return Verdict(fate, new, tuple(changes), proposed=proposed, says=says)


def _closure(state: SettingState, values: Mapping[str, Any], kept: Mapping[str, Any]) -> str:
    """When a setting that takes part has closed, as the register says; empty where it has not."""
    if state is not SettingState.CLOSED or kept["state"] != SettingState.ACTIVE:
        return ""
    return str(values.get("closed_on", "no day"))


def _parting(row: RegisterRow, state: SettingState, kept: Mapping[str, Any]) -> str:
    """Which trust or federation of the register a place is in, while its file names none.

    A group that a coordinator made is theirs; and of a place that has closed it says nothing.
    """
    key = kept["group_key"] or ""
    is_told = key.partition(":")[0] in row.groups_told
    return key if is_told and group_of(row) is None and state is not SettingState.CLOSED else ""


def _regrouped(row: RegisterRow, kept: Mapping[str, Any]) -> list[Change]:
    """That the file names another trust or federation than the one that is kept."""
    group = group_of(row)
    if group is None or group.key == kept["group_key"]:
        return []
    return [Change(OF_GROUP, _read(kept["group_name"]), group.name)]


def _parted(kept: Mapping[str, Any]) -> Change:
    return Change(OF_GROUP, _read(kept["group_name"]), "")


def _proposed(
    values: Mapping[str, Any], said: SettingState, kept: Mapping[str, Any], parting: str
) -> tuple[Change, ...]:
    """What the register says of a setting that a coordinator answers: it closed, has a new name,
    is in no trust any more.

    ``values`` is what it says anew. Of a place that is only known of, or has closed, nothing hangs
    on any of it.
    """
    if kept["state"] != SettingState.ACTIVE:
        return ()
    found = []
    if "name" in values:
        found.append(Change(FIELDS["name"], kept["name"], values["name"]))
    if said is SettingState.CLOSED:
        found.append(Change("State", str(kept["state"]), str(said)))
    if parting:
        found.append(_parted(kept))
    return tuple(found)


def _moves(said: SettingState, kept: Mapping[str, Any]) -> bool:
    """Whether the register's word changes the state: it never overrules what a person decided."""
    if said is SettingState.CLOSED:
        return bool(kept["state"] != SettingState.CLOSED)
    if said is SettingState.ACTIVE:
        by_register = kept["state_reason"] in (CLOSED_THERE, PLANNED) or kept["kind_id"] is None
        return bool(kept["state"] != SettingState.ACTIVE and by_register)
    return False


def _read(value: Any) -> str:
    return "" if value is None else str(value).replace("\n", ", ")


def closes(verdict: Verdict) -> bool:
    """Whether it is proposed that the setting has closed."""
    return any(one.what == "State" for one in verdict.proposed)
