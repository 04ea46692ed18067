"""How the check of a policy is told in every room: its points under the criteria they serve."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from award.domain.people import Actor
from award.domain.policy_checks import Count, Holds, Said
from award.queries.plans import list_actions
from award.queries.policies import CheckSeen, find_check
from award.storage.db import db
from award.storage.frameworks import criteria_words
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.web.kit.filters import day_short, plural
from award.web.kit.pages import Link
from award.web.kit.plan_words import STATES

HOLDS: Final[dict[Holds | None, tuple[str, str]]] = {
    Holds.YES: ("done", "It says so"),
    Holds.NO: ("attention", "Missing"),
    None: ("others", "Not answered"),
}


@dataclass(frozen=True)
class PointShown:
    """One point, ready to be drawn. ``action`` is what it became, ``plans`` that it can do so."""

    code: str
    text: str
    looks_like: str
    tone: str
    words: str
    place: str
    before: str
    is_must: bool
    from_group: bool
    action: Link | None
    action_state: tuple[str, str] | None
    plans: bool
    is_missing: bool
    is_open: bool


@dataclass(frozen=True)
class PointsOf:
    """The points that serve one criterion."""

    code: str
    title: str
    points: Sequence[PointShown]

    @property
    def left(self) -> int:
        """How many of them nobody has looked at."""
        return sum(one.is_open for one in self.points)

    @property
    def missing(self) -> int:
        """How many the policy does not hold."""
        return sum(one.is_missing for one in self.points)

    @property
    def needs_somebody(self) -> bool:
        """Whether a point is left to look at, or missing and in no plan, or its action is done."""
        over = (None, STATES[ActionState.DONE])
        return self.left > 0 or any(
            one.is_missing and one.action_state in over for one in self.points
        )

    @property
    def told(self) -> str:
        """How many points the part has, and how many are found."""
        found = len(self.points) - self.left - self.missing
        return f"{found} of {plural(len(self.points), 'point')} found"

    @property
    def tag(self) -> str:
        """What stands out: what is missing, else what is left; nothing where all is found."""
        if self.missing:
            return f"{self.missing} missing"
        return f"{self.left} to answer" if self.left else ""

    @property
    def tone(self) -> str:
        """How that is drawn."""
        return "attention" if self.missing else "others"

    @property
    def is_theirs(self) -> bool:
        """Whether any of them is the setting's own to answer."""
        return any(not one.from_group for one in self.points)


def points_shown(
    journey: Journey,
    seen: CheckSeen,
    actions: Sequence[PlannedAction],
    *,
    address: Callable[[PlannedAction], str] | None = None,
) -> list[PointsOf]:
    """The points under their criteria, in the framework's order.

    ``address`` gives the page of an action, in a room that has one.
    """
    standing = {one.id: one for one in actions}
    titles = criteria_words(seen.check.framework, journey.setting)
    asked = {one.code for one in journey.asked}
    found: dict[str, list[PointShown]] = {}
    for point in seen.points:
        line = point.line
        answer = seen.answers.get(line.code)
        action = standing.get(answer.action_id or 0) if answer else None
        tone, words = HOLDS[point.said.holds]
        shown = PointShown(
            code=line.code,
            text=line.text,
            looks_like=line.looks_like,
            tone=tone,
            words=words,
            place=point.said.place,
            before=before_words(point.before),
            is_must=point.is_must,
            from_group=point.from_group,
            action=Link(action.what, address(action) if address else "") if action else None,
            action_state=STATES[action.state] if action else None,
            plans=point.is_missing and action is None and line.criterion in asked,
            is_missing=point.is_missing,
            is_open=point.is_open,
        )
        found.setdefault(line.criterion, []).append(shown)
    return [PointsOf(code, titles.get(code, ""), points) for code, points in found.items()]


def before_words(said: Said | None) -> str:
    """Last year's answer; empty where there was none."""
    if said is None or said.holds is None:
        return ""
    where = f", {said.place}" if said.place else ""
    return f"it said so{where}" if said.holds is Holds.YES else "it was missing"


def count_words(count: Count) -> str:
    """Of 24 points your policy holds 19; 3 are missing, 2 of which it must have, and 2 are left."""
    parts = [f"{count.held} of {plural(count.points, 'point')} found"]
    if count.missing:
        must = ""
        if count.musts_missing:
            some = "" if count.musts_missing == count.missing else f"{count.musts_missing} of "
            must = f" ({some}which it must have)"
        parts.append(f"{count.missing} missing{must}")
    if count.left:
        parts.append(f"{count.left} still to answer")
    return ", ".join(parts) + "."


def check_words(seen: CheckSeen) -> str:
    """How far a check is, with its day."""
    if seen.check.finished_at is not None:
        return f"Finished on {day_short(seen.check.finished_at)}"
    return f"Under way since {day_short(seen.check.begun_at)}"


def done_actions(seen: CheckSeen, standing: Mapping[int, PlannedAction]) -> list[str]:
    """The points that are missing although the action for them is done: look again."""
    return [
        one.line.code
        for one in seen.points
        if one.is_missing
        and (answer := seen.answers.get(one.line.code)) is not None
        and (action := standing.get(answer.action_id or 0)) is not None
        and action.state is ActionState.DONE
    ]


def policy_read(journey: Journey, who: Actor) -> dict[str, Any]:
    """The check for a room that only reads it; without one, nothing but that."""
    seen = find_check(db.session(), who, journey)
    if seen is None:
        return {"seen": None, "groups": [], "words": "", "summary": ""}
    return {
        "seen": seen,
        "groups": points_shown(journey, seen, list_actions(who, journey)),
        "words": check_words(seen),
        "summary": count_words(seen.count),
    }
