"""An approval holds for the text that was read: tells when a change has overtaken one."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.telling import tell
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.db import session_of
from award.storage.facts import facts_of
from award.storage.journeys import Approval, Journey

APPROVED_AT: Final = {
    Stage.DRAFT: ApprovalOf.APPLY,
    Stage.GATHERING: ApprovalOf.READY,
    Stage.CHECKING: ApprovalOf.REPLY,
}
STEP_WORDS: Final = {
    ApprovalOf.APPLY: "the application to take part",
    ApprovalOf.READY: "that the setting is ready to be assessed",
    ApprovalOf.REPLY: "the reply to the report",
}


def tell_of_overtaken(journey: Journey, *, at: datetime) -> None:
    """Write to lead and head, once for each approval, when what was approved has changed since.

    An approval that falls with a move is told by the letter of that move.
    """
    of = APPROVED_AT.get(journey.stage)
    if of is None or not journey.route.rules.asks(of):
        return
    given = session_of(journey).execute(
        select(Approval.id, Approval.digest)
        .where(
            Approval.journey_id == journey.id,
            Approval.of == of,
            Approval.approved_at.is_not(None),
            Approval.fell_at.is_(None),
        )
        .order_by(Approval.id)
    )
    known = {digest: number for number, digest in given}
    if not known or facts_of(journey, at=at).digest_of(of) in known:
        return
    key, fields = f"approval:{max(known.values())}:overtaken", {"step": STEP_WORDS[of]}
    tell(journey, "overtake_approval", at=at, key=key, fields=fields)
