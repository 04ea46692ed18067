"""Panel days, with the dates that lead to each."""

from dataclasses import fields
from datetime import date
from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import abort

from award.actions.aiming import RoundDays, add_round, change_days
from award.adapters import clock
from award.domain.permissions import May
from award.queries.settings import find_round, list_rounds
from award.storage.authorities import Round
from award.storage.days import council_calendar
from award.storage.db import db
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day_short, day_whole, in_days, plural, unbroken
from award.web.kit.forms import AtMost, DayField, Form, InOurYears, Required, TextField
from award.web.kit.pages import Link, render
from award.web.kit.scheme.rounds_ends import why_it_stays
from award.web.kit.scheme.screens import is_in_room, screens
from award.web.kit.versions import VersionedForm, other_than_typed

DAYS: Final = fields(RoundDays)
NEAR: Final = InOurYears(10)
SPAN: Final = Markup('<span class="table__whole">{}</span> to <span class="table__whole">{}</span>')


class RoundForm(Form):
    """A panel day with the dates that lead to it."""

    name = TextField("What is it called?", [Required("Give the round a name"), AtMost(80)])
    ready_by_on = DayField(
        "Settings are ready by", [Required("Enter the day by which settings are ready"), NEAR]
    )
    visits_from = DayField(
        "Visits begin on", [Required("Enter the day on which visits begin"), NEAR]
    )
    visits_until = DayField("Visits end on", [Required("Enter the day on which visits end"), NEAR])
    papers_on = DayField(
        "Papers go to the panel on",
        [Required("Enter the day on which papers go to the panel"), NEAR],
    )
    panel_on = DayField(
        "The panel meets on", [Required("Enter the day on which the panel meets"), NEAR]
    )
    notify_by_on = DayField(
        "Settings hear by", [Required("Enter the day by which settings hear"), NEAR]
    )

    def days(self) -> RoundDays:
        """The round as it was written down."""
        return RoundDays(**{one.name: self[one.name].data for one in DAYS})


class RoundChangeForm(VersionedForm, RoundForm):
    """The same for a round that is there, with the version that the form showed."""


@screens.get("/rounds")
@needs(May.EDIT_ROUNDS)
def rounds() -> ResponseReturnValue:
    """The panel days, with the dates that lead to each."""
    today, found = clock.today(), list_rounds(db.session(), actor())
    coming = [_line(one, aimed) for one, aimed in reversed(found) if one.panel_on >= today]
    over = [_line(one, aimed) for one, aimed in found if one.panel_on < today]
    has_agenda = is_in_room("panel_day")
    back = None if has_agenda else Link("Scheme", url_for(".scheme"))
    return render("scheme/rounds.html", coming=coming, over=over, has_agenda=has_agenda, back=back)


def _near(on: date, one: Round) -> str:
    """A day; its year is that of the panel day, unless it is told."""
    return day_short(on).removesuffix(f" {one.panel_on.year}")


def _line(one: Round, aimed: int) -> list[Any]:
    """One round as a row of its table: its panel day stands below its name."""
    when = f"{day_whole(one.panel_on)}, {unbroken(in_days(one.panel_on, clock.today()))}"
    return [
        {
            "words": one.name,
            "href": url_for(".round_change", round_id=one.id),
            "more": when,
        },
        {"words": _near(one.ready_by_on, one), "whole": True},
        {
            "html": SPAN.format(
                *map(unbroken, (_near(one.visits_from, one), _near(one.visits_until, one)))
            )
        },
        {"words": _near(one.papers_on, one), "whole": True},
        {"words": _near(one.notify_by_on, one), "whole": True},
        {"words": plural(aimed, "journey") if aimed else "None yet", "whole": True},
        *([_agenda(one)] if is_in_room("panel_day") else []),
    ]


def _agenda(one: Round) -> dict[str, str]:
    return {"words": "Agenda", "href": url_for(".panel_day", round_id=one.id)}


@screens.route("/rounds/add", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def round_add() -> ResponseReturnValue:
    """Add a panel day."""
    form = RoundForm()
    question = Question(
        "Add a round", "Add the round", _kept("The round is added.", form), url_for(".rounds")
    )
    return ask(
        authority(),
        form,
        lambda held: add_round(held, form.days(), by=actor()),
        question,
        may=May.EDIT_ROUNDS,
    )


@screens.route("/rounds/<int:round_id>", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def round_change(round_id: int) -> ResponseReturnValue:
    """Change a round's name or days."""
    found = find_round(db.session(), actor(), round_id) or abort(404)
    form = RoundChangeForm(obj=found)
    question = Question(
        f"Change {found.name}",
        "Save the round",
        _kept("The round is changed.", form),
        url_for(".rounds"),
        told=[_moves_with_it(found)],
        template="scheme/round_change.html",
        shown={
            "stays": why_it_stays(found),
            "away": url_for(".round_remove", round_id=round_id),
        },
        now=lambda: other_than_typed(form, {one.name: getattr(found, one.name) for one in DAYS}),
    )
    return ask(
        found,
        form,
        lambda held: change_days(held, form.days(), by=actor(), at=clock.now()),
        question,
        may=May.EDIT_ROUNDS,
        first=authority(),
    )


def _kept(words: str, form: RoundForm) -> str:
    """What is told once the round is kept; a panel day that is most likely a slip is named."""
    on, today = form.panel_on.data, clock.today()
    if on is None:
        return words
    if on < today:
        return f"{words} Its panel day, {day_whole(on)}, has passed: look at its year."
    if not council_calendar(db.session(), authority().id).is_day(on):
        return f"{words} Its panel day, {day_whole(on)}, is no working day of the council."
    return words


def _moves_with_it(found: Round) -> str:
    """What changing a round does, with how many it concerns."""
    aimed = next((n for one, n in list_rounds(db.session(), actor()) if one.id == found.id), 0)
    if not aimed:
        return "No open journey aims at it, so nobody is moved by a change."
    return (
        f"{plural(aimed, 'open journey aims', 'open journeys aim')} at it and "
        f"{'moves' if aimed == 1 else 'move'} with it. "
        "Where a day that they were told changes, their leads and those who have still to vote get "
        "an e-mail. Visits that are booked keep their days."
    )
