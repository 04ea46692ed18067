"""What strangers' programs read: our keys, each badge, the lists of their status."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from flask import Response, abort
from flask.typing import ResponseReturnValue

from award.actions.limits import CHECK_ADDRESS
from award.actions.telling import SCHEME
from award.adapters import badges, clock
from award.adapters.certificates import DRAWINGS
from award.domain.badges import (
    Document,
    achievement,
    block_and_purpose,
    issuer_profile,
    read_credential_name,
    status_list,
)
from award.queries.authorities import find_authority
from award.queries.badges import find_badge, find_framework_version, list_places
from award.storage.awards import Certificate
from award.storage.db import db
from award.storage.signing_keys import Signs, list_publics
from award.web.kit.access import open_to_all
from award.web.kit.dropping import sealing_here
from award.web.kit.limiting import count_miss, here, must_not_be_over
from award.web.public.blueprint import bp

A_FEW_MINUTES: Final = "public, max-age=300"
A_DAY: Final = "public, max-age=86400"
CREDENTIAL: Final = "application/vc"
JSON: Final = "application/json"


@bp.get("/.well-known/did.json")
@open_to_all
def did() -> ResponseReturnValue:
    """Our name and every key that ever signed under it."""
    return for_programs(badges.list_of_keys(sealing_here().public_url, badge_publics()), JSON)


@bp.get("/issuers/<authority_code>")
@open_to_all
def issuer(authority_code: str) -> ResponseReturnValue:
    """Who issues badges in this authority's name."""
    found = find_authority(db.session(), authority_code) or abort(404)
    return for_programs(issuer_profile(found.name, found.code, sealing_here().public_url), JSON)


@bp.get("/achievements/badge.png")
@open_to_all
def badge_picture() -> ResponseReturnValue:
    """The picture of the award, without anybody's badge in it."""
    return _file((DRAWINGS / "badge.png").read_bytes(), "image/png", A_DAY)


@bp.get("/achievements/<authority_code>/<version>")
@open_to_all
def achieved(authority_code: str, version: str) -> ResponseReturnValue:
    """What a badge is given for, by this version of the framework."""
    found = find_framework_version(db.session(), authority_code, version) or abort(404)
    document = achievement(SCHEME, found.code, version, sealing_here().public_url)
    return for_programs(document, JSON)


@bp.get("/credentials/<name>")
@open_to_all
def credential(name: str) -> ResponseReturnValue:
    """One badge, as it was signed: as a document, as a token, or baked into a picture."""
    stem, _, ending = name.partition(".")
    found = _badge_named(stem)
    if ending == "jwt":
        return _file((found.badge_token or "").encode(), "application/vc+jwt", A_FEW_MINUTES)
    text = found.badge or ""
    if ending == "svg":
        baked = badges.bake_svg((DRAWINGS / "seal.svg").read_bytes(), text)
        return _file(baked, "image/svg+xml", A_FEW_MINUTES)
    if ending == "png":
        baked = badges.bake_png((DRAWINGS / "badge.png").read_bytes(), text)
        return _file(baked, "image/png", A_FEW_MINUTES)
    return _file(text.encode(), CREDENTIAL, A_FEW_MINUTES) if not ending else abort(404)


@bp.get("/status/<int:list_number>")
@open_to_all
def status(list_number: int) -> ResponseReturnValue:
    """One list of revoked or of suspended badges, signed, from the record as it is now."""
    block, purpose = block_and_purpose(list_number)
    places = list_places(db.session(), block, purpose)
    if places is None:
        abort(404)
    sealing, today = sealing_here(), datetime.combine(clock.today(), time(), UTC)
    document = status_list(
        list_number,
        badges.status_bits(places),
        public_url=sealing.public_url,
        at=today - timedelta(days=1),
        until=today + timedelta(days=2),
    )
    return for_programs(sealing.sealed(document, at=today - timedelta(days=1)), CREDENTIAL)


def badge_publics() -> list[str]:
    """The public halves of the badge keys: the present one first, then those before it."""
    present = sealing_here().badge_mark().public
    return [present, *(one for one in list_publics(db.session(), Signs.BADGES) if one != present)]


def for_programs(document: Document, kind: str) -> Response:
    """A document that any program may read, from any page."""
    return _file(badges.as_text(document).encode(), kind, A_FEW_MINUTES)


def _badge_named(name: str) -> Certificate:
    must_not_be_over(CHECK_ADDRESS, here())
    asked = read_credential_name(name)
    found = asked and find_badge(db.session(), *asked, today=clock.today())
    if not found:
        count_miss(CHECK_ADDRESS, here())
        abort(404)
    return found


def _file(content: bytes, kind: str, keep: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Cache-Control"] = keep
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
