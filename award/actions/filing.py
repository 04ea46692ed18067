"""A signed paper is kept with the approval that somebody wrote down from it."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.collecting import KeptBytes, keep_file
from award.actions.keeping import kept_bytes
from award.actions.moves import take_step
from award.actions.overtaking import STEP_WORDS
from award.actions.sending import BY_THE_SETTING, EvidenceWords, new_item
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState, EvidenceVersion
from award.storage.journeys import Approval, Journey

OF_AN_APPROVAL: Final = (
    "This is the paper on which the head agreed. It stays as long as the approval does"
)


def file_paper(
    journey: Journey, approval: Approval, file: KeptBytes, *, by: Actor, at: datetime
) -> EvidenceVersion:
    """Keep the scan of a signed paper beside the approval that was written down from it.

    It is kept as the setting's evidence is: scanned, readable in the browser, and open to whoever
    may see that. It counts for no criterion. Raises NotAllowed for an approval that the head gave
    here, and NotReady when the setting's room is used up.
    """
    must_be_held(journey)
    if approval.journey_id != journey.id or approval.recorded_by_id is None:
        raise NotAllowed("Only an approval that was written down has its paper kept with it.")
    if refusal := journey.authority.file_limits.over_room(kept_bytes(journey), file.size):
        raise NotReady(refusal, of="paper")
    session, step = session_of(journey), STEP_WORDS[approval.of]
    words = EvidenceWords(
        title=f"Signed paper: {step}",
        shows=f"{approval.approver_name} agreed to {step}.",
        recognisable=False,
    )
    item = new_item(journey, words, BY_THE_SETTING, name=file.file_name, by=by, at=at)
    item.state = EvidenceState.GIVEN
    session.add(item)
    session.flush()
    version = keep_file(item, file, by=by, at=at)
    approval.paper_id = version.id
    take_step(journey, "file_paper", by=by, at=at, words=f"{step}: {file.file_name}")
    return version


def must_not_be_paper(item: EvidenceItem) -> None:
    """Refuse to take away what shows that the head agreed. Raises NotReady."""
    shown = select(Approval.id).where(Approval.paper_id.in_([one.id for one in item.versions]))
    if session_of(item).scalar(shown.limit(1)) is not None:
        raise NotReady(OF_AN_APPROVAL)
