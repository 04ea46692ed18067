"""What an adviser thinks of a criterion on a visit: kept as theirs, beside the setting's own."""

from datetime import datetime
from typing import Final

from award.actions.assessing import find_live
from award.actions.moves import refresh
from award.actions.planning import find_asked, write_judgement
from award.actions.visiting import standing_visit
from award.domain.basis import Basis
from award.domain.frameworks import SCALE, Judged
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visits import VisitKind, VisitState
from award.storage.assessments import Judge, Judgement
from award.storage.db import must_be_held
from award.storage.journeys import Journey

PLANNED_ALONG: Final = frozenset({VisitKind.INITIAL, VisitKind.MONITORING, VisitKind.RENEWAL})
PLANNERS: Final = frozenset({Role.ADVISER, Role.COORDINATOR})
ON_THE_WAY: Final = (
    VisitState.CONFIRMED,
    VisitState.DONE,
    VisitState.WRITTEN_UP,
    VisitState.SHARED,
)
NOTE_ASKED: Final = (Judged.NOT_YET, Judged.DEVELOPING)


def judge_along(
    journey: Journey,
    visit_id: int,
    code: str,
    judged: Judged,
    *,
    note: str = "",
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> Judgement:
    """Whoever makes a planning visit says where they see the setting on one criterion.

    It helps with the plan and decides nothing. Raises NotReady without a note below "met" or
    where the setting sees it otherwise, and Stale where another view stands than ``seen``.
    """
    must_be_held(journey)
    visit = standing_visit(journey, visit_id, *ON_THE_WAY)
    if visit.kind not in PLANNED_ALONG or visit.visitor_role not in PLANNERS:
        raise NotAllowed("On this visit the setting is not advised on where it stands.")
    if by.user_id != visit.visitor_id or visit.starts_at is None or visit.starts_at > at:
        raise NotAllowed("Only the visitor says how they see it, once the visit has begun.")
    find_asked(journey, code)
    if judged not in SCALE:
        raise NotReady("Choose one of the four points", of="judged")
    live = find_live(journey, code, Judge.ADVISER)
    if seen is not None and (live.id if live else 0) != seen:
        raise Stale("this judgement")
    own = find_live(journey, code, Judge.SETTING)
    if not note.strip() and (judged in NOTE_ASKED or own is None or own.judged is not judged):
        raise NotReady(f"Say in a note why you see {code} so", of="note")
    found = write_judgement(
        journey, code, Judge.ADVISER, judged, note=note.strip(), basis=(Basis.HEARD,), by=by, at=at
    )
    refresh(journey, at=at)
    return found
