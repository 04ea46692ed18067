"""What links were sent to somebody stop working where their access ends."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from award.actions.histories import write_history
from award.actions.overtaking import STEP_WORDS
from award.domain.people import Actor, Role
from award.storage.accounts import Invitation, Membership
from award.storage.contributions import ColleagueAsk
from award.storage.db import hold_all, session_of
from award.storage.journeys import Approval, Journey


def end_links_of(ended: Membership, *, by: Actor, at: datetime) -> None:
    """Let open invitations, approvals not answered and asks for help of this address fall there.

    Where another role remains at the place, only what belongs to the one that ended does: an
    invitation to it, and what a head is asked to approve. Each journey touched has a line.
    """
    roles = _roles_left(ended)
    _take_invitations_back(ended, roles, at=at)
    if ended.setting_id is None:
        return
    # Held before they are asked for what was sent: somebody may answer at this very moment.
    held = hold_all(session_of(ended), Journey, Journey.setting_id == ended.setting_id)
    fallen: defaultdict[int, list[str]] = defaultdict(list)
    if ended.role is Role.HEAD or not roles:
        for asked in _approvals_asked(ended):
            asked.fell_at = at
            fallen[asked.journey_id].append(STEP_WORDS[asked.of])
    if not roles:
        for ask in _colleague_asks(ended, at=at):
            ask.withdrawn_at = at
            fallen[ask.journey_id].append(f"help with {ask.criterion}")
    for journey in (one for one in held if one.id in fallen):
        words = f"{ended.user.name}: {', '.join(fallen[journey.id])}"
        write_history(journey, "end_links", by=by, at=at, words=words)


def _roles_left(ended: Membership) -> set[Role]:
    """What the person still is at the very same place."""
    session = session_of(ended)
    session.flush()
    return set(
        session.scalars(
            select(Membership.role).where(
                Membership.user_id == ended.user_id,
                Membership.authority_id == ended.authority_id,
                Membership.setting_id == ended.setting_id,
                Membership.group_id == ended.group_id,
                Membership.ended_at.is_(None),
            )
        )
    )


def _take_invitations_back(ended: Membership, roles: set[Role], *, at: datetime) -> None:
    to_this_role = [Invitation.role == ended.role] if roles else []
    session_of(ended).execute(
        update(Invitation)
        .where(
            Invitation.email == ended.user.email.lower(),
            Invitation.authority_id == ended.authority_id,
            Invitation.setting_id == ended.setting_id,
            Invitation.group_id == ended.group_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            *to_this_role,
        )
        .values(withdrawn_at=at)
    )


def _approvals_asked(ended: Membership) -> Sequence[Approval]:
    """What this address was asked to approve at the setting, and has not answered."""
    return session_of(ended).scalars(
        select(Approval)
        .join(Journey, Journey.id == Approval.journey_id)
        .where(
            Journey.setting_id == ended.setting_id,
            func.lower(func.trim(Approval.approver_email)) == ended.user.email.lower(),
            Approval.approved_at.is_(None),
            Approval.returned_at.is_(None),
            Approval.fell_at.is_(None),
        )
        .order_by(Approval.id)
    ).all()  # fmt: skip


def _colleague_asks(ended: Membership, *, at: datetime) -> Sequence[ColleagueAsk]:
    """For what this address was asked to help by a link that still works."""
    return session_of(ended).scalars(
        select(ColleagueAsk)
        .join(Journey, Journey.id == ColleagueAsk.journey_id)
        .where(
            Journey.setting_id == ended.setting_id,
            ColleagueAsk.email == ended.user.email.lower(),
            ColleagueAsk.withdrawn_at.is_(None),
            ColleagueAsk.expires_at > at,
        )
        .order_by(ColleagueAsk.id)
    ).all()  # fmt: skip
