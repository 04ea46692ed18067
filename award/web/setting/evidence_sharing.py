"""Evidence shared inside a group: with whom, no longer with whom, and what others share."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import KeptBytes
from award.actions.lending import add_beside
from award.actions.linking import live_links, must_be_giving
from award.actions.sending import EvidenceWords
from award.actions.sharing import list_group, share_evidence, stop_sharing
from award.actions.whose_piece import must_be_free
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.pieces import list_lent, list_offered
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import day_short, listed
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.kind_words import said_for
from award.web.kit.pages import render
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken
from award.web.setting.blueprint import bp
from award.web.setting.evidence_forms import OwnVersionForm, ShareForm
from award.web.setting.evidence_item import address_of_item, back_to, own_piece_of, piece_of
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, ask, refuse
from award.web.setting.pieces import kind_of_piece

FAMILIES = (
    "Children can be recognised in it: share it only where their families have said yes to that."
)
NOBODY = "Every setting of your group that takes part can use it already."


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/share", methods=["GET", "POST"])
@needs(May.SHARE_EVIDENCE)
def evidence_share(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Name the settings of the group that may use a piece as their own evidence."""
    journey = find(May.SHARE_EVIDENCE, journey_id)
    item, form = own_piece_of(journey, item_id), ShareForm()
    must_be_free(item, by=actor())
    already = {one.setting_id for one in list_lent(db.session(), actor(), item)}
    free = [one for one in list_group(journey) if one.id not in already]
    form["settings"].choices = [Choice(one.id, one.name) for one in free]
    if form.validate_on_submit():
        try:
            with changing(journey, May.SHARE_EVIDENCE) as held:
                wanted = form["settings"].data
                names = share_evidence(held, item_id, wanted, by=actor(), at=clock.now())
            said = f"{listed(names)} can use it now." if names else "Nothing was changed."
            flash(said)
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = (
        "They see this piece and its newest version, and nothing else of yours. They cannot change "
        "it. You can stop at any time."
    )
    return ask(
        form, heading="Share it with your group", button="Share it", back=back_to(journey, item),
        lead=f"{lead} {said_for(FAMILIES, journey.setting)}" if item.recognisable else lead,
        blockers=() if free else (NOBODY,),
    )  # fmt: skip


@bp.route(
    "/journeys/<int:journey_id>/evidence/<int:item_id>/share/<int:place_id>/stop",
    methods=["GET", "POST"],
)
@needs(May.SHARE_EVIDENCE)
def evidence_unshare(journey_id: int, item_id: int, place_id: int) -> ResponseReturnValue:
    """Let one setting use a piece no longer."""
    journey, form = find(May.SHARE_EVIDENCE, journey_id), NothingForm()
    item = own_piece_of(journey, item_id)
    lent = {one.setting_id: one for one in list_lent(db.session(), actor(), item)}
    if place_id not in lent:
        raise NotFound
    if form.validate_on_submit():
        try:
            with changing(journey, May.SHARE_EVIDENCE) as held:
                stop_sharing(held, item_id, [place_id], by=actor(), at=clock.now())
            flash(f"{lent[place_id].name} cannot use it any more.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    return ask(
        form, heading=f"Stop sharing with {lent[place_id].name}", button="Stop sharing",
        back=back_to(journey, item), lead=what_ends(item, used=lent[place_id].used),
        kind="warning",
    )  # fmt: skip


def what_ends(item: EvidenceItem, *, used: bool) -> str:
    """What follows for a setting when a piece is no longer shared with it."""
    if used:
        return f"They use “{item.title}” now. It stops counting for them, and they are told."
    return f"They do not use “{item.title}” so far. They will no longer see it."


@bp.get("/journeys/<int:journey_id>/evidence/from-your-group")
@needs(May.WRITE_EVIDENCE)
def evidence_offered(journey_id: int) -> ResponseReturnValue:
    """What other settings of the group share, and counts nowhere here so far."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    cards = []
    for one in list_offered(db.session(), actor(), journey):
        kind, words, _ = kind_of_piece(journey, one.item)
        dated = day_short(one.item.dated_on or one.item.given_at)
        cards.append(
            {
                "title": one.item.title,
                "href": address_of_item(journey, one.item.id),
                "kind": kind,
                "kind_words": words,
                "reason": f"Shared by {one.owner}, from {dated}",
                "use": url_for(
                    "setting.evidence_links", journey_id=journey_id, item_id=one.item.id
                ),
            }
        )
    return render("setting/evidence/offered.html", journey=journey, cards=cards)


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/beside", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_beside(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Add the setting's own version, such as one for children, beside what another shares."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = piece_of(journey, item_id)
    if item.setting_id == journey.setting_id:
        raise NotFound
    called = f"{item.title}: {said_for('our children’s version', journey.setting)}"
    form = OwnVersionForm(journey.authority.file_limits, title=called)
    in_words_of_kind(form, journey.setting)
    must_be_giving(journey, at=clock.now())
    if form.validate_on_submit() and (kept := files_in(form, journey)) is not None:
        unused = kept
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                new = add_beside(
                    held, item_id, words_in(form), file=kept[0] if kept else None,
                    by=actor(), at=clock.now(),
                )  # fmt: skip
                new_id, new_title = new.id, new.title
            unused = []
            say_hints(new_title, *(one.file_name for one in kept))
            flash("Your own version stands beside it, and counts for the same criteria.")
            return redirect(address_of_item(journey, new_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
        finally:
            let_go(unused)
    codes = ", ".join(sorted(live_links(item, journey)))
    lead = (
        f"It counts for {codes}, like “{item.title}”." if codes else "It goes to your tray first."
    )
    return ask(form, heading="Add your own version beside it", button="Add it",
               back=back_to(journey, item), lead=lead)  # fmt: skip


def files_in(form: OwnVersionForm, journey: Journey) -> list[KeptBytes] | None:
    """The file in the store, where one was sent; None with a sentence where it cannot be taken."""
    try:
        return take_files(form["files"].data[:1], journey.setting)
    except NotTaken as refusal:
        form.refuse(str(refusal), field="files")
        return None


def words_in(form: OwnVersionForm) -> EvidenceWords:
    """What the form says of the setting's own version."""
    return EvidenceWords(
        title=form["title"].data,
        recognisable=form.is_recognisable,
        link_address=form["link_address"].data,
    )
