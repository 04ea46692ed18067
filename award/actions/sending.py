"""What is sent as evidence: what is said of it, and how it came."""

from dataclasses import dataclass
from datetime import date, datetime

from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.storage.days import day_of
from award.storage.evidence import EvidenceItem, EvidenceState, Origin
from award.storage.frameworks import kind_of
from award.storage.journeys import Journey
from award.storage.settings import Setting


@dataclass(frozen=True)
class EvidenceWords:
    """What is said of a piece of evidence. Required are only the criterion and the question
    whether children can be recognised; that one may wait while the item lies in the tray."""

    title: str
    criterion: str = ""
    expected: str = ""
    why_it_counts: str = ""
    shows: str = ""
    dated_on: date | None = None
    recognisable: bool | None = None
    link_address: str = ""
    link_seen_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Sending:
    """From whom a piece came, and from which visit.

    ``token`` is what the sender's browser called this sending; the same one is kept once.
    """

    origin: Origin = Origin.SETTING
    visit_id: int | None = None
    token: str = ""


BY_THE_SETTING = Sending()


def not_said_who_is_seen(setting: Setting) -> NotReady:
    """What refuses a file without the answer about children, in the words of the setting's kind."""
    words = kind_of(setting).say("Say whether children can be recognised in it")
    return NotReady(words, of="recognisable")


def new_item(
    journey: Journey,
    words: EvidenceWords,
    sending: Sending,
    *,
    name: str,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """An item as it is before it lies in the session; without a title it is called ``name``."""
    has_link = bool(words.link_address.strip())
    return EvidenceItem(
        authority_id=journey.authority_id,
        setting_id=journey.setting_id,
        title=words.title.strip() or name,
        shows=words.shows.strip(),
        dated_on=words.dated_on,
        recognisable=words.recognisable,
        state=EvidenceState.GIVEN if words.criterion else EvidenceState.UNSORTED,
        link_address=words.link_address.strip() or None,
        link_seen_on=(words.link_seen_on or day_of(at)) if has_link else None,
        note=words.note.strip(),
        given_by_id=by.user_id,
        given_by_name=by.name,
        given_at=at,
        origin=sending.origin,
        visit_id=sending.visit_id,
        sent_token=sending.token or None,
    )
