"""Whether an assignment was a slip: put right on its day, with nothing done in it."""

from sqlalchemy import exists, or_, select

from award.storage.assessments import Judgement, Report
from award.storage.db import session_of
from award.storage.evidence import EvidenceView
from award.storage.journeys import Assignment, ContactNote, History
from award.storage.remarks import LookedAt, Remark
from award.storage.visits import Visit


def did_nothing(part: Assignment) -> bool:
    """Whether who has this part neither did nor opened anything here since it was given.

    What stands of an earlier part of theirs counts as done, too.
    """
    me, here = part.user_id, part.journey_id
    acts = (
        exists().where(History.journey_id == here, History.by_id == me),
        exists().where(Judgement.journey_id == here, Judgement.by_id == me),
        exists().where(Report.journey_id == here, Report.written_by_id == me),
        exists().where(Visit.journey_id == here, Visit.visitor_id == me),
        exists().where(Remark.journey_id == here, Remark.by_id == me),
        exists().where(ContactNote.journey_id == here, ContactNote.by_id == me),
        exists().where(LookedAt.journey_id == here, LookedAt.user_id == me),
        exists().where(EvidenceView.user_id == me, EvidenceView.at >= part.assigned_at),
    )
    return not session_of(part).scalar(select(or_(*acts)))
