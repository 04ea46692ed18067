"""Evidence: listed, described, taken away; feedback asked for."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import (
    EvidenceWords,
    ask_for_feedback,
    describe_evidence,
    remove_evidence,
)
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.queries.contributions import came_by_link
from award.queries.evidence import (
    Sought,
    find_item,
    list_evidence,
)
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.pages import Link, render
from award.web.kit.uploads import store
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of
from award.web.setting.criterion import (
    GIVING,
    STATE_WORDS,
    EvidenceCard,
    drawn_of,
    evidence_card,
)
from award.web.setting.evidence_forms import DescribeForm
from award.web.setting.forms import FeedbackForm, ReasonForm
from award.web.setting.here import REFUSALS, ask, can, journey_here, refuse

LONGEST_NUMBER: Final = 7


@bp.get("/evidence", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_EVIDENCE)
def evidence(journey_id: int | None) -> ResponseReturnValue:
    """The tray, and everything that was given, criterion by criterion, to find by words."""
    journey = journey_here(May.SEE_EVIDENCE, journey_id)
    sought = sought_in(request.args)
    found = list_evidence(db.session(), actor(), journey, sought)
    by_link = came_by_link(db.session(), actor(), found.items)
    may_write = journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)
    drawn = drawn_of(found.items)

    def card(item: EvidenceItem) -> EvidenceCard:
        return evidence_card(
            journey, item, first_link(journey, item), may_write=may_write,
            by_link=item.id in by_link, drawn=drawn,
        )  # fmt: skip

    return render(
        "setting/evidence.html",
        journey=journey,
        found=found,
        tray=[card(one) for one in found.items if one.state is EvidenceState.UNSORTED],
        groups=by_criterion(
            journey,
            [
                (card(one), codes_of(journey, one))
                for one in found.items
                if one.state is not EvidenceState.UNSORTED
            ],
        ),
        sought=sought,
        states=[{"value": str(one), "words": words} for one, (_, words) in STATE_WORDS.items()],
        codes=[
            {"value": one.code, "words": f"{one.code} {one.title}"} for one in criteria_of(journey)
        ],
        may_drop=may_write,
        may_ask=journey.stage is Stage.GATHERING and may_write,
    )  # fmt: skip


def sought_in(asked: Mapping[str, str]) -> Sought:
    """What the address says somebody looks for."""
    state, page = asked.get("state", ""), asked.get("page", "1")
    return Sought(
        asked.get("words", "")[:200],
        asked.get("criterion", "")[:10],
        EvidenceState(state) if state in set(EvidenceState) else None,
        int(page) if page.isdecimal() and len(page) < LONGEST_NUMBER else 1,
    )


Shown = tuple[EvidenceCard, list[str]]


def by_criterion(journey: Journey, cards: list[Shown]) -> list[tuple[Link | None, list[Shown]]]:
    """The cards of a page under the criterion that each is for; None for what is not sorted."""
    titles = {one.code: one.title for one in criteria_of(journey)}
    found = []
    for code, group in groupby(cards, key=lambda one: next(iter(one[1]), "")):
        head = Link(f"{code} {titles[code]}", address_of(journey, code)) if code in titles else None
        found.append((head, list(group)))
    return found


def first_link(journey: Journey, item: EvidenceItem) -> EvidenceLink | None:
    """The first criterion of this journey for which an item counts."""
    live = [one for one in item.links if one.journey_id == journey.id and one.removed_at is None]
    return min(live, key=lambda one: one.criterion, default=None)


def codes_of(journey: Journey, item: EvidenceItem) -> list[str]:
    """The criteria of this journey for which an item counts."""
    live = (one for one in item.links if one.journey_id == journey.id and one.removed_at is None)
    return sorted(one.criterion for one in live)


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/change", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_change(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Change what is said of a piece, and for which criterion it counts."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = item_of(journey, item_id)
    form = DescribeForm(version=item.version, **described(journey, item))
    form["criterion"].choices = [
        Choice(one.code, f"{one.code} {one.title}") for one in criteria_of(journey)
    ]
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                words, version = words_in(held, item_id, form), form["version"].data
                describe_evidence(held, item_id, words, version=version, by=actor(), at=clock.now())
            flash("Saved.")
            return redirect(back_of(journey, form["criterion"].data or "").href)
        except REFUSALS as refusal:
            now = described(journey, item_of(journey, item_id))
            refuse(form, refusal, item_of(journey, item_id).version, **now)
    codes = codes_of(journey, item)
    back = back_of(journey, codes[0] if codes else "")
    return ask(form, heading="Change what is said", button="Save", back=back, lead=item.title)


def item_of(journey: Journey, item_id: int) -> EvidenceItem:
    """The item, for who is looking. Raises NotFound for any other."""
    item = find_item(db.session(), actor(), journey, item_id)
    if item is None:
        raise NotFound
    return item


def described(journey: Journey, item: EvidenceItem) -> dict[str, Any]:
    """What is said of an item now, by the names of the form's fields."""
    live = [one for one in item.links if one.journey_id == journey.id and one.removed_at is None]
    known = {None: None, True: "yes", False: "no"}
    return {
        "title": item.title,
        "criterion": live[0].criterion if live else "",
        "note": item.note,
        "why_it_counts": live[0].why_it_counts if live else "",
        "shows": item.shows,
        "dated_on": item.dated_on,
        "recognisable": known[item.recognisable],
    }


def words_in(journey: Journey, item_id: int, form: DescribeForm) -> EvidenceWords:
    """What the form says of an item; what it was expected to be stays for its criterion."""
    item, code = item_of(journey, item_id), form["criterion"].data or ""
    names = ("title", "why_it_counts", "shows", "dated_on", "note")
    live = (one for one in item.links if one.journey_id == journey.id and one.removed_at is None)
    expected = next((one.expected for one in live if one.criterion == code), "")
    return EvidenceWords(
        criterion=code,
        expected=expected,
        recognisable=form.is_recognisable,
        **{name: form[name].data for name in names},
    )


def back_of(journey: Journey, code: str) -> Link:
    """The way back to the criterion that an item counts for, or to all evidence."""
    if code:
        href = url_for("setting.criterion", journey_id=journey.id, code=code)
        return Link(f"Criterion {code}", href)
    return Link("All evidence", url_for("setting.evidence", journey_id=journey.id))


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/remove", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_remove(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Take a piece away, once the person has read what that means."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item, form = item_of(journey, item_id), ReasonForm()
    codes = codes_of(journey, item)
    back = back_of(journey, codes[0] if codes else "")
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                reason = form["reason"].data
                keys = remove_evidence(held, item_id, reason=reason, by=actor(), at=clock.now())
            for key in keys:
                store().delete(key)
            flash("Taken away.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = f"“{item.title}” is taken away for good, with its file. The history keeps one line."
    return ask(form, heading="Take this away", button="Take it away", back=back, lead=lead,
               kind="warning")  # fmt: skip


@bp.route("/journeys/<int:journey_id>/feedback/ask", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def feedback_ask(journey_id: int) -> ResponseReturnValue:
    """Ask the adviser or the coordinator to look at what is there so far."""
    journey, form = find(May.WRITE_EVIDENCE, journey_id), FeedbackForm()
    back = back_of(journey, "")
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                standards = form["standards"].data
                ask_for_feedback(held, standards=standards, by=actor(), at=clock.now())
            flash("You asked for feedback. You can go on meanwhile.")
            return redirect(url_for("setting.journey", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = "Somebody reads what you have and says what is good and what is still needed."
    return ask(form, heading="Ask for feedback", button="Ask for feedback", back=back, lead=lead)
