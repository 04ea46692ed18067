"""What a setting holds and what its journeys led to, in words, with links to the papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from award.actions.announcing import as_announced
from award.adapters import clock
from award.domain.award_moves import PublicWords, public_words
from award.domain.permissions import May
from award.queries.assessments import find_shared_report
from award.queries.awards import find_decision
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_short
from award.web.kit.looks import tone_of
from award.web.kit.pages import Link
from award.web.kit.stage_names import stage_name
from award.web.setting.here import can

SAID_OF_AWARD = {
    PublicWords.VALID: "You hold the award",
    PublicWords.IN_GRACE: "Your award has ended; your renewal keeps it for now",
    PublicWords.EXPIRED: "Your award has ended",
    PublicWords.NOT_CONFIRMED: "Your award is not confirmed at the moment",
    PublicWords.REVOKED: "Your award was taken back",
    PublicWords.REPLACED: "Your award was replaced by a newer one",
    PublicWords.NOT_ANNOUNCED: "Your award is still to begin",
}

BEGINS_LATER = "Begins later"  # the setting itself is told of it at once
NEXT_FOR_AWARD = {
    PublicWords.EXPIRED: "What you built up is still there. Write to the coordinator when you "
    "would like to begin again.",
    PublicWords.NOT_CONFIRMED: "You got an e-mail that says why. Until it is settled, who checks "
    "your certificate reads that it is not confirmed. We look at it again each term.",
    PublicWords.REVOKED: "You got an e-mail that says why. Everything that you did is kept.",
}


@dataclass(frozen=True)
class AwardWords:
    """An award as its setting reads of it; ``wait_until`` is its day of announcement to come."""

    award: Award
    title: str
    tone: str
    tag: str
    href: str
    is_valid: bool
    pill: str
    until: str
    is_over: bool = False
    next_words: str = ""
    ask_href: str = ""
    wait_until: date | None = None


@dataclass(frozen=True)
class EndedRow:
    """A journey that has ended."""

    words: str
    href: str
    tone: str
    outcome: str


def award_words(award: Award, *, renewal_open: bool, at: datetime) -> AwardWords:
    """How an award stands on this day, in words. Its grace holds while a renewal is open."""
    said = said_of(award, renewal_open=renewal_open, at=at)
    asks = NEXT_FOR_AWARD.get(said, "")
    mail = award.setting.authority.contact_email if asks else ""
    return AwardWords(
        award,
        SAID_OF_AWARD[said],
        tone_of(said),
        BEGINS_LATER if said is PublicWords.NOT_ANNOUNCED else str(said).capitalize(),
        url_for("setting.award", award_id=award.id),
        said is PublicWords.VALID,
        pill_words(award, said),
        until_words(award, said),
        said is PublicWords.EXPIRED,
        asks,
        f"mailto:{mail}" if mail else "",
        wait_until(award, at=at),
    )


def wait_until(award: Award, *, at: datetime) -> date | None:
    """The day from which the award may be told, while it is still to come."""
    return None if as_announced(award).is_public(day_of(at)) else award.announce_on


def said_of(award: Award, *, renewal_open: bool, at: datetime) -> PublicWords:
    """How an award stands on this day. Its grace holds while a renewal is open."""
    standing = award.validity.standing(
        day_of(at), renewal_open=renewal_open, renewal_opens_on=award.renewal_opens_on
    )
    return public_words(award.state, standing)


def pill_words(award: Award, said: PublicWords) -> str:
    """How an award stands, and until when, in a line beside the journey that renews it."""
    last = day_short(award.valid_until)
    if said is PublicWords.VALID:
        return f"{SAID_OF_AWARD[said]}, until {last}"
    if said is PublicWords.EXPIRED:
        return f"Your award ended on {last}"
    if said is PublicWords.IN_GRACE:
        return f"Your award ended on {last}; your renewal keeps it for now"
    return SAID_OF_AWARD[said]


def until_words(award: Award, said: PublicWords) -> str:
    """Until when an award is held, or when it ended, in a sentence."""
    last = day_short(award.valid_until)
    if said is PublicWords.EXPIRED:
        return f"It ended on {last}."
    if said is PublicWords.NOT_ANNOUNCED:
        return f"From {day_short(award.valid_from)} until {last}."
    if said is PublicWords.IN_GRACE:
        return f"It ended on {last}; your renewal keeps it until {day_short(award.grace_until)}."
    return f"Until {last}."


def years_of(journey: Journey) -> str:
    """2025 to 2026, or the one year in which it ran; so far, while it is under way."""
    first = day_of(journey.opened_at).year
    last = day_of(journey.ended_at or clock.now()).year
    return f"{first} to {last}" if last > first else str(first)


def ended_rows(journeys: Sequence[Journey]) -> list[EndedRow]:
    """The journeys that have ended, with what they led to."""
    return [
        EndedRow(
            f"Journey {years_of(one)}",
            url_for("setting.journey", journey_id=one.id),
            tone_of(one.stage),
            stage_name(one),
        )
        for one in journeys
    ]


def papers_of(journey: Journey) -> list[Link]:
    """What can be read of a journey now."""
    names = (
        ("Your application", "setting.application_check", May.SEE_APPLICATION),
        ("All your evidence", "setting.evidence", May.SEE_EVIDENCE),
        ("The report", "setting.report", May.SEE_REPORT),
        ("The decision", "setting.decision", May.SEE_DECISION),
        ("One page for those who govern", "setting.governors", May.SEE_PLAN),
        ("All of it on paper, filled in or blank", "setting.printed", May.SEE_PLAN),
    )
    found = [
        Link(words, url_for(endpoint, journey_id=journey.id))
        for words, endpoint, may in names
        if can(may, journey) and _is_there(endpoint, journey)
    ]
    found.append(Link("Awards so far", url_for("setting.awards")))
    return found


def _is_there(endpoint: str, journey: Journey) -> bool:
    """Whether there is such a paper to read; the authority's people may look before it is."""
    if endpoint == "setting.report":
        return find_shared_report(actor(), journey) is not None
    if endpoint == "setting.decision":
        return find_decision(db.session(), actor(), journey) is not None
    return True
