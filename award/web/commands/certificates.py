"""Certificates from the command line: one to look at, those that wait, checks and new keys."""

from datetime import date
from pathlib import Path
from typing import Final

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from award.adapters import clock
from award.adapters.certificate_pdfs import render_certificate
from award.adapters.dropped.looking import CannotLook
from award.domain.certificates import CertificateFace, Signatory
from award.domain.checking_codes import new_code
from award.domain.dropped_files import LARGEST_BYTES
from award.domain.validity import validity_for
from award.jobs import certificates
from award.storage.awards import Certificate
from award.storage.db import db, writing
from award.storage.signing_keys import Signs, remember_key
from award.web.commands.work import means_of
from award.web.kit.dropping import check_file, sealing_here

# No award can have it: nobody draws a random number seven twelve times over.
PREVIEW_CODE: Final = new_code(lambda _: 7)
certificate_group = AppGroup("certificate", help="Certificates: one to look at, those that wait.")


@certificate_group.command("preview")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def preview_command(file: Path) -> None:
    """Draw an invented certificate into FILE."""
    at = clock.now()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(render_certificate(invented_face(clock.today()), at=at))
    click.echo(f"Look at {file}")


@certificate_group.command("issue")
@click.option("--all-pending", is_flag=True, required=True, help="Render whatever waits now.")
@with_appcontext
def issue_command(all_pending: bool) -> None:
    """Render the certificates that wait, without the worker."""
    means, failed = means_of(current_app), 0
    waiting = db.session.scalars(
        select(Certificate.id)
        .where(Certificate.key.is_(None), Certificate.replaced_at.is_(None))
        .order_by(Certificate.id)
    ).all()
    db.session.rollback()
    for place, number in enumerate(waiting, start=1):
        try:
            certificates.render_certificate(means, number, at=clock.now())
            click.echo(f"{place} of {len(waiting)}")
        except Exception as trouble:
            failed += 1
            click.echo(f"{place} of {len(waiting)}: {type(trouble).__name__}: {trouble}", err=True)
    click.echo(f"{len(waiting) - failed} rendered, {failed} left")
    if failed:
        raise SystemExit(1)


@certificate_group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def verify_command(file: Path) -> None:
    """Check FILE, a certificate or badge, by keys and record; end with 1 if not good."""
    try:
        with file.open("rb") as content:
            seen = check_file(content.read(LARGEST_BYTES + 1))
    except CannotLook as refused:
        click.echo(str(refused.trouble), err=True)
        raise SystemExit(1) from None
    click.echo("\n".join((seen.verdict.words, *seen.verdict.sentences)))
    if not seen.verdict.is_good:
        raise SystemExit(1)


@certificate_group.command("new-keys")
@with_appcontext
def new_keys_command() -> None:
    """Sign with new keys from now on. What old ones signed stays checkable.

    Keys named by SIGNING_KEY and BADGE_KEY are yours to change. Restart server and worker after.
    """
    sealing = sealing_here()
    with writing() as session:
        for signs, mark in (
            (Signs.DOCUMENTS, sealing.document_mark()),
            (Signs.BADGES, sealing.badge_mark()),
        ):
            remember_key(
                session, signs, fingerprint=mark.fingerprint, public=mark.public, at=clock.now()
            )
    sealing.keys.renew()
    click.echo("New keys sign from now on. Restart the server and the worker.")


def invented_face(today: date) -> CertificateFace:
    """A certificate of a school that is nowhere."""
    return CertificateFace(
        setting_name="Willow Lane Primary",
        authority_name="Leicester",
        award_name="Positive and Peaceful Places",
        awarded_on=today,
        valid_from=today,
        valid_until=validity_for(today, ()).valid_until,
        number=f"LEI-{today.year}-0001",
        code=PREVIEW_CODE,
        check_url=f"{current_app.config['AWARD'].public_url}/check/{PREVIEW_CODE}",
        framework_version="1.0",
        signatories=(Signatory("Colm Brady", "Coordinator of the award"),),
        specimen=True,
    )


COMMANDS: tuple[click.Command, ...] = (certificate_group,)
