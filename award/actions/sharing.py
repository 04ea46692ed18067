"""A piece of evidence shared with named settings of the same group, and no longer shared."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from award.actions.linking import end_link, hold_item
from award.actions.moves import take_step
from award.actions.reaching import hold_others, links_in, tell_others
from award.actions.whose_piece import must_be_free
from award.domain.people import Actor
from award.domain.refusals import NotFound, NotReady
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceShare, EvidenceState
from award.storage.frameworks import kind_of
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState


def list_group(journey: Journey) -> Sequence[Setting]:
    """The other settings of the group, of the same authority, that a piece can be shared with."""
    own = journey.setting
    if own.group_id is None:
        return []
    return (
        session_of(journey)
        .scalars(
            select(Setting)
            .where(
                Setting.group_id == own.group_id,
                Setting.authority_id == own.authority_id,
                Setting.id != own.id,
                Setting.state == SettingState.ACTIVE,
            )
            .order_by(Setting.name, Setting.id)
        )
        .all()
    )


def live_shares(item: EvidenceItem) -> dict[int, EvidenceShare]:
    """With which settings a piece is shared now."""
    rows = session_of(item).scalars(
        select(EvidenceShare)
        .where(EvidenceShare.item_id == item.id, EvidenceShare.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )
    return {one.setting_id: one for one in rows}


def share_evidence(
    journey: Journey, item_id: int, setting_ids: Iterable[int], *, by: Actor, at: datetime
) -> list[str]:
    """Let these settings of the group use a piece, too; the names of those that are new.

    Raises NotFound for a setting that is not of the group, and NotReady for what is not sorted
    yet or may show children who can be recognised.
    """
    must_be_held(journey)
    item = hold_item(journey, item_id, own=True)
    must_be_free(item, by=by)
    if item.state is EvidenceState.UNSORTED:
        raise NotReady("Say first which criterion it is for")
    if item.versions and item.recognisable is not False:
        words = "What may show children who can be recognised stays at your setting"
        raise NotReady(kind_of(journey.setting).say(words))
    known = {one.id: one.name for one in list_group(journey)}
    wanted = list(dict.fromkeys(setting_ids))
    if not set(wanted) <= set(known):
        raise NotFound
    already = live_shares(item)
    new = [one for one in wanted if one not in already]
    session_of(journey).add_all(
        EvidenceShare(
            authority_id=item.authority_id,
            item_id=item.id,
            setting_id=one,
            shared_by_id=by.user_id,
            shared_at=at,
        )
        for one in new
    )
    names = [known[one] for one in new]
    if names:
        words = f"{item.title}: {', '.join(names)}"
        take_step(journey, "share_evidence", by=by, at=at, words=words)
    return names


def stop_sharing(
    journey: Journey, item_id: int, setting_ids: Iterable[int], *, by: Actor, at: datetime
) -> list[str]:
    """Let these settings use a piece no longer; the names of those that could until now.

    Where it counted there, the link ends with a line in that journey's history, what is left to
    do is counted anew, and the lead is told. A list that a decision froze keeps its hash.
    """
    must_be_held(journey)
    others = hold_others(journey, item_id)
    item = hold_item(journey, item_id, own=True)
    wanted = set(setting_ids)
    ended = end_shares(item, wanted, at=at)
    if not ended:
        return []
    theirs = [one for one in others if one.setting_id in wanted]
    links = links_in(item, theirs)
    for found in links.values():
        for link in found:
            end_link(link, at=at)
    session_of(journey).flush()
    tell_others(theirs, links, "end_shared_evidence", item, journey.setting, by=by, at=at)
    names = _names(journey, ended)
    words = f"{item.title}: {', '.join(names)}"
    take_step(journey, "stop_sharing_evidence", by=by, at=at, words=words)
    return names


def end_shares(item: EvidenceItem, setting_ids: set[int] | None, *, at: datetime) -> list[int]:
    """The rows of shares that hold no longer, of all settings where none are named."""
    ended = []
    for setting_id, share in live_shares(item).items():
        if setting_ids is None or setting_id in setting_ids:
            share.ended_at = at
            ended.append(setting_id)
    session_of(item).flush()
    return ended


def must_stay_here(journey: Journey, item: EvidenceItem, *, recognisable: bool | None) -> None:
    """Refuse recognisable children in what other settings may see. Raises NotReady."""
    if recognisable is not False and live_shares(item):
        words = (
            "Other settings can see this piece. Stop sharing it before it shows children who can "
            "be recognised"
        )
        raise NotReady(kind_of(journey.setting).say(words))


def _names(journey: Journey, setting_ids: list[int]) -> list[str]:
    rows = session_of(journey).scalars(
        select(Setting.name).where(Setting.id.in_(setting_ids)).order_by(Setting.name)
    )
    return list(rows)
