"""The certificate as its authority designs it: words, language and colour, with a picture of it."""

from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from award.actions.branding import change_look
from award.actions.wording_certificates import word_certificates
from award.adapters import clock
from award.adapters.certificate_pictures import picture_of
from award.domain.brand import colour_troubles, read_colour
from award.domain.certificate_words import USUAL, as_text, in_own_words
from award.domain.certificates import CannotPrint, CertificateFace
from award.domain.checking_codes import new_code
from award.domain.permissions import May
from award.domain.refusals import NotReady
from award.domain.scripts import likeliest_language
from award.domain.validity import validity_for
from award.storage.authorities import Authority
from award.storage.certificate_looks import languages, look_of_certificates
from award.storage.days import terms_of
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.certificate_forms import DesignForm
from award.web.kit.access import actor, authority, needs
from award.web.kit.branding import lines_of, saved
from award.web.kit.errors import refused
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render

SAMPLE: Final = "Willow Lane Primary School"
SAMPLE_CODE: Final = new_code(lambda _: 7)
"""No award can have it: nobody draws a random number seven twelve times over."""

TRIED: Final = ("language", "opening", "citation", "colour", "sample", "grey")


@bp.route("/certificate", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def certificate_design() -> ResponseReturnValue:
    """Design the certificate. A script shows each change at once; a button does so without one."""
    owner = authority()
    form = _form(owner)
    if (
        form.validate_on_submit()
        and _can_be_printed(owner, form)
        and request.form.get("do") != "show"
        and saved(form, lambda held: _word(held, form), _kept)
    ):
        flash("Saved. Certificates made from now on look like this.")
        return redirect(url_for("coordinator.certificate_design"))
    return render(
        "coordinator/certificate_design.html",
        form=form,
        picture=_picture_address(_kept(owner) if form.errors else _tried(form)),
        preview=url_for("coordinator.certificate_preview"),
        usual=USUAL,
        back=Link("Scheme", url_for("coordinator.scheme")),
        changes=lines_of(owner, "certificate"),
    )


@bp.get("/certificate/preview.png")
@needs(May.EDIT_LOOK)
def certificate_preview() -> ResponseReturnValue:
    """A picture of the certificate with what the address says; what cannot be is said in words."""
    try:
        face = face_with(authority(), request.args)
        made = picture_of(face, at=clock.now())
    except (NotReady, CannotPrint) as refusal:
        return Response(str(refusal), 422, mimetype="text/plain")
    return Response(made, mimetype="image/png", headers={"Cache-Control": "no-store"})


def face_with(
    owner: Authority, tried: ImmutableMultiDict[str, str] | dict[str, str]
) -> CertificateFace:
    """An invented certificate of this authority with the words and the colour that are tried.

    Raises NotReady or CannotPrint for what cannot be on one.
    """
    language = languages().get(tried.get("language", ""), USUAL)
    words = in_own_words(language, tried.get("opening", ""), tried.get("citation", ""))
    colour = read_colour(tried.get("colour") or owner.brand_colour)
    if troubles := colour_troubles(colour):
        raise NotReady(*troubles)
    today, sample = clock.today(), tried.get("sample", "").strip() or SAMPLE
    look: dict[str, Any] = look_of_certificates(db.session(), owner) | {"words": as_text(words)}
    return CertificateFace(
        setting_name=sample,
        name_lang=likeliest_language(sample),
        authority_name=owner.name,
        award_name="Positive and Peaceful Places",
        awarded_on=today,
        valid_from=today,
        valid_until=validity_for(today, terms_of(db.session(), owner.id)).valid_until,
        number=f"{owner.number_prefix}-{today.year}-0000",
        code=SAMPLE_CODE,
        check_url=f"{current_app.config['AWARD'].public_url}/check/{SAMPLE_CODE}",
        framework_version="1.0",
        brand_colour=colour,
        specimen=True,
        grey=bool(tried.get("grey")),
        **look,
    )


def _form(owner: Authority) -> DesignForm:
    form = DesignForm(version=owner.version, **_kept(owner))
    form.language.choices = [Choice(one.language, one.name) for one in languages().values()]
    return form


def _kept(owner: Authority) -> dict[str, str]:
    kept = owner.certificate_words or {}
    return {
        "language": kept.get("language", USUAL.language),
        "opening": kept.get("opening", ""),
        "citation": kept.get("citation", ""),
        "colour": owner.brand_colour,
    }


def _tried(form: DesignForm) -> dict[str, str]:
    """What the form says now, as it stands in an address."""
    values = {name: form[name].data for name in TRIED}
    return {name: "y" if value is True else str(value or "") for name, value in values.items()}


def _picture_address(tried: dict[str, str]) -> str:
    given = {name: words for name, words in tried.items() if words}
    return f"{url_for('coordinator.certificate_preview')}?{urlencode(given)}"


def _can_be_printed(owner: Authority, form: DesignForm) -> bool:
    try:
        face = face_with(owner, _tried(form))
        picture_of(face, at=clock.now())
    except NotReady as refusal:
        refused(form, refusal)
        return False
    except CannotPrint as refusal:
        form.refuse(str(refusal))
        return False
    return True


def _word(held: Authority, form: DesignForm) -> None:
    language, now = languages().get(form.language.data, USUAL), clock.now()
    word_certificates(held, language, form.opening.data, form.citation.data, by=actor(), at=now)
    change_look(held, held.name, form.colour.data, by=actor(), at=now)
