"""`flask import settings`: what it prints, and how it refuses a file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.storage.db import db, transaction
from award.storage.settings import Setting, SettingState
from award.web.commands.imports import import_group
from tests.fixtures_rows import DATABASES, app_at
from tests.making import at, make_authority

COLUMNS = {
    "URN": "120001",
    "LA (code)": "856",
    "EstablishmentName": "Willow Lane Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "NumberOfPupils": "420",
    "Postcode": "LE1 1AA",
}


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An app with the command and one authority, once on each database."""
    app = app_at(request.getfixturevalue(f"{request.param}_tables"))
    app.cli.add_command(import_group)
    with app.app_context():
        make_authority(db.session())
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def register(*changes: dict[str, str], without: str = "") -> str:
    text = io.StringIO()
    names = [one for one in COLUMNS if one != without]
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**COLUMNS, **change} for change in changes)
    return text.getvalue()


def run(app: Flask, tmp_path: Path, content: bytes | None, *more: str) -> Result:
    file = tmp_path / "register.csv"
    if content is not None:
        file.write_bytes(content)
    chosen = more if "--authority" in more else ("--authority", "leicester", *more)
    return app.test_cli_runner().invoke(args=["import", "settings", str(file), *chosen])


def count_settings() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Setting)) or 0


def test_the_counts_come_first_then_refusals_then_blanks(app: Flask, tmp_path: Path) -> None:
    text = register(
        {},
        {"URN": "120001", "EstablishmentName": "Again"},
        {"URN": "", "EstablishmentName": "No number"},
        {"URN": "120002", "EstablishmentName": "Oak Lane", "NumberOfPupils": "", "Postcode": ""},
        {"URN": "120003", "EstablishmentName": "The University", "NumberOfPupils": ""}
        | {"TypeOfEstablishment (name)": "Higher Education Institutions"},
    )

    result = run(app, tmp_path, (text + "120004,856\n").encode())

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[:4] == [
        "added 2, changed 0, unchanged 0, closed 0, known 1, refused 3",
        "Line 3: Number 120001 is there twice: line 2 was taken.",
        "Line 4: This line has no number (URN).",
        "Line 7: This line has 2 columns where the heading has 8.",
    ]
    assert lines[4:7] == [
        "Left blank: NumberOfPupils in 2 rows",
        "Left blank: Postcode in 1 rows",
        "Known only: The University (120003): It is a university: its students are adults.",
    ]
    assert "Not in this file: Easting" in lines
    assert count_settings() == 3


def test_a_second_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    content = register({}, {"URN": "120002"}).encode()
    run(app, tmp_path, content)

    result = run(app, tmp_path, content)

    assert result.exception is None, result.exc_info
    first = result.stdout.splitlines()[0]
    assert first == "added 0, changed 0, unchanged 2, closed 0, known 0, refused 0"
    assert count_settings() == 2


def test_a_dry_run_says_the_same_and_keeps_nothing(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path, register({}).encode(), "--dry-run")

    assert result.exception is None, result.exc_info
    first = result.stdout.splitlines()[0]
    assert first == "added 1, changed 0, unchanged 0, closed 0, known 0, refused 0"
    assert count_settings() == 0


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_names_come_in_whole_from_either_encoding(
    app: Flask, tmp_path: Path, encoding: str
) -> None:
    text = register({"EstablishmentName": "St Zoë’s Primary – Élan"})

    run(app, tmp_path, text.encode(encoding))

    db.session.rollback()
    assert db.session.scalars(select(Setting.name)).all() == ["St Zoë’s Primary – Élan"]


def test_places_of_other_authorities_are_passed_over(app: Flask, tmp_path: Path) -> None:
    run(app, tmp_path, register({}, {"URN": "120002", "LA (code)": "857"}).encode())

    assert count_settings() == 1


def test_a_place_that_closes_under_an_open_journey_is_pointed_at(
    app: Flask, tmp_path: Path
) -> None:
    from_open = register({})
    run(app, tmp_path, from_open.encode())
    open_one()

    closed = register({"EstablishmentStatus (name)": "Closed"})
    result = run(app, tmp_path, closed.encode())

    lines = result.stdout.splitlines()
    assert lines[0].endswith("unchanged 1, closed 0, known 0, refused 0, to be looked at 1")
    said = "Willow Lane Primary School (120001): State: active becomes closed"
    assert [one for one in lines if "propos" in one or "takes" in one] == [
        f"Only proposed: {said}. Its journey is still open.",
        "A coordinator takes it over: Settings, bring in the register, tick what is so.",
    ]
    assert db.session.scalars(select(Setting.state)).one() is SettingState.ACTIVE


def open_one() -> None:
    setting = db.session.scalars(select(Setting)).one()
    by = Actor(Role.COORDINATOR, authority_id=setting.authority_id)
    with transaction(lock=setting) as held:
        open_journey(held, route="standard", by=by, at=at())


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", b"a,b\n1,2\n", register({}, without="URN").encode(), None],
    ids=["empty", "a picture", "another table", "no number column", "no file"],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    app: Flask, tmp_path: Path, content: bytes | None
) -> None:
    result = run(app, tmp_path, content)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.strip().endswith(".")
    assert count_settings() == 0


def test_an_authority_that_is_not_there_is_told_with_those_that_are(
    app: Flask, tmp_path: Path
) -> None:
    result = run(app, tmp_path, register({}).encode(), "--authority", "york")

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is no authority with the code “york”. There is: leicester.\n",
    )


def test_links_are_proposed_once_and_counted(app: Flask, tmp_path: Path) -> None:
    run(app, tmp_path, register({}).encode())
    file = tmp_path / "links.csv"
    file.write_text(
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        "100001,120001,Willow Lane,Successor,\n"
        "100002,199999,Far,Successor,\n"
        "x,120001,Willow Lane,Successor,\n"
    )
    asked = ["import", "links", str(file), "--authority", "leicester"]

    looked = app.test_cli_runner().invoke(args=[*asked, "--dry-run"])
    first = app.test_cli_runner().invoke(args=asked)
    second = app.test_cli_runner().invoke(args=asked)

    assert looked.stdout.startswith("proposed 1, known 0, of other places 1, refused 1\n")
    assert first.stdout.startswith(looked.stdout)
    assert "Line 4: “x” is not a number (URN): it should be five or six digits." in first.stdout
    assert second.stdout.startswith("proposed 0, known 1, of other places 1, refused 1\n")


def test_earlier_holders_are_proposed_once(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "holders.csv"
    file.write_text("name,awarded on\nColemam Primary,01-07-2012\nParks,soon\n")
    asked = ["import", "legacy", str(file), "--authority", "leicester"]

    looked = app.test_cli_runner().invoke(args=[*asked, "--dry-run"])
    first = app.test_cli_runner().invoke(args=asked)
    second = app.test_cli_runner().invoke(args=asked)

    assert looked.stdout.startswith("proposed 1, known 0, refused 1\nLine 3: “soon” is not a day")
    assert first.stdout.startswith(looked.stdout)
    assert second.stdout.startswith("proposed 0, known 1, refused 1\n")
