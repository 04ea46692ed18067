"""What goes with a certificate: the letter, and the logo with the rules of its use."""

from dataclasses import replace

from flask import Response, make_response, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.adapters.award_letters import AwardLetter, render_letter
from award.adapters.certificate_pdfs import render_certificate
from award.adapters.certificates import spoken_address
from award.adapters.logo_packs import NAME, LogoPack, make_pack
from award.domain.certificate_records import from_record
from award.domain.checking_codes import grouped
from award.domain.permissions import May
from award.domain.public_badges import HELD
from award.domain.refusals import NotFound
from award.queries.awards import find_certificate
from award.queries.register import said_of
from award.storage.awards import Award
from award.storage.db import db
from award.web.kit.access import actor, needs, setting
from award.web.kit.filters import day_short
from award.web.setting.awards import award_of, is_renewing
from award.web.setting.blueprint import bp
from award.web.setting.ended import wait_until


@bp.get("/awards/<int:award_id>/letter.pdf")
@needs(May.DOWNLOAD_CERTIFICATE)
def award_letter(award_id: int) -> ResponseReturnValue:
    """The letter, from the award as it is."""
    found, authority = award_of(award_id), setting().authority
    waits = wait_until(found, at=clock.now())
    letter = AwardLetter(
        setting=found.name,
        authority_name=authority.name,
        written_on=day_short(found.released_at),
        number=found.number,
        code=grouped(found.code),
        valid_from=day_short(found.valid_from),
        valid_until=day_short(found.valid_until),
        check_address=spoken_address(_check_url(found)),
        signed=tuple((one["name"], one["title"]) for one in authority.signatories),
        with_conditions=found.with_conditions,
        keep_until=day_short(waits) if waits else "",
        renew_from=day_short(found.renewal_opens_on) if found.renewal_opens_on else "",
    )
    made = render_letter(letter, at=clock.now(), brand_colour=authority.brand_colour)
    return _as_file(made, f"letter-{found.number}.pdf", "application/pdf")


@bp.get("/awards/<int:award_id>/certificate-grey.pdf")
@needs(May.DOWNLOAD_CERTIFICATE)
def award_certificate_grey(award_id: int) -> ResponseReturnValue:
    """The certificate as it was issued, without colour, to print. Only the other one is signed."""
    found = award_of(award_id)
    certificate = find_certificate(db.session(), actor(), found)
    if certificate is None or certificate.face is None:
        raise NotFound
    face = replace(from_record(certificate.face), grey=True)
    made = render_certificate(face, at=certificate.asked_at)
    return _as_file(made, f"certificate-{found.number}-grey.pdf", "application/pdf")


@bp.get("/awards/<int:award_id>/logo.zip")
@needs(May.DOWNLOAD_CERTIFICATE)
def award_logo(award_id: int) -> ResponseReturnValue:
    """The logo in its shapes, while the award is held and may be told. Raises NotFound else."""
    found, authority = award_of(award_id), setting().authority
    if said_of(found, clock.today(), renewal_open=is_renewing()) not in HELD:
        raise NotFound
    pack = LogoPack(
        authority_name=authority.name,
        number=found.number,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        check_url=_check_url(found),
        brand_colour=authority.brand_colour,
        contact=authority.contact_email,
    )
    return _as_file(make_pack(pack), f"{NAME}-logo.zip", "application/zip")


def _check_url(found: Award) -> str:
    return url_for("public.check_code", code=found.code, _external=True)


def _as_file(content: bytes, name: str, media_type: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
