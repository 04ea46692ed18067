"""Tells, once a piece is kept, where what it is called looks like a child's name or a record."""

from flask import flash

from award.domain.title_hints import hint_for


def hints_for(*called: str | None) -> list[str]:
    """What to think of, each sentence once; mostly nothing."""
    return [one for one in dict.fromkeys(hint_for(each or "") for each in called) if one]


def say_hints(*called: str | None, more: str = "") -> None:
    """Say it on the next page; what was sent is kept all the same. ``more`` follows a hint."""
    for words in hints_for(*called):
        flash(f"{words} {more}".strip(), "attention")
