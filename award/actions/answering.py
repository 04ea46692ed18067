"""Feedback answered: by the setting, on a piece or a standard of which something was said."""

from datetime import datetime

from sqlalchemy import select

from award.actions.advising import piece_of, remark_of, standards_of
from award.actions.collecting import say_of
from award.actions.linking import live_links
from award.actions.moves import take_step
from award.domain.people import SETTING_ROLES, Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import GIVING
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey
from award.storage.remarks import Remark


def answer_feedback(
    journey: Journey,
    *,
    standard: str = "",
    item_id: int | None = None,
    words: str,
    by: Actor,
    at: datetime,
) -> Remark:
    """The setting answers, or asks back, where something was said of a standard or a piece.

    A piece that needed more is given once again. Raises NotReady without words, NotFound for what
    is not there, and NotAllowed where nothing was said, or by who said it.
    """
    item = _answered(journey, item_id, words, by=by)
    last = _last_said(journey, standard, item)
    if last is None:
        raise NotAllowed("Nothing was said of it yet. Ask for feedback first.")
    if by.user_id is not None and last.by_id == by.user_id:
        raise NotAllowed("Somebody else answers: you said it yourself.")
    remark = remark_of(
        journey,
        standard=last.standard,
        item_id=last.item_id,
        words=words.strip(),
        from_setting=True,
        to_id=last.by_id,
        by=by,
        at=at,
    )
    session_of(journey).add(remark)
    if item is not None and _needs_more(journey, item):
        say_of(journey, item, EvidenceState.GIVEN)
        if item.setting_id == journey.setting_id:
            item.feedback = ""
    about = item.title if item is not None else standards_of(journey)[last.standard]
    take_step(journey, "answer_feedback", by=by, at=at, words=about)
    return remark


def _needs_more(journey: Journey, item: EvidenceItem) -> bool:
    links = live_links(item, journey).values()
    return any(one.stands is EvidenceState.NEEDS_MORE for one in links)


def _answered(
    journey: Journey, item_id: int | None, words: str, *, by: Actor
) -> EvidenceItem | None:
    """The piece that is answered of, where it is one, once the answer may be given."""
    must_be_held(journey)
    if journey.stage not in GIVING:
        raise NotAllowed("Feedback is answered until the report has been shared.")
    if by.role not in SETTING_ROLES and not by.on_behalf:
        raise NotAllowed("Only the setting answers here.")
    if not words.strip():
        raise NotReady("Write a line or two", of="words")
    if item_id is None:
        return None
    item = piece_of(journey, item_id)
    if item is None:
        raise NotFound
    return item


def _last_said(journey: Journey, standard: str, item: EvidenceItem | None) -> Remark | None:
    """The last remark of the authority's people on a piece, or on a standard as a whole."""
    query = select(Remark).where(Remark.journey_id == journey.id, Remark.from_setting.is_(False))
    if item is not None:
        query = query.where(Remark.item_id == item.id)
    else:
        query = query.where(Remark.item_id.is_(None), Remark.standard == standard)
    return session_of(journey).scalar(query.order_by(Remark.id.desc()).limit(1))
