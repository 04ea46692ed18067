"""The judgements side by side, the report, and what the coordinator answers about them."""

from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions import assessing
from award.actions.assessing import must_have_points
from award.actions.permitting import (
    agree_to_more,
    answer_not_applicable,
    must_be_assessed,
    must_be_said_not_applicable,
)
from award.adapters import clock
from award.domain.frameworks import Judged
from award.domain.outcomes import SAMPLE_WORDS
from award.domain.permissions import May
from award.domain.stages import Stage
from award.queries.assessments import list_judgements
from award.queries.journeys import closed_part
from award.storage.assessments import Judge, Judgement, ReplyPoint
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.standing import live_reply, live_report
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import ApplicabilityForm
from award.web.coordinator.shell import journey_page, name_of
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.comparing import comparison_screen, must_be_in
from award.web.kit.forms import AtMost, LongField, Required
from award.web.kit.journeys import note_opened
from award.web.kit.looks import tone_of
from award.web.kit.reading import OUTCOME_WORDS
from award.web.kit.report_shown import earlier_of, report_screens
from award.web.kit.scheme.judged_words import JUDGED_WORDS
from award.web.kit.versions import VersionedForm

LONG: Final = 4000
JUDGES: Final = (Judge.SETTING, Judge.ADVISER, Judge.ASSESSOR, Judge.SECOND, Judge.AGREED)
HIDDEN: Final[dict[AssignmentKind | None, frozenset[Judge]]] = {
    None: frozenset(),
    AssignmentKind.ASSESSOR: frozenset({Judge.ASSESSOR, Judge.ADVISER}),
    AssignmentKind.SECOND: frozenset({Judge.SECOND}),
}
Known = dict[tuple[str, Judge], Judgement]


def _here(found: Journey) -> str:
    return url_for("coordinator.judgement", journey_id=found.id)


@bp.get("/journeys/<int:journey_id>/judgement")
@needs(May.SEE_REPORT)
def judgement(journey_id: int) -> ResponseReturnValue:
    """Where the setting stands on each criterion, by each who judged it."""
    found = find(May.SEE_REPORT, journey_id)
    note_opened(found)
    hidden = _hidden_from_me(found)
    known = {
        key: one
        for key, one in list_judgements(db.session(), actor(), found).items()
        if one.judge is not Judge.AGREED or one.confirmed_at is not None
    }
    shown = [one for one in JUDGES if one not in hidden and any(who is one for _, who in known)]
    report = None if Judge.ASSESSOR in hidden else live_report(found)
    reply = live_reply(report)
    return journey_page(
        "coordinator/judgement.html",
        found,
        heads=["Criterion", *(one.capitalize() for one in shown)],
        rows=[_row(one, known, shown) for one in criteria_of(found)] if shown else [],
        asks=_asks(found, known),
        report=report,
        recommendation=OUTCOME_WORDS[report.recommendation]
        if report and report.recommendation
        else "",
        points=reply.points if reply else [],
        open_points=any(one.answered_at is None for one in reply.points) if reply else False,
        replied=reply is not None,
        sampled=[words for one, words in SAMPLE_WORDS.items() if str(one) in found.sample_reasons],
        compares=found.second_done_at is not None and not hidden,
        earlier=earlier_of(found, "coordinator.report_version") if report else [],
        may_agree_to_more=found.stage is Stage.ASSESSING
        and found.times_asked_for_more > 0
        and found.more_agreed_at is None,
    )


def _find_read(journey_id: int) -> Journey:
    """A journey whose report I may read: not where I judge it blind."""
    found = find(May.SEE_REPORT, journey_id)
    if Judge.ASSESSOR in _hidden_from_me(found):
        abort(404)
    return found


def _find_both(journey_id: int) -> Journey:
    """A journey with two judgements that are both in."""
    return must_be_in(_find_read(journey_id))


comparison_screen(bp, _find_both, ("The judgement", "coordinator.judgement"))
report_screens(bp, _find_read, ("The judgement", "coordinator.judgement"))


def _hidden_from_me(found: Journey) -> frozenset[Judge]:
    """Whose view is not shown: that of the judge who is closed to me, and of who advised them."""
    return HIDDEN[closed_part(found, actor())]


def _row(one: Any, known: Known, shown: list[Judge]) -> list[Any]:
    cells: list[Any] = [
        {"words": f"{one.code} {one.title}", "more": "Essential" if one.essential else ""}
    ]
    for judge in shown:
        found = known.get((one.code, judge))
        cells.append(
            {"words": JUDGED_WORDS[found.judged], "tone": tone_of(found.judged), "more": found.note}
            if found
            else _unsaid(one.code, judge, known)
        )
    return cells


def _unsaid(code: str, judge: Judge, known: Known) -> str:
    """What stands where somebody has not said; nothing where there is nothing to agree on."""
    if judge is not Judge.AGREED:
        return "Not yet said"
    both = [known.get((code, one)) for one in (Judge.ASSESSOR, Judge.SECOND)]
    alike = len({one.judged for one in both if one is not None}) == 1
    return "" if alike else "Not agreed yet"


def _asks(found: Journey, known: Known) -> list[dict[str, str]]:
    """The criteria of which the setting says that they do not apply, not yet agreed."""
    waiting = []
    for one in found.asked:
        said = known.get((one.code, Judge.SETTING))
        if said is None or said.judged is not Judged.NOT_APPLICABLE:
            continue
        if one.not_applicable_agreed_at is None:
            href = url_for("coordinator.applicability", journey_id=found.id, code=one.code)
            waiting.append({"code": one.code, "note": said.note, "href": href})
    return waiting


@bp.route("/journeys/<int:journey_id>/criteria/<code>/applicability", methods=["GET", "POST"])
@needs(May.AGREE_NOT_APPLICABLE)
def applicability(journey_id: int, code: str) -> ResponseReturnValue:
    """Agree that a criterion does not apply, or say why it does."""
    found = find(May.AGREE_NOT_APPLICABLE, journey_id)
    criterion = next((one for one in criteria_of(found) if one.code == code), None) or abort(404)
    must_be_said_not_applicable(found, code, by=actor())
    said = list_judgements(db.session(), actor(), found).get((code, Judge.SETTING))
    form = ApplicabilityForm(version=found.version)
    question = Question(
        f"Does {code} apply?",
        "Send the answer",
        "Your answer is with the setting.",
        _here(found),
        name_of(found),
        told=[criterion.wording, f"The setting says: {said.note}" if said and said.note else ""],
    )
    return ask(
        found,
        form,
        lambda held: answer_not_applicable(
            held,
            code,
            agreed=form.agreed.data == "yes",
            reason=form.reason.data,
            by=actor(),
            at=clock.now(),
        ),
        question,
        may=May.AGREE_NOT_APPLICABLE,
    )


@bp.route("/journeys/<int:journey_id>/report/points", methods=["GET", "POST"])
@needs(May.ANSWER_POINTS)
def points(journey_id: int) -> ResponseReturnValue:
    """Answer what the setting says is not right in the report."""
    found = find(May.ANSWER_POINTS, journey_id)
    if _hidden_from_me(found) & {Judge.ASSESSOR}:
        abort(404)
    form = _points_form(found, list(must_have_points(found).points))
    question = Question(
        "Answer the setting’s points",
        "Send the answers",
        "Your answers are with the setting.",
        _here(found),
        name_of(found),
        now=lambda: _answered_now(found),
    )

    def act(held: Journey) -> None:
        said = {int(name[6:]): words for name, words in form.data.items() if name[:6] == "point_"}
        assessing.answer_points(held, said, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.ANSWER_POINTS)


def _answered_now(found: Journey) -> dict[str, str]:
    """What somebody else has answered meanwhile, by the fields of the form."""
    reply = live_reply(live_report(found))
    points = reply.points if reply else []
    return {f"point_{one.id}": one.answer for one in points if one.answer}


def _points_form(found: Journey, asked: list[ReplyPoint]) -> VersionedForm:
    rules = [Required("Write an answer to each point"), AtMost(LONG)]
    fields = {f"point_{one.id}": LongField(one.words, rules, rows=3) for one in asked}
    kind: type[VersionedForm] = type("PointsForm", (VersionedForm,), fields)
    return kind(version=found.version, **{f"point_{one.id}": one.answer for one in asked})


@bp.route("/journeys/<int:journey_id>/report/more", methods=["GET", "POST"])
@needs(May.ASK_FOR_MORE)
def more(journey_id: int) -> ResponseReturnValue:
    """Agree that the setting is asked for more a second time."""
    found = find(May.ASK_FOR_MORE, journey_id)
    must_be_assessed(found, by=actor())
    question = Question(
        "Agree to ask for more again",
        "Agree",
        "The assessor can ask for more once again.",
        _here(found),
        name_of(found),
        told=["The setting was asked for more before. A second time needs your agreement."],
    )
    return ask(
        found,
        VersionedForm(version=found.version),
        lambda held: agree_to_more(held, by=actor(), at=clock.now()),
        question,
        may=May.ASK_FOR_MORE,
    )
