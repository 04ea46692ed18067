"""The mark on every screen: who may come in. A screen without one stops the start."""

from collections.abc import Callable, Mapping
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
    proof: Callable[..., bool] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has to be signed in."""
        return self.may is None and not self.account

    def takes_files(self, address: Mapping[str, object]) -> bool:
        """Whether this sender may bring files: whoever is signed in, and who has a good link."""
        return not self.is_open or (self.proof is not None and self.proof(**address))


def needs(may: May) -> Callable[[Screen], Screen]:
    """Mark a screen: only for a role of this address that has this permission."""
    return _marked(Mark(may=may))


def needs_account(screen: Screen) -> Screen:
    """Mark a screen: for whoever is signed in, about themselves."""
    return _marked(Mark(account=True))(screen)


def open_to_all(screen: Screen) -> Screen:
    """Mark a screen: for everybody, signed in or not."""
    return _marked(Mark())(screen)


def open_to_links(proof: Callable[..., bool]) -> Callable[[Screen], Screen]:
    """Mark a screen: for everybody, but files come only by a link that ``proof`` finds good.

    ``proof`` is asked with what stands in the address, before anything that was sent is read.
    """
    return _marked(Mark(proof=proof))


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
