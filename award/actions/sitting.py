"""What a panel decided on its day, written down at one go: who was there, and each decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from award.actions.aiming import hold_journeys
from award.actions.arranging_panel import items_of
from award.actions.deciding import MeetingWords, record_meeting
from award.actions.histories import last_by
from award.actions.moves import must_be_at
from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale, who_was_faster
from award.storage.authorities import Round
from award.storage.db import must_be_held
from award.storage.decisions import Meeting
from award.storage.journeys import Journey

OWN: Final = ("outcome", "reasons")  # what is asked of each journey, not of the day
NONE_DECIDED: Final = "Say for at least one journey what was decided"


@dataclass(frozen=True)
class DayDecision:
    """What was decided on one journey of the agenda; ``version`` is what the page showed of it."""

    journey_id: int
    outcome: Outcome
    reasons: str
    version: int | None = None


@dataclass(frozen=True)
class DayMinutes:
    """The minutes of a panel day: when, who of the panel was there, who else, what was decided."""

    held_on: date
    present: Collection[int]
    others_present: str
    decisions: Sequence[DayDecision]


def record_panel_day(day: Round, minutes: DayMinutes, *, by: Actor, at: datetime) -> list[Meeting]:
    """Write down what a panel decided on several journeys of its day. All of it or nothing.

    Each journey needs enough members without a tie to its own setting, as a meeting on it alone
    would. Raises NotReady with a sentence for each journey that cannot be decided so, of its
    ``reasons_7`` or of what is asked of the day, Stale where one was changed since the page was
    shown.
    """
    must_be_held(day)
    if not minutes.decisions:
        raise NotReady(NONE_DECIDED)
    said = {one.journey_id: one for one in minutes.decisions}
    if not set(said) <= {one.journey_id for one in items_of(day)}:
        raise NotFound
    meetings, missing = [], []
    for journey in hold_journeys(day, said):
        one = said[journey.id]
        try:
            must_be_at(journey, one.version)
            words = MeetingWords(
                minutes.held_on, minutes.present, minutes.others_present, one.outcome, one.reasons
            )
            meetings.append(record_meeting(journey, words, by=by, at=at))
        except NotReady as refusal:
            missing.append(_of_journey(journey, refusal))
        except NotAllowed as refusal:
            missing.append(_of_journey(journey, NotReady(str(refusal), of="outcome")))
        except Stale as refusal:
            who = who_was_faster(last_by(journey), by.user_id)
            raise Stale(f"the papers of {journey.setting.name}", who=who) from refusal
    if missing:
        raise NotReady.together(missing)
    return meetings


def _of_journey(journey: Journey, refusal: NotReady) -> NotReady:
    """What was refused of one journey, under its name and of its own answers."""
    named = (
        NotReady(f"{journey.setting.name}: {words}", of=f"{of}_{journey.id}" if of in OWN else of)
        for of, words in refusal.said
    )
    return NotReady.together(named)
