"""Official numbers of settings: how they are written, and what does not fit."""

from dataclasses import replace

import pytest

from award.domain.kinds import Scheme
from award.domain.numbers import (
    KNOWN,
    OfficialNumber,
    bare,
    described,
    number_fault,
    number_for,
    numbers_in,
    shape_faults,
)
from tests.domain.test_kinds import HOME

SITE = OfficialNumber("own_site", "Site number", ("LE-999", "AA9"))
NURSERY = replace(HOME, identifier_schemes=("ofsted_urn", "gias_urn", "own_site"))


@pytest.mark.parametrize(
    ("code", "fits", "does_not"),
    [
        ("gias_urn", ["120001"], ["12001", "1200012", "EY120001", ""]),
        ("ofsted_urn", ["120001", "2500012", "EY120001", "SC0430112"], ["12", "XY120001"]),
        ("ukprn", ["10012345"], ["20012345", "1001234"]),
        ("charity", ["123456", "1234567", "SC012345", "NIC100001"], ["12345", "SC1"]),
        ("company", ["01234567", "OC312345"], ["1234567", "O1312345"]),
    ],
)
def test_the_numbers_that_everybody_has(code: str, fits: list[str], does_not: list[str]) -> None:
    number = numbers_in([])[code]

    assert [one for one in fits if not number.fits(one)] == []
    assert [one for one in does_not if number.fits(one)] == []
    assert all(one.rule and one.example() for one in KNOWN)


def test_an_own_number_says_how_it_is_written_with_an_example() -> None:
    assert SITE.says() == (
        "Site number: write it as “LE-”, then three figures or two letters, then one figure, "
        "like LE-123"
    )
    assert (SITE.fits("LE-042"), SITE.fits("QQ7"), SITE.fits("LE042")) == (True, True, False)
    assert OfficialNumber.from_content(SITE.as_content()) == SITE
    assert numbers_in([SITE.as_content()])["own_site"].is_own


def test_a_number_without_a_rule_takes_anything_that_is_short() -> None:
    free = OfficialNumber("own_ours", "Our number")

    assert free.fits("ANY/THING 1")
    assert not free.fits("1" * 41)
    assert free.says() == "Our number: 40 letters and figures at most"
    assert free.example() == ""


def test_which_number_it_is_follows_from_the_kind() -> None:
    known = numbers_in([SITE.as_content()])

    found = [number_for(NURSERY, one, known) for one in ("120001", "LE-042", "nothing")]

    assert [one and one.code for one in found] == [Scheme.OFSTED_URN, "own_site", None]
    assert number_fault(NURSERY, known).startswith("An Ofsted number has six or seven figures")
    assert "No number is kept for this kind" in number_fault(
        replace(HOME, identifier_schemes=("none",)), known
    )


def test_a_number_is_kept_without_spaces_and_in_capitals() -> None:
    assert bare(" ey 120 001\t") == "EY120001"


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        (["AA 99"], "cannot be used"),
        (["A9)"], "cannot be used"),
        (["LE1"], "fits one number only"),
        (["9" * 21], "too long"),
        (["9", "99", "999", "9999", "99999", "999999"], "5 ways at most"),
    ],
)
def test_a_way_of_writing_that_cannot_be_used_is_told(shapes: list[str], words: str) -> None:
    assert [one for one in shape_faults(shapes) if words in one]
    assert shape_faults(["AA9999", "9-9/9.9"]) == []


def test_a_long_run_is_counted_in_figures() -> None:
    assert described("999999999999") == "12 figures"
