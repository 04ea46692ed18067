"""The record of a visit while it goes on: tapped and noted by conversation, or by criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.recording import Record, must_be_writable, note_of, record_visit
from award.actions.visiting import find_visit
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visit_days import spoken_moment
from award.domain.visits import FINISHED, HEARD_WORDS, Heard, VisitState, visit_row
from award.queries.diary import find_worry_words
from award.queries.judgements import list_criteria
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.kit.access import actor, changing
from award.web.kit.errors import refused
from award.web.kit.filters import clock_time
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.visit_judging import JUDGED_HINT, judge_on, judge_tapped, points_on, tapped_in
from award.web.kit.visit_places import Place, criteria_places, own_prompts, places_of
from award.web.kit.visit_talks import (
    Prompt,
    conversations_of,
    heard_of,
    kept_in,
    notes_form,
    other_notes,
    prompts_of,
    prompts_on,
)
from award.web.kit.visit_writers import writers_by_key

STAY, SUM_UP = "stay", "sum-up"
REFUSALS: Final = (NotReady, NotAllowed, Stale)


@dataclass(frozen=True)
class Noting:
    """A visit whose record is written, and with which permission."""

    journey: Journey
    visit: Visit
    may: May
    here: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        here = {"journey_id": self.journey.id, "visit_id": self.visit.id}
        object.__setattr__(self, "here", here)

    @property
    def name(self) -> str:
        return visit_row(self.visit.kind).name

    @property
    def when(self) -> str:
        return spoken_moment(self.visit.starts_at) if self.visit.starts_at else ""

    def piece_address(self, code: str, number: int) -> str:
        """Where a piece of evidence is read."""
        return url_for(".piece", journey_id=self.journey.id, code=code, item_id=number)

    @property
    def back(self) -> Link:
        """The way to the visit."""
        return Link(self.journey.setting.name, url_for(".visit", **self.here))


@dataclass(frozen=True)
class View:
    """What is noted on one page: its prompts, the places at the side, and how it is headed."""

    heading: str
    lead: str
    why: str
    opening: str
    prompts: Sequence[Prompt]
    places: Sequence[Place]
    title: str
    other: Link
    by_talk: bool


def has_begun(visit: Visit) -> bool:
    """Whether the visit's hour has come, so that there is something to write."""
    return visit.starts_at is not None and visit.starts_at <= clock.now()


def first_open(noting: Noting) -> str:
    """The address of the first conversation in which nothing is noted yet, or of the end."""
    places = places_of(noting.journey, noting.visit, "")
    waiting = next((one for one in places if one.done == 0), places[0] if places else None)
    return waiting.href if waiting else url_for(".visit_write_up", **noting.here)


def must_be_asked(noting: Noting, *, conversation: str = "", code: str = "") -> None:
    """Answer 404 for a conversation, or a criterion, of which nothing is asked on this visit."""
    talks = {one.code for one in conversations_of(noting.journey, noting.visit)}
    codes = {one.code for one in criteria_places(noting.journey, noting.visit, "")} if code else ()
    if (conversation and conversation not in talks) or (code and code not in codes):
        raise NoSuchPage


def note_conversation(noting: Noting, conversation: str) -> ResponseReturnValue:
    """Note what was seen and heard in one conversation or place."""
    held, visit = noting.journey, noting.visit
    must_be_writable(held, visit.id, by=actor())
    talks = conversations_of(held, visit)
    talk = next(one for one in talks if one.code == conversation)
    mine = judge_on(held, visit)
    prompts = prompts_of(held, talk, list_criteria(db.session(), held, actor()), mine)
    places = places_of(held, visit, talk.code)
    own = [one.code for one in places if one.belongs]
    view = View(
        talk.title,
        talk.with_whom,
        f"Conversation {own.index(talk.code) + 1} of {len(own)}"
        if talk.code in own
        else "Another conversation",
        talk.opening,
        prompts,
        places,
        "Conversations and places",
        Link("By criterion", url_for(".visit_criterion", code=prompts[0].code, **noting.here)),
        by_talk=True,
    )
    points = points_on(held) if mine else ()
    return _page(noting, view, notes_form(visit, prompts, lambda one: one.code, points))


def note_criterion(noting: Noting, code: str) -> ResponseReturnValue:
    """Note what was seen and heard of one criterion, in whichever conversation it was."""
    held, visit = noting.journey, noting.visit
    must_be_writable(held, visit.id, by=actor())
    mine = judge_on(held, visit)
    prompts = prompts_on(held, visit, code, list_criteria(db.session(), held, actor()), mine)
    criterion, places = prompts[0].criterion, criteria_places(held, visit, code)
    own = [one.code for one in places if one.belongs]
    view = View(
        f"{code} {criterion.title}",
        criterion.wording,
        f"Criterion {own.index(code) + 1} of {len(own)}" if code in own else "Another criterion",
        "",
        prompts,
        places,
        "Criteria",
        Link("By conversation and place", first_open(noting)),
        by_talk=False,
    )
    points = points_on(held) if mine else ()
    form = notes_form(visit, prompts, lambda one: one.conversation.title, points)
    return _page(noting, view, form)


def _page(noting: Noting, view: View, form: Form) -> ResponseReturnValue:
    if form.validate_on_submit() and keep(noting, form, view.prompts):
        return redirect(after(noting, view.places))
    places = [one for one in places_of(noting.journey, noting.visit, "") if one.belongs]
    said = {one.key: said_on(noting.visit, one) for one in view.prompts}
    own = view.prompts if view.by_talk else own_prompts(noting.journey, noting.visit, view.prompts)
    asked = own or view.prompts
    left = [one for one in asked if not said[one.key]]
    return render(
        "visits/noting.html",
        journey=noting.journey,
        noting=noting,
        view=view,
        now=left[0].key if left else None,
        said=said,
        unfolded={one.key for one in view.prompts if is_unsaved(noting.visit, form, one)},
        left=len(left),
        asked=len(asked),
        done=sum(one.done for one in places),
        total=sum(one.total for one in places),
        saved=saved_words(noting.visit),
        judges=any(one.judged in form for one in view.prompts),
        judged_hint=JUDGED_HINT,
        form=form,
        writers=writers_by_key(noting.visit),
        worry=find_worry_words(db.session(), actor()),
    )


def said_on(visit: Visit, prompt: Prompt) -> str:
    """What is kept of a prompt in one line: the tap and the note. Empty while nothing is."""
    kept = kept_in(visit, [prompt])
    tapped, note = kept[prompt.heard], str(kept[prompt.note] or "")
    words = HEARD_WORDS[Heard(str(tapped))] + "." if tapped else ""
    return f"{words} {note}".strip()


def is_unsaved(visit: Visit, form: Form, prompt: Prompt) -> bool:
    """Whether a page that came back holds something of this prompt that is not kept."""
    kept = kept_in(visit, [prompt])
    differs = any((form[name].data or None) != (kept[name] or None) for name in kept)
    return differs or bool(tapped_in(form, [prompt]))


def saved_words(visit: Visit) -> str:
    """When the notes were last saved: 10:42am. Empty while there are none."""
    moments: list[datetime] = [one.at for one in visit.notes]
    return clock_time(max(moments)) if moments else ""


def keep(noting: Noting, form: Form, prompts: Sequence[Prompt]) -> bool:
    """Save these notes; the others stay as they are. What did not change is not saved."""
    kept = kept_in(noting.visit, prompts)
    current = form["version"].data == noting.visit.version
    same = all((form[name].data or None) == (kept[name] or None) for name in kept)
    if current and same and not tapped_in(form, prompts):
        return True
    try:
        with changing(noting.journey, noting.may) as fresh:
            visit = find_visit(fresh, noting.visit.id)
            new = [(one.conversation.code, [one.code], form[one.note].data) for one in prompts]
            heard = heard_of(visit) | {one.key: form[one.heard].data for one in prompts}
            notes = [*other_notes(visit, prompts), *new]
            record = Record(visit.met, visit.summary, visit.next_steps, notes, heard)
            record_visit(
                fresh, visit.id, record, version=form["version"].data,
                finished=False, by=actor(), at=clock.now(),
            )  # fmt: skip
            judge_tapped(fresh, visit, form, prompts, by=actor(), at=clock.now())
        if not any(form[name].data for name in kept):
            flash("Saved.")  # else the foot of the page tells when
        return True
    except NotReady as refusal:
        refused(form, refusal.renamed({note_of(*one.key): one.note for one in prompts}))
    except NotAllowed as refusal:
        refused(form, refusal)
    except Stale as refusal:
        refused(form, refusal)
        _bring_together(noting, form, prompts)
    return False


def _bring_together(noting: Noting, form: Form, prompts: Sequence[Prompt]) -> None:
    """After another page was faster: what it kept stands where nothing was typed here.

    What was typed here stays, beside what is kept, and the next saving counts.
    """
    visit = find_visit(noting.journey, noting.visit.id)
    for name, now in kept_in(visit, prompts).items():
        if now and not form[name].data:
            form[name].raw_data = None
            form[name].fill(now)
    form["version"].fill(visit.version)


def after(noting: Noting, places: Sequence[Place]) -> str:
    """The address that was asked for: what is next here, another place, or the record's end."""
    asked = request.form.get("go", "")
    if asked == STAY:
        return f"{request.path}#now"
    addresses = {one.code: one.href for one in places}
    end = url_for(".visit_write_up", **noting.here)
    if asked in addresses:
        return addresses[asked]
    at = next(number for number, one in enumerate(places) if one.current)
    following = [one.href for one in places[at + 1 :] if one.belongs]
    return end if asked == SUM_UP or not following else following[0]


def state_words(visit: Visit, words: Mapping[VisitState, tuple[str, str]]) -> tuple[str, str]:
    """Tone and words for how far a visit has come; one that was overtaken half-way is over."""
    if visit.superseded_at is not None and visit.state not in FINISHED:
        return "stopped", "Over, a new assessment began"
    return words[state_now(visit)]


def state_now(visit: Visit) -> VisitState:
    """How far a visit has come by the clock: one that is booked is held once its hour has come."""
    held = visit.state is VisitState.CONFIRMED and has_begun(visit)
    return VisitState.DONE if held else visit.state
