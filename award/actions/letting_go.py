"""Lets go of evidence: taken away, withdrawn from what was decided on, or kept long enough.

The rows say first that the bytes are gone; whoever calls removes them after the change is kept.
What a crash leaves between is removed by the sweep. Name, hash, day and reason stay.
"""

from collections.abc import Iterable
from datetime import datetime

from award.actions.filing import must_not_be_paper
from award.actions.freezing import is_on_frozen_list
from award.actions.histories import write_history
from award.actions.linking import end_link, hold_item
from award.actions.moves import take_step
from award.actions.reaching import hold_others, links_in, tell_others
from award.actions.sharing import end_shares
from award.actions.showing import let_previews_go
from award.actions.whose_piece import must_not_be_visitors
from award.domain.people import Actor, the_clock
from award.domain.refusals import NotReady
from award.domain.stages import GIVING
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceVersion, Gone
from award.storage.journeys import Journey
from award.storage.recognisable import days_of_items, files_that_show, hold_recognisable


def must_say_why(journey: Journey, item: EvidenceItem) -> bool:
    """Whether a piece can only be withdrawn with a reason: somebody may rely on it by now."""
    return journey.stage not in GIVING or is_on_frozen_list(item)


def remove_evidence(
    journey: Journey,
    item_id: int,
    *,
    reason: str = "",
    for_good: bool = False,
    by: Actor,
    at: datetime,
) -> list[str]:
    """Take an item away. Returns the keys of files that the store has to let go of at once.

    It can be brought back for a few days, unless ``for_good`` is asked for, or the report has been
    shared or a panel has decided on it: then it leaves hash, date and reason on the frozen list,
    needs a reason (NotReady without one), the coordinator is told, and it never comes back.
    Nobody it was shared with can use it any more. The paper of an approval stays: NotReady.
    """
    must_be_held(journey)
    others = hold_others(journey, item_id)
    item, reason = hold_item(journey, item_id, own=True), reason.strip()
    must_not_be_paper(item)
    must_not_be_visitors(item, by=by, letting_go=True)
    late = must_say_why(journey, item)
    if late and not reason:
        raise NotReady("Say why it is withdrawn: the list that was looked at keeps a line")
    links = links_in(item, others)
    for link in item.links:
        if link.removed_at is None:
            end_link(link, at=at)
    end_shares(item, None, at=at)
    why = Gone.WITHDRAWN if late else Gone.REMOVED
    item.removed_at, item.removed_why = at, why
    item.version += 1
    keys = let_go(item.versions, why, reason=reason, at=at) if late or for_good else []
    tell_others(others, links, "end_shared_evidence", item, journey.setting, by=by, at=at)
    if late:
        tell_of_withdrawal(journey, item, reason, by=by, at=at)
    else:
        take_step(journey, "remove_evidence", by=by, at=at, words=f"{item.title} {reason}".strip())
    return keys


def tell_of_withdrawal(
    journey: Journey, item: EvidenceItem, reason: str, *, by: Actor, at: datetime
) -> None:
    """The line of history that something was withdrawn, and the letter to the coordinator."""
    words, fields = f"{item.title} {reason}", {"reason": reason}
    take_step(journey, "withdraw_evidence", by=by, at=at, words=words, fields=fields)


def let_go_recognisable(journey: Journey, *, at: datetime) -> list[str]:
    """Let go of files that show children, once they were kept long enough after its end.

    Returns their keys. A second call finds nothing more. Other files, and pieces that another
    journey still needs, stay.
    """
    must_be_held(journey)
    hold_recognisable(journey)
    today = day_of(at)
    keys = [
        key
        for item, on in days_of_items(journey)
        if on <= today
        for key in let_go(files_that_show(item), Gone.RECOGNISABLE, at=at)
    ]
    if keys:
        words = "1 file" if len(keys) == 1 else f"{len(keys)} files"
        by = the_clock(journey.authority_id)
        write_history(journey, "let_go_recognisable", by=by, at=at, words=words)
    return keys


def let_go(
    versions: Iterable[EvidenceVersion], why: Gone, *, reason: str = "", at: datetime
) -> list[str]:
    """Say of files that their bytes are gone, and forget the pages that were made of them.

    Returns the keys that the store has to let go of: of files that were still there, and of pages.
    """
    kept = [one for one in versions if one.gone_at is None]
    if not kept:
        return []
    for one in kept:
        one.gone_at, one.gone_why, one.gone_reason = at, why, reason
    return [one.key for one in kept] + let_previews_go(session_of(kept[0]), kept)
