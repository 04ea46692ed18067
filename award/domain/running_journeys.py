"""Reads a coordinator's own spreadsheet of journeys under way: columns forgiven by name."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, TypeVar

from award.domain.numbers import bare
from award.domain.spoken import listed
from award.domain.stages import BEFORE_READY, STAGE_NAMES, Stage
from award.domain.written_days import NotADay, how_to_write_day, read_written_day

T = TypeVar("T")
Line = Sequence[str]
MOST_LINES: Final = 5000
MOST_LETTERS: Final = 200
MOST_OF_NOTE: Final = 4000
HEADINGS_WITHIN: Final = 10
EARLIEST: Final = date(2000, 1, 1)
RUNS_AS_FORMULA: Final = ("=", "+", "@", "\t")
E_MAIL: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]+")

# The heading of each column in the template, and what else people call it.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "setting": ("Setting", "setting name", "name of setting", "school", "school name", "name",
                "place", "establishment", "establishment name", "organisation"),
    "number": ("URN", "setting urn", "school urn", "number", "urn number", "ofsted urn",
               "ofsted number", "ukprn", "charity number", "company number", "official number"),
    "route": ("Route", "pathway", "route name"),
    "stage": ("Stage", "stage reached", "status", "where it stands", "where are they", "progress"),
    "since_on": ("Since", "since when", "stage since", "at this stage since", "date of stage"),
    "lead_name": ("Lead’s name", "lead", "lead name", "name of lead", "contact", "contact name"),
    "lead_email": ("Lead’s e-mail", "lead email", "email", "email address", "lead email address",
                   "leads email address", "contact email"),
    "head_name": ("Head’s name", "head", "head name", "headteacher", "head teacher", "manager",
                  "headteacher name", "approver", "approver name"),
    "head_email": ("Head’s e-mail", "head email", "headteacher email", "head teacher email",
                   "manager email", "head email address", "heads email address", "approver email"),
    "round": ("Round", "panel", "panel day", "panel round", "round aimed at", "aiming at", "aim"),
    "policy_on": ("Policy date", "policy", "policy reviewed", "policy reviewed on", "policy agreed",
                  "date of policy"),
    "last_contact_on": ("Last contact", "last contacted", "date of last contact", "last spoken to"),
    "note": ("Note", "notes", "comment", "comments", "remarks"),
    "award_name": ("Award", "award name", "which award", "name of award"),
    "awarded_on": ("Awarded on", "awarded", "award date", "date of award", "date awarded"),
    "award_until": ("Award until", "award ends", "expires", "expiry date", "valid until"),
}  # fmt: skip

AT_MOST_READY: Final = (*BEFORE_READY, Stage.READY)
OTHER_WORDS: Final[Mapping[str, Stage]] = {
    "application": Stage.DRAFT,
    "drafting": Stage.DRAFT,
    "application in": Stage.APPLIED,
    "plan": Stage.PLANNING,
    "action plan": Stage.PLANNING,
    "evidence": Stage.GATHERING,
    "collecting evidence": Stage.GATHERING,
    "ready for assessment": Stage.READY,
    "assessment": Stage.ASSESSING,
    "assessed": Stage.ASSESSING,
    "panel": Stage.DECIDING,
    "holds the award": Stage.AWARDED,
    "award": Stage.AWARDED,
    "achieved": Stage.AWARDED,
}


@dataclass(frozen=True, slots=True)
class RunningRow:
    """One line of the spreadsheet that could be read. ``stage`` None: an award already given."""

    line: int
    setting: str
    number: str
    route: str
    stage: Stage | None
    since_on: date | None = None
    lead_name: str = ""
    lead_email: str = ""
    head_name: str = ""
    head_email: str = ""
    round: str = ""
    policy_on: date | None = None
    last_contact_on: date | None = None
    note: str = ""
    award_name: str = ""
    awarded_on: date | None = None
    award_until: date | None = None


@dataclass(frozen=True, slots=True)
class HalfRead:
    """A line with cells that cannot be taken: what could be read of it, and why it is refused."""

    row: RunningRow
    reason: str


@dataclass(frozen=True, slots=True)
class RunningReading:
    """What a whole sheet gave: its rows, what was refused and why, and which columns were passed.

    ``columns`` are the headings that were understood, ``passed_over`` those that were not.
    """

    rows: tuple[RunningRow, ...]
    refused: tuple[HalfRead, ...]
    columns: tuple[str, ...]
    passed_over: tuple[str, ...]


class NotASheet(Exception):
    """The file is no sheet of journeys; the sentence says what to do."""


class NotRead(ValueError):
    """A cell cannot be taken; the sentence says how to mend it."""


def template_headings() -> tuple[str, ...]:
    """The headings of an empty sheet, in the order in which people fill it in."""
    return tuple(names[0] for names in COLUMNS.values())


def read_running(lines: Sequence[Line], *, today: date) -> RunningReading:
    """The rows of a sheet. Raises NotASheet where no headings can be found."""
    start, places, passed_over = _headings(lines)
    rows: list[RunningRow] = []
    refused: list[HalfRead] = []
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        said = {one: _cell(line, place) for one, place in places.items()}
        if not any(said.values()):
            continue
        if len(rows) + len(refused) >= MOST_LINES:
            raise NotASheet(f"Send {MOST_LINES} lines at most at a time. Split the sheet in two.")
        if isinstance(row := _row(number, said, today), HalfRead):
            refused.append(row)
        else:
            rows.append(row)
    columns = tuple(COLUMNS[one][0] for one in places)
    return RunningReading(tuple(rows), tuple(refused), columns, passed_over)


def plain(words: str) -> str:
    """Words without capitals, marks and doubled spaces, to compare names that people type."""
    bare = words.casefold().replace("’", "").replace("'", "").replace("&", " and ")
    bare = bare.replace("e-mail", "email").replace("e mail", "email")
    return " ".join("".join(one if one.isalnum() else " " for one in bare).split())


def _headings(lines: Sequence[Line]) -> tuple[int, dict[str, int], tuple[str, ...]]:
    known = {plain(name): one for one, names in COLUMNS.items() for name in names}
    for n, line in enumerate(lines[:HEADINGS_WITHIN]):
        places: dict[str, int] = {}
        for place, heading in enumerate(line):
            field = known.get(plain(heading))
            if field is not None:
                places.setdefault(field, place)
        if {"setting", "number"} & set(places) and "stage" in places:
            strange = [one.strip() for one in line if one.strip() and plain(one) not in known]
            return n, places, tuple(strange)
    raise NotASheet(
        "We could not find the headings. The sheet needs a column “Setting” or “URN”, and a "
        "column “Stage”. Download the template to see them all."
    )


def _cell(line: Line, place: int) -> str:
    return line[place].strip() if place < len(line) else ""


class _Cells:
    """The cells of one line, taken one by one; ``faults`` says what is to be mended in them."""

    def __init__(self, said: Mapping[str, str], today: date) -> None:
        self.said, self.today = said, today
        self.faults: list[str] = []

    def take(self, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except NotRead as trouble:
            self.faults.append(str(trouble))
            return otherwise

    def words(self, field: str) -> str:
        return self.take(partial(_line, field, self.said.get(field, "")), "")

    def e_mail(self, field: str) -> str:
        return self.take(partial(_e_mail, field, self.said.get(field, "")), "")

    def day(self, field: str, *, ahead: bool = False) -> date | None:
        cell, column = self.said.get(field, ""), COLUMNS[field][0]
        return self.take(partial(_day, column, cell, self.today, ahead=ahead), None)


def _row(number: int, said: Mapping[str, str], today: date) -> RunningRow | HalfRead:
    """The row of a line; or what could be read of it, with everything that is to be mended."""
    cells = _Cells(said, today)
    cells.take(partial(_must_name_a_setting, said), None)
    stage = cells.take(partial(_stage, said.get("stage", "")), None)
    row = RunningRow(
        line=number,
        setting=said.get("setting", ""),
        number=_bare_number(said.get("number", "")),
        route=cells.words("route"),
        stage=None if stage is Stage.AWARDED else stage,
        since_on=cells.day("since_on"),
        lead_name=cells.words("lead_name"),
        lead_email=cells.e_mail("lead_email"),
        head_name=cells.words("head_name"),
        head_email=cells.e_mail("head_email"),
        round=cells.words("round"),
        policy_on=cells.day("policy_on"),
        last_contact_on=cells.day("last_contact_on"),
        note=cells.take(partial(_note, said.get("note", "")), ""),
        award_name=cells.words("award_name"),
        awarded_on=cells.day("awarded_on"),
        award_until=cells.day("award_until", ahead=True),
    )
    cells.take(partial(_must_end_after_it_begins, row), None)
    if cells.faults:
        return HalfRead(row, " ".join(cells.faults))
    return row


def _must_name_a_setting(said: Mapping[str, str]) -> None:
    if not (said.get("setting") or said.get("number")):
        raise NotRead("It names no setting. Write the setting’s name or its URN.")


def _must_end_after_it_begins(row: RunningRow) -> None:
    if row.awarded_on and row.award_until and row.award_until < row.awarded_on:
        raise NotRead("The award ends before it begins. Look at “Awarded on” and “Award until”.")


def _stage(words: str) -> Stage:
    asked = plain(words)
    choices = listed([STAGE_NAMES[one] for one in AT_MOST_READY], last="or")
    if not asked:
        raise NotRead(f"It says no stage. Write {choices}; or Awarded for an award already given.")
    names = {plain(name): one for one, name in STAGE_NAMES.items()}
    found = {**names, **{plain(one): one for one in Stage}, **OTHER_WORDS}.get(asked)
    if found is None:
        raise NotRead(f"We do not know the stage “{words}”. Write {choices}, or Awarded.")
    if found is Stage.AWARDED or found in AT_MOST_READY:
        return found
    if found in (Stage.ASSESSING, Stage.CHECKING, Stage.DECIDING):
        raise NotRead(
            f"“{words}” comes after Ready. Write Ready: a journey comes in before its assessment, "
            "so that the assessment and the decision are made here."
        )
    raise NotRead(f"“{words}” means that it has ended. Leave the line out, or write its stage.")


def _day(column: str, words: str, today: date, *, ahead: bool) -> date | None:
    try:
        day = read_written_day(words)
    except NotADay:
        raise NotRead(how_to_write_day(words, column)) from None
    if day is not None and day < EARLIEST:
        raise NotRead(f"The date in “{column}” is before the year 2000. Look at its year.")
    if day is not None and day > today and not ahead:
        raise NotRead(f"The date in “{column}” is still to come. Write a day that has passed.")
    return day


def _line(field: str, words: str) -> str:
    column = COLUMNS[field][0]
    if words.startswith(RUNS_AS_FORMULA):
        raise NotRead(
            f"“{column}” begins with “{words[0]}”, which a spreadsheet would run as a formula. "
            "Write it in plain letters."
        )
    if len(words) > MOST_LETTERS:
        raise NotRead(f"“{column}” is longer than {MOST_LETTERS} letters. Make it shorter.")
    return " ".join(words.split())


def _e_mail(field: str, words: str) -> str:
    address = words.removeprefix("mailto:").strip().lower()
    if address and (len(address) > MOST_LETTERS or not E_MAIL.fullmatch(address)):
        raise NotRead(
            f"“{COLUMNS[field][0]}” is not one e-mail address. Write one like name@example.org."
        )
    return address


def _note(words: str) -> str:
    if len(words) > MOST_OF_NOTE:
        raise NotRead(f"The note is longer than {MOST_OF_NOTE} letters. Make it shorter.")
    return words


def _bare_number(words: str) -> str:
    return bare(words.removesuffix(".0"))
