"""Brings the national register in: says first what would become of each place, then does it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from award.actions.comparing import (
    FIELDS,
    Fate,
    Verdict,
    closes,
    group_of,
    judge,
)
from award.actions.entering import MAY_ENTER
from award.actions.noting_register import Kept, note_register
from award.actions.parting import end_parted_shares
from award.actions.planning_import import ImportPlan
from award.domain.kinds import Kind, Scheme
from award.domain.people import Actor
from award.domain.refusals import NotAllowed
from award.domain.registers import Known, RegisterReading, RegisterRow
from award.storage import authorities
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import must_be_held
from award.storage.journeys import Journey
from award.storage.settings import FormerName, Group, Identifier, Setting, SettingState

AT_ONCE: Final = 500
OTHER_KIND: Final = "other"
NOT_OFFERED: Final = Known("Its kind of setting is not offered the award here")
Progress = Callable[[int], None]


def plan_import(
    session: Session,
    authority: Authority,
    reading: RegisterReading,
    *,
    progress: Progress | None = None,
) -> ImportPlan:
    """What an import of this file would do now, and what it proposes. Nothing is changed."""
    plan = ImportPlan(refused_lines=reading.refused, blanks=reading.blanks)
    for _ in _judged(session, authority, reading, plan, progress):
        pass
    return plan


def apply_import(
    session: Session,
    authority: Authority,
    reading: RegisterReading,
    *,
    by: Actor,
    at: datetime,
    taken: frozenset[str] = frozenset(),
    left: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> ImportPlan:
    """Bring the file in, and say what was done; the authority is held by the running change.

    ``taken`` are the numbers of the settings of which a coordinator says that they closed, or are
    called otherwise, as the file says; ``left`` those of which they leave it as it is, until the
    register says something new. Of all others that is only proposed, and told again.

    A second run changes nothing. What the file leaves blank wipes nothing, a place that is not
    in it stays as it is, and a place is known again by its number alone, never by its name. A new
    place of a kind that is retired here is only known of. What settings shared inside a group
    ends where one of them has left it.
    """
    must_be_held(authority)
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator or an administrator imports settings.")
    plan = ImportPlan(refused_lines=reading.refused, blanks=reading.blanks)
    keeper = _Keeper(session, authority, at)
    for judged in _judged(session, authority, reading, plan, progress, taken, left):
        keeper.keep(judged)
    end_parted_shares(session, authority.id, by=by, at=at)
    return plan


Judged = list[tuple[RegisterRow, Kept | None, Verdict]]


def _judged(
    session: Session,
    authority: Authority,
    reading: RegisterReading,
    plan: ImportPlan,
    progress: Progress | None,
    taken: frozenset[str] = frozenset(),
    left: frozenset[str] = frozenset(),
) -> Iterator[Judged]:
    """The places in stretches, each with what is kept of it and what becomes of it."""
    open_ones = set(
        session.scalars(
            select(Journey.setting_id).where(
                Journey.authority_id == authority.id, Journey.ended_at.is_(None)
            )
        )
    )
    retired = _retired_kinds(session, authority)
    for start in range(0, len(reading.rows), AT_ONCE):
        rows = reading.rows[start : start + AT_ONCE]
        kept = _kept(session, authority, [row.urn for row in rows])
        judged: Judged = []
        for read in rows:
            known = kept.get(read.urn)
            has_kind = known is not None and known["kind_id"] is not None
            no_setting = read.kind_code in retired and not has_kind
            row = replace(read, kind=NOT_OFFERED) if no_setting else read
            verdict = judge(row, known, taken=row.urn in taken, left=row.urn in left)
            is_open = known is not None and known["id"] in open_ones
            is_shut = verdict.fate is Fate.CLOSED or closes(verdict)
            plan.note(row, verdict, still_open=is_open and is_shut)
            judged.append((row, known, verdict))
        yield judged
        if progress is not None:
            progress(start + len(rows))


def _retired_kinds(session: Session, authority: Authority) -> frozenset[str]:
    """The codes of the kinds that no setting gets any more."""
    found = session.scalars(
        select(authorities.Kind.code).where(
            authorities.Kind.authority_id == authority.id,
            authorities.Kind.retired_at.is_not(None),
        )
    )
    return frozenset(found)


def _kept(session: Session, authority: Authority, numbers: Sequence[str]) -> dict[str, Kept]:
    """What is kept of the places with these numbers; the number that still holds comes first."""
    columns = [getattr(Setting, name) for name in FIELDS]
    found = session.execute(
        select(
            Identifier.value.label("urn"),
            Identifier.until_on,
            Setting.id,
            Setting.state,
            Setting.state_reason,
            Setting.kind_id,
            Setting.version,
            Setting.register_says,
            Group.identifier.label("group_key"),
            Group.name.label("group_name"),
            *columns,
        )
        .join(Setting, Setting.id == Identifier.setting_id)
        .outerjoin(Group, Group.id == Setting.group_id)
        .where(
            Identifier.authority_id == authority.id,
            Identifier.scheme == str(Scheme.GIAS_URN),
            Identifier.value.in_(numbers),
        )
        .order_by(Identifier.until_on.is_(None), Identifier.id)
    )
    return {row["urn"]: dict(row) for row in found.mappings()}


class _Keeper:
    """Writes what was judged, a stretch at a time, in a handful of statements each."""

    def __init__(self, session: Session, authority: Authority, at: datetime) -> None:
        self.session, self.authority_id, self.at = session, authority.id, at
        self.groups: dict[str, int] = {}
        kinds = session.scalars(
            select(authorities.Kind).where(authorities.Kind.authority_id == authority.id)
        )
        self.kinds = {
            one.code: (one.id, Kind.from_content(one.content).hidden_by_default) for one in kinds
        }

    def keep(self, judged: Judged) -> None:
        told = [one for one in judged if one[2].fate not in (Fate.UNCHANGED, Fate.REFUSED)]
        note_register(self.session, judged)
        if not told:
            return
        self._find_groups([row for row, _, _ in told])
        self._add([(row, verdict) for row, kept, verdict in told if kept is None])
        self._change([(row, kept, verdict) for row, kept, verdict in told if kept is not None])

    def _find_groups(self, rows: Sequence[RegisterRow]) -> None:
        named = {one.key: one.name for one in map(group_of, rows) if one is not None}
        missing = set(named) - set(self.groups)
        if missing:
            self._read_groups(missing)
            new = sorted(missing - set(self.groups))
            if new:
                self.session.execute(
                    insert(Group), [{"identifier": key, "name": named[key]} for key in new]
                )
                self._read_groups(set(new))

    def _read_groups(self, keys: set[str]) -> None:
        found = self.session.execute(
            select(Group.identifier, Group.id).where(Group.identifier.in_(keys))
        )
        self.groups |= {key: group_id for key, group_id in found if key is not None}

    def _kind(self, row: RegisterRow) -> tuple[int | None, bool]:
        if row.kind_code is None:
            return None, False
        return self.kinds.get(row.kind_code) or self.kinds.get(OTHER_KIND) or (None, False)

    def _group_id(self, row: RegisterRow) -> int | None:
        group = group_of(row)
        return self.groups[group.key] if group else None

    def _add(self, places: Sequence[tuple[RegisterRow, Verdict]]) -> None:
        if not places:
            return
        empty = {name: None for name in FIELDS if name != "address"}
        values = []
        for row, verdict in places:
            kind_id, hidden = self._kind(row)
            values.append(
                {
                    **empty,
                    "authority_id": self.authority_id,
                    "address": "",
                    "kind_id": kind_id,
                    "is_hidden": hidden,
                    "group_id": self._group_id(row),
                    "created_at": self.at,
                    "register_says": dict(verdict.says),
                    **verdict.values,
                }
            )
        ids = self.session.scalars(
            insert(Setting).returning(Setting.id, sort_by_parameter_order=True), values
        ).all()
        of_gias = {"authority_id": self.authority_id, "scheme": str(Scheme.GIAS_URN)}
        numbers = [
            {**of_gias, "setting_id": one, "value": row.urn, "from_on": row.opened_on}
            for one, (row, _) in zip(ids, places, strict=True)
        ]
        self.session.execute(insert(Identifier), numbers)

    def _change(self, places: Sequence[tuple[RegisterRow, Kept, Verdict]]) -> None:
        former, updates = [], []
        for row, kept, verdict in places:
            new = {**verdict.values, "id": kept["id"], "version": kept["version"] + 1}
            if group_of(row) is not None:
                new["group_id"] = self._group_id(row)
            if kept["kind_id"] is None and new.get("state") is SettingState.ACTIVE:
                new["kind_id"], new["is_hidden"] = self._kind(row)
            updates.append(new)
            if "name" in verdict.values:
                former.append(
                    {
                        "authority_id": self.authority_id,
                        "setting_id": kept["id"],
                        "name": kept["name"],
                        "until_on": day_of(self.at),
                    }
                )
        if updates:
            self.session.execute(update(Setting), updates)
        if former:
            self.session.execute(insert(FormerName), former)
