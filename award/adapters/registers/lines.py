"""The lines of a CSV file with their numbers; those that are no whole line are refused."""

import csv
from collections.abc import Iterator
from typing import TextIO

from award.adapters.registers.texts import NotARegister
from award.domain.registers import LineNote


class Lines:
    """The lines of the file with their numbers; those that are no whole line are refused."""

    def __init__(self, text: TextIO) -> None:
        self.refused: list[LineNote] = []
        self._reader = csv.reader(text, strict=True)
        try:
            self.header = next(self._reader)
        except csv.Error:
            raise NotARegister(
                "The first line does not hold the names of columns. Download the register again."
            ) from None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.header)
        while True:
            line = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                self._refuse(line, self._quotes_sentence(line))
                continue
            if len(cells) == width:
                yield line, cells
            elif any(cell.strip() for cell in cells):
                self._refuse(
                    line, f"This line has {len(cells)} columns where the heading has {width}"
                )

    def _refuse(self, line: int, reason: str) -> None:
        self.refused.append(LineNote(line, reason))

    def _quotes_sentence(self, line: int) -> str:
        last = self._reader.line_num
        where = "this line" if last <= line else f"lines {line} to {last}"
        return f"The quotation marks in {where} do not come in pairs, so nothing there was read"
