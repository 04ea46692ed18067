"""Evidence: listed, added, described, taken away; feedback asked for."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import (
    EvidenceWords,
    KeptBytes,
    add_evidence,
    ask_for_feedback,
    describe_evidence,
    remove_evidence,
)
from award.actions.planning import find_asked
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.queries.evidence import Sought, find_item, is_given_already, list_evidence
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import plural
from award.web.kit.pages import Link, render
from award.web.kit.uploads import NotTaken, store
from award.web.setting.blueprint import bp
from award.web.setting.criterion import (
    GIVING,
    STATE_WORDS,
    evidence_card,
    find_criterion,
)
from award.web.setting.evidence_forms import DescribeForm, EvidenceForm
from award.web.setting.forms import FeedbackForm, ReasonForm
from award.web.setting.here import REFUSALS, ask, can, journey_here, refuse
from award.web.setting.taking_in import let_go, take_files


@bp.get("/evidence", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_EVIDENCE)
def evidence(journey_id: int | None) -> ResponseReturnValue:
    """Everything that was given, to search and to filter."""
    journey = journey_here(May.SEE_EVIDENCE, journey_id)
    asked = request.args
    state = asked.get("state", "")
    sought = Sought(
        asked.get("words", "")[:200],
        asked.get("criterion", "")[:10],
        EvidenceState(state) if state in set(EvidenceState) else None,
        asked.get("page", 1, type=int),
    )
    found = list_evidence(db.session(), actor(), journey, sought)
    may_write = journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)
    cards = [
        (evidence_card(journey, one, None, may_write=may_write), codes_of(journey, one))
        for one in found.items
    ]
    return render(
        "setting/evidence.html",
        journey=journey,
        found=found,
        cards=cards,
        sought=sought,
        states=[{"value": str(one), "words": words} for one, (_, words) in STATE_WORDS.items()],
        codes=[
            {"value": one.code, "words": f"{one.code} {one.title}"} for one in criteria_of(journey)
        ],
        may_ask=journey.stage is Stage.GATHERING and can(May.WRITE_EVIDENCE, journey),
    )  # fmt: skip


def codes_of(journey: Journey, item: EvidenceItem) -> list[str]:
    """The criteria of this journey for which an item counts."""
    live = (one for one in item.links if one.journey_id == journey.id and one.removed_at is None)
    return sorted(one.criterion for one in live)


@bp.route("/journeys/<int:journey_id>/criteria/<code>/evidence/add", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_add(journey_id: int, code: str) -> ResponseReturnValue:
    """Add files, a link or a note for one criterion."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    find_asked(journey, code)
    form, criterion = EvidenceForm(), find_criterion(journey, code)
    form["expected"].choices = [Choice(one.name, one.name) for one in criterion.evidence]
    wanted = request.args.get("expected", -1, type=int)
    if 0 <= wanted < len(criterion.evidence) and request.method == "GET":
        known = criterion.evidence[wanted]
        form["expected"].data = form["title"].data = known.name
        form["why_it_counts"].data = known.why_it_counts
    if form.validate_on_submit() and (added := add_all(journey, code, form)) is not None:
        flash(f"{plural(added, 'piece')} of evidence added." if added else "It is here already.")
        return redirect(url_for("setting.criterion", journey_id=journey_id, code=code))
    return render("setting/evidence/add.html", journey=journey, criterion=criterion, form=form)


def add_all(journey: Journey, code: str, form: EvidenceForm) -> int | None:
    """Bytes first, then all rows in one change; how many were new. None where it was refused."""
    try:
        files = take_files(form["files"].data, journey.setting)
    except NotTaken as refused:
        form.refuse(str(refused), field="files")
        return None
    unused = list(files)
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            items: list[KeptBytes | None] = [*files] or [None]
            kept = [one for one in items if add_one(held, code, form, one, len(files))]
        unused = [one for one in files if one not in kept]
        return len(kept)
    except REFUSALS as refusal:
        refuse(form, refusal)
        return None
    finally:
        let_go(unused)


def add_one(
    journey: Journey, code: str, form: EvidenceForm, file: KeptBytes | None, count: int
) -> bool:
    """Add one item; False where the very same was given already, as by a form sent twice."""
    link, note = form["link_address"].data, form["note"].data
    sha256 = file.sha256 if file else ""
    same = {"sha256": sha256, "link_address": link, "note": note}
    if any(same.values()) and is_given_already(db.session(), journey, code, **same):
        return False
    title, expected = form["title"].data, form["expected"].data or ""
    if file is not None and count > 1:
        title = f"{title}: {file.file_name}" if title else file.file_name
    fallback = next((one.why_it_counts for one in find_criterion(journey, code).evidence
                     if one.name == expected), "")  # fmt: skip
    words = EvidenceWords(
        title=title or expected,
        criterion=code,
        expected=expected,
        why_it_counts=form["why_it_counts"].data or fallback,
        dated_on=form["dated_on"].data,
        recognisable=form.is_recognisable,
        link_address=link,
        note=note,
    )
    add_evidence(journey, words, file=file, by=actor(), at=clock.now())
    return True


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
