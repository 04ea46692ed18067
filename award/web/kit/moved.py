"""What somebody is told whose move comes too late: it was sent already, or another was first."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.announcing import announced_on
from award.adapters import clock
from award.domain.lifecycle import Back, Move, find_move
from award.domain.people import ROLE_NAMES
from award.domain.permissions import MOVE_PERMISSION, May
from award.domain.refusals import NotAllowed
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.queries.leads import has_lead
from award.storage.db import session_of
from award.storage.journeys import History, Journey
from award.storage.standing import last_move_line, newest_move_line
from award.web.kit.access import actor, candidates, find, has
from award.web.kit.errors import page
from award.web.kit.filters import clock_time, day_short, moment
from award.web.kit.journeys import PAST
from award.web.kit.kept import keep_posted
from award.web.kit.pages import render


def too_late(journey_id: int, name: str, *, see: May, home: str) -> ResponseReturnValue | None:
    """The answer about a move that the journey has passed; None where it may go on.

    ``see`` is a permission that still shows the journey then. Who comes by an old link, or sent
    the same words twice, is led back; anybody else who sends reads who was faster and when, with
    what they typed.
    """
    journey = find(see, journey_id)
    line = newest_move_line(session_of(journey), journey)
    if line is None or not _has_passed(journey, name, line):
        return None
    there = url_for(home, journey_id=journey.id)
    if request.method != "POST":
        words = _who_was_first(line)
        return render("journeys/move_gone.html", journey=journey, words=words, address=there)
    if line.what == name and line.by_id == actor().user_id and _says_no_more(line):
        flash("It was sent already.")
        return redirect(there)
    words = f"{_who_was_first(line)} What you sent has changed nothing."
    return page("errors/409_stale.html", 409, words=words, kept=keep_posted(), address=there)


def done_words(journey: Journey, row: Move) -> str:
    """What is told when a move is made; of a release, whose it was: its papers are closed now."""
    if MOVE_PERMISSION.get(row.name) is not May.RELEASE:
        return f"{row.past}."
    return f"{row.past}. {journey.setting.name} is told today."


def announced_later(journey: Journey, row: Move) -> str:
    """When everybody else learns of an award that is released now; empty where at once."""
    if row.to is not Stage.AWARDED:
        return ""
    on = announced_on(journey, clock.today())
    return f"Everybody else learns of it on {long_day(on)}." if on else ""


def who_learns(journey: Journey, row: Move) -> str:
    """Who learns of a move later, or cannot learn of it yet; empty where all do at once."""
    if row.name == "accept" and not has_lead(session_of(journey), journey, at=clock.now()):
        return "Nobody leads there yet, so no lead hears of it. Invite the lead too."
    return announced_later(journey, row)


def _has_passed(journey: Journey, name: str, line: History) -> bool:
    """Whether the move could be theirs, and begins at a stage that the journey has left."""
    if name == "undo":
        return line.what == "undo" or line.by_id != actor().user_id
    may = MOVE_PERMISSION.get(name)
    if may is None or not any(has(may, one) for one in candidates()):
        return False
    try:
        find_move(name, journey.stage)
    except NotAllowed:
        return True
    return False


def _says_no_more(line: History) -> bool:
    """Whether all the words that this request sent stand in the line of the move already."""
    there = " ".join(line.words.split())
    return all(" ".join(one.split()) in there for one in keep_posted().words)


def _who_was_first(line: History) -> str:
    """Grace Oduya, or “You”, released this on 22 November 2026 at 12:40am: Awarded."""
    is_own = line.by_id is not None and line.by_id == actor().user_id
    who = "You" if is_own else line.by_name or ROLE_NAMES[line.role].capitalize()
    when = f"on {day_short(line.at)} at {clock_time(line.at)}"
    if line.what == "undo":
        return f"{who} took the last step back {when}."
    did = "released" if MOVE_PERMISSION.get(line.what) is May.RELEASE else "changed"
    return f"{who} {did} this {when}: {PAST.get(line.what, line.what)}."


def taken_back(journey: Journey, row: Move) -> str:
    """Which move is taken back, and when it was made; empty for every other move."""
    line = last_move_line(session_of(journey), journey) if row.to is Back.ONE_MOVE else None
    if line is None:
        return ""
    when = moment(line.at)
    return f"This was the last move: {PAST[line.what]}, {when}. All is then as it was before it."
