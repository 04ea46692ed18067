"""The first steps of a new coordinator, until they are taken or put away."""

from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.greeting import leave_first_steps
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.memberships import find_own
from award.queries.week import LEFT
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.kit.access import actor, changing, needs


@dataclass(frozen=True)
class FirstStep:
    """One step: what it is called, where it is taken, why, and whether it was taken."""

    words: str
    href: str
    hint: str
    status: str
    tone: str


STEPS: Final = (
    ("setting", "Add your first settings", "coordinator.setting_add",
     "By hand, or all at once from the register of schools."),
    ("round", "Name a panel day", "coordinator.rounds",
     "Journeys aim at it, and its dates lead there. It can wait."),
    ("journey", "Open a first journey", "coordinator.settings",
     "Choose a setting; opening its journey tells its people."),
    ("invited", "Invite somebody at the setting", "coordinator.people",
     "Whoever leads the work there gets a letter with a link."),
)  # fmt: skip


NEEDED: Final = frozenset({"setting", "journey", "invited"})


def steps_to_begin(begun: frozenset[str]) -> list[FirstStep]:
    """The first steps, while one of them is still to take and they were not put away."""
    begun |= {"invited"} if "there" in begun else set()
    if LEFT in begun or begun >= NEEDED:
        return []
    return [
        FirstStep(
            words,
            "" if name in begun else url_for(endpoint),
            hint,
            "Done" if name in begun else "To do",
            "done" if name in begun else "others",
        )
        for name, words, endpoint, hint in STEPS
    ]


@bp.post("/first-steps/leave")
@needs(May.ACCEPT)
def first_steps_leave() -> ResponseReturnValue:
    """Put the first steps away; nothing else changes."""
    mine = find_own(db.session(), actor())
    if mine is None:
        raise NotFound
    with changing(mine, May.ACCEPT) as held:
        leave_first_steps(held, at=clock.now())
    flash("The first steps are put away. Everything they lead to is in the menu.")
    return redirect(url_for("coordinator.home"))
