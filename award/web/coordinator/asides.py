"""“Not now”: a thing of today is left until a day, shown as left, and back by itself."""

from datetime import date, timedelta
from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.putting_aside import bring_back
from award.actions.putting_aside import put_aside as leave_until
from award.adapters import clock
from award.domain.permissions import May
from award.domain.putting_aside import why_never_aside
from award.domain.refusals import NotAllowed, NotReady
from award.queries.today import Ask, list_today
from award.storage.days import council_calendar
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.deeds import DEEDS
from award.web.coordinator.today_rows import quick_links
from award.web.coordinator.wording import near_day
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.first_steps import own_part
from award.web.kit.forms import Choice, ChoiceField, DayField, Form, Required
from award.web.kit.pages import Link, render

LONGEST: Final = 300
OTHER: Final = "other"


class AsideForm(Form):
    """Until when something can wait."""

    until = ChoiceField("When would you like to see it again?", [Required("Choose a day")])
    day = DayField("Another day", hint="Within two weeks. Only if you chose another day.")

    def chosen(self) -> date | None:
        """The day that was meant."""
        return self.day.data if self.until.data == OTHER else date.fromisoformat(self.until.data)


@bp.route("/put-aside", methods=["GET", "POST"])
@needs(May.ACCEPT)
def put_aside() -> ResponseReturnValue:
    """Leave one thing that waits until a day."""
    found, mine = _asked_for(), own_part() or abort(404)
    never = why_never_aside(clock.today(), found.deadlines)
    form = AsideForm(until=_choices()[0].value)
    form.until.choices = _choices()
    if form.validate_on_submit():
        until = form.chosen()
        try:
            if until is None:
                raise NotReady("Enter the other day, or choose one of the days above")
            with changing(mine, May.ACCEPT) as held:
                leave_until(
                    held, found.thing, until, deadlines=found.deadlines, by=actor(), at=clock.now()
                )
            flash(f"Put aside. It is back on {near_day(until)}.")
            return redirect(url_for("coordinator.home"))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    return render(
        "coordinator/put_aside.html",
        form=form,
        place=found.place,
        what=DEEDS[found.what].what,
        never=never,
        note=next(iter(quick_links(found.journey_id, found.place_id, pause=False)), None),
        back=Link("Today", url_for("coordinator.home")),
    )


@bp.post("/put-aside/back")
@needs(May.ACCEPT)
def put_aside_back() -> ResponseReturnValue:
    """See one thing again now."""
    mine = own_part() or abort(404)
    with changing(mine, May.ACCEPT) as held:
        bring_back(held, _thing(), by=actor())
    flash("It is back in its place.")
    return redirect(url_for("coordinator.home"))


def _thing() -> str:
    return request.args.get("thing", "")[:LONGEST]


def _asked_for() -> Ask:
    """What the address names, if it waits for the actor today; else the usual 404."""
    today = list_today(db.session(), actor(), at=clock.now(), today=clock.today())
    waiting = [*today.asks, *(one for one, _ in today.aside)]
    return next((one for one in waiting if one.thing == _thing()), None) or abort(404)


def _choices() -> list[Choice]:
    """The next working day, the one after, a week on, or another."""
    today, days = clock.today(), council_calendar(db.session(), actor().authority_id or 0)
    next_day = days.add_days(today, 1)
    tomorrow = "Tomorrow, " if next_day == today + timedelta(days=1) else ""
    later = days.add_days(today, 2), days.add_days(today + timedelta(days=6), 1)
    return [
        Choice(next_day.isoformat(), f"{tomorrow}{near_day(next_day)}"),
        *(Choice(one.isoformat(), near_day(one)) for one in later),
        Choice(OTHER, "Another day"),
    ]
