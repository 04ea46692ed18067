"""The kinds of visit: what each is called, who makes it, at which stages; and a visit's states."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain.facts import VisitStanding
from award.domain.people import Role
from award.domain.stages import Stage


class VisitKind(StrEnum):
    """What a visit is for."""

    INITIAL = "initial"
    MONITORING = "monitoring"
    ASSESSMENT = "assessment"
    FOLLOW_UP = "follow_up"
    CHECK_IN = "check_in"
    RENEWAL = "renewal"
    MODERATION = "moderation"


class VisitState(StrEnum):
    """How far a visit has come. Moving one keeps it confirmed, with a reason."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DONE = "done"
    WRITTEN_UP = "written_up"
    SHARED = "shared"
    SIGNED = "signed"
    CANCELLED = "cancelled"
    MISSED = "missed"


USUAL_CHECKS: Final = (
    "The visitor’s employer holds the checks. If you need a letter about them, ask the coordinator."
)
COMING: Final = (VisitState.PROPOSED, VisitState.CONFIRMED)
GONE: Final = frozenset({VisitState.CANCELLED, VisitState.MISSED})
FINISHED: Final = GONE | {VisitState.SIGNED}


class Heard(StrEnum):
    """What one conversation said about a criterion, in one tap."""

    CLEARLY = "clearly"
    PARTLY = "partly"
    NOT = "not"


HEARD_WORDS: Final[dict[Heard, str]] = {
    Heard.CLEARLY: "Heard clearly",
    Heard.PARTLY: "Partly",
    Heard.NOT: "Not heard",
}


@dataclass(frozen=True)
class VisitRow:
    """One kind of visit. Pages are drawn from this row.

    ``minutes`` is how long it usually takes, ``talks`` the conversations and places that belong
    to it in their order (none named: all of them), ``why`` what it is for, in one sentence.
    """

    kind: VisitKind
    name: str
    by: frozenset[Role]
    stages: frozenset[Stage]
    minutes: int
    talks: tuple[str, ...]
    why: str


V, S, R = VisitKind, Stage, Role
PLANNERS: Final = frozenset({R.COORDINATOR, R.ADVISER})
ALL_TALKS: Final = ()
FIRST_TALKS: Final = ("lead", "walk", "policy_and_log")
SHORT_TALKS: Final = ("lead", "children", "walk")
ONE_TALK: Final = ("lead",)
ONLY_THERE: Final = frozenset({"walk", "policy_and_log"})  # what needs somebody to be there
# fmt: off
VISITS: Final = (
    VisitRow(V.INITIAL, "Initial visit and guided planning", PLANNERS, frozenset({S.PLANNING}),
             90, FIRST_TALKS, "We get to know the place, and plan together what comes first."),
    VisitRow(V.MONITORING, "Monitoring visit", PLANNERS, frozenset({S.GATHERING}),
             90, SHORT_TALKS, "We see how the plan goes, and what would help."),
    VisitRow(V.ASSESSMENT, "Assessment visit", frozenset({R.ASSESSOR}), frozenset({S.READY, S.ASSESSING}),
             240, ALL_TALKS, "The assessor hears from everybody, and sees what the setting shows."),
    VisitRow(V.FOLLOW_UP, "Follow-up of conditions", frozenset({R.COORDINATOR, R.ADVISER, R.ASSESSOR}), frozenset({S.AWARDED}),
             45, ONE_TALK, "We look at what was still to be done when the award was given."),
    VisitRow(V.CHECK_IN, "Yearly check-in", PLANNERS, frozenset({S.AWARDED}),
             30, ONE_TALK, "Once a year we ask how it goes, and what has changed."),
    VisitRow(V.RENEWAL, "Renewal visit", PLANNERS, frozenset({S.PLANNING, S.GATHERING}),
             120, ALL_TALKS, "We see what has grown since the last award."),
    VisitRow(V.MODERATION, "Second assessor’s visit", frozenset({R.SECOND}), frozenset({S.CHECKING, S.DECIDING}),
             120, ALL_TALKS, "Somebody else looks too, so that all settings are judged alike."),
)
# fmt: on


def visit_row(kind: VisitKind) -> VisitRow:
    """The row of this kind."""
    return next(one for one in VISITS if one.kind is kind)


def talks_at(kind: VisitKind, codes: Sequence[str], *, is_there: bool) -> list[str]:
    """Which of these conversations and places belong to a visit of this kind, in its order.

    Where nobody is there in person, nothing is walked through or looked up.
    """
    wanted = visit_row(kind).talks
    chosen = [one for one in wanted if one in codes] if wanted else list(codes)
    return [one for one in chosen if is_there or one not in ONLY_THERE]


@dataclass(frozen=True)
class Held:
    """How many visits a package has paid for so far: held, and booked or offered."""

    used: int
    booked: int

    def left_of(self, bought: int) -> int:
        """How many of the visits that were bought can still be arranged; never below none."""
        return max(0, bought - self.used - self.booked)


def held_of(states: Iterable[VisitState]) -> Held:
    """What a package that holds these visits has given so far.

    A visit that was cancelled in time costs nothing; one that was missed was travelled to.
    """
    counted = Counter(states)
    booked = counted[VisitState.PROPOSED] + counted[VisitState.CONFIRMED]
    return Held(counted.total() - booked - counted[VisitState.CANCELLED], booked)


def kinds_for(stage: Stage) -> tuple[VisitRow, ...]:
    """The kinds of visit that fit a journey at this stage."""
    return tuple(one for one in VISITS if stage in one.stages)


def kinds_fitting(stage: Stage, *, asks_initial: bool, renews: bool) -> tuple[VisitRow, ...]:
    """The kinds that fit a journey: a first visit where its route asks one, a renewal's where it
    renews."""
    left_out = {VisitKind.INITIAL: not asks_initial, VisitKind.RENEWAL: not renews}
    return tuple(one for one in kinds_for(stage) if not left_out.get(one.kind, False))


STANDINGS: Final[dict[VisitState, VisitStanding]] = {
    VisitState.PROPOSED: VisitStanding.PROPOSED,
    VisitState.CONFIRMED: VisitStanding.BOOKED,
    VisitState.DONE: VisitStanding.DONE,
    VisitState.WRITTEN_UP: VisitStanding.WRITTEN_UP,
    VisitState.SHARED: VisitStanding.SHARED,
    VisitState.SIGNED: VisitStanding.SIGNED,
    VisitState.CANCELLED: VisitStanding.NONE,
    VisitState.MISSED: VisitStanding.NONE,
}


def furthest(states: tuple[VisitState, ...]) -> VisitStanding:
    """How far the furthest of these visits has come, in the words that the guards use."""
    order = tuple(VisitStanding)
    return max((STANDINGS[one] for one in states), key=order.index, default=VisitStanding.NONE)
