"""One conversation or place of a visit: tapped and noted while it goes on."""

from collections.abc import Sequence
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.recording import Record, record_visit
from award.actions.visiting import find_visit
from award.adapters import clock
from award.domain.frameworks import Conversation
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visits import HEARD_WORDS, visit_row
from award.queries.diary import find_worry_words
from award.queries.judgements import list_criteria
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.assessor.blueprint import bp
from award.web.assessor.talks import (
    Prompt,
    conversations_of,
    heard_of,
    kept_in,
    notes_form,
    notes_of,
    places_of,
    prompts_of,
)
from award.web.assessor.visits import has_begun, visit_of, when_words
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.filters import clock_time
from award.web.kit.forms import Form
from award.web.kit.pages import render

STAY, SUM_UP = "stay", "sum-up"


@bp.route(
    "/journeys/<int:journey_id>/visits/<int:visit_id>/record/<conversation>",
    methods=["GET", "POST"],
)
@needs(May.WRITE_VISIT_RECORD)
def visit_conversation(journey_id: int, visit_id: int, conversation: str) -> ResponseReturnValue:
    """Note what was seen and heard in one conversation or place; before the visit, prepare it."""
    held, found = visit_of(journey_id, visit_id)
    talk = next((one for one in conversations_of(held) if one.code == conversation), None)
    if talk is None:
        raise NoSuchPage
    if request.method == "GET" and not has_begun(found):
        there = url_for("assessor.visit_prepare", journey_id=journey_id, visit_id=visit_id)
        return redirect(there)
    prompts = prompts_of(held, conversation, list_criteria(db.session(), held, actor()))
    form = notes_form(found, conversation, prompts)
    if form.validate_on_submit() and keep(held, found, form, conversation, prompts):
        return redirect(after(held, found, conversation))
    return show(held, found, talk, prompts, form)


def show(
    held: Journey, found: Visit, talk: Conversation, prompts: Sequence[Prompt], form: Form
) -> ResponseReturnValue:
    """The page of one conversation: what is asked, what is left, and where to go on."""
    places = places_of(held, found, talk.code)
    here = next(one for one in places if one.current)
    noted = {each for one in found.notes if one.conversation == talk.code for each in one.criteria}
    return render(
        "assessor/visit_conversation.html",
        journey=held,
        visit=found,
        talk=talk,
        number=places.index(here) + 1,
        prompts=prompts,
        now=next((one.code for one in prompts if one.code not in noted), ""),
        places=places,
        left=here.total - here.done,
        done=sum(one.done for one in places),
        total=sum(one.total for one in places),
        saved=saved_words(found),
        heard_words=HEARD_WORDS,
        form=form,
        name=visit_row(found.kind).name,
        when=when_words(found),
        worry=find_worry_words(db.session(), actor()),
    )


def saved_words(visit: Visit) -> str:
    """When the notes were last saved: 10:42am. Empty while there are none."""
    moments: list[datetime] = [one.at for one in visit.notes]
    return clock_time(max(moments)) if moments else ""


def keep(
    held: Journey, seen: Visit, form: Form, conversation: str, prompts: Sequence[Prompt]
) -> bool:
    """Save this conversation; the others stay as they are. What did not change is not saved."""
    kept = kept_in(seen, conversation, prompts)
    current = form["version"].data == seen.version
    if current and all((form[name].data or None) == (kept[name] or None) for name in kept):
        return True
    codes = {one.code for one in prompts}
    try:
        with changing(held, May.WRITE_VISIT_RECORD) as fresh:
            visit = find_visit(fresh, seen.id)
            others = [
                one for one in notes_of(visit) if one[0] != conversation or not set(one[1]) & codes
            ]
            new = [(conversation, [one.code], form[one.note].data) for one in prompts]
            heard = heard_of(visit) | {
                (conversation, one.code): form[one.heard].data for one in prompts
            }
            record = Record(visit.met, visit.summary, visit.next_steps, [*others, *new], heard)
            record_visit(
                fresh, visit.id, record, version=form["version"].data,
                finished=False, by=actor(), at=clock.now(),
            )  # fmt: skip
        flash("Saved.")
        return True
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
    return False


def after(held: Journey, visit: Visit, conversation: str) -> str:
    """The address that was asked for: here, another conversation, or the end of the record."""
    codes = [one.code for one in conversations_of(held)]
    following = [*codes[codes.index(conversation) + 1 :], SUM_UP]
    asked = request.form.get("go", "")
    if asked == STAY:
        return request.path
    wanted = asked if asked in (*codes, SUM_UP) else following[0]
    if wanted == SUM_UP:
        return url_for("assessor.visit_write_up", journey_id=held.id, visit_id=visit.id)
    return url_for(
        "assessor.visit_conversation",
        journey_id=held.id,
        visit_id=visit.id,
        conversation=wanted,
    )
