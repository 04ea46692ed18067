"""The moves that are open to whoever looks, and the one screen on which a move is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.moves import make_move, must_be_at
from award.adapters import clock
from award.domain.facts import Asker, Condition, Facts, Said
from award.domain.lifecycle import (
    FOLLOWS_BY_ITSELF,
    RESTS,
    Back,
    Move,
    Says,
    find_move,
    moves_open_to,
    must_be_theirs,
)
from award.domain.people import Actor
from award.domain.permissions import MOVE_PERMISSION, May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.db import session_of
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.standing import last_move_line
from award.web.kit.access import actor, candidates, changing, find, has, may_with
from award.web.kit.asked_criteria import criteria_fields
from award.web.kit.errors import refused
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    Form,
    HiddenVersion,
    LongField,
    Required,
    TextField,
)
from award.web.kit.moved import done_words, taken_back, too_late, who_learns
from award.web.kit.pages import render
from award.web.kit.votes_shown import reasons_met

MOST_CONDITIONS: Final = 3
LONG, AS_MINUTED = 4000, 8000  # a panel may minute as much of one decision
LINE: Final = 200
ONLY_WHEN_OPEN: Final = frozenset({"undo", "lapse"})
ENDINGS: Final = frozenset({"withdraw", "close", "decline", "turn_down", "lapse"})
NO_WAY_BACK: Final = "This cannot be taken back."
CONSEQUENCES: Final = {
    "award": "The setting is told today, and its certificate is made.",
    "award_with_conditions": "The setting is told today, with its conditions and their days, "
    "and its certificate is made.",
    "defer": "The setting is told today, and gathers evidence until the day you name.",
    "turn_down": "The setting is told today, and the journey ends here. The setting may appeal.",
    "decline": "The setting is told today, and the journey ends here.",
    "share_report": "The setting is told today, and says whether the facts in it are right.",
    "reopen": "The journey is with those who decide once more.",
    "take_up_again": "The journey goes on from where it was.",
}

# What comes after a move that can be taken back.
FOLLOWS: Final = {
    "submit": "The coordinator reads it, and you get an e-mail with their answer.",
    "declare_ready": "The coordinator finds an assessor and a day for the visit. You can still "
    "add evidence until the assessment begins.",
    "stop_assessment": "The setting is told, and the journey is ready once more.",
    "ask_for_more": "The setting is told what is missing, and gathers evidence once more.",
    "confirm_report": "The report goes to those who decide. You get an e-mail with the decision.",
    "withdraw": "The journey ends here, and the coordinator is told. What was written "
    "can still be read.",
    "lapse": "The setting is told, and the journey ends here. It can be taken up again.",
    "accept": "The lead and the head are told, and planning begins.",
    "return": "The lead is told why, and can change the application and send it again.",
    "agree_plan": "The setting is told, and begins to gather its evidence.",
    "send_back": "The setting is told why, and gathers evidence until it is ready again.",
    "begin_assessment": "The setting and the assessor are told, and the assessor can judge.",
    "revise_report": "The report opens once more, to be changed and shared again.",
    "record_no_reply": "The report stands as it is, and goes to those who decide.",
    "close": "The setting is told why, and the journey ends here.",
}


@dataclass(frozen=True)
class OpenMove:
    """One move that could be made: what it is called, where, and what is still missing for it."""

    name: str
    label: str
    href: str
    blockers: tuple[str, ...]
    onward: bool


def open_moves(journey: Journey, endpoint: str) -> list[OpenMove]:
    """The moves that one of the person's roles at this address may make now, the onward one first.

    ``endpoint`` is the room's screen for moves, which takes ``journey_id`` and ``name``. To
    take a move back, or to put a silent journey away, is only offered while it can be done,
    and of a journey that is paused only what ends it."""
    found: dict[str, OpenMove] = {}
    for who in candidates():
        facts = _facts(journey, who)
        for row in moves_open_to(who.role, journey.stage, on_behalf=who.on_behalf):
            rests = facts.paused and not row.while_paused
            if row.name not in found and not rests and _is_offered(journey, row, who):
                found[row.name] = OpenMove(
                    row.name,
                    row.label,
                    url_for(endpoint, journey_id=journey.id, name=row.name),
                    _blockers(facts, row),
                    row.onward,
                )
    shown = [one for one in found.values() if one.name not in ONLY_WHEN_OPEN or not one.blockers]
    return sorted(shown, key=lambda one: not one.onward)


def _facts(journey: Journey, who: Actor) -> Facts:
    asker = Asker(who.role, who.user_id, who.on_behalf)
    return facts_of(journey, at=clock.now(), asker=asker)


def _blockers(facts: Facts, row: Move) -> tuple[str, ...]:
    if facts.paused and not row.while_paused:
        return (RESTS,)
    return row.blockers(facts)


def _is_offered(journey: Journey, row: Move, who: Actor) -> bool:
    if row.name == "undo":
        line = last_move_line(session_of(journey), journey)
        if line is None or line.came_from is None or line.by_id != who.user_id:
            return False
        return find_move(line.what, line.came_from).undoable
    may = MOVE_PERMISSION[row.name]
    return has(may, who) and may_with(may, journey, by=who)


def permission_of(journey: Journey, name: str) -> May:
    """The permission that makes this move; a move is taken back with the one that made it.

    Raises NotFound for a name that no move has.
    """
    if name == "undo":
        line = last_move_line(session_of(journey), journey)
        if line is None:
            raise NotFound
        name = line.what
    if name not in MOVE_PERMISSION:
        raise NotFound
    return MOVE_PERMISSION[name]


def move_screen(
    journey_id: int, name: str, *, see: May, home: str, after: May | None = None
) -> ResponseReturnValue:
    """Show what a move does and ask for what it needs; make it when the form is sent.

    ``see`` is the permission with which the room shows a journey, ``after`` the one that shows it
    when it has moved on, ``home`` the screen to go back to, with ``journey_id`` where its address
    has one. A refusal, or a move that comes too late, changes nothing and keeps what was typed.
    """
    if (late := too_late(journey_id, name, see=after or see, home=home)) is not None:
        return late
    may = permission_of(find(see, journey_id), name)
    journey = find(may, journey_id)
    row, facts = find_move(name, journey.stage), _facts(journey, actor())
    must_be_theirs(row, facts)
    form = _form(row, journey)
    back = url_for(home, journey_id=journey.id)
    if form.validate_on_submit():
        try:
            _make(journey, row, form, may)
            return redirect(back)
        except (NotReady, NotAllowed, NotFound, Stale) as refusal:
            if (late := too_late(journey_id, name, see=after or see, home=home)) is not None:
                return late
            if isinstance(refusal, NotFound):
                raise
            refused(form, refusal)
            form["version"].data = find(see, journey_id).version  # what stands now is on the page
    blockers = _blockers(facts, row) if request.method == "GET" else ()
    return render(
        "journeys/move.html",
        journey=journey,
        move=row,
        form=form,
        blockers=blockers,
        back_to=back,
        consequence=taken_back(journey, row) or consequence_of(row) or FOLLOWS.get(row.name, ""),
        announced=who_learns(journey, row),
        kind="warning" if name in ENDINGS else "primary",
    )


def _make(journey: Journey, row: Move, form: Form, may: May) -> None:
    with changing(journey, may) as held:
        must_be_at(held, form["version"].data)
        make_move(held, row.name, by=actor(), at=clock.now(), said=_said(form))
    flash(done_words(journey, row))


def consequence_of(row: Move) -> str:
    """What follows from a move that stays done, said before it is made; empty for the others."""
    if row.undoable or row.to is Back.ONE_MOVE:
        return ""
    return f"{CONSEQUENCES.get(row.name, '')} {NO_WAY_BACK}".strip()


def _form(row: Move, journey: Journey) -> Form:
    fields: dict[str, Any] = {"version": HiddenVersion(default=journey.version)}
    for says in row.says:
        fields.update(FIELDS[says](row, journey))
    kind: type[Form] = type("MoveForm", (Form,), fields)
    form = kind()
    if request.method == "POST" and form["version"].data is None:
        form["version"].data = -1
    return form


def _reason(row: Move, journey: Journey) -> Mapping[str, Any]:
    hint, written, most = "The people concerned can read this.", "", LONG
    if MOVE_PERMISSION[row.name] is May.RELEASE:
        hint, written, most = *reasons_met(journey), AS_MINUTED
    rules = [Required("Say why, in a sentence or two"), AtMost(most)]
    return {"reason": LongField("Why?", rules, hint=hint, default=written)}


def _reason_code(row: Move, journey: Journey) -> Mapping[str, Any]:
    listed = row.reasons.items()
    choices = [Choice(code, words) for code, words in listed if code not in FOLLOWS_BY_ITSELF]
    rules = [Required("Choose the reason that fits best")]
    return {
        "reason_code": ChoiceField("What is the reason?", rules, choices=choices),
        "reason": LongField("Anything to add? (optional)", [AtMost(LONG)]),
    }


def _criteria(row: Move, journey: Journey) -> Mapping[str, Any]:
    return criteria_fields(journey)


def _until(row: Move, journey: Journey) -> Mapping[str, Any]:
    return {"until_on": DayField("Until which day?", [Required("Enter the day")])}


def _conditions(row: Move, journey: Journey) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for number in range(1, MOST_CONDITIONS + 1):
        more = "" if number == 1 else " (optional)"
        found[f"condition_{number}"] = LongField(
            f"Condition {number}{more}", [AtMost(LONG)], rows=2
        )
        found[f"due_{number}"] = DayField(f"Condition {number}: by when?{more}")
        found[f"owner_{number}"] = TextField(
            f"Condition {number}: who at the setting sees to it? (optional)", [AtMost(LINE)],
            hint="Left empty: the lead." if number == 1 else "",
        )  # fmt: skip
    return found


FIELDS: Final = {
    Says.REASON: _reason,
    Says.REASON_CODE: _reason_code,
    Says.CRITERIA: _criteria,
    Says.UNTIL: _until,
    Says.CONDITIONS: _conditions,
}


def _said(form: Form) -> Said:
    """What the form says, for the rules to look at."""
    data = form.data
    criteria = {
        form[name].words.split(" ", 1)[0]: str(value)
        for name, value in data.items()
        if name.startswith("criterion_") and (value or "").strip()
    }
    conditions = tuple(
        Condition(
            data[f"condition_{number}"] or "",
            data.get(f"due_{number}"),
            data.get(f"owner_{number}") or "",
            number,
        )
        for number in range(1, MOST_CONDITIONS + 1)
        if any(data.get(f"{name}_{number}") for name in ("condition", "due", "owner"))
    )
    return Said(
        reason=data.get("reason") or "",
        reason_code=data.get("reason_code") or "",
        criteria=criteria,
        until_on=data.get("until_on"),
        conditions=conditions,
    )
