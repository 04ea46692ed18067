"""What settings hold and have under way that an invitation to begin would run into."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.inviting import InvitationFacts
from award.storage.awards import Award, is_held
from award.storage.decisions import REOPENS, Appeal, AppealState
from award.storage.journeys import Journey
from award.storage.settings import Setting

TO_HEAR: Final = (AppealState.LODGED, AppealState.RECEIVED)


@dataclass(frozen=True)
class Stands:
    """A setting's open journey, the award that it holds, and its appeal that is not over."""

    journey: Journey | None = None
    award: Award | None = None
    appeal: Appeal | None = None

    @property
    def facts(self) -> InvitationFacts:
        """The same, as the rules ask for it."""
        reopens = self.appeal is not None and self.appeal.against in REOPENS.values()
        return InvitationFacts(
            has_open_journey=self.journey is not None,
            may_be_reopened=reopens,
            holds_award=self.award is not None,
            appeals_award=self.appeal is not None and not reopens,
        )


def how_they_stand(
    session: Session, setting_ids: Collection[int], *, on: date
) -> dict[int, Stands]:
    """How each of these settings stands towards a new journey on a day."""
    award = (
        select(Award.id)
        .where(Award.setting_id == Setting.id, is_held(on))
        .order_by(Award.valid_until.desc(), Award.id.desc())
    )
    past = aliased(Journey)
    appeal = (
        _not_over(Appeal.id, past).where(past.setting_id == Setting.id).order_by(Appeal.id.desc())
    )
    rows = session.execute(
        select(Setting.id, Journey, Award, Appeal)
        .outerjoin(Journey, and_(Journey.setting_id == Setting.id, Journey.ended_at.is_(None)))
        .outerjoin(Award, Award.id == award.limit(1).correlate(Setting).scalar_subquery())
        .outerjoin(Appeal, Appeal.id == appeal.limit(1).correlate(Setting).scalar_subquery())
        .where(Setting.id.in_(setting_ids))
    )
    return {setting_id: Stands(on_it, held, appealed) for setting_id, on_it, held, appealed in rows}


def is_on_a_journey() -> ColumnElement[bool]:
    """In a query for settings: one of its journeys is open."""
    return exists().where(Journey.setting_id == Setting.id, Journey.ended_at.is_(None))


def holds_award(authority_id: int | None, *, on: date) -> ColumnElement[bool]:
    """In a query for settings of an authority: it holds an award on a day, or could renew it."""
    held = select(Award.setting_id).where(Award.authority_id == authority_id, is_held(on))
    return Setting.id.in_(held)


def has_appeal(authority_id: int | None) -> ColumnElement[bool]:
    """In a query for settings of an authority: an appeal of theirs is not over."""
    past = aliased(Journey)
    appealing = _not_over(past.setting_id, past).where(Appeal.authority_id == authority_id)
    return Setting.id.in_(appealing)


def _not_over(column: Any, past: type[Journey]) -> Select[Any]:
    """Appeals that are to be heard, or were upheld and their journey is still to be reopened."""
    waits = or_(*(and_(past.stage == at, Appeal.against == why) for at, why in REOPENS.items()))
    later = aliased(Journey)
    went_on = exists().where(later.setting_id == past.setting_id, later.id > past.id)
    upheld = and_(Appeal.state == AppealState.UPHELD, Appeal.used_at.is_(None), waits, ~went_on)
    return (
        select(column)
        .join_from(Appeal, past, past.id == Appeal.journey_id)
        .where(or_(Appeal.state.in_(TO_HEAR), upheld))
    )
