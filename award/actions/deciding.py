"""The panel: votes, and a meeting's decision. Releasing is a move."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from award.actions.histories import write_history
from award.actions.moves import asker_of, refresh, take_step
from award.actions.setting_aside import set_votes_aside
from award.domain.decisions import free_panel
from award.domain.facts import Facts, Outcome
from award.domain.people import Actor, Role
from award.domain.refusals import IN_ANOTHER_WINDOW, NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.storage.assessments import Report
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Meeting, Vote
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.standing import live_report


@dataclass(frozen=True)
class MeetingWords:
    """What a meeting decided: when, who of the panel was there, who else, and why."""

    held_on: date
    present: Collection[int]
    others_present: str
    outcome: Outcome
    reasons: str


def must_be_before_panel(journey: Journey, *, by: Actor, at: datetime) -> tuple[int, Report]:
    """Who acts, on the panel now and without a tie, and the report that is before them.

    Raises NotAllowed where there is none, or they are not.
    """
    report = live_report(journey)
    if journey.stage is not Stage.DECIDING or report is None:
        raise NotAllowed("This journey is not before the panel now.")
    facts = facts_of(journey, at=at, asker=asker_of(by))
    if by.role is not Role.PANEL or by.user_id is None or by.user_id not in facts.panel:
        raise NotAllowed("Only members of the panel vote.")
    if by.user_id not in free_panel(facts):
        raise NotAllowed("You have a tie to this setting, so others decide. Thank you.")
    return by.user_id, report


def must_be_open_to_votes(journey: Journey, *, by: Actor, at: datetime) -> None:
    """Refuse a vote, or to take one back, whatever it says. Raises NotAllowed."""
    _, report = must_be_before_panel(journey, by=by, at=at)
    _must_be_undecided(report)


def _panel_member(journey: Journey, by: Actor, *, at: datetime) -> tuple[int, Report]:
    """The same, of a journey that is held for a change."""
    must_be_held(journey)
    return must_be_before_panel(journey, by=by, at=at)


def vote(
    journey: Journey,
    outcome: Outcome,
    *,
    reason: str,
    version: int | None = None,
    on_report: int | None = None,
    by: Actor,
    at: datetime,
) -> Vote:
    """Vote on the report that is before the panel, or change the vote until it is released.

    The very same vote once more changes nothing.

    ``version`` is that of the vote which the page showed, 0 for none, and ``on_report`` the report
    that was read there. Raises Stale when either has changed since, NotReady without a reason,
    NotAllowed with a tie or when a meeting has decided.
    """
    user_id, report = _panel_member(journey, by, at=at)
    session = session_of(journey)
    if on_report is not None and on_report != report.id:
        raise Stale("the report")
    if not reason.strip():
        raise NotReady("Say why, in a sentence or two", of="reason")
    _must_be_undecided(report)
    live = _vote_of(report, user_id)
    if version is not None and (live.version if live else 0) != version:
        raise Stale("your vote", who=IN_ANOTHER_WINDOW)
    if live is not None and (live.outcome, live.reason) == (outcome, reason.strip()):
        return live
    if live is None:
        own = {"authority_id": journey.authority_id, "journey_id": journey.id}
        live = Vote(**own, report_id=report.id, user_id=user_id, version=0)
        session.add(live)
    live.outcome, live.reason, live.at = outcome, reason.strip(), at
    live.version += 1
    take_step(journey, "vote", by=by, at=at)
    return live


def withdraw_vote(journey: Journey, *, version: int | None = None, by: Actor, at: datetime) -> Vote:
    """Take one's own vote back, until the decision is released. It is kept, and counts no more.

    Raises Stale where the vote was changed since the page was shown, NotAllowed where there is
    none or a meeting has decided.
    """
    user_id, report = _panel_member(journey, by, at=at)
    _must_be_undecided(report)
    live = _vote_of(report, user_id)
    if live is None:
        raise NotAllowed("You have no vote here to take back.")
    if version is not None and live.version != version:
        raise Stale("your vote", who=IN_ANOTHER_WINDOW)
    live.set_aside_at = at
    session_of(journey).flush()
    take_step(journey, "withdraw_vote", by=by, at=at)
    return live


def _vote_of(report: Report, user_id: int) -> Vote | None:
    """The vote of this member that stands on a report."""
    return session_of(report).scalar(
        select(Vote).where(
            Vote.report_id == report.id, Vote.user_id == user_id, Vote.set_aside_at.is_(None)
        )
    )


def _must_be_undecided(report: Report) -> None:
    decided = session_of(report).scalar(
        select(Meeting.id).where(Meeting.report_id == report.id, Meeting.set_aside_at.is_(None))
    )
    if decided is not None:
        raise NotAllowed("A meeting has decided: its decision stands in for the votes.")


def record_meeting(journey: Journey, words: MeetingWords, *, by: Actor, at: datetime) -> Meeting:
    """Write down what a meeting of the panel decided. It takes the place of open votes,
    so nobody is asked to vote again.

    Raises NotReady when too few members without a tie were there, or nothing says why.
    """
    user_id, report = _panel_member(journey, by, at=at)
    session = session_of(journey)
    _must_be_sound(words, report, facts_of(journey, at=at), at=at)
    kept: dict[str, object] = {}
    set_votes_aside(journey, at=at, kept=kept)
    meeting = Meeting(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        report_id=report.id,
        held_on=words.held_on,
        present=sorted(set(words.present)),
        others_present=words.others_present.strip(),
        outcome=words.outcome,
        reasons=words.reasons.strip(),
        recorded_by_id=user_id,
        recorded_at=at,
    )
    session.add(meeting)
    session.flush()
    write_history(journey, "record_meeting", by=by, at=at, words=words.reasons.strip())
    refresh(journey, at=at)
    return meeting


def _must_be_sound(words: MeetingWords, report: Report, facts: Facts, *, at: datetime) -> None:
    present = set(words.present)
    if words.held_on > day_of(at):
        raise NotReady(
            "Give the day on which the meeting was: it cannot be in the future", of="held_on"
        )
    if report.shared_at is not None and words.held_on < day_of(report.shared_at):
        raise NotReady(
            "Give a day after the report was shared: the meeting decides on that report",
            of="held_on",
        )
    if not words.reasons.strip():
        raise NotReady("Say why the meeting decided so", of="reasons")
    if not present <= facts.panel:
        raise NotReady(
            "Tick members of the panel, and write anybody else in the other field", of="present"
        )
    if len(present & free_panel(facts)) < facts.rules.votes:
        raise NotReady(
            f"At least {facts.rules.votes} panel members without a tie must have been there",
            of="present",
        )
