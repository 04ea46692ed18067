"""`flask import journeys`: what it prints, and that a second run changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from award.actions.bringing_in import AT_ONCE
from award.adapters import clock
from award.domain.people import Role
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.commands.journeys import import_group
from tests.fixtures_rows import app_at
from tests.making import at, make_authority, make_member, make_setting, make_user


@pytest.fixture
def app(sqlite_tables: str) -> Iterator[Flask]:
    app = app_at(sqlite_tables)
    app.cli.add_command(import_group)
    with app.app_context(), clock.frozen_at(at()):
        session = db.session()
        authority = make_authority(session)
        make_setting(session, authority)
        make_member(session, make_user(session, "Colm Brady"), Role.COORDINATOR, authority)
        yield app
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, tmp_path: Path, text: str, *more: str) -> Result:
    file = tmp_path / "ours.csv"
    file.write_text("Setting,Stage\n" + text)
    given = ["import", "journeys", str(file), "--authority", "leicester", *more]
    return app.test_cli_runner().invoke(args=given)


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Journey)) or 0


def test_it_says_what_came_in_and_what_did_not(app: Flask, tmp_path: Path) -> None:
    found = run(app, tmp_path, "Willow Lane Primary,Ready\nNowhere,Ready\n")

    unknown = "We know no setting called Nowhere. Add it to the settings first, or write its URN."
    assert found.stdout.splitlines() == [
        "journeys 1, earlier awards 0, known 0, refused 1",
        "In the name of Colm Brady.",
        "Line 2: Willow Lane Primary: Ready",
        f"Line 3: {unknown}",
    ]
    assert count() == 1


def test_a_second_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    run(app, tmp_path, "Willow Lane Primary,Ready\n")

    again = run(app, tmp_path, "Willow Lane Primary,Ready\n")

    assert "journeys 0, earlier awards 0, known 1, refused 0" in again.stdout
    assert count() == 1


def test_a_look_changes_nothing(app: Flask, tmp_path: Path) -> None:
    run(app, tmp_path, "Willow Lane Primary,Ready\n", "--dry-run")

    assert count() == 0


def test_more_than_one_stretch_comes_in_whole(app: Flask, tmp_path: Path) -> None:
    authority = db.session.scalars(select(Authority)).one()
    names = [f"School {n}" for n in range(AT_ONCE + 2)]
    for name in names:
        make_setting(db.session(), authority, name)

    run(app, tmp_path, "".join(f"{name},Draft\n" for name in names))

    assert count() == AT_ONCE + 2


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--by", "nobody@example.org"), "nobody@example.org is no coordinator of Leicester"),
        (("--authority", "nowhere"), "There is no authority with the code “nowhere”"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    app: Flask, tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    found = run(app, tmp_path, "Willow Lane Primary,Ready\n", *more)

    assert (found.exit_code, says in found.output) == (1, True)


def test_a_file_that_is_no_sheet_is_said(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n")
    given = ["import", "journeys", "--authority", "leicester"]

    found = app.test_cli_runner().invoke(args=[*given, str(file)])
    missing = app.test_cli_runner().invoke(args=[*given, str(tmp_path / "gone.csv")])

    assert "other.csv cannot be used. We could not find the headings" in found.output
    assert "There is no file" in missing.output
