"""Evidence for an action or a visit: chosen from either side, with why it counts there."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.linking import must_be_giving
from award.actions.using import Target, live_use, say_why_used, use_evidence
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.visits import GONE
from award.queries.plans import list_actions
from award.queries.uses import list_to_choose, list_uses
from award.queries.visits import list_visits
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.evidence_words import how_it_came
from award.web.kit.filters import day_short, listed
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.evidence import codes_of
from award.web.setting.evidence_forms import UsesForm, WhyForm
from award.web.setting.evidence_item import back_to as back_to_item
from award.web.setting.evidence_item import piece_of
from award.web.setting.here import REFUSALS, ask, refuse
from award.web.setting.pieces import kind_of_piece
from award.web.setting.plan import action_of
from award.web.setting.plan import back_to as back_to_action
from award.web.setting.visits import back_to as back_to_visit
from award.web.setting.visits import seen

LONGEST: Final = 200
Pairs = list[tuple[int, Target]]


@bp.route("/journeys/<int:journey_id>/plan/<int:action_id>/evidence", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def plan_evidence(journey_id: int, action_id: int) -> ResponseReturnValue:
    """Choose what shows that an action is done."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    action = action_of(journey, action_id)
    back, target = back_to_action(journey, action_id), Target(action_id=action_id)
    return choose(journey, target, back, "What shows that it is done?", action.criteria)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/evidence", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def visit_evidence(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Choose what will be looked at together at a visit."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    one = seen(journey, visit_id)
    if one.visit.state in GONE:
        raise NotFound
    back, target = back_to_visit(journey, one), Target(visit_id=visit_id)
    return choose(journey, target, back, "What will you look at together?", ())


def choose(
    journey: Journey, target: Target, back: Link, heading: str, codes: Collection[str]
) -> ResponseReturnValue:
    """Tick pieces of evidence, found by words; the nearest stand first."""
    must_be_giving(journey, at=clock.now())
    now = used_for(journey, target)
    words = request.args.get("words", "")[:LONGEST]
    form = UsesForm(picks=[str(one) for one in now], shown=" ".join(str(one) for one in now))
    named = {*now, *numbers_in(request.form.getlist("picks"))}
    found = list_to_choose(
        db.session(), actor(), journey, words=words, codes=codes, also=named
    )  # fmt: skip
    form["picks"].choices = [choice_of(journey, one) for one in found]
    if form.validate_on_submit():
        ticked, shown = numbers_in(form["picks"].data), numbers_in(form["shown"].data.split())
        begin: Pairs = [(one, target) for one in sorted(ticked - shown)]
        end: Pairs = [(one, target) for one in sorted(shown - ticked)]
        if save(journey, form, begin, end):
            return redirect(back.href)
    here = request.path
    given: dict[str, Any] = {
        "journey_id": journey.id, "use": word_of(target.action_id, target.visit_id)
    }  # fmt: skip
    return render(
        "setting/evidence/choose.html",
        form=form, heading=heading, back=back, words=words, here=here, found=found,
        add_at=url_for("setting.evidence_add", code=next(iter(codes)), **given)
        if codes else url_for("setting.evidence_drop", **given),
    )  # fmt: skip


def save(journey: Journey, form: UsesForm, begin: Pairs, end: Pairs) -> bool:
    """Whether it was saved; else the form says why not."""
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            use_evidence(held, begin, end=end, by=actor(), at=clock.now())
        flash("Saved. Say why it counts where that helps the reader.")
        return True
    except REFUSALS as refusal:
        refuse(form, refusal)
        return False


def used_for(journey: Journey, target: Target) -> list[int]:
    """The pieces that are used there now."""
    given: dict[str, Any] = {"action_id": target.action_id, "visit_id": target.visit_id}
    return [one.item.id for one in list_uses(db.session(), actor(), journey, **given)]


def numbers_in(sent: Iterable[str]) -> set[int]:
    return {int(one) for one in sent if one.isascii() and one.isdecimal() and len(one) < 12}


def choice_of(journey: Journey, item: EvidenceItem) -> Choice:
    """A piece to tick: what it is, for which criteria it counts, and how it came."""
    _, kind, _ = kind_of_piece(journey, item)
    codes = listed(codes_of(journey, item))
    return Choice(str(item.id), item.title, f"{kind}, for {codes}. {how_it_came(item)}")


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/uses", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_uses(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Tick the actions that a piece shows to be done, and the visits at which it is looked at."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = piece_of(journey, item_id)
    must_be_giving(journey, at=clock.now())
    back = back_to_item(journey, item)
    used = list_uses(db.session(), actor(), journey, item_id=item_id)
    now = sorted(word_of(one.use.action_id, one.use.visit_id) for one in used)
    form = UsesForm(picks=now, shown=" ".join(now))
    form["picks"].choices = targets_in(journey)
    if form.validate_on_submit():
        ticked, shown = set(form["picks"].data), set(form["shown"].data.split())
        begin = [(item_id, target_in(one)) for one in sorted(ticked - shown)]
        end = [(item_id, target_in(one)) for one in sorted(shown - ticked)]
        if save(journey, form, begin, end):
            return redirect(back.href)
    lead = "An action that it shows to be done, or a visit at which you look at it together."
    return ask(form, heading="What else is it for?", button="Save", back=back, lead=lead)


def targets_in(journey: Journey) -> Sequence[Choice]:
    """The actions and visits of a journey, to tick."""
    actions = [
        Choice(word_of(one.id, None), one.what, f"In your plan. {one.lead_name} leads it.")
        for one in list_actions(actor(), journey)
    ]
    visits = [
        Choice(word_of(None, one.visit.id), one.name, f"{when}With {one.visitor}.")
        for one in list_visits(db.session(), actor(), journey)
        if one.visit.state not in GONE
        for when in (f"{day_short(one.visit.starts_at)}. " if one.visit.starts_at else "",)
    ]
    return [*actions, *visits]


def word_of(action_id: int | None, visit_id: int | None) -> str:
    """How an action or a visit is named in a form."""
    return f"action-{action_id}" if visit_id is None else f"visit-{visit_id}"


def target_in(word: str) -> Target:
    """What such a name stands for. Raises NotFound for any other word."""
    kind, _, number = word.partition("-")
    if kind not in ("action", "visit") or not numbers_in([number]):
        raise NotFound
    chosen = int(number)
    return Target(action_id=chosen) if kind == "action" else Target(visit_id=chosen)


@bp.route(
    "/journeys/<int:journey_id>/plan/<int:action_id>/evidence/<int:item_id>",
    methods=["GET", "POST"],
)
@needs(May.WRITE_EVIDENCE)
def plan_evidence_why(journey_id: int, action_id: int, item_id: int) -> ResponseReturnValue:
    """Say why a piece shows that an action is done."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    action_of(journey, action_id)
    return why(journey, item_id, Target(action_id=action_id), back_to_action(journey, action_id))


@bp.route(
    "/journeys/<int:journey_id>/visits/<int:visit_id>/evidence/<int:item_id>",
    methods=["GET", "POST"],
)
@needs(May.WRITE_EVIDENCE)
def visit_evidence_why(journey_id: int, visit_id: int, item_id: int) -> ResponseReturnValue:
    """Say why a piece is looked at on a visit."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    back = back_to_visit(journey, seen(journey, visit_id))
    return why(journey, item_id, Target(visit_id=visit_id), back)


def why(journey: Journey, item_id: int, target: Target, back: Link) -> ResponseReturnValue:
    """The page that asks why a piece counts there."""
    item = piece_of(journey, item_id)
    use = live_use(journey, item_id, target)
    if use is None:
        raise NotFound
    must_be_giving(journey, at=clock.now())
    form = WhyForm(version=use.version, why_it_counts=use.why_it_counts)
    if form.validate_on_submit():
        words, version = form["why_it_counts"].data, form["version"].data
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                say_why_used(
                    held, item_id, target, words, seen=version, by=actor(), at=clock.now()
                )  # fmt: skip
            flash("Saved.")
            return redirect(back.href)
        except REFUSALS as refusal:
            now = live_use(journey, item_id, target) or use
            refuse(form, refusal, now.version, why_it_counts=now.why_it_counts)
    return ask(form, heading="Why does it count here?", button="Save", back=back, lead=item.title)
