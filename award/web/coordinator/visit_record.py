"""The record of one's own visit, by conversation and place, with the prompts of the framework."""

from collections.abc import Sequence
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.recording import Record, record_visit
from award.adapters import clock
from award.domain.frameworks import Conversation, conversations_for
from award.domain.permissions import May, Situation
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visits import VisitState
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.coordinator.blueprint import bp
from award.web.coordinator.visit_forms import RecordForm
from award.web.coordinator.visits import here, not_yet, one_visit
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.errors import refused
from award.web.kit.filters import moment
from award.web.kit.forms import AtMost, Choice, Form, LongField, ManyField
from award.web.kit.pages import render

LONG: Final = 4000


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/record", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_record(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Write the record of my own visit; it may be kept half-done."""
    found = find(May.PROPOSE_VISIT, journey_id)
    one = one_visit(found, visit_id)
    theirs = Situation(mine=one.visitor_id == actor().user_id, signed=_is_signed(one))
    found = find(May.WRITE_VISIT_RECORD, journey_id, situation=theirs)
    if one.starts_at is not None and one.starts_at > clock.now():
        words = f"The record opens when the visit begins: {moment(one.starts_at)}."
        return not_yet(found, "The record of the visit", words)
    talks = conversations_for(framework_of(found.framework), kind_of(found.setting))
    form = _form(found, one, talks)
    if form.validate_on_submit():
        try:
            with changing(found, May.PROPOSE_VISIT) as held:
                record_visit(
                    held,
                    visit_id,
                    _record(form, talks),
                    version=form["version"].data,
                    finished=form["finished"].data == "yes",
                    by=actor(),
                    at=clock.now(),
                )
            flash("The record is kept.")
            return redirect(url_for("coordinator.visit", journey_id=journey_id, visit_id=visit_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                form["version"].fill(one.version)
    return render(
        "coordinator/visit_record.html",
        journey=found,
        form=form,
        talks=_talks(form, talks, found),
        back_to=here(journey_id),
        worry=found.authority.worry_words or WORRY,
    )


WORRY: Final = (
    "A worry about a child goes now to the setting’s safeguarding lead or the duty team, "
    "not here. These notes can be asked for."
)


def _is_signed(one: Visit) -> bool:
    return one.state not in (
        VisitState.CONFIRMED,
        VisitState.DONE,
        VisitState.WRITTEN_UP,
        VisitState.SHARED,
    )


def _form(found: Journey, one: Visit, talks: Sequence[Conversation]) -> Form:
    codes = [Choice(asked.code, f"{asked.code} {asked.title}") for asked in criteria_of(found)]
    fields: dict[str, Any] = {}
    for talk in talks:
        fields[f"note_{talk.code}"] = LongField("Your notes", [AtMost(LONG)], rows=3)
        fields[f"for_{talk.code}"] = ManyField("Which criteria are these notes about?")
    kind: type[Form] = type("VisitRecordForm", (RecordForm,), fields)
    notes = {note.conversation: note for note in one.notes}
    kept: dict[str, Any] = {
        "version": one.version,
        "met": one.met,
        "summary": one.summary,
        "next_steps": one.next_steps,
        "finished": "no" if one.written_up_at is None else "yes",
    }
    for code, note in notes.items():
        kept |= {f"note_{code}": note.words, f"for_{code}": note.criteria}
    form = kind(**kept)
    for talk in talks:
        form[f"for_{talk.code}"].choices = [
            choice for choice in codes if choice.value in _codes_of(talk.code, found)
        ]
    return form


def _codes_of(conversation: str, found: Journey) -> list[str]:
    """The criteria that are heard or seen in a conversation."""
    return [
        one.code
        for one in criteria_of(found)
        if any(prompt.conversation == conversation for prompt in one.seen_heard)
    ]


def _talks(form: Form, talks: Sequence[Conversation], found: Journey) -> list[dict[str, Any]]:
    """Each conversation with its opening, its prompts and its fields."""
    asked = criteria_of(found)
    return [
        {
            "title": talk.title,
            "with_whom": talk.with_whom,
            "opening": talk.opening,
            "prompts": [
                f"{one.code}: {prompt.prompt}"
                for one in asked
                for prompt in one.seen_heard
                if prompt.conversation == talk.code
            ],
            "note": form[f"note_{talk.code}"],
            "codes": form[f"for_{talk.code}"],
        }
        for talk in talks
    ]


def _record(form: Form, talks: Sequence[Conversation]) -> Record:
    said = form.data
    return Record(
        met=said["met"],
        summary=said["summary"],
        next_steps=said["next_steps"],
        notes=[(talk.code, said[f"for_{talk.code}"], said[f"note_{talk.code}"]) for talk in talks],
    )
