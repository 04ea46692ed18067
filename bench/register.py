"""Reads a national register of 50,000 places, beside bare parsing of the same file.

Run as `python -m bench.register`. Nothing is decided by the times: they are printed.
"""

import csv
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from award.adapters.registers import read_gias
from award.adapters.registers.columns import EITHER, OPTIONAL, REQUIRED

ROWS = 50_000
COLUMNS = 140
ROW = {
    "LA (code)": "856",
    "EstablishmentName": "Willow Lane Primary School, Zoë",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1998",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "3",
    "StatutoryHighAge": "11",
    "NumberOfPupils": "420",
    "Street": "1 Willow Lane",
    "Town": "Leicester",
    "Postcode": "LE1 1AA",
    "Easting": "458000",
    "Northing": "304000",
    "SchoolWebsite": "www.willowlane.example",
    "TelephoneNum": "01162000000",
}


def write_register(path: Path) -> None:
    known = [names[0] for names in {**REQUIRED, **EITHER, **OPTIONAL}.values()]
    header = known + [f"Column {number}" for number in range(len(known), COLUMNS)]
    with path.open("w", encoding="cp1252", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(header)
        for number in range(ROWS):
            row = {**ROW, "URN": str(100_000 + number), "LA (code)": str(800 + number % 150)}
            filler = "Not applicable"[: number % 15]
            rest = [filler] * (COLUMNS - len(known))
            writer.writerow([row.get(column, "") for column in known] + rest)


def bare(path: Path) -> int:
    with path.open(encoding="cp1252", newline="") as text:
        return sum(1 for _ in csv.reader(text)) - 1


def bare_kept(path: Path) -> int:
    with path.open(encoding="cp1252", newline="") as text:
        return len([dict(row) for row in csv.DictReader(text)])


def whole(path: Path) -> int:
    return len(read_gias(path).rows)


def one_authority(path: Path) -> int:
    return len(read_gias(path, la_code="856").rows)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def measured(work: Callable[[Path], int], path: Path) -> float:
    started = time.process_time()
    rows = work(path)
    seconds = time.process_time() - started
    tracemalloc.start()
    work(path)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    name = work.__name__.replace("_", " ")
    say(f"{name:16} {rows:7,} rows {seconds:6.2f} s of CPU {peak:7.1f} MB at most")
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        write_register(path)
        say(f"{ROWS:,} rows x {COLUMNS} columns, {path.stat().st_size / 1e6:.0f} MB, cp1252")
        plain = measured(bare, path)
        measured(bare_kept, path)
        for work in (whole, one_authority):
            say(f"{'':16} {measured(work, path) / plain:.1f} times bare csv")


if __name__ == "__main__":
    main()
