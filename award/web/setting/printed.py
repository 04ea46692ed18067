"""Everything on paper: each form and list as a page to print, filled in or blank."""

from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.frameworks import SCALE, standards_for
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.assessments import judgements_of
from award.queries.plans import list_actions
from award.queries.printed import list_given
from award.queries.visits import VisitSeen, list_visits
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.web.kit.access import actor, find, needs
from award.web.kit.pages import render
from award.web.kit.plan_words import STATES
from award.web.setting.application import said_in
from award.web.setting.blueprint import bp
from award.web.setting.closeness import labels_of
from award.web.setting.forms import ApplicationForm
from award.web.setting.here import can, journey_here
from award.web.setting.papers import paper
from award.web.setting.printed_answers import papers_to_answer
from award.web.setting.visit_prepare import conversations_of
from award.web.setting.visit_words import FORMS
from award.web.setting.visits import seen

EMPTY_ROWS: Final = 6


@bp.get("/printed", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/printed")
@needs(May.SEE_PLAN)
def printed(journey_id: int | None) -> ResponseReturnValue:
    """Every paper that this person may have."""
    journey = journey_here(May.SEE_PLAN, journey_id)
    shared = [one for one in list_visits(db.session(), actor(), journey) if one.is_record_open]
    given: dict[str, Any] = {"journey_id": journey.id}
    papers = [
        (words, hint, url_for(f"setting.{name}", **given))
        for words, hint, name, may in PAPERS
        if can(may, journey)
    ]
    papers += papers_to_answer(journey)
    empty_record = url_for("setting.printed_visit", **given)
    return render(
        "setting/printed.html",
        journey=journey,
        papers=papers,
        shared=shared,
        empty_record=empty_record,
    )


M = May
# What it is called, what stands in it, the screen that shows it, and who may see that.
PAPERS: Final = (
    ("Application", "Who leads, who approves, and why", "printed_application", M.SEE_APPLICATION),
    ("Self-review", "Each criterion with its descriptors", "printed_review", M.SEE_JUDGEMENTS),
    ("Plan", "Actions, who leads them and by when", "printed_plan", M.SEE_PLAN),
    ("Policy check", "What an anti-bullying policy says", "printed_policy_check", M.SEE_PLAN),
    ("Evidence list", "What you gave for each criterion", "printed_evidence", M.SEE_EVIDENCE),
)


@bp.get("/journeys/<int:journey_id>/printed/application")
@needs(May.SEE_APPLICATION)
def printed_application(journey_id: int) -> ResponseReturnValue:
    """The application."""
    journey = find(May.SEE_APPLICATION, journey_id)
    said, long = said_in(journey), ("why", "already_done")
    asked = [
        (field.words, getattr(said, field.short_name), 5 if field.short_name in long else 1)
        for field in ApplicationForm(None).visible_fields()
        if field.short_name != "commitment_ticked"
    ]
    return paper("application", journey, asked=asked, commits=said.commitment_ticked)


@bp.get("/journeys/<int:journey_id>/printed/self-review")
@needs(May.SEE_JUDGEMENTS)
def printed_review(journey_id: int) -> ResponseReturnValue:
    """Each criterion with its descriptors and where the setting says that it stands."""
    journey = find(May.SEE_JUDGEMENTS, journey_id)
    labels, criteria = labels_of(journey), criteria_of(journey)
    views = judgements_of(db.session(), actor(), journey, Judge.SETTING)
    standards = standards_for(framework_of(journey.framework), kind_of(journey.setting))
    chapters = [
        (one, [each for each in criteria if each.standard == one.code]) for one in standards
    ]
    return paper(
        "review",
        journey,
        chapters=[(one, own) for one, own in chapters if own],
        points=[(point, labels[point]) for point in SCALE],
        essential={one.code for one in journey.asked if one.essential},
        judged={
            code: (str(one.judged), labels[one.judged], one.note) for code, one in views.items()
        },
    )


@bp.get("/journeys/<int:journey_id>/printed/plan")
@needs(May.SEE_PLAN)
def printed_plan(journey_id: int) -> ResponseReturnValue:
    """The plan as it stands."""
    journey = find(May.SEE_PLAN, journey_id)
    actions = [(one, STATES[one.state][1]) for one in list_actions(actor(), journey)]
    return paper("plan", journey, actions=actions, empty_rows=EMPTY_ROWS)


@bp.get("/journeys/<int:journey_id>/printed/evidence")
@needs(May.SEE_EVIDENCE)
def printed_evidence(journey_id: int) -> ResponseReturnValue:
    """What was given for each criterion, and what is expected."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    links = list_given(db.session(), actor(), journey)
    rows = [
        (one, [link for link in links if link.criterion == one.code])
        for one in criteria_of(journey)
    ]
    shown = {one.code for one in journey.asked if one.on_the_day}
    return paper("evidence", journey, rows=rows, shown_on_the_day=shown)


def held_at(one: VisitSeen) -> str:
    """How and where a visit was held, in a line."""
    return ". ".join(filter(None, (FORMS[one.visit.form], one.visit.place)))


@bp.get("/journeys/<int:journey_id>/printed/visit", defaults={"visit_id": None})
@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/printed")
@needs(May.SEE_PLAN)
def printed_visit(journey_id: int, visit_id: int | None) -> ResponseReturnValue:
    """The record of a visit once it is shared; without a visit, the empty one to write on."""
    journey = find(May.SEE_PLAN, journey_id)
    one = seen(journey, visit_id) if visit_id is not None else None
    if one is not None and not one.is_record_open:
        raise NotFound
    criteria = criteria_of(journey)
    talks = [
        (talk, [(each.code, prompt) for each in criteria for prompt in each.prompts(talk.code)])
        for talk in conversations_of(journey)
    ]
    return paper(
        "visit",
        journey,
        one=one,
        talks=talks,
        held_as=held_at(one) if one else "",
        worry=journey.authority.worry_words,
    )
