"""Judging on the visit itself: whose judgement a visitor gives, in one tap beside the note."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from award.actions.assessing import judge, judge_blind
from award.actions.judging_along import PLANNED_ALONG, PLANNERS, judge_along
from award.domain.basis import Basis
from award.domain.frameworks import SCALE, Judged
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.domain.visits import ONLY_THERE, VisitKind
from award.storage.assessments import Judge
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.kit.forms import Choice, Form
from award.web.kit.reading import judged_words
from award.web.kit.visit_talks import Prompt

SECONDING: Final = (Stage.CHECKING, Stage.DECIDING)
JUDGED_HINT: Final = (
    "Where you see less than met, or see it otherwise than the setting, add a note: it is kept "
    "with your judgement."
)


def judge_on(held: Journey, visit: Visit) -> Judge | None:
    """Whose judgement the visitor gives on this visit now; None where it is not the time for one.

    A planning visit gives the adviser's view, an assessment visit the assessor's, and one that
    moderates the second's.
    """
    if visit.kind in PLANNED_ALONG and visit.visitor_role in PLANNERS:
        return Judge.ADVISER
    if visit.kind is VisitKind.ASSESSMENT and visit.visitor_role is Role.ASSESSOR:
        return Judge.ASSESSOR if held.stage is Stage.ASSESSING else None
    waits = bool(held.sample_reasons) and held.second_done_at is None
    if visit.kind is VisitKind.MODERATION and held.stage in SECONDING and waits:
        return Judge.SECOND
    return None


def points_on(held: Journey) -> list[Choice]:
    """The points to tap, in the framework's words."""
    words = judged_words(held)
    return [Choice(one, words[one]) for one in SCALE]


def tapped_in(form: Form, prompts: Sequence[Prompt]) -> list[tuple[Prompt, Judged]]:
    """What was judged on this page; nothing where no such question stands there."""
    return [
        (one, Judged(form[one.judged].data))
        for one in prompts
        if one.judged in form and form[one.judged].data
    ]


def judge_tapped(
    held: Journey, visit: Visit, form: Form, prompts: Sequence[Prompt], *, by: Actor, at: datetime
) -> None:
    """Keep what was judged, each with the note beside it and what it rests on there.

    Raises what the action refuses; NotAllowed also where the time to judge has passed.
    """
    whose = judge_on(held, visit)
    for one, judged in tapped_in(form, prompts):
        note = form[one.note].data
        if whose is None or whose is Judge.ADVISER:
            judge_along(held, visit.id, one.code, judged, note=note, by=by, at=at)
            continue
        act: Callable[..., Any] = judge if whose is Judge.ASSESSOR else judge_blind
        seen = one.conversation.code in ONLY_THERE
        basis = (Basis.SEEN if seen else Basis.HEARD,)
        act(held, one.code, judged, note=note, basis=basis, by=by, at=at)
