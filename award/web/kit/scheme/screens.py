"""Screens that several rooms have: written once, and given to each room's blueprint."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Blueprint, current_app, request

View = TypeVar("View", bound=Callable[..., Any])


class Screens:
    """Collects screens; ``give_to`` puts them at a room's addresses under their own names.

    Their links begin with a dot, so that they lead to the room that somebody is in.
    """

    def __init__(self) -> None:
        self._found: list[tuple[str, Sequence[str], Callable[..., Any]]] = []

    @property
    def names(self) -> set[str]:
        """What the screens are called in each room."""
        return {view.__name__ for _, _, view in self._found}

    def get(self, rule: str) -> Callable[[View], View]:
        """A screen that only shows."""
        return self.route(rule)

    def post(self, rule: str) -> Callable[[View], View]:
        """A screen that only does."""
        return self.route(rule, methods=("POST",))

    def route(self, rule: str, *, methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
        """A screen with the methods that it answers."""

        def keep(view: View) -> View:
            self._found.append((rule, methods, view))
            return view

        return keep

    def give_to(self, bp: Blueprint, prefix: str = "") -> None:
        """Give a room every screen that was collected so far."""
        for rule, methods, view in self._found:
            bp.add_url_rule(f"{prefix}{rule}", view.__name__, view, methods=methods)


screens = Screens()


def is_in_room(name: str) -> bool:
    """Whether the room that somebody is in has a screen of this name."""
    return f"{request.blueprint}.{name}" in current_app.view_functions
