"""Criteria and evidence: read one by one, and judged."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.assessing import give_second_judgement, judge, judge_blind
from award.actions.moves import must_be_at
from award.adapters import clock
from award.domain.basis import Basis, basis_sentence
from award.domain.frameworks import Judged
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import GIVING
from award.domain.visits import ONLY_THERE
from award.queries.assessments import find_judgement
from award.queries.diary import find_worry_words
from award.queries.judgements import (
    Seen,
    count_by_others,
    judges_open_to,
    left_to_judge,
    list_criteria,
    neighbours,
)
from award.queries.reading import list_looks
from award.queries.remarks import list_hidden_marks, list_pieces_answered
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.remarks import Place
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import find_mine, is_bound, judging_as, permission_to_judge
from award.web.assessor.forms import JudgeForm
from award.web.assessor.journey import around
from award.web.assessor.judging import asks_out, beside_judging
from award.web.assessor.reading import SCREENS
from award.web.kit.access import actor, changing, find, may_with, needs
from award.web.kit.errors import refused
from award.web.kit.forms import AS_SENT, Choice
from award.web.kit.judging_rules import rules_of
from award.web.kit.pages import render
from award.web.kit.reading import (
    JUDGE_WORDS,
    cards_of,
    chapters_of,
    conversation_names,
    judged_words,
    points_of,
    views_of,
)
from award.web.kit.since import looked, news_for_reader
from award.web.kit.threads import standard_threads, threads_of
from award.web.kit.versions import VersionedForm

AGREED_AT_ONCE: Final = (Judged.MET, Judged.EMBEDDED)


@bp.get("/journeys/<int:journey_id>/criteria")
@needs(May.SEE_EVIDENCE)
def criteria(journey_id: int) -> ResponseReturnValue:
    """Every criterion by standard: who judged what, and how much evidence there is."""
    held = find_mine(journey_id)
    since = looked(held, Place.EVIDENCE)
    held = find_mine(journey_id)
    seen = list_criteria(db.session(), held, actor())
    judges = sorted(judges_open_to(db.session(), held, actor()), key=list(Judge).index)
    mine = judging_as(held)
    pieces = list_pieces_answered(db.session(), actor(), held, since)
    shown = [one for one in judges if is_column(one, seen, mine)]
    return render(
        "assessor/criteria.html",
        **around(held, "assessor.criteria"),
        chapters=chapters_of(held, seen, "assessor.criterion", shown),
        heads=[JUDGE_WORDS[one] for one in shown],
        left=left_to_judge(seen, mine) if mine else [],
        total=len(seen),
        before=count_by_others(seen, mine, actor().user_id) if mine else 0,
        judging=mine is not None,
        gives=mine is Judge.SECOND,
        news=news_for_reader(
            held, since, lambda code: url_for("assessor.criterion", journey_id=held.id, code=code)
        ),
        feedback_at=feedback_address(held),
        standards=standard_threads(held, "assessor.standard_talk", deed=deed_of_talk(held)),
        answered=list(
            threads_of(held, pieces, "assessor.evidence_talk", deed=deed_of_talk(held)).values()
        ),
    )


@bp.route("/journeys/<int:journey_id>/criteria/<code>", methods=["GET", "POST"])
@needs(May.SEE_EVIDENCE)
def criterion(journey_id: int, code: str) -> ResponseReturnValue:
    """One criterion: what is asked, what the setting shows, and my judgement beside its own."""
    held = find_mine(journey_id)
    everything = list_criteria(db.session(), held, actor())
    seen = next((one for one in everything if one.code == code), None)
    if seen is None:
        raise NoSuchPage
    mine = judging_as(held) if seen.applies else None
    form = form_of(seen, mine)
    if request.method == "POST" and mine is None:
        form.refuse(
            "You have a tie to this setting, so somebody else judges it."
            if is_bound(held)
            else "This criterion cannot be judged now: the journey has moved on."
        )
    elif is_torn(seen):
        form.refuse(
            "You chose one point and then agreed with another. Look at the choice, then save.",
            field="judged",
        )
    elif form.validate_on_submit() and mine is not None and keep(held, code, mine, form):
        onward = neighbours(held, code)[1]
        flash(f"{code} is saved.")
        screen = "assessor.criterion" if onward else "assessor.criteria"
        return redirect(url_for(screen, journey_id=journey_id, code=onward))
    left = left_to_judge(everything, mine) if mine else []
    return show(held, seen, mine, form, left=left)


def is_column(judge: Judge, seen: list[Seen], mine: Judge | None) -> bool:
    """Whether this judge's view gets a column: the second's and others' only once there is one."""
    if judge in (Judge.SETTING, Judge.ASSESSOR, mine):
        return True
    return judge is not Judge.ADVISER and any(judge in one.views for one in seen)


def feedback_address(held: Journey) -> str:
    """Where feedback is given; empty where the evidence is settled."""
    if held.stage not in GIVING or not may_with(May.GIVE_FEEDBACK, held):
        return ""
    return url_for("assessor.feedback", journey_id=held.id)


def deed_of_talk(held: Journey) -> str:
    """What the page of a talk adds for this person; nothing where it is only read."""
    return "Go on with this" if feedback_address(held) else ""


def to_agree(seen: Seen) -> Judged | None:
    """The setting’s own view where one may agree with it in one tap: below “met” asks a note."""
    own = seen.judged(Judge.SETTING)
    return own if own in AGREED_AT_ONCE else None


def is_torn(seen: Seen) -> bool:
    """Whether the form brought the word that one agrees, and beside it another point."""
    chosen = request.form.get("judged")
    return bool(request.form.get("agree") and chosen and chosen != to_agree(seen))


def as_sent(seen: Seen) -> Any:
    """What the form brought; who agrees with the setting has chosen the setting’s own point."""
    own = to_agree(seen)
    if not request.form.get("agree") or own is None or is_torn(seen):
        return AS_SENT
    sent = MultiDict(request.form)
    sent["judged"] = str(own)
    return sent


def form_of(seen: Seen, mine: Judge | None) -> JudgeForm:
    """The form with what stands there now."""
    live = seen.views.get(mine) if mine else None
    kept = {
        "seen": live.id if live else 0,
        "note": live.note if live else "",
        "basis": live.basis if live else at_hand(seen),
    }
    form = JudgeForm(formdata=as_sent(seen), **kept)
    form.judged.choices = [Choice(one.point, one.point) for one in seen.criterion.descriptors]
    if live is not None and form.is_new:
        form.judged.data = live.judged
    return form


def at_hand(seen: Seen) -> list[str]:
    """What a judgement can rest on: files of it that I opened, and what I noted myself.

    It stands ticked until somebody says otherwise.
    """
    files = [version for one in seen.evidence for version in one.item.versions]
    own = {one.conversation in ONLY_THERE for one in seen.notes_by(actor().user_id)}
    there = {
        Basis.READ: bool(list_looks(db.session(), actor(), files)),
        Basis.SEEN: True in own,
        Basis.HEARD: False in own,
    }
    return [str(one) for one, is_there in there.items() if is_there]


def show_both(held: Journey, code: str, mine: Judge, form: JudgeForm) -> None:
    """Somebody was faster: what they judged stands beside what was typed here."""
    now = find_judgement(db.session(), actor(), held, mine, code)
    words = judged_words(held)
    there = {
        "judged": words[now.judged] if now else "Nothing",
        "note": now.note if now else "",
        "basis": basis_sentence(now.basis) if now else "",
    }
    form.show_both(now.id if now else 0, there)


def keep(held: Journey, code: str, mine: Judge, form: JudgeForm) -> bool:
    """Judge as the form says. A refusal stands at its head, and nothing typed is lost."""
    act = judge if mine is Judge.ASSESSOR else judge_blind
    try:
        with changing(held, permission_to_judge(mine)) as fresh:
            act(
                fresh,
                code,
                form.point,
                note=form.note.data,
                basis=form.rests_on,
                seen=form.seen.data,
                by=actor(),
                at=clock.now(),
            )
        return True
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            show_both(held, code, mine, form)
    return False


def show(
    held: Journey, seen: Seen, mine: Judge | None, form: JudgeForm, *, left: list[str]
) -> ResponseReturnValue:
    """The page of one criterion."""
    before, after = neighbours(held, seen.code)
    own, words = to_agree(seen), judged_words(held)
    hidden, items = list_hidden_marks(db.session(), actor(), held), [e.item for e in seen.evidence]
    deed = deed_of_talk(held)
    names = conversation_names(held)
    return render(
        "assessor/criterion.html",
        journey=held,
        seen=seen,
        points=points_of(held, seen),
        views=[one for one in views_of(held, seen) if one.words],
        cards=cards_of(held, seen.evidence, SCREENS, hidden=hidden),
        asks=asks_out(seen),
        **beside_judging(held, seen),
        threads=[
            *standard_threads(
                held, "assessor.standard_talk", deed=deed, standard=seen.criterion.standard
            ),
            *threads_of(held, items, "assessor.evidence_talk", deed=deed).values(),
        ],
        notes=[(names.get(one.conversation, one.conversation), one.words) for one in seen.notes],
        judging=mine is not None or bool(form.form_errors),
        agree=words[own] if own and mine and form.judged.data in (None, "", own) else "",
        judged=mine is not None and mine in seen.views,
        left=len(left),
        total=len(held.asked),
        form=form,
        before=before,
        after=after,
        rules=rules_of(held, seen.criterion),
        worry=find_worry_words(db.session(), actor()),
    )


@bp.route("/journeys/<int:journey_id>/second", methods=["GET", "POST"])
@needs(May.WRITE_REPORT)
def second(journey_id: int) -> ResponseReturnValue:
    """Look over my second judgement, and give it. After that it cannot be changed."""
    held = find(May.WRITE_REPORT, journey_id)
    if judging_as(held) is not Judge.SECOND and request.method == "GET":
        raise NoSuchPage
    form = VersionedForm(version=held.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.WRITE_REPORT) as fresh:
                must_be_at(fresh, form.version.data)
                give_second_judgement(fresh, by=actor(), at=clock.now())
            flash("Thank you. Your judgement is given; the panel sees both side by side.")
            return redirect(url_for("assessor.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    seen = list_criteria(db.session(), held, actor())
    chapters = chapters_of(held, seen, "assessor.criterion", [Judge.SETTING, Judge.SECOND])
    left = left_to_judge(seen, Judge.SECOND)
    return render(
        "assessor/second.html", journey=held, chapters=chapters, form=form, left=left,
        heads=["The setting", "You"],
    )  # fmt: skip
