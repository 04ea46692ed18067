"""What an adviser and a lead of the demo world say to each other, and whom a lead asks for help."""

from hashlib import sha256

from sqlalchemy import select

from award.actions import advising, answering, collecting, contributing
from award.demo import words
from award.demo.sign_ins import email_of
from award.demo.tellers import Storyteller
from award.domain.people import Actor, Role
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState, EvidenceVersion
from award.storage.frameworks import criteria_of


def talk_with_adviser(teller: Storyteller) -> None:
    """The adviser says what is good and what is still needed; the lead answers one of two."""
    adviser = teller.adviser
    if adviser is None:
        return
    by = Actor(Role.ADVISER, adviser.id, adviser.name, teller.setting.authority_id)
    open_files(teller, by)
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


def open_files(teller: Storyteller, by: Actor, *, most: int = 3) -> None:
    """Somebody of the authority opens the first few files before they speak of what is there."""
    with transaction(lock=teller.journey) as held:
        files = session_of(held).scalars(
            select(EvidenceVersion)
            .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
            .join(EvidenceLink, EvidenceLink.item_id == EvidenceItem.id)
            .where(EvidenceLink.journey_id == held.id, EvidenceLink.removed_at.is_(None))
            .group_by(EvidenceVersion.id)
            .order_by(EvidenceVersion.id)
            .limit(most)
        )
        for one in files.all():
            collecting.note_view(one, by=by, at=teller.at)


def ask_for_help(teller: Storyteller) -> None:
    """The lead asks a colleague without an account for what the colleague has."""
    teller.pass_time(hours=1)
    name, code, said = words.COLLEAGUE_ASKED
    asked = contributing.Asked(code, name, email_of(name), said)
    with transaction(lock=teller.journey) as held:
        token = sha256(f"{held.id} {code}".encode()).hexdigest()
        digest = sha256(token.encode()).hexdigest()
        title = next(one.title for one in criteria_of(held) if one.code == code)
        by = teller.by(Role.LEAD)
        contributing.ask_colleague(
            held, asked, title=title, token=token, digest=digest, by=by, at=teller.at
        )
