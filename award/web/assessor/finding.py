"""Finds what the person of this room may see and judge, and as what."""

from award.adapters import clock
from award.domain.people import Role
from award.domain.permissions import May, Situation
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.domain.ties import binds_assessor, binds_second, keeps_away
from award.queries.journeys import closed_judges
from award.storage.assessments import Judge
from award.storage.facts import facts_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.tied import is_bound_visitor
from award.storage.visits import Visit
from award.web.kit.access import actor, find, may_with
from award.web.kit.journeys import is_under_way

SECONDING = (Stage.CHECKING, Stage.DECIDING)


def find_mine(journey_id: int) -> Journey:
    """A journey assigned to the person, as its assessor where they are that too.

    Raises NotFound for any other, which answers 404.
    """
    try:
        return find(May.SHARE_REPORT, journey_id)
    except NotFound:
        return find(May.SEE_APPLICATION, journey_id)


def parts_in(journey: Journey) -> list[AssignmentKind]:
    """What the person is in this journey now."""
    me = actor().user_id
    return [
        one.kind
        for one in sorted(journey.assignments, key=lambda one: one.kind)
        if one.user_id == me and one.ended_at is None
    ]


def judging_as(journey: Journey) -> Judge | None:
    """As whom the person judges now: the assessor while it is assessed, the second until given.

    None too where a tie binds them: then somebody else judges.
    """
    judge = _judge_of(journey)
    return None if judge is None or is_bound(journey, judge) else judge


def is_bound(journey: Journey, judge: Judge | None = None) -> bool:
    """Whether a tie keeps the person from judging here, though the part is still theirs.

    An assessor is bound while the report is checked, too: they answer for it then.
    """
    judge = judge or _judge_of(journey)
    if AssignmentKind.ASSESSOR in parts_in(journey) and journey.stage is Stage.CHECKING:
        judge = judge or Judge.ASSESSOR
    if judge is None:
        return False
    facts = facts_of(journey, at=clock.now())
    ties = facts.ties_of(actor().user_id)
    return binds_second(ties) if judge is Judge.SECOND else binds_assessor(ties, facts.rules)


def has_own_tie(journey: Journey) -> bool:
    """Whether a tie of their own keeps the person from having to do with the setting."""
    return keeps_away(facts_of(journey, at=clock.now()).ties_of(actor().user_id))


def works_for(journey: Journey) -> bool:
    """Whether the person is led to the setting's room, to work there on its behalf.

    Its adviser is, while it is under way and no tie keeps them from it. Who only judges is not:
    to act for the setting would keep them from judging.
    """
    advises = AssignmentKind.ADVISER in parts_in(journey) and not is_second()
    return advises and is_under_way(journey) and not has_own_tie(journey)


def _judge_of(journey: Journey) -> Judge | None:
    parts = parts_in(journey)
    if AssignmentKind.ASSESSOR in parts and journey.stage is Stage.ASSESSING:
        return Judge.ASSESSOR
    waits = bool(journey.sample_reasons) and journey.second_done_at is None
    if AssignmentKind.SECOND in parts and journey.stage in SECONDING and waits:
        return Judge.SECOND
    return None


def permission_to_judge(judge: Judge) -> May:
    """The permission with which this judge writes."""
    return May.SHARE_REPORT if judge is Judge.ASSESSOR else May.WRITE_REPORT


def is_to_make(journey: Journey, visit: Visit) -> bool:
    """Whether the person makes the visit: it is theirs, and no tie keeps them from it."""
    return visit.visitor_id == actor().user_id and not is_kept_from(journey, visit)


def is_kept_from(journey: Journey, visit: Visit) -> bool:
    """Whether the visit stands in the person's name, and a tie keeps them from it."""
    mine = visit.visitor_id == actor().user_id
    return mine and is_bound_visitor(journey, visit.visitor_id, visit.visitor_role)


def may_read_record(journey: Journey, visit: Visit) -> bool:
    """Whether the person may read what a visit's record says; not the other judge's, if blind."""
    mine = visit.visitor_id == actor().user_id
    if visit.visitor_id in closed_judges(journey, actor()):
        return False
    return may_with(May.SEE_VISIT_RECORD, journey, situation=Situation(mine=mine))


def is_second() -> bool:
    """Whether the person looks at the journey, as found for them, as its second."""
    return actor().role is Role.SECOND


def sees_report(journey: Journey) -> bool:
    """Whether the assessor's report is open to the person: a second waits, an adviser too."""
    role = actor().role
    if role is Role.ASSESSOR:
        return True
    if role is Role.SECOND:
        return may_with(May.SEE_REPORT, journey) and bool(journey.second_done_at)
    return journey.stage in (*SECONDING, Stage.AWARDED, Stage.NOT_YET)


def sees_both(journey: Journey) -> bool:
    """Whether the person gave one of two judgements that are both in."""
    pair = {AssignmentKind.ASSESSOR, AssignmentKind.SECOND}
    return bool(journey.second_done_at and pair & set(parts_in(journey)) and sees_report(journey))
