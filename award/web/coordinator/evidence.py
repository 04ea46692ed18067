"""What a setting has given as evidence, the coordinator's feedback on it, and its files."""

from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import give_feedback
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.journey_parts import find_version, list_evidence
from award.queries.reading import find_small_pictures
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.coordinator.asking import must_be_as_shown
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import WordsForm
from award.web.coordinator.reading import SCREENS
from award.web.coordinator.shell import journey_page
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short
from award.web.kit.forms import Choice, Form, SelectField
from award.web.kit.handing_out import hand_out_evidence
from award.web.kit.journeys import is_under_way
from award.web.kit.pages import render
from award.web.kit.screens import piece_address, small_address

STATES: Final = {
    EvidenceState.UNSORTED: ("others", "Not sorted yet"),
    EvidenceState.GIVEN: ("others", "Given"),
    EvidenceState.ACCEPTED: ("done", "Accepted"),
    EvidenceState.NEEDS_MORE: ("attention", "Needs more"),
    EvidenceState.NOT_RELEVANT: ("stopped", "Does not fit here"),
}
SAYABLE: Final = (EvidenceState.ACCEPTED, EvidenceState.NEEDS_MORE, EvidenceState.NOT_RELEVANT)


@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_EVIDENCE)
def evidence(journey_id: int) -> ResponseReturnValue:
    """What was given, criterion by criterion."""
    found = find(May.SEE_EVIDENCE, journey_id)
    items = list_evidence(db.session(), actor(), found)
    drawn = find_small_pictures(db.session(), [one.versions[-1] for one in items if one.versions])
    criteria = [_criterion(found, one, items, drawn) for one in criteria_of(found)]
    return journey_page(
        "coordinator/evidence.html",
        found,
        criteria=criteria,
        has_items=bool(items),
        asked=found.feedback_asked_at,
        can_answer=bool(items) and is_under_way(found),
    )


def _criterion(
    found: Journey, one: Any, items: list[EvidenceItem], drawn: set[int]
) -> dict[str, Any]:
    mine = [
        (item, link)
        for item in items
        for link in item.links
        if link.journey_id == found.id and link.criterion == one.code and link.removed_at is None
    ]
    return {
        "code": one.code,
        "title": one.title,
        "cards": [_card(found, item, link, drawn) for item, link in mine],
    }


def _card(
    found: Journey, item: EvidenceItem, link: EvidenceLink, drawn: set[int]
) -> dict[str, Any]:
    tone, state = STATES[item.state]
    version = item.versions[-1] if item.versions else None
    kind, words, thumb = "note", "Note", ""
    if version is not None:
        kind, words = "file", "File"
        thumb = small_address(found, version.id, SCREENS) if version.id in drawn else ""
    elif item.link_address:
        kind, words = "link", "Link"
    return {
        "title": item.title,
        "href": piece_address(found, link.criterion, item.id, SCREENS),
        "thumb": thumb,
        "kind": kind,
        "kind_words": words,
        "why": link.why_it_counts,
        "tone": tone,
        "state": state,
        "reason": item.feedback,
        "note": item.note,
        "shows": item.shows,
        "given": f"{item.given_by_name}, {day_short(item.given_at)}",
    }


@bp.route("/journeys/<int:journey_id>/evidence/feedback", methods=["GET", "POST"])
@needs(May.GIVE_FEEDBACK)
def feedback(journey_id: int) -> ResponseReturnValue:
    """Say what is good and what is still needed; mark single items where that helps."""
    found = find(May.GIVE_FEEDBACK, journey_id)
    items = list_evidence(db.session(), actor(), found)
    form = _form(found, items)
    if form.validate_on_submit():
        try:
            with changing(found, May.GIVE_FEEDBACK) as held:
                must_be_as_shown(held, form)
                give_feedback(
                    held,
                    words=form["words"].data,
                    states=_states(form, items),
                    by=actor(),
                    at=clock.now(),
                )
            flash("Your feedback is with the setting.")
            return redirect(url_for("coordinator.evidence", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                form["version"].fill(found.version)
    back_to = url_for("coordinator.evidence", journey_id=journey_id)
    return render("coordinator/feedback.html", journey=found, form=form, back_to=back_to)


def _form(found: Journey, items: list[EvidenceItem]) -> Form:
    choices = [Choice(one, STATES[one][1]) for one in SAYABLE]
    fields = {
        f"item_{one.id}": SelectField(one.title, blank="As it is", choices=choices) for one in items
    }
    kind: type[Form] = type("FeedbackForm", (WordsForm,), fields)
    return kind(version=found.version)


def _states(form: Form, items: list[EvidenceItem]) -> dict[int, EvidenceState]:
    said = {one.id: form[f"item_{one.id}"].data for one in items}
    return {number: EvidenceState(state) for number, state in said.items() if state}


@bp.get("/journeys/<int:journey_id>/evidence/files/<int:version_id>")
@needs(May.SEE_EVIDENCE)
def evidence_file(journey_id: int, version_id: int) -> ResponseReturnValue:
    """One file, as a download; that it was opened is written down first."""
    found = find(May.SEE_EVIDENCE, journey_id)
    return hand_out_evidence(find_version(db.session(), actor(), found, version_id))
