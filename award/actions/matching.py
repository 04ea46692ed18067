"""Says of every line of a coordinator's spreadsheet what would become of it, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.known_settings import KnownSettings
from award.actions.running_plans import Bringable, KnownLine, RunningPlan
from award.domain.lifecycle import BY_MISTAKE
from award.domain.name_matching import guesses
from award.domain.registers import LineNote
from award.domain.running_journeys import RunningReading, RunningRow, plain
from award.domain.spoken import listed, short_day
from award.domain.stages import STAGE_NAMES, Stage
from award.storage.authorities import Authority, Round, Route
from award.storage.cohorts import LegacyAward
from award.storage.journeys import BROUGHT_IN, History, Journey
from award.storage.settings import SettingState

USUAL_ROUTE: Final = "standard"
EARLIER_AWARD: Final = "Earlier award"
MOST_GUESSES: Final = 500


class NotTaken(ValueError):
    """A line cannot be brought in; the sentence says how to mend it."""


class KnownAlready(ValueError):
    """What a line says is there already; the sentence says how."""


def plan_running(
    session: Session, authority: Authority, reading: RunningReading, *, today: date
) -> RunningPlan:
    """What bringing this sheet in would do now. Nothing is changed, and few questions are asked."""
    plan, looker = RunningPlan(), _Looker(session, authority, today)
    for row in reading.rows:
        try:
            plan.new.append(looker.judged(row))
        except KnownAlready as found:
            place = looker.name_of(row)
            plan.known.append(KnownLine(row.line, place, str(found)))
        except NotTaken as trouble:
            plan.refused.append(LineNote(row.line, str(trouble)))
            continue
        plan.new += looker.awards_beside(row)
    for half in reading.refused:
        reasons = " ".join([half.reason, *looker.amiss_besides(half.row)])
        plan.refused.append(LineNote(half.row.line, reasons))
    plan.refused.sort(key=lambda one: one.line)
    plan.unknown = looker.unknown
    return plan


class _Looker:
    """Knows the authority's settings, journeys, routes and rounds, each read once."""

    def __init__(self, session: Session, authority: Authority, today: date) -> None:
        self.today, self.guessed = today, 0
        self.lines: dict[tuple[object, ...], int] = {}
        self.unknown: dict[int, str] = {}
        mine = authority.id
        self.known = KnownSettings(session, mine)
        self.settings = self.known.rows
        self._read_journeys(session, mine)
        routes = session.scalars(
            select(Route).where(Route.authority_id == mine, Route.superseded_at.is_(None))
        ).all()
        self.routes = {plain(word): one for one in routes for word in (one.code, one.name)}
        self.route_names = [one.name for one in routes]
        self.rounds: Sequence[Round] = session.scalars(
            select(Round).where(Round.authority_id == mine).order_by(Round.panel_on)
        ).all()

    def _read_journeys(self, session: Session, mine: int) -> None:
        open_ones: Any = session.execute(
            select(Journey.setting_id, Journey.stage).where(
                Journey.authority_id == mine, Journey.ended_at.is_(None)
            )
        )
        self.open: dict[int, Stage] = dict(map(tuple, open_ones))
        self.brought = set(
            session.scalars(
                select(Journey.setting_id)
                .join(History, History.journey_id == Journey.id)
                .where(
                    Journey.authority_id == mine,
                    History.what == BROUGHT_IN,
                    Journey.end_reason_code != BY_MISTAKE,
                )
            )
        )
        awards = select(
            LegacyAward.setting_id, LegacyAward.name, LegacyAward.awarded_on, LegacyAward.until_on
        ).where(LegacyAward.authority_id == mine)
        self.awards = {tuple(one) for one in session.execute(awards)}

    def name_of(self, row: RunningRow) -> str:
        return str(self.settings[self._setting(row)].name)

    def judged(self, row: RunningRow) -> Bringable:
        """The line with its setting, route and round. Raises KnownAlready or NotTaken."""
        try:
            setting_id = self._setting(row)
        except NotTaken as trouble:
            raise NotTaken(" ".join([str(trouble), *self._amiss(row)])) from trouble
        place = self.settings[setting_id]
        self._once(row, setting_id)
        if row.stage is None:
            if award_key(row, setting_id) in self.awards:
                raise KnownAlready("This earlier award is kept already.")
            return Bringable(row, setting_id, place.name)
        if setting_id in self.open:
            stage = STAGE_NAMES[self.open[setting_id]]
            raise KnownAlready(f"It has an open journey already: {stage}.")
        if setting_id in self.brought:
            raise KnownAlready(
                "Its journey was brought in before, and has ended. Open a new one on its page."
            )
        _must_take_part(place)
        if amiss := self._amiss(row):
            raise NotTaken(" ".join(amiss))
        route, aim = self._route(row), self._round(row)
        aimed = (aim.id, aim.name) if aim else (None, "")
        return Bringable(row, setting_id, place.name, route.code, route.name, *aimed)

    def awards_beside(self, row: RunningRow) -> list[Bringable]:
        """The earlier award that the line of a journey tells of, while it is not kept yet.

        Its name alone is none: people write there what a setting is aiming at.
        """
        if row.stage is None or not (row.awarded_on or row.award_until):
            return []
        try:
            return [self.judged(replace(row, stage=None))]
        except (KnownAlready, NotTaken):
            return []

    def amiss_besides(self, row: RunningRow) -> list[str]:
        """What else is to be mended of a line with cells that cannot be taken.

        So all of it is told at once, and not only when those cells are mended.
        """
        found = list[str]()
        if row.setting or row.number:
            try:
                setting_id = self._setting(row)
                if row.stage is not None:
                    self._once(row, setting_id)
                    if setting_id not in self.open:
                        _must_take_part(self.settings[setting_id])
            except NotTaken as trouble:
                found.append(str(trouble))
        return found + self._amiss(row)

    def _amiss(self, row: RunningRow) -> list[str]:
        """What is to be mended of its route and its round, a sentence or two each."""
        found = []
        for look in (self._route, self._round) if row.stage is not None else ():
            try:
                look(row)
            except NotTaken as trouble:
                found.append(str(trouble))
        return found

    def _once(self, row: RunningRow, setting_id: int) -> None:
        key = award_key(row, setting_id) if row.stage is None else (setting_id,)
        first = self.lines.setdefault(key, row.line)
        if first != row.line:
            raise NotTaken(f"Line {first} is about the same setting. Keep one of the two lines.")

    def _setting(self, row: RunningRow) -> int:
        named = self.known.by_name.get(plain(row.setting), set())
        if row.number:
            return self._numbered(row, named)
        if len(named) > 1:
            raise NotTaken(f"{len(named)} settings are called {row.setting}. Write its URN too.")
        if not named:
            raise NotTaken(self._unknown(row))
        return next(iter(named))

    def _numbered(self, row: RunningRow, named: set[int]) -> int:
        found = self.known.by_number.get(row.number, set())
        if not found:
            raise NotTaken(
                f"We know no setting with the number {row.number}. Check it, or clear it and "
                "write the name as it stands in the list of settings."
            )
        meant = found & named if named else found
        whose = listed(sorted(str(self.settings[one].name) for one in meant or found))
        if not meant:
            raise NotTaken(
                f"The number {row.number} is that of {whose}, but the name "
                f"is that of another setting: {row.setting}. Mend one of the two."
            )
        if len(meant) > 1:
            raise NotTaken(
                f"The number {row.number} is that of {whose}, each in a register of its own. "
                "Write the name too."
            )
        return next(iter(meant))

    def _unknown(self, row: RunningRow) -> str:
        name = self.unknown[row.line] = row.setting
        self.guessed += 1
        if self.guessed <= MOST_GUESSES and (near := guesses(name, self.known.names, most=1)):
            meant = self.settings[near[0].key].name
            return f"We know no setting called {name}. Do you mean {meant}? Then write it so."
        return f"We know no setting called {name}. Add it to the settings first, or write its URN."

    def _route(self, row: RunningRow) -> Route:
        wanted = plain(row.route).removesuffix(" route") or USUAL_ROUTE
        found = self.routes.get(wanted) or self.routes.get(f"{wanted} route")
        if found is None:
            raise NotTaken(
                f"There is no route called “{row.route}”. Write one of: "
                f"{', '.join(self.route_names)}."
            )
        if found.code == "renewal":
            raise NotTaken(
                "A renewal follows an award that was given here. Write another route, or Legacy "
                "for a setting that held the earlier award."
            )
        return found

    def _round(self, row: RunningRow) -> Round | None:
        if not row.round:
            return None
        coming = [one for one in self.rounds if one.panel_on >= self.today]
        wanted = plain(row.round)
        for one in coming:
            days = (f"{one.panel_on:%d/%m/%Y}", one.panel_on.isoformat(), short_day(one.panel_on))
            if wanted in (plain(one.name), *map(plain, days)):
                return one
        choices = ", ".join(one.name for one in coming) or "none is planned yet"
        raise NotTaken(
            f"There is no round to come called “{row.round}”. Leave it empty, or write one of "
            f"these: {choices}."
        )


def _must_take_part(place: Any) -> None:
    if place.state is SettingState.CLOSED:
        raise NotTaken(f"{place.name} has closed, so no journey can go on there.")
    if place.state is SettingState.KNOWN or place.kind_id is None:
        raise NotTaken(
            f"{place.name} is only known of so far. Say on its page what kind of setting it is."
        )


def award_key(row: RunningRow, setting_id: int) -> tuple[object, ...]:
    """What makes an earlier award the same one."""
    return (setting_id, row.award_name or EARLIER_AWARD, row.awarded_on, row.award_until)


def stage_said(stage: Stage | None) -> str:
    """What a person reads of where a line stands."""
    return STAGE_NAMES[stage] if stage else EARLIER_AWARD
