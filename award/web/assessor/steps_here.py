"""The step on top of a journey's page, and what else waits in that journey for who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from award.adapters import clock
from award.queries.deeds import list_tasks
from award.queries.tasks import Deed, Task
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.assessor.lines import row_of
from award.web.kit.access import actor
from award.web.kit.pages import Link

# What the step on top of a journey's page is already, where its stage has one.
OF_THE_STAGE: Final = frozenset({Deed.REPORT, Deed.SECOND, Deed.AGREE_PLAN})


@dataclass(frozen=True)
class Next:
    """What the lifted card says: the deed, why, and where it is done."""

    title: str
    text: str
    button: str = ""
    href: str = ""
    blockers: Sequence[Any] = ()


def waits_in(held: Journey) -> list[Task]:
    """What waits for the person in this journey, longest first."""
    tasks = list_tasks(db.session(), actor(), at=clock.now())
    return [one for one in tasks if one.journey_id == held.id]


def first_of(waits: Sequence[Task]) -> Next | None:
    """The first that waits as their first page says it, so that both say the same."""
    row = next((row_of(one) for one in waits), None)
    return Next(row["what"], row["text"], row["button"], row["href"]) if row else None


def beside(step: Next | None, waits: Sequence[Task]) -> list[Link]:
    """What waits beside the step on top; what is that step in other words is left out."""
    if step is None:
        return [Link(row["what"], row["href"]) for row in map(row_of, waits[1:])]
    rows = [
        row_of(one)
        for one in waits
        if one.deed not in OF_THE_STAGE
        if not (one.deed is Deed.JUDGE and step.href.startswith(row_of(one)["href"]))
    ]
    return [Link(row["what"], row["href"]) for row in rows if row["href"] != step.href]
