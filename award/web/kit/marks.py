"""The mark on every screen: who may come in. A screen without one stops the start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from flask import Flask
from flask.typing import ResponseReturnValue

from award.domain.permissions import May

MARK: Final = "award_mark"
Screen = TypeVar("Screen", bound=Callable[..., ResponseReturnValue])


class NotMarked(RuntimeError):
    """A screen does not say who may come in, so nothing starts."""


@dataclass(frozen=True)
class Mark:
    """Who may come in: with a permission, with an account, or anybody (neither)."""

    may: May | None = None
    account: bool = False


def needs(may: May) -> Callable[[Screen], Screen]:
    """Mark a screen: only for a role of this address that has this permission."""
    return _marked(Mark(may=may))


def needs_account(screen: Screen) -> Screen:
    """Mark a screen: for whoever is signed in, about themselves."""
    return _marked(Mark(account=True))(screen)


def open_to_all(screen: Screen) -> Screen:
    """Mark a screen: for everybody, signed in or not."""
    return _marked(Mark())(screen)


def _marked(mark: Mark) -> Callable[[Screen], Screen]:
    def put(screen: Screen) -> Screen:
        setattr(screen, MARK, mark)
        return screen

    return put


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    """The mark of a screen, if it has one."""
    return getattr(app.view_functions[endpoint], MARK, None)


def must_be_marked(app: Flask) -> None:
    """Refuse to start while a screen does not say who may come in. Raises NotMarked."""
    bare = sorted(
        {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "static" and mark_of(app, rule.endpoint) is None
        }
    )
    if bare:
        raise NotMarked(f"Mark these screens with @needs or @open_to_all: {', '.join(bare)}")
