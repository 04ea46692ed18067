"""``make_move``: the only code that sets a journey's stage, and what is computed after it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from award.actions.calling_off import put_visits_back
from award.actions.effects import EFFECTS
from award.actions.histories import write_history
from award.actions.overtaking import tell_of_overtaken
from award.actions.setting_aside import put_back
from award.actions.telling import Recipient, tell
from award.actions.telling_votes import ask_to_vote_again
from award.domain.facts import Asker, Said
from award.domain.letters import Addressee
from award.domain.lifecycle import Move, find_move, is_open, next_stage
from award.domain.passing import passed
from award.domain.people import SETTING_ROLES, Actor
from award.domain.refusals import NotAllowed, Stale
from award.domain.stages import Stage
from award.domain.turns import Waiting, waiting
from award.storage.authorities import Round
from award.storage.db import must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.frameworks import titled
from award.storage.journeys import History, Journey
from award.storage.standing import last_move_line

# What moves set on a journey besides its stage: taking a move back puts these back.
SET_BY_MOVES: Final = (
    "round_id",
    "was_at",
    "end_reason_code",
    "feedback_asked_at",
    "paused_at",
    "paused_until",
    "days_paused_here",
    "plan_state",
    "plan_as_agreed",
    "times_asked_for_more",
    "more_agreed_at",
    "visit_asked",
    "deferred_until",
)
MOMENTS: Final = ("feedback_asked_at", "paused_at", "more_agreed_at")
DAYS: Final = ("paused_until", "deferred_until")
# After these there is something new to vote on, and who voted is told that it does not count.
REVISE: Final = "revise_report"  # a journey that is reopened has a letter of its own for the panel


def asker_of(by: Actor) -> Asker:
    """The actor as the rules know them."""
    return Asker(by.role, by.user_id, by.on_behalf)


def refresh(journey: Journey, *, at: datetime) -> None:
    """Compute anew whose turn it is, since when, and what is left, after any change of facts.

    Call it at the end of every change, inside the transaction that holds the journey.
    """
    must_be_held(journey)
    session_of(journey).flush()
    session_of(journey).expire(journey, ["asked", "assignments", "application", "actions"])
    facts = facts_of(journey, at=at)
    before = (journey.stage, Waiting(journey.turn, journey.waiting_since, journey.blockers_left))
    same_stage = journey.stage_since != at
    now = waiting(facts, at=at, before=before if same_stage else None)
    journey.turn, journey.waiting_since, journey.blockers_left = (
        now.turn,
        now.since,
        now.blockers_left,
    )
    journey.version += 1
    session_of(journey).flush()


def acted(journey: Journey, *, by: Actor, at: datetime) -> None:
    """Note that the setting, or somebody for it, did something: it is not quiet."""
    if by.role in SETTING_ROLES or by.on_behalf:
        journey.last_setting_act_at = at


def take_step(
    journey: Journey,
    step: str,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    fields: Mapping[str, str] | None = None,
    people: Mapping[Addressee, Iterable[Recipient]] | None = None,
    kept: dict[str, Any] | None = None,
    about: Mapping[str, int | str] | None = None,
) -> History:
    """What every step but a move ends with: its line of history, the turn anew, its letters.

    Call it when the rows are changed. ``words`` stand in the history, ``fields`` in the letters,
    which lead to what they are ``about``.
    """
    line = write_history(journey, step, by=by, at=at, words=words, kept=kept)
    acted(journey, by=by, at=at)
    refresh(journey, at=at)
    key = f"history:{line.id}"
    tell(journey, step, at=at, key=key, fields=fields, people=people, about=about)
    tell_of_overtaken(journey, at=at)
    return line


def must_be_at(journey: Journey, version: int | None) -> None:
    """Refuse what was written on a page that is older than the journey. Raises Stale."""
    if version is not None and version != journey.version:
        raise Stale("this journey")


def mark_opened(journey: Journey, *, at: datetime) -> None:
    """Somebody else has seen the last move: from now on it cannot be taken back."""
    must_be_held(journey)
    line = last_move_line(session_of(journey), journey)
    if line is not None and line.opened_by_another_at is None:
        line.opened_by_another_at = at


def make_move(
    journey: Journey, name: str, *, by: Actor, at: datetime, said: Said | None = None
) -> History:
    """Make a move: ask the rules, change the stage and what goes with it, write it down, tell.

    Everything stands in the transaction that holds the journey. Raises NotAllowed for the wrong
    person or stage and NotReady with what is missing; then nothing has changed. Returns the
    line of history.
    """
    must_be_held(journey)
    said = said or Said()
    facts = facts_of(journey, at=at, asker=asker_of(by), said=said)
    to = next_stage(name, facts)
    row = find_move(name, facts.stage)
    if name == "undo":
        return _take_back(journey, to, by=by, at=at)
    came_from = journey.stage
    before, kept = _snapshot(journey), dict[str, Any]()
    _set_stage(journey, to, at=at, reason_code=said.reason_code)
    session_of(journey).flush()
    effect = EFFECTS.get(name)
    told = effect(journey, facts, said, by=by, at=at, kept=kept) if effect else {}
    kept |= _changed(before, _snapshot(journey))
    line = write_history(
        journey, name, by=by, at=at, words=_words(row, said), kept=kept, went=(came_from, to)
    )
    for sentence in passed(name, facts.rules):
        write_history(journey, "passed", by=by, at=at, words=sentence)
    acted(journey, by=by, at=at)
    refresh(journey, at=at)
    fields = {**_fields(journey, row, said), **told}
    tell(journey, name, at=at, key=f"move:{line.id}", fields=fields, stage=to)
    if name == REVISE and (votes := kept.get("votes")):
        ask_to_vote_again(journey, votes, key=f"move:{line.id}", at=at)
    return line


def _set_stage(journey: Journey, to: Stage, *, at: datetime, reason_code: str) -> None:
    came_from = journey.stage
    journey.stage, journey.stage_since = to, at
    journey.days_paused_here = 0
    if is_open(to):
        journey.ended_at = None
        return
    if is_open(came_from):
        journey.was_at = came_from
    journey.ended_at = at
    journey.end_reason_code = reason_code
    journey.paused_at = journey.paused_until = None


def _snapshot(journey: Journey) -> dict[str, Any]:
    values = {name: getattr(journey, name) for name in SET_BY_MOVES}
    return {name: _plain(value) for name, value in values.items()}


def _changed(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What a move has set: each field as it was before, and as it was left."""
    names = [name for name in SET_BY_MOVES if before[name] != now[name]]
    return {
        "fields": {name: before[name] for name in names},
        "set": {name: now[name] for name in names},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _restored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name in DAYS else value


def _take_back(journey: Journey, to: Stage, *, by: Actor, at: datetime) -> History:
    session = session_of(journey)
    line = last_move_line(session, journey)
    if line is None or line.role is not by.role:
        raise NotAllowed("Take it back in the role in which you made it.")
    came_from = journey.stage
    journey.stage, journey.stage_since = to, at
    journey.ended_at = None if is_open(to) else at
    left = line.kept.get("set", {})
    for name, value in line.kept.get("fields", {}).items():
        if name in left and getattr(journey, name) != _restored(name, left[name]):
            continue  # something else was said since
        if name != "round_id" or value is None or session.get(Round, value) is not None:
            setattr(journey, name, _restored(name, value))
    put_back(journey, line.kept, at=at)
    put_visits_back(journey, line.kept, by=by, at=at)
    line.undone_at = at
    undone = write_history(
        journey, "undo", by=by, at=at, words=line.what, kept={"of": line.id}, went=(came_from, to)
    )
    refresh(journey, at=at)
    step = find_move(line.what, to).past
    tell(journey, "undo", at=at, key=f"move:{undone.id}", fields={"step": step}, stage=to)
    return undone


def _words(row: Move, said: Said) -> str:
    """What stands in the line of history: the reason, and the words per criterion."""
    parts = [said.reason.strip(), row.reasons.get(said.reason_code, "")]
    parts += [f"{code}: {words.strip()}" for code, words in sorted(said.criteria.items())]
    return "\n".join(part for part in parts if part)


def _fields(journey: Journey, row: Move, said: Said) -> Mapping[str, str]:
    """What the letters of a move may say of it."""
    return {
        "reason": _words(row, said) or "No reason was given.",
        "what": "\n".join(
            f"- {titled(journey, code)}: {' '.join(words.split())}"
            for code, words in sorted(said.criteria.items())
        ),
        "outcome": row.past,
    }
