"""A setting's next journey: its route, its panel day and, after an earlier award, the gaps."""

from collections.abc import Iterable
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort
from wtforms import Field

from award.actions.opening import (
    RENEWAL_ROUTE,
    find_award_to_renew,
    must_be_free_to_begin,
    open_journey,
)
from award.adapters import clock
from award.domain.frameworks import Criterion, Framework, criteria_for, standards_for
from award.domain.inviting import asks_first, refuses
from award.domain.kinds import Kind
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import CriteriaAsked
from award.queries.authorities import find_current_framework
from award.queries.cohorts import list_earlier_awards
from award.queries.settings import find_round, list_routes
from award.storage.authorities import Route
from award.storage.cohorts import LegacyAward
from award.storage.db import db
from award.storage.frameworks import framework_of, kind_of
from award.storage.invitable import Stands, how_they_stand
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.cohort_standing import before_opening, in_the_way
from award.web.coordinator.listing import number, text
from award.web.coordinator.settings import back_to, the_setting
from award.web.kit.access import actor, changing, needs
from award.web.kit.asking import Question
from award.web.kit.errors import refused
from award.web.kit.filters import day
from award.web.kit.forms import (
    Choice,
    ChoiceField,
    Form,
    ManyField,
    Required,
    SelectField,
    TickField,
)
from award.web.kit.pages import render
from award.web.kit.panel_days import panel_days

OPENED: Final = "The journey is open. Invite the person who leads it, if nobody does yet."
NOT_SURE: Final = "Tick the box once you have read what stands above, or choose the renewal"
GAPS_LEAD: Final = (
    "Tick what the earlier award looked at and found met. The rest is the gap list: only that is "
    "asked of this journey."
)


class OpenForm(Form):
    """What the new journey follows."""

    route = ChoiceField("Which route?", [Required("Choose the route")])
    round_id = SelectField("Which panel day does it aim at? (optional)", blank="None yet")


class OpenSureForm(OpenForm):
    """The same where something is looked at first."""

    sure = TickField("I have read this, and open the journey all the same")


class ShownForm(Form):
    """What an earlier award showed already: ticks under each standard."""

    @classmethod
    def asking(cls, framework: Framework, kind: Kind) -> "ShownForm":
        """A question for each standard that asks this kind of setting something."""
        criteria = criteria_for(framework, kind)
        more: dict[str, Field] = {
            f"standard_{standard.code}": ManyField(
                f"{standard.code} {standard.title}", choices=list(_choices(criteria, standard.code))
            )
            for standard in standards_for(framework, kind)
        }
        made: type[ShownForm] = type("ShownForm", (cls,), more)
        return made()

    def shown(self) -> frozenset[str]:
        """The codes of what was ticked."""
        asked = (field for field in self if isinstance(field, ManyField))
        return frozenset(code for field in asked for code in field.data)


def _choices(criteria: Iterable[Criterion], standard: str) -> Iterable[Choice]:
    return (
        Choice(one.code, f"{one.code} {one.title}", "Essential" if one.essential else "")
        for one in criteria
        if one.standard == standard
    )


@bp.route("/settings/<int:place_id>/journeys/open", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def journey_open(place_id: int) -> ResponseReturnValue:
    """Open a journey: its route, its panel day, and what is looked at before it."""
    place = the_setting(place_id)
    try:
        must_be_free_to_begin(place)
    except NotReady as refusal:
        flash(str(refusal))
        return redirect(back_to(place))
    stands = _stands(place)
    form = OpenSureForm() if asks_first(stands.facts) else OpenForm()
    routes = _fill(form, place)
    told = _looked_at_first(stands)
    question = Question(
        "Open a journey", "Open the journey", "", back_to(place), place.name, told=told
    )
    if form.validate_on_submit() and _is_sure(form, stands):
        code, aim = form.route.data, form.round_id.data
        if _asks_gaps(routes, code):
            return redirect(
                url_for(
                    "coordinator.journey_gaps",
                    place_id=place.id, route=code, round=aim, sure="yes" if told else None,
                )
            )  # fmt: skip
        return _opened(place, form, question, code, aim)
    return render(question.template, form=form, question=question)


def _stands(place: Setting) -> Stands:
    return how_they_stand(db.session(), [place.id], on=clock.today())[place.id]


def _looked_at_first(stands: Stands) -> list[str]:
    """What refuses a journey, or what is held and what would follow; nothing of most settings."""
    if refuses(stands.facts):
        return [in_the_way(stands)]
    return before_opening(stands)


def _is_sure(form: OpenForm, stands: Stands) -> bool:
    """Whether nothing is looked at before this route, or the box beside it is ticked."""
    asked = asks_first(stands.facts, renews=form.route.data == RENEWAL_ROUTE)
    if not asked or not isinstance(form, OpenSureForm) or form.sure.data:
        return True
    form.refuse(NOT_SURE, field="sure")
    return False


@bp.route("/settings/<int:place_id>/journeys/open/gaps", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def journey_gaps(place_id: int) -> ResponseReturnValue:
    """After an earlier award: what it showed already, so that only the gaps are asked."""
    place, code = the_setting(place_id), text("route")
    current = find_current_framework(db.session(), place.authority_id, with_text=True)
    if current is None or not _asks_gaps(list_routes(db.session(), actor()), code):
        abort(404)
    here = url_for("coordinator.journey_open", place_id=place.id)
    if asks_first(_stands(place).facts) and text("sure") != "yes":
        return redirect(here)
    form = ShownForm.asking(framework_of(current), kind_of(place))
    question = Question(
        "What did the earlier award show?",
        "Open the journey",
        "",
        here,
        place.name,
        told=[GAPS_LEAD, *map(_told, list_earlier_awards(db.session(), actor(), place))],
    )
    if form.validate_on_submit():
        return _opened(place, form, question, code, number("round", 0) or None, form.shown())
    return render(question.template, form=form, question=question)


def _opened(
    place: Setting,
    form: Form,
    question: Question,
    route: str,
    aim: int | None,
    shown: frozenset[str] = frozenset(),
) -> ResponseReturnValue:
    """The new journey's page; or the question again, with what stands in the way."""
    try:
        with changing(place, May.OPEN_JOURNEY) as held:
            new = open_journey(
                held,
                route=route,
                round=find_round(db.session(), actor(), aim) if aim else None,
                by=actor(),
                at=clock.now(),
                shown=shown,
            )
        flash(OPENED)
        return redirect(url_for("coordinator.journey", journey_id=new.id))
    except (NotReady, NotAllowed) as refusal:
        refused(form, refusal)
    return render(question.template, form=form, question=question)


def _asks_gaps(routes: Iterable[Route], code: str) -> bool:
    return any(one.code == code and one.rules.criteria is CriteriaAsked.GAPS for one in routes)


def _told(held: LegacyAward) -> str:
    """An earlier award in a sentence, as far as its days are known."""
    since = f", from {day(held.awarded_on)}" if held.awarded_on else ""
    until = f", until {day(held.until_on)}" if held.until_on else ""
    return f"They held: {held.name}{since}{until}."


def _fill(form: OpenForm, place: Setting) -> list[Route]:
    """Give the form its routes, a renewal first where there is an award to renew; these routes."""
    holds = find_award_to_renew(place, at=clock.now()) is not None
    routes = [
        one for one in list_routes(db.session(), actor()) if holds or one.code != RENEWAL_ROUTE
    ]
    form.route.choices = [
        Choice(one.code, one.name, one.when_to_use)
        for one in sorted(routes, key=lambda one: one.code != RENEWAL_ROUTE)
    ]
    form.round_id.choices = panel_days(clock.today())
    return routes
