"""Finds judgements and the shared report for who is looking."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.assessments import Judge, Judgement, Report
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.standing import live_report


def _standing(actor: Actor, journey: Journey) -> Select[Judgement]:
    return select(Judgement).where(
        Judgement.journey_id == journey.id,
        Judgement.authority_id == actor.authority_id,
        Judgement.superseded_at.is_(None),
    )


def list_judgements(
    session: Session, actor: Actor, journey: Journey
) -> dict[tuple[str, Judge], Judgement]:
    """The judgements that stand, by criterion and judge."""
    rows = session.scalars(_standing(actor, journey))
    return {(one.criterion, one.judge): one for one in rows}


def judgements_of(
    session: Session, actor: Actor, journey: Journey, judge: Judge
) -> dict[str, Judgement]:
    """One judge's standing judgements, by criterion."""
    rows = session.scalars(_standing(actor, journey).where(Judgement.judge == judge))
    return {one.criterion: one for one in rows}


@dataclass(frozen=True)
class LastTime:
    """What was judged of one criterion in the journey before this one, by the setting and by its
    assessor; and whether the criterion still reads as it did then.
    """

    own: Judgement | None
    assessed: Judgement | None
    reads_the_same: bool

    @property
    def stood(self) -> Judgement | None:
        """What counted in the end: the assessor's, or else the setting's own."""
        return self.assessed or self.own


def find_last_time(session: Session, actor: Actor, journey: Journey, code: str) -> LastTime | None:
    """What stands from the setting's journey before this one; None for a first journey."""
    before = session.get(Journey, journey.previous_id) if journey.previous_id else None
    if before is None or before.setting_id != journey.setting_id:
        return None
    rows = session.scalars(_standing(actor, before).where(Judgement.criterion == code))
    found = {one.judge: one for one in rows}
    words = [
        next(((one.wording, one.descriptors) for one in criteria_of(of) if one.code == code), None)
        for of in (before, journey)
    ]
    return LastTime(found.get(Judge.SETTING), found.get(Judge.ASSESSOR), words[0] == words[1])


def find_judgement(
    session: Session, actor: Actor, journey: Journey, judge: Judge, code: str
) -> Judgement | None:
    """One judge's standing judgement of one criterion."""
    return judgements_of(session, actor, journey, judge).get(code)


def find_shared_report(actor: Actor, journey: Journey) -> Report | None:
    """The report that was shared and not taken back."""
    found = live_report(journey)
    is_here = found is not None and found.authority_id == actor.authority_id
    return found if found is not None and is_here and found.shared_at is not None else None
