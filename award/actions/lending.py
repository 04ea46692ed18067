"""A setting's own version beside what another setting shares with it."""

from datetime import datetime

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.linking import LinkWords, add_link, hold_item, live_links, must_be_giving
from award.actions.moves import refresh
from award.actions.sending import EvidenceWords, not_said_who_is_seen
from award.domain.people import Actor
from award.domain.refusals import NotFound
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey


def add_beside(
    journey: Journey,
    item_id: int,
    words: EvidenceWords,
    *,
    file: KeptBytes | None,
    by: Actor,
    at: datetime,
) -> EvidenceItem:
    """Keep the setting's own version of a shared piece; it counts for the same criteria.

    Raises NotFound for a piece that is not another setting's, or no longer shared, and NotReady
    where children were not asked about, or nothing was given.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    shared = hold_item(journey, item_id)
    if shared.setting_id == journey.setting_id:
        raise NotFound
    if file is not None and words.recognisable is None:
        raise not_said_who_is_seen(journey.setting)
    links = live_links(shared, journey)
    new = add_evidence(journey, words, file=file, by=by, at=at)
    new.beside_id = shared.id
    session_of(journey).flush()
    session_of(journey).expire(new, ["versions", "links"])
    for code in sorted(links):
        add_link(journey, new, code, LinkWords("", links[code].why_it_counts), at=at)
    refresh(journey, at=at)
    return new
