"""An award with its moves, and its certificates to download."""

from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.announcing import announce_award, must_be_announceable
from award.actions.awarding import make_award_move, settled_against, still_possible
from award.adapters import clock
from award.domain.award_moves import AwardMove, award_moves_open_to
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.check_ins import list_check_ins
from award.queries.settings import find_award
from award.storage.awards import Award
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.ceremony_forms import AnnounceForm
from award.web.coordinator.setting_forms import AwardMoveForm, ExtendForm, ReissueForm
from award.web.kit.access import actor, needs
from award.web.kit.asking import Question, ask
from award.web.kit.award_shown import (
    certificates_of,
    facts_of,
    hand_out_certificate,
    last_days,
    lines_of,
    meaning_of,
    proposal_of,
    stands,
    story_of,
)
from award.web.kit.filters import day_short
from award.web.kit.pages import Link, render

MAY: Final = {
    "propose_suspension": May.PROPOSE_SUSPENSION,
    "drop_suspension": May.PROPOSE_SUSPENSION,
    "propose_revocation": May.PROPOSE_REVOCATION,
    "drop_revocation": May.PROPOSE_REVOCATION,
    "extend": May.EXTEND,
    "reissue": May.REISSUE_CERTIFICATE,
}
WARNED: Final = frozenset({"propose_suspension", "propose_revocation"})

IF_AGREED: Final = {
    "propose_suspension": (
        "If it agrees, the award is not confirmed until the suspension ends: the register and "
        "the check of the certificate say so."
    ),
    "propose_revocation": (
        "If it agrees, the award is taken back: the register and the check of the certificate "
        "say so."
    ),
}


def the_award(award_id: int) -> Award:
    """The award of this authority. Answers 404 where there is none."""
    return find_award(db.session(), actor(), award_id) or abort(404)


@bp.get("/awards/<int:award_id>")
@needs(May.SEE_DECISION)
def award(award_id: int) -> ResponseReturnValue:
    """One award: its days, what is proposed, its certificates and what can be done."""
    found = the_award(award_id)
    moves = [
        Link(one.label, url_for("coordinator.award_move", award_id=award_id, name=one.name))
        for one in sorted(_moves_of(found), key=_gentle_first)
        if one.name in MAY
    ]
    story = story_of(found)
    announce_at = url_for("coordinator.award_announcement", award_id=award_id)
    tone, state = stands(found)
    return render(
        "coordinator/award.html",
        award=found,
        tone=tone,
        state=state,
        meaning=meaning_of(found, story),
        facts=facts_of(found, announce_at=announce_at if moves else ""),
        certificates=certificates_of(found, "coordinator.certificate"),
        proposal=proposal_of(found),
        lines=lines_of(found, story),
        moves=moves,
        check_ins=[
            Link(
                f"{day_short(one.said_at)}: {'answered' if one.answered_at else 'to be answered'}",
                url_for("coordinator.check_in", check_in_id=one.id),
            )
            for one in list_check_ins(db.session(), actor(), found)
        ],
        back=Link(found.setting.name, url_for("coordinator.setting", place_id=found.setting_id)),
    )


def _moves_of(found: Award) -> list[AwardMove]:
    """The moves that are a coordinator's from where it stands, and are not refused anyway."""
    rows = award_moves_open_to(actor().role, found.state)
    return still_possible(found, rows, at=clock.now())


def _gentle_first(one: AwardMove) -> bool:
    return one.name in WARNED


@bp.route("/awards/<int:award_id>/moves/<name>", methods=["GET", "POST"])
@needs(May.EXTEND)
def award_move(award_id: int, name: str) -> ResponseReturnValue:
    """Make one of the award's moves that are a coordinator's."""
    found = the_award(award_id)
    rows = award_moves_open_to(actor().role, found.state)
    row = next((one for one in rows if one.name == name), None)
    may = MAY.get(name) or abort(404)
    if row is None:
        raise NotAllowed(f"This is how the award stands now: {stands(found)[1]}.")
    if refused := settled_against(found, row, at=clock.now()):
        raise NotAllowed(f"{refused[0]}.")
    form = _form(found, name)
    question = Question(
        row.label,
        row.label,
        f"{row.past}.",
        url_for("coordinator.award", award_id=award_id),
        f"{found.setting.name}, {found.number}",
        kind="warning" if name in WARNED else "primary",
        told=_told(found, name),
    )

    def act(held: Award) -> None:
        if name == "reissue":
            _keep_name(held, form["name"].data)
        terms = form["terms"].data if name == "extend" else 0
        make_award_move(
            held, name, words=form["reason"].data, terms=terms, by=actor(), at=clock.now()
        )

    return ask(found, form, act, question, may=may)


@bp.route("/awards/<int:award_id>/announcement", methods=["GET", "POST"])
@needs(May.ISSUE_CERTIFICATE)
def award_announcement(award_id: int) -> ResponseReturnValue:
    """Say from which day everybody may know of one award."""
    found = the_award(award_id)
    must_be_announceable(found, at=clock.now())
    form = AnnounceForm(version=found.version, announce_on=found.announce_on)
    question = Question(
        "When is this award announced?",
        "Save",
        "Saved. The setting is told.",
        url_for("coordinator.award", award_id=award_id),
        f"{found.setting.name}, {found.number}",
        told=[
            (
                "Until that day the register, the map and its badge do not show it, and who checks "
                "the certificate reads “not yet announced”. The setting knows."
            )
        ],
        day="announce_on",
    )

    def act(held: Award) -> None:
        announce_award(held, form.announce_on.data, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.ISSUE_CERTIFICATE)


def _form(found: Award, name: str) -> AwardMoveForm:
    if name == "extend":
        return ExtendForm(version=found.version)
    if name == "reissue":
        return ReissueForm(version=found.version, name=found.setting.name_on_certificate)
    return AwardMoveForm(version=found.version)


def _keep_name(held: Award, name: str) -> None:
    """The name as the setting confirmed it; the certificate is made from it."""
    if not name.strip():
        raise NotReady("Write the name")
    held.setting.certificate_name = name.strip()


def _told(found: Award, name: str) -> list[str]:
    if name in WARNED:
        notice = "The setting is told why, and has ten working days to reply. The panel decides."
        return [notice, IF_AGREED[name]]
    if name in ("drop_suspension", "drop_revocation"):
        replied = [f"The setting replied: {found.reply}"] if found.reply else []
        return [*replied, "The award stays in force, and the setting is told."]
    if name == "extend":
        return [last_days(found)]
    if name == "reissue":
        return ["A new certificate is made, and takes the place of the one before."]
    return []


@bp.get("/certificates/<int:certificate_id>")
@needs(May.DOWNLOAD_CERTIFICATE)
def certificate(certificate_id: int) -> ResponseReturnValue:
    """The certificate as a file."""
    return hand_out_certificate(certificate_id)
