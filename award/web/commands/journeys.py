"""`flask import journeys`: brings running journeys in from a coordinator's own spreadsheet."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from award.actions.bringing_in import bring_in
from award.actions.matching import plan_running, stage_said
from award.actions.running_plans import RunningPlan
from award.adapters import clock
from award.adapters.spreadsheets import NotASpreadsheet, read_sheet
from award.domain.people import Actor, Role
from award.domain.running_journeys import NotASheet, RunningReading, read_running
from award.queries.authorities import find_authority
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority
from award.storage.db import db, transaction
from award.web.commands.imports import import_group, no_authority

__all__ = ["import_group", "import_journeys"]


@import_group.command("journeys")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--authority", "code", required=True, help="The authority’s code, as in its address.")
@click.option("--by", "email", help="The coordinator in whose name; else the first one there is.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen; change nothing.")
@with_appcontext
def import_journeys(file: Path, code: str, email: str | None, dry_run: bool) -> None:
    """Bring in the journeys of FILE, a CSV file or an Excel workbook.

    Each comes in at its stage, at Ready at most. A second run changes nothing.
    """
    authority = find_authority(db.session(), code)
    if authority is None:
        raise click.ClickException(no_authority(code))
    by = _coordinator(authority, email)
    reading = _read(file)
    plan = plan_running(db.session(), authority, reading, today=clock.today())
    if not dry_run:
        _bring(authority, reading, by, len(plan.new))
    _tell(plan, by)


def _bring(authority: Authority, reading: RunningReading, by: Actor, total: int) -> None:
    """All of it, a stretch at a time: what is stopped goes on with the next run."""
    with click.progressbar(length=total, label="Journeys", file=sys.stderr) as bar:
        left = total
        while left:
            with transaction(lock=authority) as held:
                done = bring_in(db.session(), held, reading, by=by, at=clock.now())
            bar.update(left - done.left)
            left = done.left


def _coordinator(authority: Authority, email: str | None) -> Actor:
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.authority_id == authority.id,
            Membership.role == Role.COORDINATOR,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )
    if email is not None:
        query = query.where(User.email == email.strip().lower())
    found = db.session.scalars(query).first()
    if found is None:
        who = f"{email} is no coordinator" if email else "There is no coordinator"
        raise click.ClickException(f"{who} of {authority.name}. Name one with --by.")
    return Actor(Role.COORDINATOR, found.id, found.name, authority.id)


def _read(file: Path) -> RunningReading:
    if not file.is_file():
        raise click.ClickException(f"There is no file {file}. Check its name and its folder.")
    try:
        return read_running(read_sheet(file.read_bytes(), file.name), today=clock.today())
    except (NotASpreadsheet, NotASheet) as trouble:
        raise click.ClickException(f"{file.name} cannot be used. {trouble}") from None


def _tell(plan: RunningPlan, by: Actor) -> None:
    click.echo(
        f"journeys {len(plan.journeys)}, earlier awards {len(plan.awards)}, "
        f"known {len(plan.known)}, refused {len(plan.refused)}"
    )
    click.echo(f"In the name of {by.name}.")
    for one in plan.new:
        click.echo(f"Line {one.row.line}: {one.name}: {stage_said(one.row.stage)}")
    for known in plan.known:
        click.echo(f"Line {known.line}: {known.name}: {known.reason}")
    for note in plan.refused:
        click.echo(f"Line {note.line}: {note.reason}")
