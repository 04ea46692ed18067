"""What bringing a spreadsheet of running journeys in would do, line by line."""

from dataclasses import dataclass, field

from award.domain.registers import LineNote
from award.domain.running_journeys import RunningRow


@dataclass(frozen=True, slots=True)
class Bringable:
    """A line that would become a journey, or an award without one, of a setting that is known."""

    row: RunningRow
    setting_id: int
    name: str
    route_code: str = ""
    route_name: str = ""
    round_id: int | None = None
    round_name: str = ""

    @property
    def is_award(self) -> bool:
        return self.row.stage is None


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line that changes nothing, because what it says is there already."""

    line: int
    name: str
    reason: str


@dataclass
class RunningPlan:
    """What bringing a sheet in would do now, line by line; ``unknown`` are names nobody has."""

    new: list[Bringable] = field(default_factory=list)
    known: list[KnownLine] = field(default_factory=list)
    refused: list[LineNote] = field(default_factory=list)
    unknown: dict[int, str] = field(default_factory=dict)

    @property
    def journeys(self) -> list[Bringable]:
        return [one for one in self.new if not one.is_award]

    @property
    def awards(self) -> list[Bringable]:
        return [one for one in self.new if one.is_award]
