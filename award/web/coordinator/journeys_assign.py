"""One adviser or assessor for many journeys: ticked, seen for each beforehand, then given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.assigning_many import (
    MOST_AT_ONCE,
    PARTS,
    Foreseen,
    assign_as_shown,
    foresee,
)
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.queries.journeys import find_journey
from award.queries.lists import Wanted, list_all_journeys, list_options
from award.queries.settings import list_workers
from award.queries.who_works import who_has_parts
from award.storage.db import db
from award.storage.journeys import AssignmentKind, Journey
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import AssignManyForm, AssignSureForm
from award.web.coordinator.journeys import HERE, is_filtered, selects, wanted
from award.web.coordinator.listing import again, text
from award.web.coordinator.people_of import who_else
from award.web.kit.access import actor, changing, may_with, needs
from award.web.kit.filters import plural
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

CHOOSING: Final = "coordinator.journeys_assign"
JUDGED_BLIND: Final = "You judge it blind, so {} gives this part."
SURELY_DECIMAL: Final = 10


@dataclass(frozen=True)
class Given:
    """What is asked of every journey: which part, to whom, and why this person."""

    part: AssignmentKind
    user_id: int
    why: str


@bp.route("/journeys/assign", methods=["GET", "POST"], defaults={"view": "open"})
@bp.route("/journeys/<any(waiting, stalling, late):view>/assign", methods=["GET", "POST"])
@needs(May.ASSIGN)
def journeys_assign(view: str) -> ResponseReturnValue:
    """Tick the journeys, and see what would become of each before anything is changed."""
    asked = wanted(view)
    found, is_cut = _journeys(asked)
    form = AssignManyForm(journeys=[one.id for one in found] if text("all") == "yes" else [])
    form.journeys.choices = _journey_choices(found)
    form.user_id.choices = _people()
    if form.validate_on_submit():
        ticked = [one for one in found if one.id in form.journeys.data]
        given = Given(AssignmentKind(form.part.data), form.user_id.data, form.why.data or "")
        return _preview(ticked, given)
    return _choose(form, asked, is_cut=is_cut)


def _choose(form: AssignManyForm, asked: Wanted, *, is_cut: bool) -> str:
    address = url_for(CHOOSING, view=asked.view)
    return render(
        "coordinator/journeys_assign.html",
        form=form,
        here=again(CHOOSING, all=None),
        search={
            "name": "search",
            "label": "Setting, person, postcode or number",
            "value": asked.search,
        },
        selects=selects(asked, list_options(db.session(), actor())),
        action=address,
        clear=address if is_filtered(asked) else None,
        all_open=url_for(CHOOSING) if asked.view != "open" else None,
        tick_all=again(CHOOSING, all="yes"),
        most=MOST_AT_ONCE if is_cut else None,
        back=_back(),
    )


def _back() -> Link:
    return Link("Journeys", again(HERE, all=None))


def _journeys(asked: Wanted) -> tuple[Sequence[Journey], bool]:
    """The open journeys that the address asks for, and whether there are more of them."""
    found = list_all_journeys(db.session(), actor(), asked, at=clock.now(), most=MOST_AT_ONCE + 1)
    return found[:MOST_AT_ONCE], len(found) > MOST_AT_ONCE


def _journey_choices(found: Sequence[Journey]) -> list[Choice]:
    """Each journey with its stage, and who advises and assesses there now."""
    parts = who_has_parts(db.session(), actor())
    choices = []
    for one in found:
        said = [stage_words(one)[1]]
        for kind in PARTS:
            name = parts.get((one.id, kind))
            said += [f"{kind.capitalize()}: {name}"] if name else []
        choices.append(Choice(one.id, one.setting.name, " · ".join(said)))
    return choices


def _people() -> list[Choice]:
    return [
        Choice(
            one.user.id,
            one.user.name,
            f"Works on {plural(one.load, 'open journey')}." if one.load else "Free now.",
        )
        for one in list_workers(db.session(), actor())
    ]


def _preview(journeys: Sequence[Journey], given: Given) -> ResponseReturnValue:
    """Each journey with who has the part now and then; what is refused is left out, with why."""
    seen = [_foreseen(one, given) for one in journeys]
    done = [one for one in seen if one.is_given]
    who = next(one.words for one in _people() if one.value == given.user_id)
    sure = AssignSureForm(
        formdata=None,
        shown=" ".join(f"{one.journey.id}:{one.journey.version}" for one in done),
        part=str(given.part),
        user_id=str(given.user_id),
        why=given.why,
    )
    return render(
        "coordinator/journeys_assign_preview.html",
        sure=sure,
        sure_address=again("coordinator.journeys_assign_sure", all=None),
        heading=f"{who} as {given.part}?",
        part=given.part,
        why_them=given.why,
        rows=[_row(one) for one in done],
        same=[one.journey.setting.name for one in seen if one.has_it],
        refused=[(one.journey.setting.name, one.why_not) for one in seen if one.why_not],
        who=who,
        back=Link("Choose again", again(CHOOSING, all=None)),
    )


def _foreseen(journey: Journey, given: Given) -> Foreseen:
    """What would become of it, for who may assign there: not for who judges it blind."""
    seen = foresee(journey, given.part, given.user_id, by=actor(), at=clock.now(), why=given.why)
    if may_with(May.ASSIGN, journey):
        return seen
    return replace(
        seen, has_it=False, why_not=JUDGED_BLIND.format(who_else() or "another coordinator")
    )


def _row(one: Foreseen) -> list[Any]:
    return [one.journey.setting.name, stage_words(one.journey)[1], one.now or "Nobody"]


@bp.post("/journeys/assign/sure")
@needs(May.ASSIGN)
def journeys_assign_sure() -> ResponseReturnValue:
    """Give the part in each journey that the preview showed; what is refused now is named."""
    sure = AssignSureForm()
    shown, given = _shown(sure["shown"].data), _given(sure)
    if not sure.validate_on_submit() or given is None or not shown:
        flash("Nothing was changed. Tick the journeys, and choose the part and the person.")
        return redirect(url_for(CHOOSING))
    done, left = 0, []
    for journey in _found(shown):
        name = journey.setting.name
        try:
            with changing(journey, May.ASSIGN) as held:
                assign_as_shown(
                    held, given.part, given.user_id, version=shown[journey.id], why=given.why,
                    by=actor(), at=clock.now(),
                )  # fmt: skip
            done += 1
        except (Stale, NotFound):
            left.append(f"{name}: somebody else changed it meanwhile, so look at it again.")
        except NotReady as refusal:
            left.append(f"{name}: {' '.join(refusal.blockers)}.")
        except NotAllowed as refusal:
            left.append(f"{name}: {refusal}")
    _tell(given, done, left)
    return redirect(again(HERE, view=wanted(text("view")).view))


def _found(shown: dict[int, int]) -> list[Journey]:
    """The journeys of the preview; NotFound before any is changed where one is not there."""
    found = [find_journey(db.session(), actor(), number) for number in shown]
    there = [one for one in found if one is not None]
    if len(there) < len(found):
        raise NotFound
    return there


def _tell(given: Given, done: int, left: list[str]) -> None:
    """How many were done, and what was not, by name and with the reason."""
    if done:
        who = next((one.words for one in _people() if one.value == given.user_id), "Somebody")
        flash(
            f"{who} is the {given.part} of {plural(done, 'more journey')} now, and is told of "
            f"{'it' if done == 1 else 'each'} by e-mail."
        )
    if left:
        flash(f"Not assigned. {' '.join(left)}", "attention")


def _given(sure: AssignSureForm) -> Given | None:
    """The part and the person that the preview showed; None for what it never shows."""
    part, user_id = sure["part"].data or "", sure["user_id"].data or ""
    if part not in PARTS or not user_id.isdecimal() or len(user_id) > SURELY_DECIMAL:
        return None
    return Given(AssignmentKind(part), int(user_id), sure["why"].data or "")


def _shown(sent: str | None) -> dict[int, int]:
    """The journeys with their versions, as the preview showed them; anything else is left out."""
    pairs = [one.partition(":") for one in (sent or "").split()][:MOST_AT_ONCE]
    return {
        int(number): int(version)
        for number, _, version in pairs
        if number.isdecimal() and version.isdecimal() and len(number + version) < 18
    }
