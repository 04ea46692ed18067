"""What is said of a piece of evidence, changed later."""

from datetime import datetime
from typing import Final

from award.actions.collecting import answer_for
from award.actions.linking import hold_item, must_be_giving
from award.actions.moves import take_step
from award.actions.reaching import hold_others, links_in, look_anew, tell_others
from award.actions.sending import EvidenceWords, not_said_who_is_seen
from award.actions.sharing import must_stay_here
from award.actions.whose_piece import must_be_free
from award.domain.people import Actor
from award.domain.refusals import Stale
from award.storage.days import day_of
from award.storage.db import must_be_held
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey

SAID_OF_IT: Final = (EvidenceState.ACCEPTED, EvidenceState.NOT_RELEVANT)


def describe_evidence(
    journey: Journey, item_id: int, words: EvidenceWords, *, version: int, by: Actor, at: datetime
) -> EvidenceItem:
    """Change what is said of an item; where it counts stays. Raises Stale for an older page.

    With another date, note or link it is another thing than what was looked at, so that it is
    “given” again; so is what needed more, after any change.
    """
    must_be_held(journey)
    must_be_giving(journey, at=at)
    others = hold_others(journey, item_id)
    item = hold_item(journey, item_id, own=True)
    must_be_free(item, by=by)
    if item.version != version:
        raise Stale("this piece of evidence")
    if item.versions and words.recognisable is None and item.state is not EvidenceState.UNSORTED:
        raise not_said_who_is_seen(journey.setting)
    before = (item.dated_on, item.note, item.link_address)
    link = words.link_address.strip()
    if item.link_address and link not in ("", item.link_address):
        item.link_address, item.link_seen_on = link, day_of(at)
    if item.versions:
        must_stay_here(journey, item, recognisable=words.recognisable)
    item.title, item.note = words.title.strip() or item.title, words.note.strip()
    item.shows, item.dated_on = words.shows.strip(), words.dated_on
    answer_for(item, recognisable=words.recognisable)
    item.version, item.changed_at = item.version + 1, at
    is_new = before != (item.dated_on, item.note, item.link_address)
    if item.state is EvidenceState.NEEDS_MORE or (is_new and item.state in SAID_OF_IT):
        item.state, item.feedback = EvidenceState.GIVEN, ""
    if is_new:
        look_anew(item.links, [journey, *others])
        told = links_in(item, others)
        tell_others(others, told, "replace_evidence", item, journey.setting, by=by, at=at)
    take_step(journey, "describe_evidence", by=by, at=at, words=item.title)
    return item
