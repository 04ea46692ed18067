"""Finds names by the words that people type: in any order, with or without their marks."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, func, or_

MOST_WORDS: Final = 8
MARKS: Final = ("'", "’", "‘", "`", "´", "-", "–", ".", ",", " ")
"""Phones write them otherwise than registers do, and people leave them out: Kings, All Saints."""


def bare(words: str) -> str:
    """The words without their marks and spaces."""
    for mark in MARKS:
        words = words.replace(mark, "")
    return words


def has_words(search: str, *columns: Any) -> ColumnElement[bool]:
    """True for rows in which each of the words stands in one of the columns, large or small.

    "kings lock" and "Lock King’s" find King's Lock High School. More than eight words are not
    looked for, and a search of nothing but marks finds nothing.
    """
    wanted = [word for one in search.split()[:MOST_WORDS] if (word := bare(one))]
    if not wanted:
        return false()
    return and_(*(or_(*(_holds(column, word) for column in columns)) for word in wanted))


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    for mark in MARKS:
        column = func.replace(column, mark, "")
    found: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return found
