"""What a route asks of a journey: the shape of its rules, and their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self


class Approval(StrEnum):
    """A thing the head may be asked to approve."""

    APPLY = "apply"
    READY = "ready"
    REPLY = "reply"


class VisitForm(StrEnum):
    """How a visit is held."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    WORKSHOP = "workshop"
    CALL = "call"


class CriteriaAsked(StrEnum):
    """Which of the framework's criteria a journey is asked."""

    FOR_KIND = "for_kind"
    CLUB = "club"
    STALE_AND_SAMPLE = "stale_and_sample"
    GAPS = "gaps"


@dataclass(frozen=True)
class Thresholds:
    """When the decision rule suggests the award. Percentages of the criteria that apply."""

    met_percent: int = 85
    conditions_not_yet_percent: int = 5
    conditions_developing_percent: int = 25


@dataclass(frozen=True)
class Rules:
    """What one version of a route asks. A journey keeps the rules it began with.

    Days and terms are counted in the setting's own calendar; percentages are whole numbers.
    An empty ``initial_visit`` asks for no initial visit. ``one_person`` lets somebody decide on
    what they put in themselves, where there is nobody else; each such step is told as set aside.
    """

    approvals: frozenset[Approval] = frozenset(Approval)
    initial_visit: frozenset[VisitForm] = frozenset({VisitForm.ON_SITE})
    plan_agreed: bool = True
    policy_in_date: bool = True
    monitoring_visits: int = 1
    criteria: CriteriaAsked = CriteriaAsked.FOR_KIND
    adviser_may_assess: bool = False
    behalf_may_vote: bool = False
    one_person: bool = False
    votes: int = 2
    told_to_steering: bool = False
    colleague_looks: bool = False
    sample_percent: int = 10
    sample_not_yet: bool = True
    sample_first: int = 3
    silence_terms: int = 2
    deferral_terms: int = 2
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        if self.votes < 1:
            raise ValueError("A route asks for at least one vote.")
        if not 0 <= self.sample_percent <= 100:
            raise ValueError("The sample is a percentage: a whole number from 0 to 100.")

    def asks(self, approval: Approval) -> bool:
        """Whether the head's approval of this thing is asked."""
        return approval in self.approvals

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the route's row and a seed file; ``from_json`` reads them back."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The rules from plain values.

        Raises ValueError when a name is not a rule's, or a value is not one of its words.
        """
        known = {one.name for one in fields(cls)}
        strange = sorted(set(kept) - known)
        if strange:
            raise ValueError(f"A route has no rule called {strange[0]}.")
        read: dict[str, Any] = dict(kept)
        if "approvals" in kept:
            read["approvals"] = frozenset(Approval(one) for one in kept["approvals"])
        if "initial_visit" in kept:
            read["initial_visit"] = frozenset(VisitForm(one) for one in kept["initial_visit"])
        if "criteria" in kept:
            read["criteria"] = CriteriaAsked(kept["criteria"])
        if "thresholds" in kept:
            read["thresholds"] = Thresholds(**kept["thresholds"])
        return cls(**read)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, Thresholds):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return str(value) if isinstance(value, StrEnum) else value
