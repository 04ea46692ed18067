"""The end of a visit's record: whom one met, what one saw, what comes next; and its paper."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.recording import Record, must_be_writable, record_visit
from award.actions.visiting import find_visit
from award.adapters import clock
from award.domain.refusals import Stale
from award.queries.diary import find_worry_words
from award.storage.db import db
from award.web.kit.access import actor, changing
from award.web.kit.errors import refused
from award.web.kit.forms import AtMost, HiddenVersion, LongField, TickField
from award.web.kit.pages import render
from award.web.kit.versions import BothShown
from award.web.kit.visit_noting import REFUSALS, Noting
from award.web.kit.visit_places import own_conversations, places_of
from award.web.kit.visit_talks import (
    conversations_of,
    heard_of,
    notes_of,
    prompts_of,
)
from award.web.kit.visit_writers import hand_overs_shown, notes_shown, said_against

LONG, LINE = 8000, 2000


class WriteUpForm(BothShown):
    """Whom the visitor met, what they saw, and what comes next."""

    version = HiddenVersion()
    met = LongField(
        "Whom did you meet?",
        [AtMost(LINE)],
        hint="Adults by role. Children only as a number and a group, never by name.",
        rows=3,
    )
    summary = LongField("What did you see and hear?", [AtMost(LONG)], rows=7)
    next_steps = LongField("What comes next? (optional)", [AtMost(LONG)], rows=4)
    finished = TickField("This record is finished")


def write_up(noting: Noting) -> ResponseReturnValue:
    """Sum the visit up, and say that the record is finished."""
    held, visit = noting.journey, noting.visit
    must_be_writable(held, visit.id, by=actor())
    form = WriteUpForm(obj=visit)
    talk = _asked_for(noting)  # whoever goes back to one has not finished the record
    if form.validate_on_submit():
        record = Record(
            form.met.data, form.summary.data, form.next_steps.data,
            notes_of(visit), heard_of(visit),
        )  # fmt: skip
        try:
            with changing(held, noting.may) as fresh:
                record_visit(
                    fresh, visit.id, record, version=form.version.data or 0,
                    finished=form.finished.data and not talk, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("The record is saved.")
            return redirect(_after(noting, talk))
        except REFUSALS as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                there = find_visit(held, visit.id)
                now = {name: getattr(there, name) for name in ("met", "summary", "next_steps")}
                form.show_both(there.version, now)
    return render(
        "visits/write_up.html",
        journey=held,
        noting=noting,
        form=form,
        against=said_against(held, visit),
        places=places_of(held, visit, ""),
        notes=notes_shown(held, visit),
        handed_over=hand_overs_shown(visit),
        worry=find_worry_words(db.session(), actor()),
    )


def _asked_for(noting: Noting) -> str:
    """The conversation that the pressed button leads to; empty for the record itself."""
    asked = request.form.get("go", "")
    return asked if asked in [one.code for one in conversations_of(noting.journey)] else ""


def _after(noting: Noting, talk: str) -> str:
    """The address of the conversation that was asked for, or of the visit."""
    if talk:
        return url_for(".visit_conversation", conversation=talk, **noting.here)
    return url_for(".visit", **noting.here)


def sheet(noting: Noting, travel: list[dict[str, Any]]) -> ResponseReturnValue:
    """The questions of this kind of visit with lines to write on, for whoever goes with paper."""
    held = noting.journey
    talks = [(one, prompts_of(held, one)) for one in own_conversations(held, noting.visit)]
    return render(
        "visits/sheet.html",
        journey=held,
        setting=held.setting,
        noting=noting,
        talks=talks,
        travel=travel,
        is_blank=True,
        worry=find_worry_words(db.session(), actor()),
    )
