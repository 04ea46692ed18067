"""Lists what an import of the register does, place by place, to be looked at first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from award.actions.comparing import CLOSED_THERE, Change, Fate, Verdict, closes
from award.domain.registers import LineNote, RegisterRow


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """A place of the register and what becomes of it; ``still_open`` has a journey going on."""

    number: str
    name: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    still_open: bool = False


@dataclass
class ImportPlan:
    """What an import does, place by place; and honestly what it could not read."""

    added: list[PlannedPlace] = field(default_factory=list)
    changed: list[PlannedPlace] = field(default_factory=list)
    closed: list[PlannedPlace] = field(default_factory=list)
    known: list[PlannedPlace] = field(default_factory=list)
    proposed: list[PlannedPlace] = field(default_factory=list)
    too_long: list[PlannedPlace] = field(default_factory=list)
    unchanged: int = 0
    refused_lines: tuple[LineNote, ...] = ()
    blanks: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> tuple[str, ...]:
        """Every refusal as a sentence that says where to look."""
        return (
            *(f"Line {one.line}: {one.reason}." for one in self.refused_lines),
            *(f"Number {one.number}: {one.reason}." for one in self.too_long),
        )

    @property
    def summary(self) -> str:
        """The counts, in one line; what waits for a coordinator's word, where something does."""
        waits = f", to be looked at {len(self.proposed)}" if self.proposed else ""
        return (
            f"added {len(self.added)}, changed {len(self.changed)}, unchanged {self.unchanged}, "
            f"closed {len(self.closed)}, known {len(self.known)}, refused {len(self.refused)}"
            + waits
        )

    def note(self, row: RegisterRow, verdict: Verdict, *, still_open: bool) -> None:
        """Count one place where it belongs; one of which something is proposed stands there too."""
        if verdict.proposed:
            reason = CLOSED_THERE if closes(verdict) else ""
            self.proposed.append(
                PlannedPlace(row.urn, row.name, reason, verdict.proposed, still_open)
            )
        if verdict.fate is Fate.UNCHANGED:
            self.unchanged += 1
            return
        places = {
            Fate.ADDED: self.added,
            Fate.CHANGED: self.changed,
            Fate.CLOSED: self.closed,
            Fate.KNOWN: self.known,
            Fate.REFUSED: self.too_long,
        }
        places[verdict.fate].append(
            PlannedPlace(row.urn, row.name, verdict.reason, verdict.changes, still_open)
        )
