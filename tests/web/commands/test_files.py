"""Files are moved by a command that says what it did, what to set, and what is wrong."""

import io
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from award.adapters.files import DiskFiles, file_key
from tests.jobs.named import name_file
from tests.making import make_authority, make_setting


def said(app: Flask, *given: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["files", "move", *given])
    return done.exit_code, done.output


def a_file(app: Flask, rows: Session) -> str:
    """A file with its row, in the store of the app."""
    setting = make_setting(rows, make_authority(rows))
    key = file_key("leicester", str(setting.id))
    app.extensions["files"].put(key, io.BytesIO(b"words"), limit=10)
    name_file(rows, setting, key, b"words")
    rows.rollback()
    return key


def test_it_copies_says_what_to_set_and_a_check_finds_all_well(
    app: Flask, rows: Session, tmp_path: Path
) -> None:
    key = a_file(app, rows)
    there = f"file://{tmp_path}/new"

    code, output = said(app, "--to", there)
    again, second = said(app, "--to", there)
    checked, told = said(app, "--to", there, "--check")

    assert (code, again, checked) == (0, 0, 0)
    assert "1 copied, 0 were there already, 0 not copied" in output
    assert f"FILES_URL={there}" in output
    assert "0 copied, 1 were there already" in second
    assert "1 files are named by a row, 0 of them are missing or wrong there" in told
    assert DiskFiles(tmp_path / "new").exists(key)
    assert app.extensions["files"].exists(key)


def test_what_is_missing_is_told_and_it_ends_with_1(
    app: Flask, rows: Session, tmp_path: Path
) -> None:
    key = a_file(app, rows)
    app.extensions["files"].delete(key)

    code, output = said(app, "--to", f"file://{tmp_path}/new")

    assert (code, f"{key}, row 1 of evidence_versions, is missing" in output) == (1, True)
    assert "FILES_URL=" not in output


def test_the_same_place_or_one_that_is_none_is_refused(app: Flask) -> None:
    same, told_same = said(app, "--to", app.config["AWARD"].files_url)
    none, told_none = said(app, "--to", "ftp://elsewhere")

    assert (same, none) == (1, 1)
    assert "there already" in told_same
    assert "must name a folder" in told_none
