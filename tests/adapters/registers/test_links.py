"""Reading the register's links: what is a link, what is refused, and the real file."""

from datetime import date

import pytest

from award.adapters.registers import NotARegister, read_links
from award.domain.register_links import Became, LinkEnd, LinkLine, became, links_of
from award.domain.registers import LineNote
from tests.real_files import beside

HEAD = '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n'


def test_predecessors_and_successors_are_read_merged_or_not() -> None:
    text = (
        '"100001","140001","Abbey, the new","Successor","01-09-2016"\n'
        '"140001","100001","Abbey","Predecessor - merged",""\n'
    )

    reading = read_links((HEAD + text).encode())

    assert reading.lines == (
        LinkLine(2, "100001", "140001", "Abbey, the new", LinkEnd.SUCCESSOR, date(2016, 9, 1)),
        LinkLine(3, "140001", "100001", "Abbey", LinkEnd.PREDECESSOR),
    )
    assert reading.refused == ()


def test_a_link_of_another_sort_is_passed_over_and_counted() -> None:
    text = '"100001","100002","The sixth form","Sixth Form Centre Link",""\n'

    reading = read_links((HEAD + text).encode())

    assert (reading.lines, reading.passed_over) == ((), 1)


def test_lines_that_cannot_be_used_are_refused_one_by_one() -> None:
    text = (
        '"","100002","A","Successor",""\n'
        '"100001","x","A","Successor",""\n'
        '"100001","100001","A","Successor",""\n'
        '"100001","100002","A","Successor","soon"\n'
        '"100001","100002"\n'
        '"100001","100003","A","Successor",""\n'
    )

    reading = read_links((HEAD + text).encode())

    assert [one.other for one in reading.lines] == ["100003"]
    assert reading.refused == (
        LineNote(2, "A blank is not a number (URN): it should be five or six digits"),
        LineNote(3, "“x” is not a number (URN): it should be five or six digits"),
        LineNote(4, "Number 100001 is said to follow itself"),
        LineNote(5, "“soon” is not a day: it should be like 31-08-2026"),
        LineNote(6, "This line has 2 columns where the heading has 5"),
    )


def test_a_file_without_the_columns_says_which() -> None:
    with pytest.raises(NotARegister, match="no column called LinkURN or LinkType"):
        read_links(b"URN,Name\n1,2\n")


def test_the_real_links_are_150_lines_about_76_links_to_67_places() -> None:
    reading = read_links(beside("gias/leicester_links_2025-04-22.csv"))
    links = links_of(reading.lines)
    kinds = list(became(links).values())

    assert (len(reading.lines), reading.refused, reading.passed_over) == (150, (), 0)
    assert len(links) == 76
    assert (kinds.count(Became.NEW_NUMBER), kinds.count(Became.MERGED)) == (58, 9)
