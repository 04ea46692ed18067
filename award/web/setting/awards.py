"""What the setting holds: the award, its certificate and name, a reply to a suspension."""

from datetime import date
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.awarding import must_be_proposed_against, reply_to_suspension
from award.actions.naming import confirm_certificate_name
from award.adapters import clock
from award.domain.award_moves import LIVE, PROPOSED, AwardState
from award.domain.checking_codes import grouped
from award.domain.permissions import May
from award.domain.refusals import NotFound, Stale
from award.queries.awards import (
    find_award,
    find_certificate,
    find_journey_of,
    list_award_history,
    list_awards,
)
from award.queries.cohorts import list_earlier_awards
from award.storage.awards import Award, AwardHistory
from award.storage.db import db
from award.web.kit.access import actor, candidates, changing, has, needs, setting
from award.web.kit.filters import day_short, whole
from award.web.kit.handing_out import hand_out
from award.web.kit.pages import Link, render
from award.web.setting.appealing import dismissed_words, waits
from award.web.setting.blueprint import bp
from award.web.setting.ended import award_words
from award.web.setting.forms import NameForm, WordsForm
from award.web.setting.here import REFUSALS, ask, home_link, refuse
from award.web.setting.proposals import PROPOSALS, reply_words
from award.web.setting.renewal import is_under_way, renewal_of
from award.web.setting.sightings import kept_link

MOVES_AGAINST: Final = ("suspend", "revoke", "revoke_with_the_old")


def award_of(award_id: int) -> Award:
    """The award of this setting, for who is looking. Raises NotFound for any other."""
    found = find_award(db.session(), actor(), setting(), award_id)
    if found is None:
        raise NotFound
    return found


@bp.get("/awards")
@needs(May.SEE_PLAN)
def awards() -> ResponseReturnValue:
    """Every award that the setting was given, also those from before this one."""
    session, here, place = db.session(), actor(), setting()
    opens = may_anybody(May.DOWNLOAD_CERTIFICATE)
    going = is_renewing()
    return render(
        "setting/awards.html",
        setting=place,
        rows=[
            _row(one, opens=opens, renewal_open=going) for one in list_awards(session, here, place)
        ],
        earlier=[
            [one.name, _day(one.awarded_on), _day(one.until_on)]
            for one in list_earlier_awards(session, here, place)
        ],
        back=home_link(),
    )


def _row(one: Award, *, opens: bool, renewal_open: bool) -> list[Any]:
    """One award as the cells of a table."""
    said = award_words(one, renewal_open=renewal_open, at=clock.now())
    name: dict[str, Any] = {"words": one.number, "more": one.name}
    return [
        name | ({"href": said.href} if opens else {}),
        whole(day_short(one.valid_from)) + " to " + whole(day_short(one.valid_until)),
        {"words": said.tag, "tone": said.tone},
    ]


def is_renewing() -> bool:
    """Whether a journey of the setting is open, so that an award that ended has its grace."""
    return is_under_way(setting())


def _day(on: date | None) -> str:
    return day_short(on) if on else "Not known"


@bp.get("/awards/<int:award_id>")
@needs(May.DOWNLOAD_CERTIFICATE)
def award(award_id: int) -> ResponseReturnValue:
    """One award: until when, its number and code, its certificate, what is said against it."""
    found, going = award_of(award_id), is_renewing()
    led = find_journey_of(db.session(), actor(), found)
    return render(
        "setting/award.html",
        held=award_words(found, renewal_open=going, at=clock.now()),
        going=going,
        award=found,
        checking_code=grouped(found.code),
        certificate=find_certificate(db.session(), actor(), found),
        setting=setting(),
        proposed=PROPOSALS.get(found.state, ""),
        reply_words=reply_words(found) if found.state in PROPOSALS else "",
        may_reply=found.state in PROPOSED and may_anybody(May.REPLY_SUSPENSION),
        may_name=may_anybody(May.SUBMIT),
        kept_at=kept_link(found),
        renewal=renewal_of(found, at=clock.now()),
        appealed=waits(led) if led else None,
        dismissed=dismissed_words(led) if led else "",
        against=said_against(found) if may_anybody(May.REPLY_SUSPENSION) else None,
        checks_in=may_anybody(May.CHECK_IN) and found.state in LIVE,
    )


def said_against(award: Award) -> AwardHistory | None:
    """What the panel said when it suspended the award or took it back, as the letter told it."""
    if award.state not in (AwardState.SUSPENDED, AwardState.REVOKED):
        return None
    lines = list_award_history(db.session(), actor(), award, of=MOVES_AGAINST)
    return next((one for one in lines if one.went_to is award.state and one.words), None)


def may_anybody(may: May) -> bool:
    """Whether one of the person's roles here has this permission."""
    return any(has(may, one) for one in candidates())


@bp.get("/awards/<int:award_id>/certificate.pdf")
@needs(May.DOWNLOAD_CERTIFICATE)
def award_certificate(award_id: int) -> ResponseReturnValue:
    """The certificate, as it was signed."""
    found = award_of(award_id)
    certificate = find_certificate(db.session(), actor(), found)
    if certificate is None or certificate.key is None:
        raise NotFound
    name, size, sha256 = f"certificate-{found.number}.pdf", certificate.size, certificate.sha256
    return hand_out(certificate.key, name, "application/pdf", size=size, sha256=sha256)


@bp.route("/certificate-name", methods=["GET", "POST"])
@needs(May.SUBMIT)
def certificate_name() -> ResponseReturnValue:
    """Confirm the name as it is to stand on the certificate."""
    place = setting()
    form = NameForm(version=place.version, name=place.name_on_certificate)
    if form.validate_on_submit():
        name, version = form["name"].data, form["version"].data
        try:
            with changing(place, May.SUBMIT) as held:
                confirm_certificate_name(held, name, version=version, by=actor())
            flash("The name is confirmed. It stands on the next certificate.")
            return redirect(url_for("setting.home"))
        except REFUSALS as refusal:
            refuse(form, refusal, place.version, name=place.name_on_certificate)
    lead = (
        "Exactly as you would like to see it printed. To correct a certificate that you have "
        "already, ask the coordinator."
    )
    return ask(form, heading="The name on your certificate", button="This is right",
               back=home_link(), lead=lead)  # fmt: skip


@bp.route("/awards/<int:award_id>/reply", methods=["GET", "POST"])
@needs(May.REPLY_SUSPENSION)
def award_reply(award_id: int) -> ResponseReturnValue:
    """Answer what is proposed against the award."""
    found = award_of(award_id)
    must_be_proposed_against(found)
    form = WordsForm(version=found.version, words=found.reply)
    form["words"].label.text = "Your reply"
    back = Link("Your award", url_for("setting.award", award_id=award_id))
    if form.validate_on_submit():
        words, version = form["words"].data, form["version"].data
        try:
            with changing(found, May.REPLY_SUSPENSION) as held:
                if held.version != version:
                    raise Stale("this award")
                reply_to_suspension(held, words=words, by=actor(), at=clock.now())
            flash("Your reply is with the panel.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse(form, refusal, found.version, words=found.reply)
    return ask(form, heading="Reply to what is proposed", button="Send the reply", back=back,
               lead=found.proposed_reason)  # fmt: skip
