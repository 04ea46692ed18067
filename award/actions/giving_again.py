"""What is here already, given again: it is kept once, and every word said of it now is kept too."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.describing import describe_evidence
from award.actions.linking import LinkWords, link_evidence, live_links, must_be_giving
from award.actions.sending import BY_THE_SETTING, EvidenceWords, Sending
from award.actions.sighting import add_newer
from award.domain.called import called_after, called_by
from award.domain.people import Actor
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceVersion, Origin, Scan
from award.storage.journeys import Journey
from award.storage.sightings import standing_sightings
from award.storage.signed_papers import signed_papers

MOST_SIGNS: Final = 4000


@dataclass(frozen=True)
class Given:
    """What became of one thing that was given: a new piece, or one that was here already.

    ``counts_too``: it counts from now on for the criterion, which it did not before.
    ``says_more``: something was said of it that was not said before, and stands there now.
    """

    item: EvidenceItem
    is_new: bool = True
    counts_too: bool = False
    says_more: bool = False


def give_evidence(
    journey: Journey,
    words: EvidenceWords,
    *,
    typed: str = "",
    file: KeptBytes | None = None,
    sending: Sending = BY_THE_SETTING,
    by: Actor,
    at: datetime,
) -> Given:
    """Keep a piece, or let the very same one that is here count and say what is said now.

    ``typed`` is the title that the person typed, where ``words`` may hold one made for them.
    Raises what adding, describing and linking raise.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    item, sending = sent_before(journey, words, file, sending)
    if item is not None:
        again = _join(journey, item, replace(words, title=typed), by=by, at=at)
        if again is not None:
            return again
        sending = replace(sending, token="")
    return Given(add_evidence(journey, words, file=file, sending=sending, by=by, at=at))


def give_newer(
    journey: Journey,
    words: EvidenceWords,
    *,
    typed: str = "",
    file: KeptBytes | None = None,
    sending: Sending = BY_THE_SETTING,
    by: Actor,
    at: datetime,
) -> Given:
    """Keep a new piece for the renewal; the same thing with the same words is kept once."""
    must_be_held(journey)
    _, sending = sent_before(journey, words, file, sending)
    dated_on = words.dated_on or day_of(at)
    for said in standing_sightings(session_of(journey), journey.id):
        item = session_of(journey).get_one(EvidenceItem, said.item_id)
        before = (said.criterion, said.expected, said.why_it_counts, said.seen_on, item.note)
        now = (words.criterion, words.expected, words.why_it_counts.strip(), dated_on, words.note)
        called = typed.strip() in ("", item.title)
        if said.since and before == now and called and is_same(item, words, file):
            return Given(item, is_new=False)
    return Given(add_newer(journey, words, file=file, sending=sending, by=by, at=at))


def is_same(item: EvidenceItem, words: EvidenceWords, file: KeptBytes | None) -> bool:
    """Whether a piece holds the very same bytes, and still has them, or the same link and note."""
    newest = item.newest
    if file is not None:
        return newest is not None and _is_kept(newest) and newest.sha256 == file.sha256
    link = words.link_address.strip() or None
    return newest is None and (item.link_address, item.note) == (link, words.note.strip())


def find_same(
    journey: Journey, words: EvidenceWords, file: KeptBytes | None
) -> EvidenceItem | None:
    """The setting's own piece that is the very same thing; one that counts there comes first.

    What a visitor saw is theirs, and never the setting's own. The paper of an approval stays so.
    """
    query = select(EvidenceItem).where(
        EvidenceItem.setting_id == journey.setting_id,
        EvidenceItem.removed_at.is_(None),
        EvidenceItem.origin != Origin.VISITOR,
    )
    if file is not None:
        same = select(EvidenceVersion.item_id).where(
            EvidenceVersion.sha256 == file.sha256, EvidenceVersion.id.not_in(signed_papers())
        )
        query = query.where(EvidenceItem.id.in_(same))
    else:
        query = query.where(
            EvidenceItem.note == words.note.strip(),
            EvidenceItem.link_address.is_not_distinct_from(words.link_address.strip() or None),
            ~exists().where(EvidenceVersion.item_id == EvidenceItem.id),
        )
    whole = (selectinload(EvidenceItem.versions), selectinload(EvidenceItem.links))
    found = session_of(journey).scalars(query.options(*whole).order_by(EvidenceItem.id)).all()
    fit = [one for one in found if is_same(one, words, file)]
    here = [one for one in fit if words.criterion in live_links(one, journey)]
    return next(iter(here or fit), None)


def _is_kept(file: EvidenceVersion) -> bool:
    return file.gone_at is None and file.scan is not Scan.INFECTED


def sent_before(
    journey: Journey, words: EvidenceWords, file: KeptBytes | None, sending: Sending
) -> tuple[EvidenceItem | None, Sending]:
    """The piece that is here already, and the sending without a name that was used up.

    A name that a browser gave means one piece for good, even if that was taken away since.
    """
    named = sending.token and session_of(journey).scalar(
        select(EvidenceItem).where(
            EvidenceItem.setting_id == journey.setting_id,
            EvidenceItem.sent_token == sending.token,
        )
    )
    if not named:
        return find_same(journey, words, file), sending
    stands = named.removed_at is None and all(_is_kept(one) for one in named.versions[-1:])
    found = named if stands else find_same(journey, words, file)
    return found, replace(sending, token="")


def _join(
    journey: Journey, item: EvidenceItem, words: EvidenceWords, *, by: Actor, at: datetime
) -> Given | None:
    """Let the piece say and count what is said now; None where all of it has no room there."""
    link = live_links(item, journey).get(words.criterion)
    before = LinkWords(link.expected, link.why_it_counts) if link else LinkWords()
    where = LinkWords(
        before.expected or words.expected, _both(before.why_it_counts, words.why_it_counts)
    )
    now, said = _said_of(item), _said_more(item, words)
    if max(len(said.shows), len(said.note), len(where.why_it_counts)) > MOST_SIGNS:
        return None
    if said != now:
        describe_evidence(journey, item.id, said, version=item.version, by=by, at=at)
        item.link_seen_on = said.link_seen_on
    if words.criterion and (link is None or where != before):
        seen = link.version if link else 0
        link_evidence(journey, item.id, words.criterion, where, seen=seen, by=by, at=at)
    counts_too = bool(words.criterion) and link is None
    says_more = said != now or (link is not None and where != before)
    return Given(item, is_new=False, counts_too=counts_too, says_more=says_more)


def _said_of(item: EvidenceItem) -> EvidenceWords:
    return EvidenceWords(
        title=item.title,
        shows=item.shows,
        dated_on=item.dated_on,
        recognisable=item.recognisable,
        link_address=item.link_address or "",
        link_seen_on=item.link_seen_on,
        note=item.note,
    )


def _said_more(item: EvidenceItem, words: EvidenceWords) -> EvidenceWords:
    """What is said of a piece, with what is said now beside it.

    A day that is said now counts, as it would on the piece's own page; that children can be
    recognised stays said once it was.
    """
    newest, title, shows = item.newest, words.title.strip(), _both(item.shows, words.shows)
    made = {called_after(item.note, item.link_address or "")}
    if newest is not None:
        made = {called_by(newest.file_name), newest.file_name}
    if title == words.expected or item.title in (title, *_several(title, item)):
        title = ""
    elif item.title not in made:
        shows, title = _both(shows, f"Also called “{title}”."), ""
    seen = [one for one in (item.link_seen_on, words.link_seen_on) if one is not None]
    return EvidenceWords(
        title=title or item.title,
        shows=shows,
        dated_on=words.dated_on or item.dated_on,
        recognisable=True if words.recognisable else _first(item.recognisable, words.recognisable),
        link_address=item.link_address or "",
        link_seen_on=max(seen, default=None),
        note=_both(item.note, words.note),
    )


def _several(title: str, item: EvidenceItem) -> list[str]:
    """What a file is called that came with others under one title."""
    return [f"{title}: {called_by(one.file_name)}" for one in item.versions]


def _first(said: bool | None, otherwise: bool | None) -> bool | None:
    return otherwise if said is None else said


def _both(before: str, now: str) -> str:
    """Both texts, or the first alone where it holds the other."""
    now = now.strip()
    if not now or now in before:
        return before
    return f"{before}\n\n{now}" if before else now
