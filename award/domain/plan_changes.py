"""What is different in a plan from the one that was agreed: added, taken out, changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

FIELDS: Final = ("what", "criteria", "lead_name", "due_on")


@dataclass(frozen=True)
class AgreedAction:
    """What an action says, as far as it is agreed to. ``more`` is None where it was not kept."""

    what: str
    criteria: tuple[str, ...]
    lead_name: str
    due_on: date
    more: Mapping[str, Any] | None = None

    def as_kept(self, number: int) -> dict[str, Any]:
        """Plain values for the plan as agreed; ``read_agreed`` reads them back."""
        return {
            "id": number,
            "what": self.what,
            "criteria": list(self.criteria),
            "lead_name": self.lead_name,
            "due_on": self.due_on.isoformat(),
            "more": dict(self.more or {}),
        }


def read_agreed(kept: Sequence[Mapping[str, Any]]) -> dict[int, AgreedAction]:
    """The actions as they were agreed, by their number."""
    return {
        one["id"]: AgreedAction(
            one["what"],
            tuple(one["criteria"]),
            one["lead_name"],
            date.fromisoformat(one["due_on"]),
            one.get("more"),
        )
        for one in kept
    }


@dataclass(frozen=True)
class Changed:
    """One thing said of an action: what was agreed, and what stands now; None where nothing."""

    of: str
    agreed: Any
    now: Any


@dataclass(frozen=True)
class PlanChanges:
    """Everything that is different now. Numbers are those of the actions."""

    added: tuple[int, ...] = ()
    taken_out: Mapping[int, AgreedAction] = field(default_factory=dict)
    changed: Mapping[int, tuple[Changed, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.taken_out or self.changed)


def compare_plans(
    agreed: Mapping[int, AgreedAction], now: Mapping[int, AgreedAction]
) -> PlanChanges:
    """What is different between the plan as agreed and the one that stands."""
    changed = {
        number: found
        for number, one in now.items()
        if number in agreed and (found := compare(agreed[number], one))
    }
    return PlanChanges(
        tuple(number for number in now if number not in agreed),
        {number: one for number, one in agreed.items() if number not in now},
        changed,
    )


def compare(agreed: AgreedAction, now: AgreedAction) -> tuple[Changed, ...]:
    """What is said otherwise of one action; what is told on request is named ``more.…``."""
    found = [
        Changed(name, getattr(agreed, name), getattr(now, name))
        for name in FIELDS
        if getattr(agreed, name) != getattr(now, name)
    ]
    if agreed.more is not None:
        was, stands = agreed.more, now.more or {}
        found += [
            Changed(f"more.{name}", was.get(name), stands.get(name))
            for name in sorted({*was, *stands})
            if was.get(name) != stands.get(name)
        ]
    return tuple(found)
