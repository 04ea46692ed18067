"""Votes and a meeting as the panel and the coordinators read them."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from award.domain.decisions import is_released
from award.queries.votes import Cast, find_meeting, list_present
from award.storage.assessments import Report
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.standing import live_report
from award.web.kit.filters import listed
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.reading import OUTCOME_WORDS

TIED = "Does not count: a tie was declared."


@dataclass(frozen=True)
class VoteShown:
    """One vote in words; ``apart`` says why it does not count, and is empty where it does.

    ``outcome`` and ``words`` are empty for who may not read them.
    """

    who: str
    tone: str
    outcome: str
    words: str
    when: datetime
    apart: str


@dataclass(frozen=True)
class MeetingShown:
    """What a meeting decided, why, and who was there; the first two empty for who may not read."""

    held_on: date
    outcome: str
    reasons: str
    present: str
    others: str


def votes_shown(votes: Iterable[Cast], free: AbstractSet[int]) -> list[VoteShown]:
    """The votes; of members who are not free it is said that theirs does not count."""
    return [_vote(one, is_free=one.vote.user_id in free) for one in votes]


def votes_outside(
    votes: Iterable[Cast], free: AbstractSet[int], released: datetime | None
) -> list[VoteShown]:
    """The same for who only looks on: who voted and when, and the rest once it is released."""
    plain = [
        replace(one, tone="others" if not one.apart else one.tone)
        for one in votes_shown(votes, free)
    ]
    return [
        one if is_released(one.when, released) else replace(one, outcome="", words="")
        for one in plain
    ]


def _vote(one: Cast, *, is_free: bool) -> VoteShown:
    vote = one.vote
    return VoteShown(
        one.name,
        OUTCOME_TONES[vote.outcome] if is_free else "stopped",
        OUTCOME_WORDS[vote.outcome],
        vote.reason,
        vote.at,
        "" if is_free else TIED,
    )


def meeting_shown(report: Report | None) -> MeetingShown | None:
    """The meeting whose decision stands on a report; none where there is none."""
    met = find_meeting(db.session(), report)
    if met is None:
        return None
    present = listed(list_present(db.session(), met))
    return MeetingShown(
        met.held_on, OUTCOME_WORDS[met.outcome], met.reasons, present, met.others_present
    )


def meeting_outside(report: Report | None, released: datetime | None) -> MeetingShown | None:
    """The same for who only looks on: when it met and who was there, the rest once released."""
    row, met = find_meeting(db.session(), report), meeting_shown(report)
    if row is None or met is None or is_released(row.recorded_at, released):
        return met
    return replace(met, outcome="", reasons="")


def reasons_met(journey: Journey) -> tuple[str, str]:
    """Who reads the reasons of a release, and those that the minutes of a meeting hold already."""
    met = find_meeting(db.session(), live_report(journey))
    if met is None:
        return "The setting reads this.", ""
    return "The setting reads this. It stands as the minutes have it: change what you like.", (
        met.reasons
    )
