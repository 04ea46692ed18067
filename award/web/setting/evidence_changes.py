"""A piece of evidence described anew, taken away, and brought back."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.bringing_back import BACK_FOR, bring_back_evidence
from award.actions.describing import describe_evidence
from award.actions.letting_go import must_say_why, remove_evidence
from award.actions.linking import must_be_giving
from award.actions.sending import EvidenceWords
from award.actions.whose_piece import must_not_be_visitors
from award.adapters import clock
from award.domain.called import called_after
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.pieces import find_taken_away, list_lent, list_taken_away
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.filters import day_short
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import Link, render
from award.web.kit.uploads import let_bytes_go
from award.web.setting.blueprint import bp
from award.web.setting.evidence_forms import DescribeForm, TakeAwayForm
from award.web.setting.evidence_item import address_of_item, back_to, own_piece_of
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, ask, refuse


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/change", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_change(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Change what is said of a piece; where it counts stays."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = own_piece_of(journey, item_id)
    must_not_be_visitors(item, by=actor())
    form = in_words_of_kind(form_for(item), journey.setting)
    must_be_giving(journey)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                words, version = words_in(form), form["version"].data
                describe_evidence(held, item_id, words, version=version, by=actor(), at=clock.now())
            say_hints(words.title, called_after(words.note), words.link_address)
            flash("Saved.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            now = own_piece_of(journey, item_id)
            refuse(form, refusal, now.version, **described(now))
    lead = "A new file goes in with “Put a new version in its place”, so that the old one is kept."
    return ask(
        form, heading="Change what is said", button="Save", back=back_to(journey, item),
        lead=lead if item.versions else "",
    )  # fmt: skip


def form_for(item: EvidenceItem) -> DescribeForm:
    """The form with what is said of a piece now, and without what it has no use for."""
    form = DescribeForm(version=item.version, **described(item))
    if not item.link_address:
        del form.link_address
    if not item.versions:
        del form.recognisable
    return form


def described(item: EvidenceItem) -> dict[str, Any]:
    """What is said of an item now, by the names of the form's fields."""
    known = {None: None, True: "yes", False: "no"}
    return {
        "title": item.title,
        "link_address": item.link_address or "",
        "note": item.note,
        "shows": item.shows,
        "dated_on": item.dated_on,
        "recognisable": known[item.recognisable],
    }


def words_in(form: DescribeForm) -> EvidenceWords:
    """What the form says of a piece."""
    return EvidenceWords(
        title=form["title"].data,
        shows=form["shows"].data,
        dated_on=form["dated_on"].data,
        recognisable=form.is_recognisable,
        link_address=form["link_address"].data if "link_address" in form else "",
        note=form["note"].data,
    )


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/remove", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_remove(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Take a piece away, once the person has read what that means."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item, form = own_piece_of(journey, item_id), TakeAwayForm()
    must_not_be_visitors(item, by=actor(), letting_go=True)
    if not item.versions:
        del form.for_good
    if form.validate_on_submit():
        for_good = "for_good" in form and form["for_good"].data
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                reason = form["reason"].data
                keys = remove_evidence(
                    held, item_id, reason=reason, for_good=for_good, by=actor(), at=clock.now()
                )
            let_bytes_go(keys)
            flash("Taken away, with its file." if keys else "Taken away.")
            return redirect(url_for("setting.evidence" if keys else "setting.evidence_gone",
                                    journey_id=journey_id))  # fmt: skip
        except REFUSALS as refusal:
            refuse(form, refusal)
    return ask(form, heading="Take this away", button="Take it away", back=back_to(journey, item),
               lead=what_it_means(journey, item), kind="warning")  # fmt: skip


def what_it_means(journey: Journey, item: EvidenceItem) -> str:
    """What follows when a piece is taken away."""
    words = f"“{item.title}” no longer counts anywhere. You can bring it back for seven days."
    if must_say_why(journey, item):
        words = (
            f"“{item.title}” is withdrawn for good: its file is destroyed. The list that was "
            "looked at keeps its name, the day and your reason, and the coordinator is told."
        )
    used = [one.name for one in list_lent(db.session(), actor(), item)]
    if used:
        words += f" It ends for those you share it with, too: {', '.join(used)}. They are told."
    return words


@bp.get("/journeys/<int:journey_id>/evidence/taken-away")
@needs(May.WRITE_EVIDENCE)
def evidence_gone(journey_id: int) -> ResponseReturnValue:
    """What was taken away lately and can be brought back."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    found = list_taken_away(db.session(), actor(), journey, after=clock.now() - BACK_FOR)
    rows = [
        (
            one.title,
            f"Taken away on {day_short(one.removed_at)}. "
            f"Kept until {day_short(one.removed_at + BACK_FOR)}" if one.removed_at else "",
            url_for("setting.evidence_bring_back", journey_id=journey_id, item_id=one.id),
        )
        for one in found
    ]  # fmt: skip
    return render("setting/evidence/gone.html", journey=journey, rows=rows)


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/bring-back", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_bring_back(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Bring a piece back, with the criteria that it counted for."""
    journey, form = find(May.WRITE_EVIDENCE, journey_id), NothingForm()
    after = clock.now() - BACK_FOR
    item = find_taken_away(db.session(), actor(), journey, item_id, after=after)
    if item is None:
        raise NotFound
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                bring_back_evidence(held, item_id, by=actor(), at=clock.now())
            flash("It is back, and counts where it counted before.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    back = Link("Taken away lately", url_for("setting.evidence_gone", journey_id=journey_id))
    lead = f"“{item.title}” counts again for what it counted for."
    return ask(form, heading="Bring it back", button="Bring it back", back=back, lead=lead)
