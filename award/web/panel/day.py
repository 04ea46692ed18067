"""A panel day as its members see it: the agenda, its papers as a file, and its minutes."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.sitting import NONE_DECIDED, DayDecision, DayMinutes, record_panel_day
from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.ceremonies import count_certificates
from award.queries.papers import list_members
from award.storage.db import db
from award.web.kit.access import actor, changing, needs
from award.web.kit.agendas import (
    AgendaRow,
    agenda_pdf,
    left_out_words,
    rows_of,
    the_day,
    when_words,
)
from award.web.kit.day_minutes import minutes_pdf
from award.web.kit.errors import refused
from award.web.kit.filters import plural
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.panel.blueprint import bp
from award.web.panel.forms import day_form
from award.web.panel.releasing import after_meetings

NOTHING_LEFT: Final = "Nothing on this agenda waits to be decided now, so no minutes are asked."


@bp.get("/days/<int:round_id>")
@needs(May.VOTE)
def day(round_id: int) -> ResponseReturnValue:
    """The agenda with how each journey stands, and the one next thing."""
    found = the_day(round_id)
    rows = rows_of(found)
    undecided = [one for one in rows if one.on.is_before_panel and one.on.met is None]
    ready = [one for one in rows if one.on.can_be_released]
    going = (one for one in undecided if not (one.on.is_paused or one.on.can_be_released))
    unread = (one for one in going if not one.on.voted)
    made, asked = count_certificates(db.session(), actor(), found)
    return render(
        "panel/day.html",
        day=found,
        when=when_words(found),
        rows=[_cells(one) for one in rows],
        left_out=left_out_words(found, len(rows)),
        to_read=next(unread, None),
        to_release=ready[0] if ready else None,
        together=len([one for one in ready if one.on.met is Outcome.AWARD]) > 1,
        certificates=f"Certificates of this day: {made} of {asked} made." if asked else "",
        all_made=made == asked,
        minutes=any(one.on.is_decided for one in rows),
        may_write=bool(undecided) and found.panel_on <= clock.today(),
        back=Link("Papers", url_for("panel.home")),
    )


def _cells(row: AgendaRow) -> list[Any]:
    """One journey as a row; its papers are open while it is before the panel."""
    item = row.on.item
    name: dict[str, Any] = {"words": row.name, "more": row.words}
    if row.on.is_before_panel:
        name["href"] = url_for("panel.journey", journey_id=item.journey_id)
    return [
        name,
        {"words": row.place, "whole": True},
        row.recommended,
        {"words": row.stands, "tone": row.tone, "more": row.besides},
    ]


@bp.get("/days/<int:round_id>/papers.pdf")
@needs(May.VOTE)
def day_pdf(round_id: int) -> ResponseReturnValue:
    """The agenda and the papers as a file, without journeys to which the reader has a tie."""
    return agenda_pdf(the_day(round_id))


@bp.get("/days/<int:round_id>/minutes.pdf")
@needs(May.VOTE)
def day_minutes_pdf(round_id: int) -> ResponseReturnValue:
    """The minutes as a file, without journeys to which the reader has a tie."""
    return minutes_pdf(the_day(round_id))


@bp.route("/days/<int:round_id>/minutes", methods=["GET", "POST"])
@needs(May.RECORD_MEETING)
def day_minutes(round_id: int) -> ResponseReturnValue:
    """Write down at one go who was there and what was decided on each journey."""
    found = the_day(round_id)
    rows = [one for one in rows_of(found) if _is_asked(one)]
    if request.method == "GET" and not rows:
        raise NotAllowed(NOTHING_LEFT)
    form = day_form(rows, min(found.panel_on, clock.today()))
    form.offer(list_members(db.session(), actor()))
    if form.validate_on_submit() and form["held_on"].data is not None:
        try:
            _must_be_on_it(rows)
            with changing(found, May.RECORD_MEETING) as held:
                made = record_panel_day(held, _minutes(form, rows), by=actor(), at=clock.now())
                decided = {one.journey_id for one in made}
                waits = [one.on.wait for one in rows if one.on.journey.id in decided]
                told = after_meetings(waits)
            flash(f"{plural(len(made), 'decision')} written down. {told}")
            return redirect(url_for("panel.day", round_id=round_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    back = Link(found.name, url_for("panel.day", round_id=round_id))
    return render(
        "panel/day_minutes.html", day=found, when=when_words(found), form=form,
        boxes=[(one, form[f"outcome_{one.on.journey.id}"], form[f"reasons_{one.on.journey.id}"])
               for one in rows],
        back=back,
    )  # fmt: skip


def _is_asked(row: AgendaRow) -> bool:
    """Whether minutes are asked of a journey: it is undecided, or was when the page was shown.

    What was written of one that somebody else has decided meanwhile is refused, and not lost.
    """
    was_shown = f"version_{row.on.journey.id}" in request.form
    return was_shown or (row.on.is_before_panel and row.on.met is None)


def _must_be_on_it(rows: list[AgendaRow]) -> None:
    """Refuse once what was typed of a journey that was taken off meanwhile, and give it back."""
    here = {f"reasons_{row.on.journey.id}" for row in rows}
    lost = [
        words.strip()
        for name, words in request.form.items()
        if name.startswith("reasons_") and name not in here and words.strip()
    ]
    if lost:
        raise NotReady(
            "A journey was taken off this agenda while you wrote. Look over the rest, and send it "
            f"again. Of the one that is gone you wrote: {' / '.join(lost)}"
        )


def _minutes(form: Form, rows: list[AgendaRow]) -> DayMinutes:
    """The minutes as they were written; a journey without an outcome was not decided."""
    numbers = [one.on.journey.id for one in rows]
    without = [
        NotReady(f"{row.name}: choose what was decided, or empty the reasons", of=f"outcome_{one}")
        for row, one in zip(rows, numbers, strict=True)
        if form[f"reasons_{one}"].data and not form[f"outcome_{one}"].data
    ]
    if without:
        raise NotReady.together(without)
    if numbers and not any(form[f"outcome_{one}"].data for one in numbers):
        raise NotReady(NONE_DECIDED, of=f"outcome_{numbers[0]}")
    return DayMinutes(
        form["held_on"].data,
        form["present"].data,
        form["others"].data,
        [
            DayDecision(
                one, form[f"outcome_{one}"].data, form[f"reasons_{one}"].data,
                form[f"version_{one}"].data,
            )
            for one in numbers
            if form[f"outcome_{one}"].data
        ],
    )  # fmt: skip
