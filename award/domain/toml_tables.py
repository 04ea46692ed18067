"""Reads the tables of a TOML text field by field, noting every fault as a sentence."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

Word = TypeVar("Word", bound=StrEnum)
Row = TypeVar("Row")


class Table:
    """One table. A field that is missing or of another sort is noted, and reading goes on.

    Faults of the tables inside it land in the same list, so that one reading finds them all.
    """

    def __init__(self, name: str, values: Mapping[str, Any], faults: list[str]) -> None:
        self.name = name
        self.faults = faults
        self._values = values
        self._asked: set[str] = set()

    def has(self, field: str) -> bool:
        """Whether the field is given."""
        return field in self._values

    def fault(self, sentence: str) -> None:
        """Notes a fault of this table."""
        self.faults.append(f"{self.name or 'The file'}: {sentence}")

    def text(self, field: str, *, may_be_empty: bool = False) -> str:
        """A field that holds words."""
        value = self._take(field)
        if isinstance(value, str) and (may_be_empty or value.strip()):
            return value
        self.fault(f"“{field}” needs some words.")
        return ""

    def texts(self, field: str) -> tuple[str, ...]:
        """A field that holds a list of words; the list may be empty."""
        value = self._take(field)
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(value)
        self.fault(f"“{field}” needs a list of words.")
        return ()

    def number(self, field: str, *, least: int = 0) -> int:
        """A field that holds a whole number."""
        value = self._take(field)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.fault(f"“{field}” needs a whole number, {least} or more.")
        return least

    def yes_no(self, field: str) -> bool:
        """A field that holds true or false."""
        value = self._take(field)
        if isinstance(value, bool):
            return value
        self.fault(f"“{field}” needs true or false.")
        return False

    def word(self, field: str, words: type[Word]) -> Word:
        """A field that holds one of a few words."""
        return self._one_of(field, self._take(field), words)

    def words(self, field: str, words: type[Word]) -> tuple[Word, ...]:
        """A field that holds a list of such words."""
        return tuple(self._one_of(field, one, words) for one in self.texts(field))

    def table(self, field: str) -> "Table":
        """A table inside this one."""
        value = self._take(field)
        if not isinstance(value, dict):
            self.fault(f"the part “{field}” is missing.")
            value = {}
        return Table(self._inside(field), value, self.faults)

    def rows(self, field: str, read: Callable[["Table"], Row]) -> tuple[Row, ...]:
        """A list of tables, each read by ``read``, then searched for fields nobody knows."""
        value = self._take(field)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(f"the list “{field}” is missing.")
            return ()
        return tuple(self._row(field, place, one, read) for place, one in enumerate(value, start=1))

    def named(self, field: str) -> tuple["Table", ...]:
        """The tables of a table of tables, one for each name; none when it is not given."""
        if not self.has(field):
            return ()
        inner = self.table(field)
        return tuple(inner.table(name) for name in inner.names())

    def names(self) -> tuple[str, ...]:
        """The names of the fields given, in order."""
        return tuple(self._values)

    def finish(self) -> None:
        """Notes every field that was given and never asked for."""
        for field in self._values:
            if field not in self._asked:
                self.fault(f"there is no field called “{field}”. Take it out or mend its name.")

    def _inside(self, name: str) -> str:
        return f"{self.name}, {name}" if self.name else name

    def _take(self, field: str) -> object:
        self._asked.add(field)
        return self._values.get(field)

    def _row(
        self, field: str, place: int, values: Mapping[str, Any], read: Callable[["Table"], Row]
    ) -> Row:
        label = values.get("code", place)
        table = Table(self._inside(f"{field} {label}"), values, self.faults)
        row = read(table)
        table.finish()
        return row

    def _one_of(self, field: str, value: object, words: type[Word]) -> Word:
        choices = tuple(words)
        for choice in choices:
            if choice == value:
                return choice
        listed = ", ".join(choices)
        self.fault(f"“{field}” is “{value}”; it needs one of: {listed}.")
        return choices[0]
