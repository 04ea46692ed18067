"""The plan as a file to send or print, and the check of the policy on paper."""

from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.adapters.plan_papers import PlanLine, PlanPaper, render_plan
from award.domain.frameworks import checklist_for
from award.domain.permissions import May
from award.domain.policy_checks import Point, points_of
from award.queries.plans import list_actions, list_notes_of
from award.queries.policies import find_check
from award.queries.uses import count_by_action
from award.storage.db import db
from award.storage.frameworks import criteria_words, framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, find, needs
from award.web.kit.filters import day_short
from award.web.kit.handing_out import pdf_answer
from award.web.kit.plan_changes import ChangesShown
from award.web.kit.plan_rows import ActionRow, PlanRows, plan_words, summary_of
from award.web.kit.policy_shown import check_words
from award.web.setting.blueprint import bp
from award.web.setting.papers import paper


@bp.get("/journeys/<int:journey_id>/plan.pdf")
@needs(May.SEE_PLAN)
def plan_pdf(journey_id: int) -> ResponseReturnValue:
    """The plan as a file, with its notes and what was changed since it was agreed."""
    made = render_plan(plan_paper(find(May.SEE_PLAN, journey_id)), at=clock.now())
    return pdf_answer(made, "plan.pdf")


def plan_paper(journey: Journey) -> PlanPaper:
    """All that the paper says, as things are now."""
    notes = list_notes_of(db.session(), actor(), journey)
    pieces = count_by_action(db.session(), actor(), journey)
    made = PlanRows(journey, list_actions(actor(), journey), notes=notes, pieces=pieces)
    rows = made.rows()
    return PlanPaper(
        setting_name=journey.setting.name,
        authority_name=journey.authority.name,
        on=day_short(clock.today()),
        stands=f"{plan_words(journey)[1]}.",
        summary=summary_of(journey, rows),
        lines=[line_of(one) for one in rows],
        changes=changes_in_lines(made.since.shown()),
        brand_colour=journey.authority.brand_colour,
    )


def line_of(row: ActionRow) -> PlanLine:
    """An action as a line of the paper."""
    action = row.action
    told = [one for one in (row.note, row.shown_by) if one]
    return PlanLine(
        what=action.what,
        criteria=", ".join(action.criteria),
        lead=action.lead_name,
        due=day_short(action.due_on),
        state=row.state,
        near="Late" if row.is_late else ("Due soon" if row.is_soon else ""),
        told=told + [f"{headed}: {text}" for headed, text in row.told],
        notes=[f"{day_short(one.at)}, {one.by_name}: {one.words}" for one in row.notes],
    )


def changes_in_lines(changes: ChangesShown) -> list[str]:
    """What is not as it was agreed, a sentence each."""
    return [
        *[
            f"{action.what}. {one.of}: it was “{one.agreed}”, now it is “{one.now}”"
            for action, found in changes.changed
            for one in found
        ],
        *[f"Added on {day_short(one.added_at)}: {one.what}" for one in changes.added],
        *[f"Stopped: {one.what}. {one.why_stopped}" for one in changes.stopped],
        *[f"Taken out: {one.what}" for one in changes.taken_out],
    ]


@bp.get("/journeys/<int:journey_id>/printed/policy-check")
@needs(May.SEE_PLAN)
def printed_policy_check(journey_id: int) -> ResponseReturnValue:
    """The points of the policy with what was found; before the first check, and blank, without."""
    journey = find(May.SEE_PLAN, journey_id)
    seen = find_check(db.session(), actor(), journey)
    row = seen.check.framework if seen else journey.framework
    lines = checklist_for(framework_of(row), kind_of(journey.setting))
    points = seen.points if seen else points_of(lines, {})
    titles = criteria_words(row, journey.setting)
    by_code: dict[str, list[Point]] = {}
    for one in points:
        by_code.setdefault(one.line.criterion, []).append(one)
    return paper(
        "policy_check",
        journey,
        chapters=[(f"{code} {titles.get(code, '')}", own) for code, own in by_code.items()],
        words=check_words(seen) if seen else "",
    )
