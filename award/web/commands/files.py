"""Moves the files of an installation to another place, as from a disk to S3."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import sessionmaker

from award.adapters.files import FileStore, FilesTrouble, files_from_url
from award.jobs.moving import compare_all, copy_all
from award.storage.db import db
from award.storage.files import count_named


@click.group("files")
def files_group() -> None:
    """Where evidence and certificates are kept."""


@files_group.command("move")
@click.option("--to", "url", required=True, help="The new place, as FILES_URL names it.")
@click.option("--check", is_flag=True, help="Only compare what is there with what the rows say.")
@with_appcontext
def move_command(url: str, check: bool) -> None:
    """Copy every file to a new place. Stop it when you like; run it again and it goes on.

    Nothing is removed where the files are now. Ends with 1 where a file is missing or wrong.
    """
    target = _store(url)
    try:
        wrong = _compare(target) if check else _copy(target)
    except FilesTrouble as trouble:
        raise click.ClickException(
            f"{trouble}. What was copied stays: mend this, and run the same command again."
        ) from trouble
    for words in wrong:
        click.echo(f"  {words}")
    if wrong:
        raise SystemExit(1)
    if not check:
        click.echo(f"Stop the program, run this once more, then start it with\n  FILES_URL={url}")


def _copy(target: FileStore) -> tuple[str, ...]:
    with sessionmaker(db.engine)() as session:
        whole = count_named(session)
        session.rollback()
        with click.progressbar(length=whole, label="Copying") as bar:
            moved = copy_all(
                session,
                current_app.extensions["files"],
                target,
                progress=lambda number: bar.update(number - bar.pos),
            )
    click.echo(
        f"{moved.copied} copied, {moved.there} were there already, {len(moved.wrong)} not copied"
    )
    return moved.wrong


def _compare(target: FileStore) -> tuple[str, ...]:
    with sessionmaker(db.engine)() as session:
        wrong = tuple(compare_all(session, target))
        session.rollback()
        whole = count_named(session)
    click.echo(f"{whole} files are named by a row, {len(wrong)} of them are missing or wrong there")
    return wrong


def _store(url: str) -> FileStore:
    if url == current_app.config["AWARD"].files_url:
        raise click.ClickException("The files are there already. Name another place.")
    try:
        return files_from_url(url)
    except ValueError as trouble:
        raise click.ClickException(str(trouble).replace("FILES_URL", "--to")) from trouble


COMMANDS: tuple[click.Command, ...] = (files_group,)
