"""Three things to begin with at a setting, by role and stage."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import url_for

from award.domain.people import Role
from award.domain.permissions import May
from award.domain.stages import BEFORE_READY, Stage
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.first_steps import (
    NEW_FOR,
    FirstStep,
    FirstSteps,
    first_steps_for,
    first_steps_screen,
    new_since,
)
from award.web.setting.blueprint import bp

first_steps_screen(bp, may=May.SEE_PLAN)


@dataclass(frozen=True)
class Begin:
    """One thing to begin with: a deed, the screen that does it, and why."""

    words: str
    endpoint: str
    text: str
    of_journey: bool = True


READ: Final = Begin(
    "Read what the award asks", "setting.criteria", "What you already do counts. Ten minutes."
)
DROP: Final = Begin(
    "Add a photo or a file", "setting.evidence_drop", "Drop it in now, sort it later. Two minutes."
)
PEOPLE: Final = Begin(
    "See who leads and who helps", "setting.people", "And whom to ask.", of_journey=False
)
STEPS: Final[dict[Role, tuple[Begin, ...]]] = {
    Role.LEAD: (
        READ,
        DROP,
        Begin("Ask a colleague to join you", "setting.people_invite",
                  "They can add evidence from a phone. Two minutes.", of_journey=False),
    ),
    Role.CONTRIBUTOR: (
        READ,
        DROP,
        Begin("Look at the plan", "setting.plan", "What was agreed, who leads it, by when."),
    ),
    Role.HEAD: (
        READ,
        Begin("Look at the plan", "setting.plan", "What was agreed, who leads it, by when."),
        PEOPLE,
    ),
}  # fmt: skip
EARLY: Final = replace(
    STEPS[Role.LEAD][2], text="They read along now, and add evidence once you are accepted."
)
IN_DRAFT: Final[dict[Role, tuple[Begin, ...]]] = {
    Role.LEAD: (
        READ,
        EARLY,
        PEOPLE,
    ),
    Role.CONTRIBUTOR: (
        READ,
        Begin("Read the application", "setting.application_check",
                  "What your setting wrote so far."),
        PEOPLE,
    ),
    Role.HEAD: (
        READ,
        Begin("Read the application", "setting.application_check",
                  "You are asked to approve it, by a link in an e-mail."),
        PEOPLE,
    ),
}  # fmt: skip


def first_steps(journey: Journey, *, at: datetime) -> FirstSteps | None:
    """The three things, for somebody who came in lately and has not left them."""
    since = new_since(actor())
    if since is None or journey.stage not in BEFORE_READY:
        return None
    if at - max(since, journey.opened_at) > NEW_FOR:
        return None
    steps = (IN_DRAFT if journey.stage is Stage.DRAFT else STEPS).get(actor().role, ())
    if journey.stage is Stage.APPLIED:
        later = {DROP: PEOPLE, STEPS[Role.LEAD][2]: EARLY}
        steps = tuple(later.get(one, one) for one in steps)
    shown = [FirstStep(one.words, one.text, _href(journey, one)) for one in steps]
    return first_steps_for(shown, at=at, while_new=False)


def _href(journey: Journey, step: Begin) -> str:
    if step.of_journey:
        return url_for(step.endpoint, journey_id=journey.id)
    return url_for(step.endpoint)
