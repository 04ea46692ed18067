"""A panel day: where the panel meets, which journeys come in which order, and its papers."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.arranging_panel import (
    Sitting,
    change_item,
    put_on_agenda,
    say_where,
    take_off_agenda,
)
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.agendas import count_free_members, list_could_come
from award.storage.authorities import Round
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.panel_day_forms import AddForm, ItemForm, WhereForm
from award.web.kit.access import actor, changing, needs
from award.web.kit.agendas import (
    AgendaRow,
    agenda_pdf,
    rows_of,
    the_day,
    when_words,
)
from award.web.kit.asking import Question, ask
from award.web.kit.day_minutes import minutes_pdf
from award.web.kit.errors import refused
from award.web.kit.filters import day_short, plural
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render


@bp.route("/rounds/<int:round_id>/panel-day", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def panel_day(round_id: int) -> ResponseReturnValue:
    """The agenda with what could come on it; ticked journeys are put on it."""
    found = the_day(round_id)
    could = list_could_come(db.session(), actor(), found)
    form = AddForm(version=found.version)
    form.journeys.choices = [
        Choice(one.id, one.setting.name, _aims(found, aim)) for one, aim in could
    ]
    if form.validate_on_submit():
        try:
            with changing(found, May.EDIT_ROUNDS) as held:
                added = put_on_agenda(held, form.journeys.data, by=actor(), at=clock.now())
            flash(f"{plural(len(added), 'journey')} put on the agenda.")
            return redirect(url_for("coordinator.panel_day", round_id=round_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    rows = rows_of(found)
    return render(
        "coordinator/panel_day.html",
        day=found,
        when=when_words(found),
        form=form,
        rows=[_cells(found, one) for one in rows],
        short=_too_few(found, rows),
        minutes=any(one.on.is_decided for one in rows),
        is_over=found.panel_on < clock.today(),
        back=Link("Rounds", url_for("coordinator.rounds")),
    )


def _aims(found: Round, aim: Round | None) -> str:
    if aim is None:
        return "It aims at no panel day so far."
    if aim.id == found.id:
        return "It aims at this day."
    return f"It aims at {aim.name}, {day_short(aim.panel_on)}, and would come to this day."


def _cells(found: Round, row: AgendaRow) -> list[Any]:
    """One journey of the agenda as a row of its table."""
    item = row.on.item
    where: dict[str, Any] = {"round_id": found.id, "journey_id": item.journey_id}
    href = url_for("coordinator.decision", journey_id=item.journey_id)
    besides = (row.besides, f"Recommended: {row.recommended.lower()}")
    return [
        {"words": row.name, "href": href, "more": row.words},
        {"words": row.place, "more": row.minutes, "whole": True},
        {"words": row.stands, "tone": row.tone, "more": ". ".join(filter(None, besides))},
        {"words": "Change", "of": row.name, "href": url_for("coordinator.panel_day_item", **where)},
    ]


def _too_few(found: Round, rows: Sequence[AgendaRow]) -> list[str]:
    """On which journeys too few members are free to decide."""
    lines, free_on = [], count_free_members(db.session(), actor(), found)
    for row in rows:
        journey = row.on.journey
        free, needed = free_on.get(journey.id, 0), journey.route.rules.votes
        if not row.on.is_before_panel or free >= needed:
            continue
        who = "panel member is" if free == 1 else "panel members are"
        lines.append(
            f"{row.name}: {needed} must decide, and {free or 'no'} {who} free of ties. "
            "Invite another."
        )
    return lines


@bp.route("/rounds/<int:round_id>/panel-day/where", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def panel_day_where(round_id: int) -> ResponseReturnValue:
    """Where and from when the panel meets, and a word to its members."""
    found = the_day(round_id)
    form = WhereForm(
        version=found.version, meets_at=found.meets_at, meets_where=found.meets_where,
        words=found.agenda_words,
    )  # fmt: skip
    back = url_for("coordinator.panel_day", round_id=round_id)
    question = Question("Where and when?", "Save", "Saved.", back, found.name)

    def act(held: Round) -> None:
        said = Sitting(form.meets_at.data, form.meets_where.data, form.words.data)
        say_where(held, said, by=actor())

    return ask(found, form, act, question, may=May.EDIT_ROUNDS)


@bp.route("/rounds/<int:round_id>/panel-day/<int:journey_id>", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def panel_day_item(round_id: int, journey_id: int) -> ResponseReturnValue:
    """When one journey comes, for how long, what to talk about first; or take it off."""
    found = the_day(round_id)
    rows = {one.on.item.journey_id: one for one in rows_of(found)}
    row = rows.get(journey_id) or abort(404)
    item = row.on.item
    form = ItemForm(version=found.version, place=item.place, minutes=item.minutes, words=item.words)
    back = url_for("coordinator.panel_day", round_id=round_id)
    question = Question(row.name, "Save", "The agenda is changed.", back, found.name)

    def act(held: Round) -> None:
        if form.off.data:
            take_off_agenda(held, journey_id, by=actor(), at=clock.now())
            return
        change_item(
            held, journey_id, place=form.place.data or 1, minutes=form.minutes.data or 0,
            words=form.words.data, by=actor(),
        )  # fmt: skip

    return ask(found, form, act, question, may=May.EDIT_ROUNDS)


@bp.get("/rounds/<int:round_id>/panel-day.pdf")
@needs(May.EDIT_ROUNDS)
def panel_day_pdf(round_id: int) -> ResponseReturnValue:
    """The agenda and its papers as a file."""
    return agenda_pdf(the_day(round_id))


@bp.get("/rounds/<int:round_id>/panel-day/minutes.pdf")
@needs(May.SEE_DECISION)
def panel_day_minutes(round_id: int) -> ResponseReturnValue:
    """What was decided, as a file; of what is not released only that it is decided."""
    return minutes_pdf(the_day(round_id))
