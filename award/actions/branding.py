"""Gives an authority its name, colour and logo, and names who signs its certificates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.brand import LogoPicture, colour_troubles, read_colour
from award.domain.certificates import Signatory
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import AtAnswer, NotReady
from award.storage.authorities import Authority
from award.storage.db import session_of
from award.storage.scheme import Logo

MOST_WHO_SIGN: Final = 2


def change_look(authority: Authority, name: str, colour: str, *, by: Actor, at: datetime) -> None:
    """Change the authority's name and colour. Raises NotReady for a colour that is hard to read."""
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    name, colour = " ".join(name.split()), read_colour(colour)
    troubles = (() if name else (AtAnswer("Enter the name", "name"),)) + colour_troubles(colour)
    if troubles:
        raise NotReady(*troubles)
    changes = []
    if name != authority.name:
        changes.append(f"The name changed from “{authority.name}” to “{name}”.")
    if colour != authority.brand_colour:
        changes.append(f"The colour changed from {authority.brand_colour} to {colour}.")
    if changes:
        authority.name, authority.brand_colour = name, colour
        _count_up(authority, "look", " ".join(changes), by=by, at=at)


def set_logo(authority: Authority, logo: LogoPicture, *, by: Actor, at: datetime) -> None:
    """Put this logo in the place of the one before."""
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    session = session_of(authority)
    row = session.scalar(select(Logo).where(Logo.authority_id == authority.id))
    if row is None:
        row = Logo(authority_id=authority.id)
        session.add(row)
    row.picture, row.digest = logo.picture, logo.digest
    row.width, row.height = logo.width, logo.height
    authority.logo_digest = logo.digest
    _count_up(authority, "look", "The logo was changed.", by=by, at=at)


def remove_logo(authority: Authority, *, by: Actor, at: datetime) -> None:
    """Take the logo away; where there is none, nothing happens."""
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    session = session_of(authority)
    row = session.scalar(select(Logo).where(Logo.authority_id == authority.id))
    if row is not None:
        session.delete(row)
        authority.logo_digest = ""
        _count_up(authority, "look", "The logo was taken away.", by=by, at=at)


def name_signatories(
    authority: Authority, people: Sequence[Signatory], *, by: Actor, at: datetime
) -> None:
    """Name who signs the certificates from now on; those made before stay as they are.

    Raises NotReady for more than two, and for one without a name or without a title.
    """
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    if len(people) > MOST_WHO_SIGN:
        raise NotReady(f"Name {MOST_WHO_SIGN} people at most to sign the certificates")
    missing = [
        f"Say what {one.name} is" if one.name else f"Enter the name of who is {one.title}"
        for one in people
        if not (one.name and one.title)
    ]
    if missing:
        raise NotReady(*missing)
    drawn = {one["name"]: one["signature"] for one in authority.signatories if one.get("signature")}
    kept = [
        {"name": one.name, "title": one.title}
        | ({"signature": drawn[one.name]} if one.name in drawn else {})
        for one in people
    ]
    if kept == authority.signatories:
        return
    authority.signatories = kept
    said = " and ".join(f"{one.name}, {one.title}" for one in people)
    words = f"Certificates are signed by {said}." if said else "Nobody signs the certificates."
    _count_up(authority, "signatories", words, by=by, at=at)


def show_past_awards(authority: Authority, shown: bool, *, by: Actor, at: datetime) -> None:
    """Say whether the public register tells of awards that have ended; at first it does not."""
    must_be_allowed(authority, May.EDIT_LOOK, by=by)
    if shown == authority.shows_past_awards:
        return
    authority.shows_past_awards = shown
    words = (
        "The register shows awards that have ended."
        if shown
        else "The register shows no awards that have ended."
    )
    _count_up(authority, "register", words, by=by, at=at)


def _count_up(authority: Authority, subject: str, words: str, *, by: Actor, at: datetime) -> None:
    authority.version += 1
    write_change(authority, subject, words, by=by, at=at)
