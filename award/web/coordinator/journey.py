"""One journey: where it stands, the one onward step and what blocks it; the application."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.facts import Asker, Facts, VisitStanding
from award.domain.guards import (
    assessor_assigned_by_another,
    initial_visit_signed,
)
from award.domain.lifecycle import Move, onward_move
from award.domain.permissions import May
from award.domain.stages import Stage
from award.domain.turns import ASKED_OUTSIDE, TURN_NAMES, Turn, task_list_outside
from award.queries.appeals import find_new_day_due
from award.queries.finding import names_at
from award.queries.histories import list_entries
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind, Journey
from award.web.coordinator.approvals import approvals_of
from award.web.coordinator.before_next import asks_for_pause, gives_new_day, paused, report_bound
from award.web.coordinator.blueprint import bp
from award.web.coordinator.ended import ended_card
from award.web.coordinator.head_asked import with_head_asked
from award.web.coordinator.history import line_of
from award.web.coordinator.how_ready import how_ready
from award.web.coordinator.lead_first import lead_first, not_reached
from award.web.coordinator.people_of import bound_in_parts, who_else
from award.web.coordinator.shell import address_in_room, journey_page
from award.web.coordinator.wording import KEPT_INSIDE, STEPS, THE_VISIT, Step, next_words
from award.web.kit.access import actor, find, needs
from award.web.kit.brought_in import applied_elsewhere, came_to_count
from award.web.kit.contact_notes import NoteForm
from award.web.kit.filters import number_word
from award.web.kit.history_words import released_at
from award.web.kit.journeys import is_under_way, note_opened
from award.web.kit.moves import FOLLOWS, OpenMove, move_screen, open_moves
from award.web.kit.timelines import gathered
from award.web.kit.who_leads import approver_shown, lead_shown
from award.web.kit.whose_steps import marked

LATEST = 6
MOST_SHOWN = 5


@bp.get("/journeys/<int:journey_id>")
@needs(May.SEE_APPLICATION)
def journey(journey_id: int) -> ResponseReturnValue:
    """Where it stands, and the one step that is next."""
    found = find(May.SEE_APPLICATION, journey_id)
    note_opened(found)
    facts = facts_of(found, at=clock.now(), asker=Asker(actor().role, actor().user_id))
    moves = open_moves(found, "coordinator.move")
    latest = list_entries(db.session(), actor(), found, page=1)
    released = released_at(found.history)
    return journey_page(
        "coordinator/journey.html",
        found,
        card=_card(found, facts, moves),
        shown=how_ready(found, facts),
        came=came_to_count(found),
        people=_people(found, facts),
        approvals=approvals_of(found),
        lines=gathered(line_of(one, found.setting, released) for one in latest.rows)[:LATEST],
        form=NoteForm(None),
        people_there=names_at(found.setting),
    )


def _card(found: Journey, facts: Facts, moves: list[OpenMove]) -> dict[str, Any]:
    """The lifted card, with the other moves below it: the step that comes next, or how it ended."""
    row = onward_move(found.stage)
    if row is None or not is_under_way(found):
        return ended_card(found, facts, moves)
    rests = found.paused_until is not None
    if found.pause_asked_at is not None and not rests:
        return asks_for_pause(found) | {"others": _links(moves)}
    if not rests and find_new_day_due(db.session(), actor(), found) is not None:
        return gives_new_day(found) | {"others": _links(moves)}
    if not rests and (bound := report_bound(found, facts, moves)):
        return {**bound, "others": _links(one for one in moves if one.href != bound["href"])}
    card = paused(found) if rests else _next(found, facts, row, moves)
    others = [*card.get("others", ()), *_links(one for one in moves if not one.onward)]
    return card | {"others": others}


def _links(moves: Iterable[OpenMove]) -> list[dict[str, str]]:
    return [{"words": one.label, "href": one.href} for one in moves]


def _next(found: Journey, facts: Facts, row: Move, moves: list[OpenMove]) -> dict[str, Any]:
    """My own step, or whose step it is and what is still missing for it."""
    mine = next((one for one in moves if one.onward), None)
    ours = found.turn is Turn.COORDINATOR
    blockers = with_head_asked(found, facts, task_list_outside(facts))
    card: dict[str, Any] = {
        "title": row.label,
        "blockers": _named_who(marked(blockers, facts), facts),
        "text": _comes_first(blockers) or FOLLOWS.get(row.name, ""),
    }
    if found.turn is Turn.SETTING:
        card |= {"title": f"Waiting for {TURN_NAMES[found.turn]}", "why": next_words(row),
                 "text": _theirs(blockers), "button": None, "href": None,
                 "blockers": _first_few(found, blockers)}  # fmt: skip
    elif mine is None:
        title = "Your turn" if ours else f"Waiting for {TURN_NAMES[found.turn]}"
        card |= {"title": title, "why": next_words(row), "button": None, "href": None}
        if found.turn is Turn.ADVISER and found.stage is Stage.GATHERING:
            card |= {"text": f"Feedback is asked for. {_theirs(blockers)}", "blockers": blockers}
    else:
        card |= {"why": "Your step", "button": row.label, "href": mine.href}
    if found.turn is Turn.PANEL and not blockers:
        card["text"] = f"The panel votes, and releases what it decides. {KEPT_INSIDE}"
    needed = ASKED_OUTSIDE if found.stage is Stage.DECIDING and ours else row.needs
    step = _first_step(needed, facts)
    if blockers and step is not None:
        card |= {"button": step.words, "href": step.of(found)}
        if ours and mine is None:
            card["title"] = step.words
    elif blockers:
        card |= {"button": None, "href": None}
    return lead_first(found, card)


def _named_who(lines: list[dict[str, Any]], facts: Facts) -> list[dict[str, Any]]:
    """The same; where another coordinator is asked for, with their names below."""
    asks = assessor_assigned_by_another(facts)
    if not asks or not (others := who_else()):
        return lines
    return [one | {"more": f"{others} can."} if one["words"] == asks else one for one in lines]


def _first_few(found: Journey, blockers: tuple[str, ...]) -> list[Any]:
    """The first of what the setting still has to do; the rest stands with its evidence."""
    if len(blockers) <= MOST_SHOWN:
        return list(blockers)
    href = url_for("coordinator.evidence", journey_id=found.id)
    more = {"words": f"And {number_word(len(blockers) - MOST_SHOWN + 1)} more", "href": href}
    return [*blockers[: MOST_SHOWN - 1], more]


def _comes_first(blockers: tuple[str, ...]) -> str:
    if not blockers:
        return ""
    count = number_word(len(blockers)).capitalize()
    return f"{count} {'thing comes' if len(blockers) == 1 else 'things come'} first:"


def _theirs(blockers: tuple[str, ...]) -> str:
    """What the setting still has to do, before the list of it."""
    if not blockers:
        return "Everything is there: the setting makes the next step."
    count = number_word(len(blockers))
    return f"The setting still has {count} {'thing' if len(blockers) == 1 else 'things'} to do:"


def _first_step(needed: Any, facts: Facts) -> Step | None:
    found = next((one for one in needed if one in STEPS and one(facts)), None)
    if found is initial_visit_signed and facts.initial_visit is not VisitStanding.NONE:
        return THE_VISIT
    return STEPS[found] if found else None


def _people(found: Journey, facts: Facts) -> list[dict[str, str]]:
    """Who works on it, each person once: one who leads and approves stands in one row."""
    live = {one.kind: one.user.name for one in found.assignments if one.ended_at is None}
    lead, approver = lead_shown(found), approver_shown(found)
    if lead and lead == approver:
        rows = [{"key": "Leads and approves", "value": lead}]
    else:
        rows = [
            {"key": "Lead", "value": lead or "Not named yet"},
            {"key": "Approves", "value": approver or "Not named yet"},
        ]
    rows[0] |= not_reached(found)
    bound = bound_in_parts(found, facts)
    nobody = "Nobody yet" if found.ended_at is None else "Nobody"
    for kind in AssignmentKind:
        row = {"key": kind.capitalize(), "value": live.get(kind, nobody)}
        if words := bound.get(kind):
            href = url_for("coordinator.assign", journey_id=found.id, part=str(kind))
            row |= {"trouble": words, "href": href, "change": "Assign another"}
        rows.append(row)
    return rows


@bp.route("/journeys/<int:journey_id>/moves/<name>", methods=["GET", "POST"])
@needs(May.SEE_APPLICATION)
def move(journey_id: int, name: str) -> ResponseReturnValue:
    """Make one of the moves that are open to a coordinator."""
    return move_screen(journey_id, name, see=May.SEE_APPLICATION, home="coordinator.journey")


@bp.get("/journeys/<int:journey_id>/application")
@needs(May.SEE_APPLICATION)
def application(journey_id: int) -> ResponseReturnValue:
    """What the setting said when it asked to take part."""
    found = find(May.SEE_APPLICATION, journey_id)
    note_opened(found)
    said, elsewhere = found.application, applied_elsewhere(found)
    rows = []
    if said is not None:
        rows = [
            {"key": "Lead", "value": _named(said.lead_name, said.lead_email)},
            {"key": "Approves", "value": _named(said.approver_name, said.approver_email)},
        ]
    if said is not None and not elsewhere:
        rows += [
            {"key": "Why they take part", "value": said.why or "Not said yet"},
            {"key": "What they do already", "value": said.already_done or "Not said yet"},
            {"key": "Commitment", "value": "Given" if said.commitment_ticked else "Not given yet"},
        ]
    is_written = found.stage is Stage.DRAFT and found.paused_until is None
    return journey_page(
        "coordinator/application.html",
        found,
        rows=rows,
        elsewhere=elsewhere,
        moves=open_moves(found, "coordinator.move"),
        written_at=address_in_room("setting.application", found) if is_written else "",
    )


def _named(name: str, email: str) -> str:
    return ", ".join(one for one in (name, email) if one) or "Not named yet"
