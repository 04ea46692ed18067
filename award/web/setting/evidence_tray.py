"""The tray: files dropped in first, and sorted one by one when there is time."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import sort_evidence
from award.actions.linking import must_be_giving
from award.actions.planning import find_asked
from award.actions.sending import EvidenceWords
from award.adapters import clock
from award.domain.permissions import May
from award.domain.readiness import NeedKind
from award.domain.readiness import needs as needs_of
from award.domain.refusals import NotFound
from award.queries.evidence import count_unsorted, find_item, find_unsorted
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.one_by_one import Sent, is_by_script, pieces, tell_kept, tell_refused
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_cards import in_its_place, picture_of
from award.web.setting.evidence_for import condition_asked, wanted_for
from award.web.setting.evidence_forms import DropForm, SortForm
from award.web.setting.evidence_giving import give_all, say_what_became
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.pieces import picture_address

SOMETHING_ELSE = "Something else"
UNFILLED = frozenset({NeedKind.SUPPORT, NeedKind.FRESH_SUPPORT})


@bp.route("/journeys/<int:journey_id>/evidence/drop", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_drop(journey_id: int) -> ResponseReturnValue:
    """Drop in many files at once: into the tray, or with a criterion straight where they count."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    wanted, asked = wanted_for(journey), condition_asked(journey)
    form = _drop_form(journey, must_count=bool(wanted or asked))
    must_be_giving(journey, at=clock.now())
    if (wanted or asked) and request.method == "POST" and not form.code:
        form.refuse("Choose the criterion that it is for", field="criterion")
    elif form.validate_on_submit() and (
        sent := give_all(journey, form.code, form, wanted.target if wanted else None)
    ):
        where, words, onward = after_dropping(journey, form.code, sent)
        onward = wanted.onward if wanted else asked or onward
        say_what_became(sent, words)
        if is_by_script():
            return tell_kept(sent, where, onward)
        # What was not taken is put right where it was chosen.
        return redirect(request.full_path.rstrip("?") if sent.refused else onward.href)
    if form.errors and is_by_script():
        return tell_refused(form)
    waiting = count_unsorted(db.session(), actor(), journey)
    return render(
        "setting/evidence/drop.html",
        journey=journey,
        form=form,
        waiting=waiting,
        wanted=wanted,
        asked=asked,
    )


def _drop_form(journey: Journey, *, must_count: bool) -> DropForm:
    """The form with the journey's criteria; what must count at once cannot wait in the tray."""
    form = in_words_of_kind(DropForm(journey.authority.file_limits), journey.setting)
    field = form["criterion"]
    field.choices = [Choice(one.code, f"{one.code} {one.title}") for one in criteria_of(journey)]
    if must_count:
        field.blank = "Choose one"
    return form


def after_dropping(journey: Journey, code: str, sent: Sent) -> tuple[str, str, Link]:
    """Where the pieces went, that in a sentence, and where to go on."""
    if code:
        href = url_for("setting.criterion", journey_id=journey.id, code=code)
        words = f"{pieces(sent.new)} of evidence added to {code}."
        return f"added to {code}", words, Link(f"See {code}", href)
    if is_by_script():
        href = url_for("setting.evidence_sort_next", journey_id=journey.id)
        return "added to your tray", "", Link("Sort them now", href)
    href = url_for("setting.evidence", journey_id=journey.id)
    lie = count_unsorted(db.session(), actor(), journey)
    added = pieces(sent.new) if lie == sent.new else f"{pieces(sent.new)} added, {lie}"
    words = f"{added} in your tray. Sort now or later."
    return "added to your tray", words, Link("All your evidence", href)


@bp.get("/journeys/<int:journey_id>/evidence/sort")
@needs(May.WRITE_EVIDENCE)
def evidence_sort_next(journey_id: int) -> ResponseReturnValue:
    """Go to the first piece in the tray, or the one after another; without one, to the list."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    must_be_giving(journey, at=clock.now())
    after = request.args.get("after", 0, type=int)
    found = find_unsorted(db.session(), actor(), journey, after=max(0, min(after, 2**62)))
    if found is None:
        return redirect(url_for("setting.evidence", journey_id=journey_id))
    return redirect(url_for("setting.evidence_sort", journey_id=journey_id, item_id=found.id))


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/sort", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_sort(journey_id: int, item_id: int) -> ResponseReturnValue:
    """One piece of the tray: first which criterion, then what it is and who can be seen in it."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item, code = in_tray(journey, item_id), request.args.get("code", "")[:10]
    must_be_giving(journey, at=clock.now())
    if item.state is not EvidenceState.UNSORTED:
        return redirect(url_for("setting.evidence_sort_next", journey_id=journey_id))
    if not code:
        return render("setting/evidence/sort.html", **choosing(journey, item))
    find_asked(journey, code)
    form = sort_form(journey, item, code)
    if form.validate_on_submit() and sort_one(journey, item, code, form):
        left = count_unsorted(db.session(), actor(), journey)
        say_hints(form["title"].data)
        flash(f"Kept with {code}. " + (f"{left} left in your tray." if left else "All sorted."))
        return redirect(url_for("setting.evidence_sort_next", journey_id=journey_id, after=item_id))
    criterion = find_criterion(journey, code)
    return render(
        "setting/evidence/sort_one.html",
        journey=journey, item=item, picture=picture_of(journey, item), criterion=criterion,
        may_cover=bool(picture_address(journey, item)), stands=in_its_place(journey, item),
        form=form, has_file=bool(item.versions),
    )  # fmt: skip


def in_tray(journey: Journey, item_id: int) -> EvidenceItem:
    """The piece, for who looks. Raises NotFound for any other."""
    found = find_item(db.session(), actor(), journey, item_id)
    if found is None:
        raise NotFound
    return found


def choosing(journey: Journey, item: EvidenceItem) -> dict[str, object]:
    """What the first question shows: the criteria that still need something, then all."""
    facts = facts_of(journey, at=clock.now())
    wanting = {one.criterion for one in needs_of(facts) if one.kind in UNFILLED}
    known = criteria_of(journey)
    here: dict[str, Any] = {"journey_id": journey.id, "item_id": item.id}
    return {
        "journey": journey,
        "item": item,
        "picture": picture_of(journey, item),
        "stands": in_its_place(journey, item),
        "may_cover": bool(picture_address(journey, item)),
        "wanting": [
            Link(f"{one.code} {one.title}", url_for("setting.evidence_sort", code=one.code, **here))
            for one in known
            if one.code in wanting
        ],
        "left": count_unsorted(db.session(), actor(), journey),
        "codes": [{"value": one.code, "text": f"{one.code} {one.title}"} for one in known],
    }


def sort_form(journey: Journey, item: EvidenceItem, code: str) -> SortForm:
    """The second question, with the kinds of evidence that this criterion expects."""
    form = in_words_of_kind(SortForm(version=item.version), journey.setting)
    known = find_criterion(journey, code).evidence
    form["expected"].choices = [
        *(Choice(one.name, one.name, one.why_it_counts) for one in known),
        Choice(SOMETHING_ELSE, SOMETHING_ELSE, "Say below why it counts, if you like."),
    ]
    return form


def sort_one(journey: Journey, item: EvidenceItem, code: str, form: SortForm) -> bool:
    """Take it out of the tray. An expected kind gives title and why, unless others were typed."""
    known = find_criterion(journey, code).evidence
    expected = next((one for one in known if one.name == form["expected"].data), None)
    words = EvidenceWords(
        title=form["title"].data or (expected.name if expected else item.title),
        criterion=code,
        expected=expected.name if expected else "",
        why_it_counts=form["why_it_counts"].data or (expected.why_it_counts if expected else ""),
        recognisable=form.is_recognisable if item.versions else False,
    )
    version = form["version"].data
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            sort_evidence(held, item.id, words, version=version, by=actor(), at=clock.now())
        return True
    except REFUSALS as refusal:
        refuse(form, refusal, in_tray(journey, item.id).version)
        return False
