"""What an adviser and a lead of the demo world say to each other about evidence."""

from sqlalchemy import select

from award.actions import advising, answering
from award.demo import words
from award.demo.tellers import Storyteller
from award.domain.people import Actor, Role
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState


def talk_with_adviser(teller: Storyteller) -> None:
    """The adviser says what is good and what is still needed; the lead answers one of two."""
    adviser = teller.adviser
    if adviser is None:
        return
    by = Actor(Role.ADVISER, adviser.id, adviser.name, teller.setting.authority_id)
    with transaction(lock=teller.journey) as held:
        first, second = held.asked[0].code, held.asked[2].code
        found = session_of(held).execute(
            select(EvidenceLink.item_id, EvidenceItem.version)
            .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
            .where(EvidenceLink.journey_id == held.id, EvidenceLink.criterion.in_((first, second)))
            .order_by(EvidenceLink.id)
        )
        said = dict(zip([(one[0], one[1]) for one in found], words.SAID_OF_PIECES, strict=False))
        pieces = {
            number: advising.OfPiece(version, EvidenceState(state), text)
            for (number, version), (state, text) in said.items()
        }
        given = advising.Feedback({"1": words.SAID_OF_SAFE}, pieces=pieces)
        advising.give_feedback(held, given, by=by, at=teller.at)
    with transaction(lock=teller.journey) as held:
        lead = teller.by(Role.LEAD)
        answering.answer_feedback(
            held, standard="1", words=words.ANSWER_ON_SAFE, by=lead, at=teller.at
        )
