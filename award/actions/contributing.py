"""A colleague without an account is asked for one criterion, and answers by a link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.giving_again import sent_before
from award.actions.limits import Limit
from award.actions.linking import live_links
from award.actions.moves import take_step
from award.actions.planning import find_asked
from award.actions.sending import EvidenceWords, Sending
from award.actions.telling import Recipient
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.domain.stages import why_no_evidence
from award.storage.contributions import ColleagueAsk, Contribution
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, Origin
from award.storage.frameworks import titled
from award.storage.journeys import Journey

LINK_WORKS_FOR: Final = timedelta(days=14)
# A class of thirty, photographed twice; and a school, whose people share one address, at once.
MOST_PIECES: Final = 60
MOST_OPEN: Final = 20
SENT_BY_LINK: Final = Limit("sent_by_link", 3 * MOST_PIECES, timedelta(hours=1))
SENT_FROM_ADDRESS: Final = Limit("sent_from_address", 10 * MOST_PIECES, timedelta(hours=1))
NO_LONGER: Final = "This link works no longer. Ask who sent it to send you a new one."


@dataclass(frozen=True)
class Asked:
    """Who is asked for which criterion, and in which words."""

    criterion: str
    name: str
    email: str
    words: str = ""


@dataclass(frozen=True)
class Piece:
    """One thing that came by the link: what is said of it, and its file where it is one."""

    words: EvidenceWords
    file: KeptBytes | None = None
    token: str = ""


def must_want_help(journey: Journey) -> None:
    """Refuse to ask for evidence that could not be added any more. Raises NotAllowed."""
    if why := why_no_evidence(journey.stage):
        raise NotAllowed(why)


def ask_colleague(
    journey: Journey, asked: Asked, *, title: str, token: str, digest: str, by: Actor, at: datetime
) -> ColleagueAsk:
    """Write to a colleague with a link for one criterion, good for 14 days.

    Raises NotReady where the same person has an open link for it already, or too many are open.
    """
    must_be_held(journey)
    must_want_help(journey)
    find_asked(journey, asked.criterion)
    email = asked.email.strip().lower()
    _must_have_room(journey, replace(asked, email=email), at=at)
    row = ColleagueAsk(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        criterion=asked.criterion,
        name=asked.name.strip(),
        email=email,
        words=asked.words.strip(),
        digest=digest,
        asked_by_id=by.user_id,
        asked_by_name=by.name,
        asked_at=at,
        expires_at=at + LINK_WORKS_FOR,
    )
    session_of(journey).add(row)
    session_of(journey).flush()
    until = long_day(day_of(row.expires_at))
    said = f"{asked.criterion}, {title}. {row.words}".strip()
    fields = {"sender": by.name, "ask": said, "link_until": until}
    people = {Addressee.PERSON: [Recipient(email, row.name, f"/colleague/{token}")]}
    words = f"{asked.criterion}: {row.name}"
    take_step(journey, "ask_colleague", by=by, at=at, words=words, fields=fields, people=people)
    return row


def _must_have_room(journey: Journey, asked: Asked, *, at: datetime) -> None:
    still_open = session_of(journey).scalars(
        select(ColleagueAsk).where(
            ColleagueAsk.journey_id == journey.id,
            ColleagueAsk.withdrawn_at.is_(None),
            ColleagueAsk.expires_at > at,
        )
    )
    found = list(still_open)
    for one in found:
        if (one.email, one.criterion) == (asked.email, asked.criterion):
            raise NotReady(
                f"{one.name} was asked for {one.criterion} already, and has a link that works. "
                "To send a new one, take that one back first",
                of="email",
            )
    if len(found) >= MOST_OPEN:
        raise NotReady(f"{MOST_OPEN} links are open at once. Take one back, then ask again")


def withdraw_ask(journey: Journey, ask_id: int, *, by: Actor, at: datetime) -> ColleagueAsk:
    """Take a link back; it stops working at once. What came by it stays."""
    must_be_held(journey)
    ask = session_of(journey).get(ColleagueAsk, ask_id)
    if ask is None or ask.journey_id != journey.id:
        raise NotFound
    if ask.withdrawn_at is None:
        ask.withdrawn_at = at
        words = f"{ask.criterion}: {ask.name}"
        take_step(journey, "withdraw_colleague_ask", by=by, at=at, words=words)
    return ask


def is_open(ask: ColleagueAsk, *, at: datetime) -> bool:
    """Whether the link works: in time, and not taken back."""
    return ask.withdrawn_at is None and ask.expires_at > at


def pieces_left(ask: ColleagueAsk) -> int:
    """How many pieces may still come by this link."""
    session = session_of(ask)
    given = session.scalar(select(func.count()).where(Contribution.ask_id == ask.id)) or 0
    return max(0, MOST_PIECES - given)


def contribute(
    journey: Journey, ask_id: int, pieces: Sequence[Piece], *, name: str, at: datetime
) -> list[EvidenceItem]:
    """Keep what a colleague gave by their link, for the one criterion that it names.

    Raises NotAllowed where the link works no longer or the stage is over, NotReady where too
    much came by it. The lead is told once a day at most. What is here with the very same words
    is not kept twice, and not among what is returned; with others it is a piece of its own.
    """
    must_be_held(journey)
    ask = session_of(journey).get(ColleagueAsk, ask_id, populate_existing=True)
    if ask is None or ask.journey_id != journey.id or not is_open(ask, at=at):
        raise NotAllowed(NO_LONGER)
    if len(pieces) > pieces_left(ask):
        raise NotReady(
            f"{MOST_PIECES} pieces can come by one link. "
            "Choose the best ones, or ask for another link",
            of="files",
        )
    by = Actor(Role.CONTRIBUTOR, None, name.strip(), journey.authority_id, journey.setting_id)
    items = []
    for piece in pieces:
        words = replace(piece.words, criterion=ask.criterion)
        same, sending = sent_before(
            journey, words, piece.file, Sending(Origin.COLLEAGUE, token=piece.token)
        )
        if same is not None and _says_all(same, journey, words):
            continue
        item = add_evidence(journey, words, file=piece.file, sending=sending, by=by, at=at)
        _note(ask, item, by, at=at)
        items.append(item)
    told_today = ask.answered_at is not None and day_of(ask.answered_at) == day_of(at)
    ask.answered_at, ask.answered_name = at, by.name
    if not told_today:
        fields = {"sender": by.name, "criterion": titled(journey, ask.criterion)}
        step, words_kept = "answer_colleague_link", f"{ask.criterion}: {by.name}"
        about = {"criterion": ask.criterion}
        take_step(journey, step, by=by, at=at, words=words_kept, fields=fields, about=about)
    return items


def _says_all(item: EvidenceItem, journey: Journey, words: EvidenceWords) -> bool:
    """Whether a piece counts there and says what is said now. A colleague changes no piece."""
    said = f"{item.shows}\n{item.note}"
    answered = words.recognisable in (None, item.recognisable)
    return words.criterion in live_links(item, journey) and words.shows in said and answered


def _note(ask: ColleagueAsk, item: EvidenceItem, by: Actor, *, at: datetime) -> None:
    session_of(ask).add(
        Contribution(
            authority_id=ask.authority_id, ask_id=ask.id, item_id=item.id, by_name=by.name, at=at
        )
    )
    session_of(ask).flush()
