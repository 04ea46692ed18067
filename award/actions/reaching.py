"""What a change of one piece does to other journeys that use it: held together, told, counted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select, text
from sqlalchemy.exc import OperationalError

from award.actions.histories import write_history
from award.actions.moves import refresh
from award.actions.telling import tell
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.domain.spoken import listed
from award.storage.db import hold_all, must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceShare, EvidenceState
from award.storage.frameworks import titled
from award.storage.journeys import Journey
from award.storage.settings import Setting

PATIENCE: Final = "4s"
BUSY: Final = "Somebody else is at work with this piece right now. Try again in a moment"


def hold_others(journey: Journey, item_id: int) -> Sequence[Journey]:
    """Every other journey that uses a piece, or could begin to, held until the change ends.

    Those are the journeys that it counts for, and the open ones of its setting and of settings
    that it is shared with. Call it before the piece itself is held, so that whoever links it
    waits for the journey and not the other way round. Raises NotReady where another change holds
    one of them too long.
    """
    must_be_held(journey)
    session = session_of(journey)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    shared = select(EvidenceShare.setting_id).where(
        EvidenceShare.item_id == item_id, EvidenceShare.ended_at.is_(None)
    )
    linked = select(EvidenceLink.journey_id).where(
        EvidenceLink.item_id == item_id, EvidenceLink.removed_at.is_(None)
    )
    place = or_(Journey.setting_id == journey.setting_id, Journey.setting_id.in_(shared))
    try:
        return hold_all(
            session,
            Journey,
            Journey.id != journey.id,
            Journey.authority_id == journey.authority_id,
            or_(Journey.id.in_(linked), place & Journey.ended_at.is_(None)),
        )
    except OperationalError as busy:
        raise NotReady(BUSY) from busy


def links_in(item: EvidenceItem, journeys: Iterable[Journey]) -> dict[int, list[EvidenceLink]]:
    """Where the piece counts in these journeys, by the journey's number."""
    wanted = {one.id for one in journeys}
    found: dict[int, list[EvidenceLink]] = {}
    for link in item.links:
        if link.removed_at is None and link.journey_id in wanted:
            found.setdefault(link.journey_id, []).append(link)
    return found


def tell_others(
    others: Sequence[Journey],
    links: dict[int, list[EvidenceLink]],
    step: str,
    item: EvidenceItem,
    owner: Setting,
    *,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """A line of history, the turn anew and the letters, for each other journey that it touches.

    Another setting reads the name of the setting that shares, not of the person there.
    """
    told = item.title + (f". {words}" if words else "")
    for other in others:
        if other.id not in links:
            continue
        is_own = other.setting_id == owner.id
        who = by if is_own else replace(by, name=owner.name, on_behalf=False)
        criteria = sorted({one.criterion for one in links[other.id]})
        codes = ", ".join(criteria)
        line = write_history(other, step, by=who, at=at, words=f"{codes}: {told}")
        refresh(other, at=at)
        if not is_own:
            shown = listed([titled(other, code) for code in criteria])
            fields = {"evidence": item.title, "owner": owner.name, "criteria": shown}
            tell(other, step, at=at, key=f"history:{line.id}", fields=fields)


def look_anew(links: Iterable[EvidenceLink], journeys: Sequence[Journey]) -> None:
    """What was said of the piece in journeys under way does not hold for what it is now.

    That is so at every stage until the end: a panel never reads as accepted what nobody saw. Nor
    was it this that somebody saw again before the renewal.
    """
    under_way = {one.id for one in journeys if one.ended_at is None}
    for link in links:
        if link.journey_id not in under_way:
            continue
        link.seen_on = None
        if link.state is not None:
            link.state = EvidenceState.GIVEN
