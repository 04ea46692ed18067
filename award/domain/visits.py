"""The kinds of visit: what each is called, who makes it, at which stages; and a visit's states."""

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


GONE: Final = frozenset({VisitState.CANCELLED, VisitState.MISSED})


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
    """One kind of visit. Pages are drawn from this row."""

    kind: VisitKind
    name: str
    by: frozenset[Role]
    stages: frozenset[Stage]


V, S, R = VisitKind, Stage, Role
PLANNERS: Final = frozenset({R.COORDINATOR, R.ADVISER})
# fmt: off
VISITS: Final = (
    VisitRow(V.INITIAL, "Initial visit and guided planning", PLANNERS, frozenset({S.PLANNING})),
    VisitRow(V.MONITORING, "Monitoring visit", PLANNERS, frozenset({S.GATHERING})),
    VisitRow(V.ASSESSMENT, "Assessment visit", frozenset({R.ASSESSOR}), frozenset({S.READY, S.ASSESSING})),
    VisitRow(V.FOLLOW_UP, "Follow-up of conditions", frozenset({R.COORDINATOR, R.ADVISER, R.ASSESSOR}), frozenset({S.AWARDED})),
    VisitRow(V.CHECK_IN, "Yearly check-in", PLANNERS, frozenset({S.AWARDED})),
    VisitRow(V.RENEWAL, "Renewal visit", PLANNERS, frozenset({S.PLANNING, S.GATHERING})),
    VisitRow(V.MODERATION, "Moderation visit", frozenset({R.SECOND}), frozenset({S.CHECKING, S.DECIDING})),
)
# fmt: on


def visit_row(kind: VisitKind) -> VisitRow:
    """The row of this kind."""
    return next(one for one in VISITS if one.kind is kind)


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
