"""Evidence used for an action or a visit: what shows that it is done, what is looked at there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from award.actions.linking import hold_item, is_gone, live_links, must_be_giving
from award.actions.moves import take_step
from award.actions.planning import find_action
from award.actions.visiting import find_visit
from award.domain.people import Actor
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.visits import GONE, visit_row
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.storage.uses import EvidenceUse


@dataclass(frozen=True)
class Target:
    """What a piece is used for: one action of the plan, or one visit."""

    action_id: int | None = None
    visit_id: int | None = None


def use_evidence(
    journey: Journey,
    pairs: Iterable[tuple[int, Target]],
    *,
    end: Iterable[tuple[int, Target]] = (),
    by: Actor,
    at: datetime,
) -> int:
    """Let pieces be used for actions and visits, and others no longer; how many that changed.

    What is so already stays as it is. All of it is done or nothing. Raises NotFound for what is
    not of this journey, and NotReady for a piece that counts for no criterion of it or whose file
    is gone.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    begun = [one for one in dict.fromkeys(pairs) if _begin(journey, *one, at=at)]
    ended = [one for one in dict.fromkeys(end) if _end(journey, *one, at=at)]
    for step, changed in (("use_evidence", begun), ("end_use", ended)):
        for item_id, target in changed:
            words = f"{_named(journey, target)}: {hold_item(journey, item_id).title}"
            take_step(journey, step, by=by, at=at, words=words)
    return len(begun) + len(ended)


def say_why_used(
    journey: Journey,
    item_id: int,
    target: Target,
    why: str,
    *,
    seen: int,
    by: Actor,
    at: datetime,
) -> EvidenceUse:
    """Say why a piece is used there. Raises Stale where that was changed since it was shown."""
    must_be_held(journey)
    must_be_giving(journey, at=at)
    named, item = _named(journey, target), hold_item(journey, item_id)
    use = live_use(journey, item_id, target)
    if use is None:
        raise NotFound
    if use.version != seen:
        raise Stale("why this counts")
    use.why_it_counts = why.strip()
    use.version += 1
    take_step(journey, "change_link", by=by, at=at, words=f"{named}: {item.title}")
    return use


def live_use(journey: Journey, item_id: int, target: Target) -> EvidenceUse | None:
    """How a piece is used there now; None where it is not."""
    return session_of(journey).scalar(
        select(EvidenceUse).where(
            EvidenceUse.item_id == item_id,
            EvidenceUse.journey_id == journey.id,
            EvidenceUse.action_id.is_not_distinct_from(target.action_id),
            EvidenceUse.visit_id.is_not_distinct_from(target.visit_id),
            EvidenceUse.removed_at.is_(None),
        )
    )


def _begin(journey: Journey, item_id: int, target: Target, *, at: datetime) -> bool:
    item = hold_item(journey, item_id)
    _named(journey, target)
    if live_use(journey, item_id, target) is not None:
        return False
    if not live_links(item, journey):
        raise NotReady(f"Say first which criterion “{item.title}” is for")
    if is_gone(item):
        raise NotReady(f"The file of “{item.title}” is no longer kept. Give it again first")
    session = session_of(journey)
    session.add(
        EvidenceUse(
            authority_id=journey.authority_id,
            item_id=item_id,
            journey_id=journey.id,
            action_id=target.action_id,
            visit_id=target.visit_id,
            why_it_counts=_likely_why(journey, item, target),
            linked_at=at,
        )
    )
    session.flush()
    return True


def _likely_why(journey: Journey, item: EvidenceItem, target: Target) -> str:
    """For an action: why the piece counts for a criterion that the action is for."""
    if target.action_id is None:
        return ""
    links = live_links(item, journey)
    known = (links[one] for one in find_action(journey, target.action_id).criteria if one in links)
    return next((one.why_it_counts for one in known if one.why_it_counts), "")


def _end(journey: Journey, item_id: int, target: Target, *, at: datetime) -> bool:
    use = live_use(journey, item_id, target)
    if use is None:
        return False
    use.removed_at = at
    use.version += 1
    return True


def _named(journey: Journey, target: Target) -> str:
    """What the action or the visit is called. Raises NotFound for one that does not stand."""
    if target.action_id is not None:
        return find_action(journey, target.action_id).what
    visit = find_visit(journey, target.visit_id or 0)
    if visit.state in GONE or visit.superseded_at is not None:
        raise NotFound
    return visit_row(visit.kind).name
