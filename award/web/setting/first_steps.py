"""Three things to begin with, for who is new to this room; each may leave them and go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.greeting import leave_first_steps
from award.adapters import clock
from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.queries.memberships import find_own
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, needs
from award.web.setting.blueprint import bp

NEW_FOR: Final = timedelta(days=30)


@dataclass(frozen=True)
class FirstStep:
    """One thing to begin with: a deed, the screen that does it, and why."""

    words: str
    endpoint: str
    text: str
    of_journey: bool = True
    href: str = ""


READ: Final = FirstStep(
    "Read what the award asks", "setting.criteria", "What you already do counts. Ten minutes."
)
DROP: Final = FirstStep(
    "Add a photo or a file", "setting.evidence_drop", "Drop it in now, sort it later. Two minutes."
)
PEOPLE: Final = FirstStep(
    "See who leads and who helps", "setting.people", "And whom to ask.", of_journey=False
)
STEPS: Final[dict[Role, tuple[FirstStep, ...]]] = {
    Role.LEAD: (
        READ,
        DROP,
        FirstStep("Ask a colleague to join you", "setting.people_invite",
                  "They can add evidence from a phone. Two minutes.", of_journey=False),
    ),
    Role.CONTRIBUTOR: (
        READ,
        DROP,
        FirstStep("Look at the plan", "setting.plan", "What was agreed, who leads it, by when."),
    ),
    Role.HEAD: (
        READ,
        FirstStep("Look at the plan", "setting.plan", "What was agreed, who leads it, by when."),
        PEOPLE,
    ),
}  # fmt: skip
IN_DRAFT: Final[dict[Role, tuple[FirstStep, ...]]] = {
    Role.LEAD: (
        FirstStep("Tell us about your setting", "setting.application",
                  "A few short questions. It is kept as often as you save. 15 minutes."),
        STEPS[Role.LEAD][2],
        READ,
    ),
    Role.CONTRIBUTOR: (
        READ,
        FirstStep("Read the application", "setting.application_check",
                  "What your setting wrote so far."),
        PEOPLE,
    ),
    Role.HEAD: (
        READ,
        FirstStep("Read the application", "setting.application_check",
                  "You are asked to approve it, by a link in a letter."),
        PEOPLE,
    ),
}  # fmt: skip
EARLY: Final = frozenset({Stage.DRAFT, Stage.APPLIED, Stage.PLANNING, Stage.GATHERING})


def first_steps(journey: Journey, *, at: datetime) -> list[FirstStep]:
    """The three things, for somebody who came in lately and has not left them."""
    here = actor()
    mine = find_own(db.session(), here)
    if mine is None or mine.first_steps_left_at or journey.stage not in EARLY:
        return []
    if at - max(mine.started_at, journey.opened_at) > NEW_FOR:
        return []
    steps = (IN_DRAFT if journey.stage is Stage.DRAFT else STEPS).get(here.role, ())
    if journey.stage is Stage.APPLIED:
        steps = tuple(PEOPLE if one is DROP else one for one in steps)
    return [
        FirstStep(one.words, one.endpoint, one.text, one.of_journey, _href(journey, one))
        for one in steps
    ]


def _href(journey: Journey, step: FirstStep) -> str:
    if step.of_journey:
        return url_for(step.endpoint, journey_id=journey.id)
    return url_for(step.endpoint)


@bp.post("/first-steps/leave")
@needs(May.SEE_PLAN)
def first_steps_leave() -> ResponseReturnValue:
    """Go on without them; they do not come back."""
    mine = find_own(db.session(), actor())
    if mine is None:
        raise NotFound
    with changing(mine, May.SEE_PLAN) as held:
        leave_first_steps(held, at=clock.now())
    return redirect(url_for("setting.home"))
