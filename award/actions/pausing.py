"""Pausing a journey: asked by the setting, set and ended by the coordinator, ended by its date."""

from datetime import date, datetime

from award.actions.moves import take_step
from award.domain.lifecycle import is_open
from award.domain.pauses import last_day
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.spoken import long_day
from award.storage.days import calendar_of, day_of, terms_of
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey


def ask_for_pause(journey: Journey, until: date, *, reason: str, by: Actor, at: datetime) -> None:
    """The setting asks to pause. The coordinator answers."""
    _must_be_a_pause(journey, until, reason, at=at)
    journey.pause_asked_at, journey.pause_asked_until = at, until
    journey.pause_reason = reason.strip()
    fields = {"until_on": long_day(until), "reason": reason.strip()}
    take_step(journey, "ask_for_pause", by=by, at=at, words=reason.strip(), fields=fields)


def pause(journey: Journey, until: date, *, reason: str, by: Actor, at: datetime) -> None:
    """Pause until a day, two terms away at most. The setting's clocks and letters stop."""
    _must_be_a_pause(journey, until, reason, at=at)
    if by.role is not Role.COORDINATOR:
        raise NotAllowed("A coordinator pauses a journey. Ask for a pause instead.")
    journey.paused_at, journey.paused_until = at, until
    journey.pause_reason = reason.strip()
    journey.pause_asked_at = journey.pause_asked_until = None
    fields = {"until_on": long_day(until)}
    take_step(journey, "pause", by=by, at=at, words=reason.strip(), fields=fields)


def decline_pause(journey: Journey, *, reason: str, by: Actor, at: datetime) -> None:
    """Say no to a pause that the setting asked for: it goes on, and the lead reads why.

    Raises NotAllowed where none is asked for, or for anybody but a coordinator, and NotReady
    without a reason.
    """
    must_be_held(journey)
    if by.role is not Role.COORDINATOR:
        raise NotAllowed("A coordinator answers when a setting asks for a pause.")
    must_be_asked_to_pause(journey)
    if not reason.strip():
        raise NotReady("Say why, in a few words", of="words")
    journey.pause_asked_at = journey.pause_asked_until = None
    journey.pause_reason = ""
    said = reason.strip()
    take_step(journey, "decline_pause", by=by, at=at, words=said, fields={"reason": said})


def resume(journey: Journey, *, by: Actor, at: datetime) -> None:
    """End a pause: by a coordinator at any time, by the clock on its day.

    The days of the pause do not count in the setting's clocks: what is counted in its days goes
    on by as many of them, a deferral's date moves, and the silence begins anew.
    """
    must_be_held(journey)
    since, until = must_be_paused(journey)
    if by.role is Role.CLOCK and day_of(at) < until:
        raise NotAllowed("The day on which the pause ends has not come.")
    if by.role not in (Role.COORDINATOR, Role.CLOCK):
        raise NotAllowed("A coordinator ends a pause.")
    today, days = day_of(at), calendar_of(journey.setting)
    journey.days_paused_here += days.days_between(since, today)
    if journey.deferred_until is not None:
        journey.deferred_until += today - since
    journey.paused_at = journey.paused_until = None
    journey.last_setting_act_at = at
    take_step(journey, "resume", by=by, at=at)


def must_be_pausable(journey: Journey) -> None:
    """Refuse a pause of what rests already, or has ended. Raises NotAllowed."""
    if journey.paused_until is not None:
        raise NotAllowed(f"This journey rests already, until {long_day(journey.paused_until)}.")
    if not is_open(journey.stage):
        raise NotAllowed("This journey has ended, and has nothing to pause.")


def must_not_rest(journey: Journey, then: str = "Ask once it goes on.") -> None:
    """Refuse to ask others for something while the journey is paused. Raises NotAllowed.

    ``then`` says what can be done once it goes on.
    """
    if journey.paused_until is not None:
        raise NotAllowed(f"This journey rests until {long_day(journey.paused_until)}. {then}")


def must_be_asked_to_pause(journey: Journey) -> None:
    """Refuse an answer where no pause is asked for. Raises NotAllowed."""
    if journey.pause_asked_at is None:
        raise NotAllowed("No pause is asked for any more.")


def must_be_paused(journey: Journey) -> tuple[date, date]:
    """The days on which the pause began and ends by itself. Raises NotAllowed without one."""
    if journey.paused_at is None or journey.paused_until is None:
        raise NotAllowed("This journey is not paused.")
    return day_of(journey.paused_at), journey.paused_until


def _must_be_a_pause(journey: Journey, until: date, reason: str, *, at: datetime) -> None:
    must_be_held(journey)
    must_be_pausable(journey)
    missing = [] if reason.strip() else ["Say why, in a few words"]
    terms = terms_of(session_of(journey), journey.authority_id, journey.setting)
    last = last_day(day_of(at), terms)
    if not day_of(at) < until <= last:
        missing.append(f"Choose a day that is still to come, and no later than {long_day(last)}")
    if missing:
        raise NotReady(*missing)
