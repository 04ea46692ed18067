"""The record of a visit: noted conversation by conversation, written up, and shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.recording import Record, record_visit, share_visit_record
from award.actions.visiting import find_visit
from award.adapters import clock
from award.domain.frameworks import Conversation, Criterion, conversations_for
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visits import visit_row
from award.queries.diary import find_worry_words
from award.storage.db import db
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.assessor.blueprint import bp
from award.web.assessor.forms import LONG, ConfirmOnlyForm, WriteUpForm
from award.web.assessor.visits import must_match, visit_of, when_words
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.forms import AtMost, Form, HiddenVersion, LongField
from award.web.kit.pages import render

Notes = list[tuple[str, Sequence[str], str]]


@dataclass(frozen=True)
class Prompt:
    """What to ask or look for about one criterion in a conversation, and the field for the note."""

    criterion: Criterion
    prompts: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class Place:
    """One conversation or place in the list at the side."""

    words: str
    href: str
    done: int
    total: int
    current: bool


def conversations_of(held: Journey) -> tuple[Conversation, ...]:
    """The conversations and places that have something to ask for this journey."""
    asked = criteria_of(held)
    found = conversations_for(framework_of(held.framework), kind_of(held.setting))
    return tuple(one for one in found if any(each.prompts(one.code) for each in asked))


def prompts_of(held: Journey, conversation: str) -> list[Prompt]:
    """What is asked in one conversation, criterion by criterion."""
    return [
        Prompt(one, one.prompts(conversation), f"note_{place}")
        for place, one in enumerate(criteria_of(held))
        if one.prompts(conversation)
    ]


def notes_of(visit: Visit) -> Notes:
    """The notes as the record keeps them."""
    return [(one.conversation, tuple(one.criteria), one.words) for one in visit.notes]


def places_of(held: Journey, visit: Visit, here: str) -> list[Place]:
    """Every conversation with how much of it is noted."""
    noted = {(one.conversation, code) for one in visit.notes for code in one.criteria}
    places = []
    for one in conversations_of(held):
        asked = [each.criterion.code for each in prompts_of(held, one.code)]
        done = sum((one.code, code) in noted for code in asked)
        href = url_for(
            "assessor.visit_conversation",
            journey_id=held.id,
            visit_id=visit.id,
            conversation=one.code,
        )
        places.append(Place(one.title, href, done, len(asked), one.code == here))
    return places


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/record")
@needs(May.WRITE_VISIT_RECORD)
def visit_record(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The record opens with the first conversation in which nothing is noted yet."""
    held, found = visit_of(journey_id, visit_id)
    places = places_of(held, found, "")
    waiting = next((one for one in places if one.done == 0), places[0] if places else None)
    if waiting is None:
        there = url_for("assessor.visit_write_up", journey_id=journey_id, visit_id=visit_id)
        return redirect(there)
    return redirect(waiting.href)


@bp.route(
    "/journeys/<int:journey_id>/visits/<int:visit_id>/record/<conversation>",
    methods=["GET", "POST"],
)
@needs(May.WRITE_VISIT_RECORD)
def visit_conversation(journey_id: int, visit_id: int, conversation: str) -> ResponseReturnValue:
    """Note what was seen and heard in one conversation or place."""
    held, found = visit_of(journey_id, visit_id)
    talk = next((one for one in conversations_of(held) if one.code == conversation), None)
    if talk is None:
        raise NoSuchPage
    prompts = prompts_of(held, conversation)
    form = notes_form(found, conversation, prompts)
    if form.validate_on_submit() and keep(held, visit_id, form, conversation, prompts):
        flash(f"{talk.title}: saved.")
        return redirect(after(held, found, conversation))
    return render(
        "assessor/visit_conversation.html",
        journey=held,
        visit=found,
        talk=talk,
        prompts=prompts,
        places=places_of(held, found, conversation),
        form=form,
        name=visit_row(found.kind).name,
        when=when_words(found),
        worry=find_worry_words(db.session(), actor()),
    )


def notes_form(visit: Visit, conversation: str, prompts: list[Prompt]) -> Form:
    """A note for each criterion of this conversation, filled with what is kept."""
    fields: dict[str, object] = {"version": HiddenVersion()}
    kept: dict[str, str] = {}
    for one in prompts:
        fields[one.field] = LongField("Your note", [AtMost(LONG)], rows=3)
        kept[one.field] = "\n".join(
            note.words
            for note in visit.notes
            if note.conversation == conversation and one.criterion.code in note.criteria
        )
    kind: type[Form] = type("NotesForm", (Form,), fields)
    return kind(version=visit.version, **kept)


def keep(
    held: Journey, visit_id: int, form: Form, conversation: str, prompts: list[Prompt]
) -> bool:
    """Save this conversation's notes; those of the others stay as they are."""
    codes = {one.criterion.code for one in prompts}
    try:
        with changing(held, May.WRITE_VISIT_RECORD) as fresh:
            visit = find_visit(fresh, visit_id)
            others = [
                one for one in notes_of(visit) if one[0] != conversation or not set(one[1]) & codes
            ]
            new = [(conversation, [one.criterion.code], form[one.field].data) for one in prompts]
            record = Record(visit.met, visit.summary, visit.next_steps, [*others, *new])
            record_visit(
                fresh, visit_id, record, version=form["version"].data,
                finished=False, by=actor(), at=clock.now(),
            )  # fmt: skip
        return True
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
    return False


def after(held: Journey, visit: Visit, conversation: str) -> str:
    """The address of the next conversation, or of the end of the record."""
    if request.form.get("stay"):
        return request.path
    codes = [one.code for one in conversations_of(held)]
    following = codes[codes.index(conversation) + 1 :]
    if not following:
        return url_for("assessor.visit_write_up", journey_id=held.id, visit_id=visit.id)
    return url_for(
        "assessor.visit_conversation",
        journey_id=held.id,
        visit_id=visit.id,
        conversation=following[0],
    )


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/write-up", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_write_up(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Whom I met, what I saw, what comes next; and that the record is finished."""
    held, found = visit_of(journey_id, visit_id)
    form = WriteUpForm(obj=found)
    if form.validate_on_submit():
        record = Record(form.met.data, form.summary.data, form.next_steps.data, notes_of(found))
        try:
            with changing(held, May.WRITE_VISIT_RECORD) as fresh:
                record_visit(
                    fresh, visit_id, record, version=form.version.data or 0,
                    finished=form.finished.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("The record is saved.")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render(
        "assessor/visit_write_up.html", journey=held, visit=found, form=form,
        places=places_of(held, found, ""), name=visit_row(found.kind).name,
        when=when_words(found), worry=find_worry_words(db.session(), actor()),
    )  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/share", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_share(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Share the record with the setting, which agrees it or says what is not right."""
    held, found = visit_of(journey_id, visit_id)
    form = ConfirmOnlyForm(version=found.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.WRITE_VISIT_RECORD) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                share_visit_record(fresh, visit_id, by=actor(), at=clock.now())
            flash("The record is shared. The setting has ten days to agree it.")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("assessor/visit_change.html", heading="Share the record", journey=held,
                  visit=found, form=form, button="Share it with the setting")  # fmt: skip
