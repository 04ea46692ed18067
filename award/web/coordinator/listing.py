"""Lists in the address: what is asked of one, what narrows it, its pages."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask import request, url_for

from award.queries.lists import PAGE_SIZE, Page
from award.web.kit.paging import pages_of

W = TypeVar("W", bound=StrEnum)
# What pages of this room ask their address for: of anything else a list's own links keep nothing.
NAMES: Final = frozenset(
    {
        "all", "anew", "down", "enquiry", "having", "journey", "kind", "name", "never", "page", "q",
        "role", "round", "route", "search", "show", "sort", "stage", "state", "sure", "turn",
        "view", "who",
    }
)  # fmt: skip


def _given(name: str) -> str:
    """What the address gives by this name. Raises KeyError for one that no list would keep."""
    if name not in NAMES:
        raise KeyError(name)
    return request.args.get(name, "")


def word(name: str, vocabulary: type[W]) -> W | None:
    """What the address asks for by this name, where it is one of the words; else nothing."""
    given = _given(name)
    return vocabulary(given) if given in list(vocabulary) else None


def number(name: str, usual: int | None = None) -> int | None:
    """The whole number that the address gives by this name."""
    given = _given(name)
    return int(given) if given.isdecimal() and len(given) < 10 else usual


def text(name: str) -> str:
    """What the address gives by this name, cut where nobody would type more."""
    return _given(name)[:200].strip()


def again(endpoint: str, **changed: Any) -> str:
    """This list's address with something changed; what is empty leaves the address."""
    asked = {name: one for name, one in request.args.items() if name in NAMES}
    kept = {**asked, **(request.view_args or {}), **changed}
    return url_for(endpoint, **{name: one for name, one in kept.items() if one not in ("", None)})


def select_of(
    name: str, label: str, value: object, any_words: str, choices: Iterable[tuple[object, str]]
) -> dict[str, Any]:
    """One list of a filter bar: ``any_words`` lets everything through, each choice its own."""
    offered = [{"value": "", "words": any_words}]
    offered += [{"value": str(one), "words": words} for one, words in choices]
    chosen = "" if value is None else str(value)
    return {"name": name, "label": label, "value": chosen, "choices": offered}


def paging(page: Page[Any], endpoint: str) -> dict[str, Any]:
    """What the pagination component asks for."""
    found = pages_of(
        page.total,
        size=PAGE_SIZE,
        page=page.number,
        address=lambda one: again(endpoint, page=one),
    )
    return {
        "pages": found.links,
        "first": found.first,
        "last": found.last,
        "total": found.total,
        "previous": found.previous,
        "next": found.next,
    }
