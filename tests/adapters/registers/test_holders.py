"""A list of earlier holders is read as somebody kept it in a spreadsheet."""

from datetime import date

import pytest

from award.adapters.registers import read_holders


@pytest.mark.parametrize(
    "written", ["01-09-2023", "1/9/2023", "1 September 2023", "1st Sep 2023", "2023-09-01"]
)
def test_a_day_is_read_however_it_was_written(written: str) -> None:
    reading = read_holders(f"name,awarded on\nColeman Primary,{written}\n".encode())

    assert [one.awarded_on for one in reading.lines] == [date(2023, 9, 1)]
    assert reading.refused == ()


def test_what_is_no_day_is_told_with_how_to_write_one() -> None:
    reading = read_holders(b"name,until\nColeman Primary,31/02/2020\n")

    assert [one.reason for one in reading.refused] == [
        "“31/02/2020” is not a day: write it like 3 March 2026 or 03/03/2026"
    ]
