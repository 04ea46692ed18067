"""Everything of a criterion, or of a journey, as one zip with a page of its contents."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import BinaryIO, Final

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from award.actions.collecting import note_view
from award.actions.limits import Limit
from award.adapters import clock
from award.adapters.files import FileStore
from award.adapters.zipping import Entry, zip_stream
from award.domain.file_kinds import extension_of
from award.domain.refusals import NotFound
from award.domain.zip_names import without_formula, zip_name
from award.queries.reading import list_links
from award.storage.db import db, writing
from award.storage.evidence import EvidenceLink, EvidenceVersion
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.evidence_words import closed_words
from award.web.kit.filters import day, file_size, plural
from award.web.kit.forms import Form
from award.web.kit.handing_out import closed_off, is_written_down
from award.web.kit.limiting import must_be_within
from award.web.kit.pages import render
from award.web.kit.screens import Screens
from award.web.kit.uploads import store

ZIPS: Final = Limit("evidence_zip", 10, timedelta(hours=1))
COLUMNS: Final = (
    "Criterion", "Title", "Why it counts", "What it shows", "Date", "Given by", "File",
    "SHA-256", "Link", "Note", "Not in here because",
)  # fmt: skip
LOST: Final = "Its file could not be found. Please tell the coordinator."


@dataclass(frozen=True)
class Line:
    """One piece in the contents: what is said of it, and its file or why that is not there."""

    code: str
    title: str
    why: str
    shows: str
    dated: str
    given: str
    file: str = ""
    sha256: str = ""
    link: str = ""
    note: str = ""
    missing: str = ""

    def cells(self) -> list[str]:
        """The line as the row of a table, in the order of COLUMNS."""
        return [
            self.code, self.title, self.why, self.shows, self.dated, self.given, self.file,
            self.sha256, self.link, self.note, self.missing,
        ]  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A file that goes in: its row's number, its key in the store, and its size."""

    version_id: int
    name: str
    key: str
    size: int


@dataclass(frozen=True)
class Contents:
    """What a zip will hold, known before it begins."""

    lines: Sequence[Line]
    files: Sequence[Kept]

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files)


def contents_of(journey: Journey, code: str = "") -> Contents:
    """Every piece of the criterion, or of the journey; a file that counts twice lies in once."""
    lines, files, names = list[Line](), list[Kept](), dict[int, str]()
    count = 0
    before = ""
    for link in list_links(db.session(), actor(), journey, code):
        count = count + 1 if link.criterion == before else 1
        before = link.criterion
        line, file = _line(link), link.item.newest
        if file is not None:
            missing = closed_words(file)
            if not missing and file.id not in names:
                extension = extension_of(file.file_name)
                names[file.id] = zip_name(link.criterion, count, link.item.title, extension)
                files.append(Kept(file.id, names[file.id], file.key, file.size))
            line = replace(
                line, file=names.get(file.id, file.file_name), sha256=file.sha256, missing=missing
            )
        lines.append(line)
    return Contents(lines, files)


def _line(link: EvidenceLink) -> Line:
    item = link.item
    return Line(
        code=link.criterion,
        title=item.title,
        why=link.why_it_counts,
        shows=item.shows,
        dated=day(item.dated_on) if item.dated_on else "",
        given=f"{item.given_by_name}, {day(item.given_at)}",
        link=item.link_address or "",
        note=item.note,
    )


def show_zip(journey: Journey, code: str, screens: Screens) -> ResponseReturnValue:
    """Say how much it is; asked for, stream it. Who of the authority took it is written down.

    Raises NotFound for a criterion that the journey is not asked.
    """
    titles = {one.code: one.title for one in criteria_of(journey)}
    if code and code not in titles:
        raise NotFound
    contents, form = contents_of(journey, code), Form()
    if form.validate_on_submit() and contents.files:
        return _send(journey, code, contents, titles)
    missing = [one for one in contents.lines if one.missing]
    return render(
        "reading/zip.html",
        journey=journey,
        form=form,
        code=code,
        of=f"{code} {titles[code]}" if code else "every criterion",
        count=len(contents.lines),
        has_files=bool(contents.files),
        size=f"{plural(len(contents.files), 'file')}, {file_size(contents.size)} in all",
        missing=missing,
        is_noted=is_written_down(),
        back=screens.back(journey, code),
    )


def _send(journey: Journey, code: str, contents: Contents, titles: dict[str, str]) -> Response:
    must_be_within((ZIPS, str(actor().user_id)))
    heading = f"{journey.setting.name}: {f'{code} {titles[code]}' if code else 'all evidence'}"
    name, files, now = f"evidence-{code or 'all'}-{journey.id}.zip", store(), clock.now()
    page = current_app.jinja_env.get_template("reading/contents.html")
    _note_views([one.version_id for one in contents.files])

    def last(lost: frozenset[str]) -> Iterable[tuple[str, bytes]]:
        lines = [replace(one, missing=LOST) if one.file in lost else one for one in contents.lines]
        chapters = [(f"{one} {titles[one]}", list(group)) for one, group in _by_code(lines)]
        told = page.render(heading=heading, chapters=chapters, made=day(now))
        yield "contents.html", told.encode()
        yield "contents.csv", tabled(lines).encode("utf-8-sig")

    entries = [Entry(one.name, one.size, _opener(files, one.key)) for one in contents.files]
    answer = Response(zip_stream(entries, last, at=now), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return closed_off(answer)


def _by_code(lines: Sequence[Line]) -> Iterator[tuple[str, Iterator[Line]]]:
    return groupby(lines, key=lambda one: one.code)


def tabled(lines: Sequence[Line]) -> str:
    """The contents for a spreadsheet, in which nothing can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    writer.writerows([without_formula(one) for one in line.cells()] for line in lines)
    return target.getvalue()


def _opener(files: FileStore, key: str) -> Callable[[], BinaryIO]:
    return lambda: files.open(key)


def _note_views(numbers: Sequence[int]) -> None:
    if not is_written_down() or not numbers:
        return
    with writing(db.session()) as session:
        found = session.scalars(select(EvidenceVersion).where(EvidenceVersion.id.in_(numbers)))
        for file in found.all():
            note_view(file, by=actor(), at=clock.now())
