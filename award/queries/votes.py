"""Who voted how, or met: on a report, and on what is proposed for an award."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.accounts import User
from award.storage.assessments import Report
from award.storage.awards import Award, AwardVote
from award.storage.decisions import Meeting, Vote


@dataclass(frozen=True)
class Cast:
    """Somebody's vote with their name."""

    vote: Vote
    name: str


def list_votes(session: Session, report: Report | None) -> list[Cast]:
    """The votes that stand on a report, in the order in which they were given."""
    if report is None:
        return []
    rows = session.execute(
        select(Vote, User.name)
        .join(User, User.id == Vote.user_id)
        .where(Vote.report_id == report.id, Vote.set_aside_at.is_(None))
        .order_by(Vote.at, Vote.id)
    )
    return [Cast(vote, name) for vote, name in rows]


def find_meeting(session: Session, report: Report | None) -> Meeting | None:
    """The meeting whose decision stands on this report."""
    if report is None:
        return None
    return session.scalar(
        select(Meeting).where(Meeting.report_id == report.id, Meeting.set_aside_at.is_(None))
    )


def list_present(session: Session, meeting: Meeting) -> list[str]:
    """Who of the panel was at a meeting, by name."""
    found = select(User.name).where(User.id.in_(meeting.present)).order_by(User.name)
    return list(session.scalars(found))


@dataclass(frozen=True)
class AwardCast:
    """Somebody's vote on an award, with their name."""

    vote: AwardVote
    name: str


def list_award_votes(session: Session, award: Award) -> list[AwardCast]:
    """The votes that stand on what is proposed for an award."""
    rows = session.execute(
        select(AwardVote, User.name)
        .join(User, User.id == AwardVote.user_id)
        .where(AwardVote.award_id == award.id, AwardVote.set_aside_at.is_(None))
        .order_by(AwardVote.at, AwardVote.id)
    )
    return [AwardCast(vote, name) for vote, name in rows]
