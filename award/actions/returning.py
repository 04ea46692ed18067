"""The head does not agree yet: by the link or signed in, with words to whoever asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.approving import (
    digest_now,
    let_links_fall,
    must_wait_for_approval,
    must_work,
)
from award.actions.moves import take_step
from award.actions.overtaking import STEP_WORDS
from award.actions.telling import Recipient
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Approval as ApprovalOf
from award.storage.accounts import Membership, User
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Approval, Journey

SAY_WHAT: Final = "Say what is not right yet, in a sentence or two"


@dataclass(frozen=True)
class SentBack:
    """What somebody who does not agree writes, and their name."""

    words: str
    name: str = ""


def return_by_link(journey: Journey, approval: Approval, said: SentBack, *, at: datetime) -> None:
    """The head says by the link what is not right. The link is used up by it; nothing is approved.

    Raises NotAllowed when the link was used, has run out or was overtaken, or somebody agreed
    in another way meanwhile; NotReady without words.
    What was changed since may be sent back all the same: their words are about what they read.
    """
    must_be_held(journey)
    must_wait_for_approval(journey, approval.of)
    must_work(journey, approval, at=at)
    approval.approver_name = said.name.strip() or approval.approver_name
    by = Actor(Role.HEAD, name=approval.approver_name)
    _send_back(journey, approval, said, by=by, at=at)


def return_approval(
    journey: Journey, of: ApprovalOf, said: SentBack, *, by: Actor, at: datetime
) -> Approval:
    """The head, signed in, says what is not right; a link that they were sent falls.

    So does a yes that was given before: they have thought better of it.
    """
    must_be_held(journey)
    must_wait_for_approval(journey, of)
    if by.role is not Role.HEAD:
        raise NotAllowed("Only the head, or whoever approves for this setting, can send it back.")
    session = session_of(journey)
    asked = let_links_fall(journey, of, at=at)
    _let_fall_what_was_given(journey, of, at=at)
    approval = Approval(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        of=of,
        digest=digest_now(journey, of, at=at),
        approver_name=by.name,
        asked_by_id=asked[-1].asked_by_id if asked else None,
        asked_at=asked[-1].asked_at if asked else at,
    )
    session.add(approval)
    _send_back(journey, approval, said, by=by, at=at)
    return approval


def _let_fall_what_was_given(journey: Journey, of: ApprovalOf, *, at: datetime) -> None:
    given = session_of(journey).scalars(
        select(Approval).where(
            Approval.journey_id == journey.id,
            Approval.of == of,
            Approval.approved_at.is_not(None),
            Approval.fell_at.is_(None),
        )
    )
    for one in given:
        one.fell_at = at


def _send_back(
    journey: Journey, approval: Approval, said: SentBack, *, by: Actor, at: datetime
) -> None:
    words = said.words.strip()
    if not words:
        raise NotReady(SAY_WHAT)
    approval.returned_at = approval.fell_at = at
    approval.words = words
    session_of(journey).flush()
    step = STEP_WORDS[approval.of]
    fields = {"approver": approval.approver_name, "step": step, "reason": words}
    line = f"{step}: {approval.approver_name}. {words}"
    people = {Addressee.PERSON: _who_asked(journey, approval)}
    take_step(journey, "return_approval", by=by, at=at, words=line, fields=fields, people=people)


def _who_asked(journey: Journey, approval: Approval) -> list[Recipient]:
    """Who sent the link, while they still work here: at the setting, or for it."""
    session, code = session_of(journey), journey.authority.code
    user = session.get(User, approval.asked_by_id) if approval.asked_by_id else None
    if user is None or user.ended_at is not None:
        return []
    live = session.scalars(
        select(Membership).where(Membership.user_id == user.id, Membership.ended_at.is_(None))
    ).all()
    works_on_it = {one.user_id for one in journey.assignments if one.ended_at is None}
    if any(one.setting_id == journey.setting_id for one in live):
        path = f"/setting/{journey.setting_id}"
    elif user.id in works_on_it:
        path = f"/{code}/assessor/journeys/{journey.id}"
    elif any(one.authority_id == journey.authority_id and not one.setting_id for one in live):
        path = f"/{code}/coordinator/journeys/{journey.id}"
    else:
        return []
    return [Recipient(user.email, user.name, path)]
