"""What happens by itself, started by hand or left running: worker, remind, sweep."""

import os
import signal
import socket
from datetime import datetime
from threading import Event
from types import FrameType
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import sessionmaker

from award.adapters import clock
from award.adapters.certificate_pdfs import render_certificate
from award.adapters.sealing import KeySealing
from award.domain.certificates import CertificateFace
from award.jobs.claims import start_again
from award.jobs.means import Means
from award.jobs.remind import SomeFailed, refresh_waits
from award.jobs.scan_files import queue_again
from award.jobs.sweep import sweep_files
from award.jobs.worker import queue_daily, run_all, work
from award.queries.health import count_waiting_for_scan
from award.storage.db import db

SCHEME = "Positive and Peaceful Places"


def means_of(app: Flask) -> Means:
    """What the jobs of this application work with; asks for the application's context."""
    public_url: str = app.config["AWARD"].public_url
    host = urlsplit(public_url).hostname or "localhost"
    return Means(
        sessions=sessionmaker(db.engine),
        files=app.extensions["files"],
        mailer=app.extensions["mailer"],
        draw=_draw,
        sealing=sealing_of(app),
        public_url=public_url,
        sender=f"{SCHEME} <no-reply@{host}>",
        scanner=app.extensions["scanner"],
    )


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
@click.option("--retry", type=int, help="Start this job again, which was set aside.")
@with_appcontext
def worker_command(once: bool, retry: int | None) -> None:
    """Send letters and render certificates as they come, and remind each morning."""
    means, name = means_of(current_app), f"{socket.gethostname()}:{os.getpid()}"
    if retry is not None:
        _start_again(means, retry)
        return
    if once:
        queue_daily(means, at=clock.now())
        count = run_all(means, worker=name, at=clock.now())
        click.echo(f"{count} {'job' if count == 1 else 'jobs'} done or tried")
        return
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    click.echo("The worker has begun")
    work(means, worker=name, stop=stop)
    click.echo("The worker has ended")


@click.command("remind")
@with_appcontext
def remind_command() -> None:
    """Go over all that waits: end what ends by date, and write the letters that are due."""
    try:
        refresh_waits(means_of(current_app), at=clock.now())
    except SomeFailed as trouble:
        raise click.ClickException(f"{trouble}. Run flask doctor to see more.") from trouble
    click.echo("Everything that waits was looked at")


@click.command("sweep")
@with_appcontext
def sweep_command() -> None:
    """Remove files, older than a day, that nothing refers to."""
    removed = sweep_files(means_of(current_app), at=clock.now())
    click.echo(f"{removed} {'file' if removed == 1 else 'files'} removed")


@click.command("scan")
@click.option("--again", is_flag=True, help="Scan every kept file anew, as after new signatures.")
@with_appcontext
def scan_command(again: bool) -> None:
    """Say how many files wait for the virus scanner; or have all of them scanned anew."""
    means = means_of(current_app)
    if not again:
        with means.sessions() as session:
            count = count_waiting_for_scan(session)
        click.echo(f"{count} {'file waits' if count == 1 else 'files wait'} for the scanner")
        return
    if means.scanner is None:
        raise click.ClickException("There is no virus scanner: set SCAN_URL to one.")
    done = 0
    for done in queue_again(means, at=clock.now()):
        click.echo(f"{done} files put in line")
    click.echo(f"{done} files will be scanned by the worker")


def _start_again(means: Means, number: int) -> None:
    with means.sessions() as session:
        if not start_again(session, number, at=clock.now()):
            raise click.ClickException(f"Job {number} was not set aside. See flask doctor.")
    click.echo(f"Job {number} will be tried again")


def sealing_of(app: Flask) -> KeySealing:
    """What signs in this application."""
    found: KeySealing = app.extensions["sealing"]
    return found


def _draw(face: CertificateFace, at: datetime, badge: str) -> bytes:
    return render_certificate(face, at=at, badge=badge)


COMMANDS: tuple[click.Command, ...] = (
    worker_command,
    remind_command,
    sweep_command,
    scan_command,
)
