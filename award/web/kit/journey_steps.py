"""The line of a journey's steps: what is finished, what is now, what is to come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from award.domain.stages import CLOSED, OPEN, STAGE_NAMES, STEPS, Stage
from award.storage.days import day_of
from award.storage.journeys import History, Journey
from award.web.kit.filters import day_short, unbroken
from award.web.kit.stage_names import stage_name

# The steps that were made on the day when this stage began: the application was sent, the
# setting declared itself ready, the report was shared. Others on the day when they were left.
MADE_BY_COMING_TO: Final = frozenset({Stage.APPLIED, Stage.READY, Stage.CHECKING})


@dataclass(frozen=True)
class Step:
    """One step of the journey line: done, now or to come.

    ``is_end`` where nothing follows it, ``rests`` where the journey is paused there.
    """

    words: str
    when: str
    state: str
    is_end: bool = False
    rests: bool = False


def journey_steps(journey: Journey) -> list[Step]:
    """The six steps: what is finished with its day, what is now in its stage's own words."""
    on_line = journey.stage in _on_line()
    place = _place(journey.stage if on_line else journey.was_at)
    decided = on_line and journey.stage in CLOSED
    steps = []
    for number, (words, stages) in enumerate(STEPS):
        if number < place or decided:
            made = _reached(journey, stages & MADE_BY_COMING_TO) or _left(journey, stages)
            steps.append(Step(words, _day_words(made) if made else "", "done"))
        elif number == place:
            steps.append(_step_now(journey, is_end=not on_line))
        else:
            steps.append(Step(words, "", "to_come"))
    return steps


def _step_now(journey: Journey, *, is_end: bool) -> Step:
    if journey.paused_until is not None:
        until = f"paused until {unbroken(day_short(journey.paused_until))}"
        return Step(STAGE_NAMES[journey.stage], until, "now", is_end, rests=True)
    since = "" if is_end else "since "
    when = since + _day_words(_entered(journey))
    return Step(stage_name(journey), when, "now", is_end)


def _day_words(moment: datetime) -> str:
    return f"{day_of(moment):%-d %B %Y}"


def _on_line() -> set[Stage]:
    return {stage for _, stages in STEPS for stage in stages}


def _place(stage: Stage | None) -> int:
    return next((n for n, (_, stages) in enumerate(STEPS) if stage in stages), 0)


def _moves_that_stand(journey: Journey) -> list[History]:
    return [
        line
        for line in journey.history
        if line.is_move and line.undone_at is None and line.what != "undo"
    ]


def _reached(journey: Journey, stages: frozenset[Stage]) -> datetime | None:
    """When the journey last came on to one of these stages; None where it never did."""
    found = [
        line.at
        for line in _moves_that_stand(journey)
        if line.went_to in stages
        and line.came_from in OPEN
        and OPEN.index(line.came_from) < OPEN.index(line.went_to)
    ]
    return max(found, default=None)


def _left(journey: Journey, stages: frozenset[Stage]) -> datetime | None:
    """When the journey last left these stages, or was decided; None where it never stood there."""
    found = [
        line.at
        for line in _moves_that_stand(journey)
        if line.came_from in stages and (line.went_to not in stages or line.went_to in CLOSED)
    ]
    return max(found, default=None)


def _entered(journey: Journey) -> datetime:
    """When the journey came to where it stands."""
    found = [line.at for line in _moves_that_stand(journey) if line.went_to is journey.stage]
    return max(found, default=min(journey.opened_at, journey.stage_since))
