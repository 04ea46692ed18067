"""A condition of the award, from the setting's side: what shows it, and who sees to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.fulfilling import give_condition_evidence, name_condition_owner
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.awards import find_condition, find_decision, list_conditions
from award.queries.conditions import list_pieces_for
from award.queries.uses import list_to_choose
from award.storage.db import db
from award.storage.decisions import CLOSED_CONDITIONS, OPEN_CONDITIONS, Condition, ConditionState
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.conditions import due_words, ended_of, piece_links
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.conditions_forms import ConditionForm, OwnerForm
from award.web.setting.decision import LATE, NOT_MET, condition_words
from award.web.setting.evidence_uses import choice_of, numbers_in
from award.web.setting.here import REFUSALS, ask, can, refuse

A_LINE: Final = 160
SENT: Final = "Sent. The coordinator or the panel looks at it, and you get an e-mail."
SENT_FOR_THEM: Final = "Sent. Another coordinator or a panel member says whether it is met."


@dataclass(frozen=True)
class Asked:
    """A condition that is not met, as the first page tells of it: as its card, or in a list."""

    words: str
    href: str
    hint: str
    tone: str
    status: str
    state: ConditionState
    button: str
    effort: str

    @property
    def is_open(self) -> bool:
        """Whether the setting has still to show something for it."""
        return self.state is ConditionState.OPEN

    @property
    def why(self) -> str:
        """The small line above it where it is the one lifted thing."""
        late = f"{LATE}: " if self.status == LATE else ""
        return f"{late}{'w' if late else 'W'}hat the award still asks"


def still_asked(journey: Journey) -> list[Asked]:
    """The conditions that are not met, by their day; none where who looks may not see them."""
    if not can(May.SEE_DECISION, journey):
        return []
    answers, ended = can(May.WRITE_EVIDENCE, journey), ended_of(journey)
    button, effort = ("Say what you did", "About 10 minutes") if answers else ("Read it", "")
    return [
        Asked(
            shorten(one.words, A_LINE, placeholder=" …"),
            url_for("setting.condition", journey_id=journey.id, condition_id=one.id),
            NOT_MET if one.state is ConditionState.NOT_MET and not ended else due_words(one, ended),
            *condition_words(one, clock.today(), ended, mine=answers),
            one.state,
            button,
            effort,
        )
        for one in list_conditions(db.session(), actor(), journey)
        if one.state is ConditionState.NOT_MET or (one.state in OPEN_CONDITIONS and ended is None)
    ]


def as_list(conditions: Sequence[Asked], first: Asked | None = None) -> dict[str, Any]:
    """A page's list of conditions without the ``first``, which its card tells, and its heading.

    One that is closed asks nothing any more.
    """
    others = [one for one in conditions if one is not first]
    head = "What else the award asks" if first else "What the award still asks"
    if all(one.state in CLOSED_CONDITIONS for one in others):
        head = "Conditions of the award"
    return {"conditions": others, "conditions_head": head}


def condition_of(journey: Journey, condition_id: int) -> Condition:
    """The condition, for who is looking. Raises NotFound for any other."""
    found = find_condition(db.session(), actor(), journey, condition_id)
    if found is None:
        raise NotFound
    return found


def back_to(journey: Journey) -> Link:
    return Link("The decision", url_for("setting.decision", journey_id=journey.id))


@bp.route("/journeys/<int:journey_id>/conditions/<int:condition_id>", methods=["GET", "POST"])
@needs(May.SEE_DECISION)
def condition(journey_id: int, condition_id: int) -> ResponseReturnValue:
    """What the condition asks, by when, what was answered; and how it is met."""
    journey = find(May.SEE_DECISION, journey_id)
    one = condition_of(journey, condition_id)
    ended = ended_of(journey)
    is_open = one.state in OPEN_CONDITIONS and ended is None
    may_show = is_open and can(May.WRITE_EVIDENCE, journey)
    form = _form(journey, one)
    finds = request.form.get("do") == "find"
    if may_show and not finds and form.validate_on_submit():
        journey = find(May.WRITE_EVIDENCE, journey_id)
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                give_condition_evidence(
                    held, condition_id, words=form["words"].data,
                    pieces=[int(number) for number in form["pieces"].data],
                    version=form["version"].data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash(SENT_FOR_THEM if actor().on_behalf else SENT)
            return redirect(back_to(journey).href)
        except REFUSALS as refusal:
            now = condition_of(journey, condition_id)
            shown = [item.title for item, _ in list_pieces_for(db.session(), actor(), journey, now)]
            refuse(form, refusal, now.version, words=now.evidence_words, pieces=". ".join(shown))
    mine = can(May.WRITE_EVIDENCE, journey)
    tone, state = condition_words(one, clock.today(), ended, mine=mine)
    return render(
        "setting/condition.html",
        journey=journey,
        condition=one,
        due=due_words(one, ended),
        tone=tone,
        state=state,
        pieces=piece_links(journey, one, "setting.piece"),
        form=form if may_show else None,
        finds=finds,
        add_at=_adding(journey, one) if may_show else "",
        unsent="" if may_show else form["words"].data if request.method == "POST" else "",
        back=back_to(journey),
    )


def _adding(journey: Journey, one: Condition) -> str:
    return url_for("setting.evidence_drop", journey_id=journey.id, condition=one.id)


def _form(journey: Journey, one: Condition) -> ConditionForm:
    """What was said so far, and the pieces to tick: those that are near to it stand by themselves.

    Near are those chosen or ticked, those given since the decision, and those for a criterion
    that the condition names.
    """
    chosen = [item.id for item, _ in list_pieces_for(db.session(), actor(), journey, one)]
    form = ConditionForm(
        version=one.version, words=one.evidence_words, pieces=[str(number) for number in chosen]
    )
    sent = [*request.form.getlist("pieces"), *request.form.getlist("others")]
    named = {*chosen, *numbers_in(sent)}
    codes = [asked.code for asked in journey.asked if asked.code in one.words]
    found = list_to_choose(
        db.session(), actor(), journey, words=form["find"].data or "", codes=codes, also=named
    )
    made = find_decision(db.session(), actor(), journey)
    near = [
        item
        for item in found
        if item.id in named
        or (made is not None and item.given_at > made.released_at)
        or {link.criterion for link in item.links if link.journey_id == journey.id} & {*codes}
    ]
    form["pieces"].choices = [choice_of(journey, item) for item in near]
    if request.method == "POST":  # whatever was ticked is near from now on
        form["pieces"].data, form["others"].data = sent, []
    form["others"].choices = [choice_of(journey, item) for item in found if item not in near]
    return form


@bp.route("/journeys/<int:journey_id>/conditions/<int:condition_id>/owner", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def condition_owner(journey_id: int, condition_id: int) -> ResponseReturnValue:
    """Say who sees to a condition."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    one = condition_of(journey, condition_id)
    form = OwnerForm(version=one.version, name=one.owner_name)
    back = Link("The condition", url_for(
        "setting.condition", journey_id=journey_id, condition_id=condition_id))  # fmt: skip
    if form.validate_on_submit():
        name, version = form["name"].data, form["version"].data
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                name_condition_owner(
                    held, condition_id, name=name, version=version, by=actor(), at=clock.now()
                )
            flash("Saved.")
            return redirect(back.href)
        except REFUSALS as refusal:
            now = condition_of(journey, condition_id)
            refuse(form, refusal, now.version, name=now.owner_name)
    return ask(form, heading="Who sees to it?", button="Save", back=back, lead=one.words)
