"""What a setting asks of its evidence, and in which words, until it is answered in words."""

from sqlalchemy import select

from award.domain.feedback import FINE_SO_FAR
from award.storage.db import session_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.remarks import FeedbackAsk, Remark


def last_ask(journey: Journey) -> FeedbackAsk | None:
    """What the setting asked last, whether or not it was answered."""
    return session_of(journey).scalar(
        select(FeedbackAsk)
        .where(FeedbackAsk.journey_id == journey.id)
        .order_by(FeedbackAsk.id.desc())
        .limit(1)
    )


def questioned(journey: Journey) -> frozenset[str]:
    """The standards about which the setting asks something in words now.

    One sentence to any of them answers the question: then none is left.
    """
    since, ask = journey.feedback_asked_at, last_ask(journey)
    if since is None or ask is None or not ask.question:
        return frozenset()
    asked = frozenset(ask.standards or (one.standard for one in criteria_of(journey)))
    answered = select(Remark.id).where(
        Remark.journey_id == journey.id,
        Remark.from_setting.is_(False),
        Remark.item_id.is_(None),
        Remark.standard.in_(asked),
        Remark.words != FINE_SO_FAR,
        Remark.at >= since,
    )
    is_answered = session_of(journey).scalar(answered.limit(1)) is not None
    return frozenset() if is_answered else asked
