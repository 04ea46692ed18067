"""Keeps what the register says of a place, to tell it from what a person put right by hand."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from award.actions.comparing import BY_HAND, Verdict
from award.storage.settings import Setting

Kept = Mapping[str, Any]


def note_register(session: Session, judged: Iterable[tuple[object, Kept | None, Verdict]]) -> None:
    """Keep what it says now of each place that is there; nothing else of the place changes."""
    said = [
        {"id": kept["id"], "register_says": dict(verdict.says)}
        for _, kept, verdict in judged
        if kept is not None and verdict.says and verdict.says != kept["register_says"]
    ]
    if said:
        session.execute(update(Setting), said)


def count_as_register(setting: Setting) -> None:
    """What stands there before the first change by hand is what the register said."""
    said = {name: getattr(setting, name) for name in BY_HAND}
    setting.register_says = {name: one for name, one in said.items() if one not in (None, "")}
