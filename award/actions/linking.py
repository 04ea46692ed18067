"""Where a piece of evidence counts: linked to criteria, unlinked again, with why it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from award.actions.moves import take_step
from award.actions.planning import find_asked
from award.actions.whose_piece import must_not_be_counted_by_visitor
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage, why_no_evidence
from award.storage.asked_conditions import asked_of
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceShare, EvidenceState
from award.storage.frameworks import criteria_of, kind_of
from award.storage.journeys import Journey
from award.storage.shares import is_live_for


@dataclass(frozen=True)
class LinkWords:
    """Which expected kind of evidence a piece is for a criterion, and why it counts."""

    expected: str = ""
    why_it_counts: str = ""


def must_be_giving(journey: Journey, *, at: datetime) -> None:
    """Refuse at a stage without giving, unless a condition asks for more. Raises NotAllowed.

    What is given for a condition changes nothing of what was decided: that list is kept.
    """
    why = why_no_evidence(journey.stage)
    if why and not _condition_asks(journey, at=at):
        raise NotAllowed(why)


def _condition_asks(journey: Journey, *, at: datetime) -> bool:
    if journey.stage is not Stage.AWARDED:
        return False
    return session_of(journey).scalar(asked_of(journey.id, day_of(at)).limit(1)) is not None


def hold_item(journey: Journey, item_id: int, *, own: bool = False) -> EvidenceItem:
    """A piece that the journey's setting may use, read afresh and held until the change ends.

    It is the setting's own, or, unless ``own`` is asked for, one that is shared with it now.
    Raises NotFound for any other, and for one that was taken away.
    """
    must_be_held(journey)
    session = session_of(journey)
    item = session.get(EvidenceItem, item_id, with_for_update=True, populate_existing=True)
    if item is None or item.removed_at is not None or item.authority_id != journey.authority_id:
        raise NotFound
    if item.setting_id != journey.setting_id and (own or not _is_shared(journey, item_id)):
        raise NotFound
    session.expire(item, ["links", "versions"])
    return item


def _is_shared(journey: Journey, item_id: int) -> bool:
    """Whether it is shared with the journey's setting; the share then cannot end meanwhile."""
    share = session_of(journey).scalar(
        select(EvidenceShare)
        .where(EvidenceShare.item_id == item_id, is_live_for(journey.setting_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return share is not None


def live_links(item: EvidenceItem, journey: Journey) -> dict[str, EvidenceLink]:
    """Where a piece counts in a journey now, by criterion."""
    return {
        one.criterion: one
        for one in item.links
        if one.journey_id == journey.id and one.removed_at is None
    }


def link_evidence(
    journey: Journey,
    item_id: int,
    code: str,
    words: LinkWords,
    *,
    seen: int = 0,
    by: Actor,
    at: datetime,
) -> EvidenceLink:
    """Let a piece count for a criterion, or say anew why it does.

    ``seen`` is the version of the link that was shown, 0 where there was none. Raises Stale where
    somebody else linked it, or changed why, in the meantime.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    find_asked(journey, code)
    item = hold_item(journey, item_id)
    must_not_be_counted_by_visitor(journey, item, by=by)
    link = live_links(item, journey).get(code)
    if (link.version if link else 0) != seen:
        raise Stale("why this counts")
    if link is None:
        link = add_link(journey, item, code, words, at=at)
    else:
        link.expected, link.why_it_counts = words.expected, words.why_it_counts.strip()
        link.version += 1
    step = "change_link" if seen else "link_evidence"
    take_step(journey, step, by=by, at=at, words=f"{code}: {item.title}")
    return link


def link_everywhere(
    journey: Journey,
    item_id: int,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> bool:
    """Let a piece count for more criteria and for fewer, at once; whether that changed anything.

    What somebody else did meanwhile to other criteria stays. A new link is of an expected kind
    where only one could be meant: the criterion expects a kind of the very same title.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    item = hold_item(journey, item_id)
    must_not_be_counted_by_visitor(journey, item, by=by)
    now = live_links(item, journey)
    new = [code for code in dict.fromkeys(add) if code not in now]
    ended = [code for code in dict.fromkeys(remove) if code in now]
    for code in new:
        add_link(journey, item, code, _likely(journey, item, code), at=at)
    for code in ended:
        end_link(now[code], at=at)
    if not new and not ended:
        return False
    _sort_anew(journey, item)
    if new:
        take_step(journey, "link_evidence", by=by, at=at, words=_said(new, item))
    if ended:
        take_step(journey, "unlink_evidence", by=by, at=at, words=_said(ended, item))
    return True


def _likely(journey: Journey, item: EvidenceItem, code: str) -> LinkWords:
    known = next(one for one in criteria_of(journey) if one.code == code).evidence
    same = [one for one in known if one.name.casefold() == item.title.casefold()]
    return LinkWords(same[0].name, same[0].why_it_counts) if same else LinkWords()


def _said(codes: list[str], item: EvidenceItem) -> str:
    return f"{', '.join(sorted(codes))}: {item.title}"


def add_link(
    journey: Journey, item: EvidenceItem, code: str, words: LinkWords, *, at: datetime
) -> EvidenceLink:
    """The row of a new link; no history yet.

    Raises NotReady before children are asked about, and where the file is no longer kept.
    """
    find_asked(journey, code)
    if item.versions and item.recognisable is None:
        first = "Say first whether children can be recognised in it"
        raise NotReady(kind_of(journey.setting).say(first))
    if is_gone(item):
        raise NotReady("Its file is no longer kept. Give the file again, then it can count")
    borrowed = item.setting_id != journey.setting_id
    link = EvidenceLink(
        authority_id=journey.authority_id,
        item_id=item.id,
        journey_id=journey.id,
        criterion=code,
        expected=words.expected,
        why_it_counts=words.why_it_counts.strip(),
        state=EvidenceState.GIVEN if borrowed else None,
        linked_at=at,
    )
    session = session_of(journey)
    session.add(link)
    session.flush()
    session.expire(item, ["links"])
    if item.state is EvidenceState.UNSORTED:
        item.state = EvidenceState.GIVEN
    return link


def is_gone(item: EvidenceItem) -> bool:
    """Whether the file of a piece is no longer kept, so that it shows nothing."""
    return any(one.gone_at is not None for one in item.versions[-1:])


def end_link(link: EvidenceLink, *, at: datetime) -> None:
    """The row of a link that counts no longer."""
    link.removed_at = at
    link.version += 1


def _sort_anew(journey: Journey, item: EvidenceItem) -> None:
    """What counts nowhere any more goes back to its setting's tray."""
    if item.setting_id == journey.setting_id and all(one.removed_at for one in item.links):
        item.state = EvidenceState.UNSORTED
