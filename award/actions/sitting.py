"""What a panel decided on its day, written down at one go: who was there, and each decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from award.actions.arranging_panel import hold_journeys, items_of
from award.actions.deciding import MeetingWords, record_meeting
from award.actions.moves import must_be_at
from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.authorities import Round
from award.storage.db import must_be_held
from award.storage.decisions import Meeting


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
    would. Raises NotReady with a sentence for each journey that cannot be decided so, Stale where
    one was changed since the page was shown.
    """
    must_be_held(day)
    if not minutes.decisions:
        raise NotReady("Say for at least one journey what was decided")
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
            missing += [f"{journey.setting.name}: {line}" for line in refusal.blockers]
        except NotAllowed as refusal:
            missing.append(f"{journey.setting.name}: {refusal}")
        except Stale as refusal:
            raise Stale(f"the papers of {journey.setting.name}") from refusal
    if missing:
        raise NotReady(*missing)
    return meetings
