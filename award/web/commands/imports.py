"""`flask import`: brings in what others publish, with a look at it first."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.importing import apply_import, plan_import
from award.actions.matching_holders import plan_holders, propose_holders
from award.actions.planning_import import ImportPlan
from award.actions.proposing_links import plan_links, propose_links
from award.adapters import clock
from award.adapters.registers import NotARegister, read_gias, read_holders, read_links
from award.domain.people import Actor, Role
from award.domain.registers import LineNote, RegisterReading
from award.storage.authorities import Authority
from award.storage.db import db, transaction

R = TypeVar("R")
import_group = click.Group("import", help="Bring in what others publish.")


@import_group.command("settings")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--authority", "code", required=True, help="The authority’s code, as in its address.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen; change nothing.")
@with_appcontext
def import_settings(file: Path, code: str, dry_run: bool) -> None:
    """Bring in the settings of FILE, an extract of the national register of schools.

    A second run changes nothing. Nothing closes because it is not in the file. That a setting has
    closed or is called otherwise is only told: a coordinator takes it over on the page.
    """
    authority = _the_authority(code)
    reading = _read_with(partial(read_gias, la_code=authority.la_code), file)
    # Progress goes beside what is printed, so that a program can read the counts.
    with click.progressbar(length=len(reading.rows), label="Settings", file=sys.stderr) as bar:
        seen = 0

        def progress(reached: int) -> None:
            nonlocal seen
            bar.update(reached - seen)
            seen = reached

        if dry_run:
            plan = plan_import(db.session(), authority, reading, progress=progress)
        else:
            with transaction(lock=authority) as held:
                plan = apply_import(
                    db.session(),
                    held,
                    reading,
                    by=_importer(held),
                    at=clock.now(),
                    progress=progress,
                )
    _tell(plan, reading)


@import_group.command("links")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--authority", "code", required=True, help="The authority’s code, as in its address.")
@click.option("--dry-run", is_flag=True, help="Only say what would be proposed; change nothing.")
@with_appcontext
def import_links(file: Path, code: str, dry_run: bool) -> None:
    """Bring in which number went before which, from FILE of the national register’s links.

    It only proposes: a coordinator says of each what is so. A second run proposes nothing more.
    """
    reading = _read_with(read_links, file)
    _propose(code, reading, plan_links, propose_links, dry_run=dry_run)
    if reading.passed_over:
        click.echo(f"Links of another sort, passed over: {reading.passed_over}")


@import_group.command("legacy")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--authority", "code", required=True, help="The authority’s code, as in its address.")
@click.option("--dry-run", is_flag=True, help="Only say what would be proposed; change nothing.")
@with_appcontext
def import_legacy(file: Path, code: str, dry_run: bool) -> None:
    """Bring in who held an earlier award, from FILE with a column "name" and dates if known.

    It only proposes: a coordinator says of each who is meant. A second run proposes nothing more.
    """
    reading = _read_with(read_holders, file)
    _propose(code, reading, plan_holders, propose_holders, dry_run=dry_run)


class Proposed(Protocol):
    """What a file would propose, or has proposed, in one line."""

    @property
    def summary(self) -> str: ...


class Read(Protocol):
    """What a file says, with the lines that could not be read."""

    @property
    def refused(self) -> Sequence[LineNote]: ...


G = TypeVar("G", bound=Read)


def _propose(
    code: str,
    reading: G,
    look: Callable[[Session, Authority, G], Proposed],
    propose: Callable[..., Proposed],
    *,
    dry_run: bool,
) -> None:
    """Say what a file would propose, or propose it, and say what could not be read."""
    authority = _the_authority(code)
    if dry_run:
        plan = look(db.session(), authority, reading)
    else:
        with transaction(lock=authority) as held:
            plan = propose(db.session(), held, reading, by=_importer(held), at=clock.now())
    click.echo(f"{plan.summary}, refused {len(reading.refused)}")
    for note in reading.refused:
        click.echo(f"Line {note.line}: {note.reason}.")
    if not dry_run:
        click.echo("A coordinator answers what is proposed, under Settings.")


def _the_authority(code: str) -> Authority:
    found = db.session.scalar(select(Authority).where(Authority.code == code))
    if found is None:
        raise click.ClickException(no_authority(code))
    return found


def _importer(authority: Authority) -> Actor:
    return Actor(Role.ADMINISTRATOR, name="flask import", authority_id=authority.id)


def no_authority(code: str) -> str:
    codes = db.session.scalars(select(Authority.code).order_by(Authority.code)).all()
    known = f"There is: {', '.join(codes)}." if codes else "Add an authority first."
    return f"There is no authority with the code “{code}”. {known}"


def _read_with(read: Callable[[Path], R], file: Path) -> R:
    """What the file says. Stops with a sentence where it cannot be read or used."""
    if not file.is_file():
        raise click.ClickException(f"There is no file {file}. Check its name and its folder.")
    try:
        return read(file)
    except NotARegister as trouble:
        raise click.ClickException(f"{file.name} cannot be used. {trouble}") from None
    except OSError as trouble:
        raise click.ClickException(
            f"{file.name} cannot be read ({trouble.strerror}). Copy it to where you may read it."
        ) from None


def _tell(plan: ImportPlan, reading: RegisterReading) -> None:
    click.echo(plan.summary)
    for sentence in plan.refused:
        click.echo(sentence)
    for column, rows in plan.blanks.items():
        if rows:
            click.echo(f"Left blank: {column} in {rows} rows")
    for place in plan.known:
        click.echo(f"Known only: {place.name} ({place.number}): {place.reason}.")
    for place in plan.proposed:
        said = "; ".join(f"{one.what}: {one.was} becomes {one.becomes}" for one in place.changes)
        more = ". Its journey is still open" if place.still_open else ""
        click.echo(f"Only proposed: {place.name} ({place.number}): {said}{more}.")
    if plan.proposed:
        click.echo("A coordinator takes it over: Settings, bring in the register, tick what is so.")
    for note in reading.left_out:
        click.echo(f"Line {note.line}: {note.reason}.")
    for column in reading.columns_missing:
        click.echo(f"Not in this file: {column}")
