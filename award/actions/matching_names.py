"""Says of every name in a coordinator's list which setting it means, for a cohort to take in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.gathering_cohort import known_leads
from award.actions.known_settings import KnownSettings
from award.domain.inviting import refuses
from award.domain.name_matching import guesses
from award.domain.pasted_names import PastedLine
from award.domain.running_journeys import plain
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.invitable import Stands, how_they_stand
from award.storage.settings import SettingState

MOST_GUESSED: Final = 500  # lines of one list for which names that are like it are looked for


@dataclass(frozen=True, slots=True)
class Meant:
    """A setting that a line means, or may mean, and how it stands towards the cohort."""

    id: int
    name: str
    postcode: str
    state: SettingState
    has_kind: bool
    stands: Stands
    is_in: bool

    @property
    def can_come(self) -> bool:
        """Whether the cohort can take it in now."""
        fits = self.state is SettingState.ACTIVE and self.has_kind and not self.is_in
        return fits and refuses(self.stands.facts) is None


@dataclass
class NamesPlan:
    """What becomes of a list's lines. Of each only one stands here, in one of these parts.

    ``found`` can come in; ``likely`` mean one of several, or one of a name like theirs; ``unknown``
    mean nobody here, or only what cannot come in; ``out`` mean a setting that cannot come in;
    ``twice`` say what an earlier line said. ``leads`` are those known or written, by setting.
    """

    found: list[tuple[PastedLine, Meant]] = field(default_factory=list)
    likely: list[tuple[PastedLine, list[Meant]]] = field(default_factory=list)
    unknown: list[tuple[PastedLine, list[Meant]]] = field(default_factory=list)
    out: list[tuple[PastedLine, Meant]] = field(default_factory=list)
    twice: list[tuple[PastedLine, int]] = field(default_factory=list)
    known_leads: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def plan_names(
    session: Session,
    cohort: Cohort,
    lines: Sequence[PastedLine],
    meant: Mapping[int, int],
    *,
    today: date,
) -> NamesPlan:
    """What each line of a list means now. Changes nothing, and asks few questions of the database.

    ``meant`` holds the settings that were chosen already, by their lines.
    """
    known = KnownSettings(session, cohort.authority_id)
    sure, near = dict[int, int](), dict[int, list[int]]()
    plan, first = NamesPlan(), dict[object, int]()
    for one in lines:
        chosen = meant.get(one.line)
        ids = {chosen} if chosen in known.rows else _named(known, one)
        key: object = next(iter(ids)) if len(ids) == 1 else (plain(one.name), one.number)
        if first.setdefault(key, one.line) != one.line:
            plan.twice.append((one, first[key]))
        elif len(ids) == 1:
            sure[one.line] = next(iter(ids))
        else:
            near[one.line] = sorted(ids) if ids else _guessed(known, one, guessed=len(near))
    wanted = [*sure.values(), *(one for ids in near.values() for one in ids)]
    places = _places(session, cohort, known, wanted, today)
    for one in lines:
        if one.line in sure:
            place = places[sure[one.line]]
            (plan.found if place.can_come else plan.out).append((one, place))
        elif one.line in near:
            may_be = [places[place_id] for place_id in near[one.line]]
            can_come = any(place.can_come for place in may_be)
            (plan.likely if can_come else plan.unknown).append((one, may_be))
    plan.known_leads = known_leads(session, set(wanted))
    return plan


def leads_of(plan: NamesPlan, chosen: Mapping[int, int]) -> dict[int, tuple[str, str]]:
    """Who leads by the list, at the settings that were found and those chosen for a line."""
    by_line = {one.line: place.id for one, place in plan.found} | dict(chosen)
    lines = [one for one, _ in (*plan.found, *plan.likely) if one.line in by_line]
    return {by_line[one.line]: (one.lead_name, one.lead_email) for one in lines if one.lead_email}


def _named(known: KnownSettings, one: PastedLine) -> set[int]:
    """The settings of this very name or number; where the two disagree, those of either."""
    named = known.by_name.get(plain(one.name), set()) & known.rows.keys()
    numbered = known.by_number.get(one.number, set()) & known.rows.keys()
    return named & numbered or named | numbered


def _guessed(known: KnownSettings, one: PastedLine, *, guessed: int) -> list[int]:
    if not one.name or guessed >= MOST_GUESSED:
        return []
    return [found.key for found in guesses(one.name, known.names) if found.key in known.rows]


def _places(
    session: Session, cohort: Cohort, known: KnownSettings, wanted: Iterable[int], today: date
) -> dict[int, Meant]:
    ids = set(wanted)
    there = set(
        session.scalars(select(CohortPlace.setting_id).where(CohortPlace.cohort_id == cohort.id))
    )
    stands = how_they_stand(session, ids, on=today)
    return {one: _place(known.rows[one], stands[one], is_in=one in there) for one in ids}


def _place(row: Any, stands: Stands, *, is_in: bool) -> Meant:
    has_kind = row.kind_id is not None
    return Meant(row.id, row.name, row.postcode or "", row.state, has_kind, stands, is_in)
