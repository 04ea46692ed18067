"""What has to be there before a head is asked to approve it, or approves it themselves."""

from datetime import datetime
from typing import Final

from award.domain.facts import Facts
from award.domain.guards import commitment_ticked, contacts_complete, setting_replied
from award.domain.lifecycle import Guard
from award.domain.refusals import NotReady
from award.domain.routes import Approval as ApprovalOf
from award.storage.facts import facts_of
from award.storage.journeys import Journey

ASKED_FIRST: Final[dict[ApprovalOf, tuple[Guard, ...]]] = {
    ApprovalOf.APPLY: (contacts_complete, commitment_ticked),
    ApprovalOf.READY: (),  # what is still needed stands beside it, with how ready each criterion is
    ApprovalOf.REPLY: (setting_replied,),
}


def missing_before(of: ApprovalOf, facts: Facts) -> tuple[str, ...]:
    """What comes before the head's word on this, one sentence each."""
    return tuple(said for ask in ASKED_FIRST[of] if (said := ask(facts)))


def must_be_prepared(journey: Journey, of: ApprovalOf, *, at: datetime) -> None:
    """Refuse what is not written yet, such as an empty application. Raises NotReady with what."""
    if missing := missing_before(of, facts_of(journey, at=at)):
        raise NotReady(*missing)
