"""Which criteria more was asked of, and on which of them nothing has been done since."""

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.evidence import EvidenceLink, EvidenceVersion
from award.storage.journeys import CriterionAsked, Journey


def list_asked_again(journey: Journey) -> list[CriterionAsked]:
    """The criteria of which more was asked, while the setting works on them."""
    if journey.stage is not Stage.GATHERING:
        return []
    return [one for one in journey.asked if one.more_asked_at is not None]


def list_untouched(session: Session, journey: Journey) -> list[CriterionAsked]:
    """Those of them to which nothing was given or said since more was asked."""
    if not list_asked_again(journey):
        return []
    return list(
        session.scalars(
            select(CriterionAsked)
            .where(
                CriterionAsked.journey_id == journey.id,
                CriterionAsked.more_asked_at.is_not(None),
                ~or_(_given_since(), _judged_since()),
            )
            .order_by(CriterionAsked.place)
        )
    )


def _given_since() -> ColumnElement[bool]:
    """Whether a piece, or a new version of one, came to the criterion since more was asked."""
    asked_at = CriterionAsked.more_asked_at
    newer = exists().where(
        EvidenceVersion.item_id == EvidenceLink.item_id, EvidenceVersion.added_at > asked_at
    )
    return exists().where(
        EvidenceLink.journey_id == CriterionAsked.journey_id,
        EvidenceLink.criterion == CriterionAsked.code,
        EvidenceLink.removed_at.is_(None),
        or_(EvidenceLink.linked_at > asked_at, newer),
    )


def _judged_since() -> ColumnElement[bool]:
    """Whether the setting said anew where it stands since more was asked."""
    return exists().where(
        Judgement.journey_id == CriterionAsked.journey_id,
        Judgement.criterion == CriterionAsked.code,
        Judgement.judge == Judge.SETTING,
        Judgement.at > CriterionAsked.more_asked_at,
    )
