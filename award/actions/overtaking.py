"""An approval holds for the text that was read, and one is enough: what overtakes one."""

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
STAGE_OF: Final = {of: stage for stage, of in APPROVED_AT.items()}
STEP_WORDS: Final = {
    ApprovalOf.APPLY: "the application to take part",
    ApprovalOf.READY: "that the setting is ready to be assessed",
    ApprovalOf.REPLY: "the reply to the report",
}


def tell_of_overtaken(journey: Journey, *, at: datetime) -> None:
    """Write to who asks for approvals, once for each, when what was approved has changed since.

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


def approved_otherwise(journey: Journey, asked: Approval, *, at: datetime) -> Approval | None:
    """The approval that is there already without this one: by another person, or written down.

    While it is still waited for, it has to hold for what stands now.
    """
    wanted = [
        Approval.journey_id == journey.id,
        Approval.of == asked.of,
        Approval.id != asked.id,
        Approval.approved_at.is_not(None),
        Approval.fell_at.is_(None),
    ]
    if journey.stage is STAGE_OF[asked.of]:
        wanted.append(Approval.digest == facts_of(journey, at=at).digest_of(asked.of))
    newest = select(Approval).where(*wanted).order_by(Approval.id.desc()).limit(1)
    return session_of(journey).scalar(newest)
