"""Where a piece counts: for many criteria at once, and for each as what and why."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from award.actions.linking import (
    LinkWords,
    link_everywhere,
    link_evidence,
    live_links,
    must_be_giving,
)
from award.actions.planning import find_asked
from award.actions.whose_piece import must_not_be_counted_by_visitor
from award.adapters import clock
from award.domain.permissions import May
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.setting.blueprint import bp
from award.web.setting.criterion import criteria_parts, find_criterion
from award.web.setting.evidence_forms import LinkForm, LinksForm
from award.web.setting.evidence_item import address_of_item, back_to, piece_of
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, ask, refuse

SOMETHING_ELSE = "Something else"


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/links", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_links(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Tick every criterion that a piece counts for."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = piece_of(journey, item_id)
    must_not_be_counted_by_visitor(journey, item, by=actor())
    now = sorted(live_links(item, journey))
    form = LinksForm(codes=now, shown=" ".join(now))
    form["codes"].offer(criteria_parts(journey))
    must_be_giving(journey, at=clock.now())
    if form.validate_on_submit():
        ticked, shown = set(form["codes"].data), set(form["shown"].data.split())
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                link_everywhere(
                    held, item_id, add=sorted(ticked - shown), remove=sorted(shown - ticked),
                    by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("Saved. Say why it counts where that helps the reader.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = "Tick every criterion that it shows something for. It is kept once, and counts for each."
    return ask(form, heading="Where does it count?", button="Save", back=back_to(journey, item),
               lead=lead)  # fmt: skip


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/links/<code>", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_link(journey_id: int, item_id: int, code: str) -> ResponseReturnValue:
    """Let a piece count for a criterion, or say anew as what and why."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = piece_of(journey, item_id)
    must_not_be_counted_by_visitor(journey, item, by=actor())
    find_asked(journey, code)
    form = link_form(journey, item_id, code)
    must_be_giving(journey, at=clock.now())
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                words, seen = words_in(journey, code, form), form["version"].data or 0
                link_evidence(held, item_id, code, words, seen=seen, by=actor(), at=clock.now())
            flash(f"Saved. It counts for {code}.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            link = live_links(piece_of(journey, item_id), journey).get(code)
            now = {"expected": link.expected, "why_it_counts": link.why_it_counts} if link else {}
            refuse(form, refusal, link.version if link else 0, **now)
    heading = f"Why does it count for {code}?"
    lead = f"“{item.title}” for {find_criterion(journey, code).title}"
    return ask(form, heading=heading, button="Save", back=back_to(journey, item), lead=lead)


def link_form(journey: Journey, item_id: int, code: str) -> LinkForm:
    """The form with what is said now, and the kinds of evidence that the criterion expects."""
    link = live_links(piece_of(journey, item_id), journey).get(code)
    kept: dict[str, Any] = {"version": 0}
    if link is not None:
        kept = {
            "version": link.version,
            "expected": link.expected or SOMETHING_ELSE,
            "why_it_counts": link.why_it_counts,
        }
    form = LinkForm(**kept)
    form["expected"].choices = [
        *(
            Choice(one.name, one.name, one.why_it_counts)
            for one in find_criterion(journey, code).evidence
        ),
        Choice(SOMETHING_ELSE, SOMETHING_ELSE, "Say below why it counts, if you like."),
    ]
    return form


def words_in(journey: Journey, code: str, form: LinkForm) -> LinkWords:
    """As what and why; an expected kind says why by itself, unless something else was typed."""
    known = find_criterion(journey, code).evidence
    expected = next((one for one in known if one.name == form["expected"].data), None)
    why = form["why_it_counts"].data or (expected.why_it_counts if expected else "")
    return LinkWords(expected.name if expected else "", why)


@bp.route(
    "/journeys/<int:journey_id>/evidence/<int:item_id>/links/<code>/remove",
    methods=["GET", "POST"],
)
@needs(May.WRITE_EVIDENCE)
def evidence_unlink(journey_id: int, item_id: int, code: str) -> ResponseReturnValue:
    """Let a piece no longer count for a criterion."""
    journey, form = find(May.WRITE_EVIDENCE, journey_id), NothingForm()
    item = piece_of(journey, item_id)
    must_not_be_counted_by_visitor(journey, item, by=actor())
    find_asked(journey, code)
    must_be_giving(journey, at=clock.now())
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                link_everywhere(held, item_id, remove=[code], by=actor(), at=clock.now())
            flash(f"It does not count for {code} any more. The piece itself is still here.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = f"“{item.title}” stays with you. It only stops counting for {code}."
    return ask(form, heading=f"Take it off {code}", button="Take it off",
               back=back_to(journey, item), lead=lead)  # fmt: skip
