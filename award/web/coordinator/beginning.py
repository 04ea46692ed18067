"""The first steps of a new coordinator, until they are taken or put away."""

from datetime import datetime
from typing import Final

from flask import url_for

from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.kit.first_steps import (
    FirstStep,
    FirstSteps,
    first_steps_for,
    first_steps_screen,
)

first_steps_screen(bp, may=May.ACCEPT)
STEPS: Final = (
    ("setting", "Add your first settings", "coordinator.setting_add",
     "By hand, or all at once from the register of schools."),
    ("terms", "Enter this year’s half-terms", "coordinator.terms",
     "Schools’ days to answer are counted in them. Without them holidays count as working days."),
    ("round", "Name a panel day", "coordinator.rounds",
     "Journeys aim at it, and its dates lead there. It can wait."),
    ("journey", "Open a first journey", "coordinator.settings",
     "Choose a setting. Or bring in those that are under way, under “Journeys”."),
    ("invited", "Invite somebody at the setting", "coordinator.people",
     "Whoever leads the work there gets an e-mail with a link."),
)  # fmt: skip
NEEDED: Final = frozenset({"setting", "terms", "journey", "invited"})


def steps_to_begin(begun: frozenset[str], *, at: datetime) -> FirstSteps | None:
    """The first steps, while one of them is still to take and they were not put away."""
    begun |= {"invited"} if "there" in begun else set()
    if begun >= NEEDED:
        return None
    steps = [
        FirstStep(words, hint, url_for(endpoint), is_done=name in begun)
        for name, words, endpoint, hint in STEPS
    ]
    return first_steps_for(steps, at=at, while_new=False)
