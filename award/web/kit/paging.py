"""Splits a list into pages, with the links that lead to each."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

MOST_PAGES = 100_000
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class PageLink:
    """A page to go to, or a gap between pages."""

    number: int = 0
    href: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Pages:
    """Where in a list one is: what `components/pagination.html` asks for."""

    number: int
    first: int
    last: int
    total: int
    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def asked_page() -> int:
    """The page that the address asks for; the first where it is not a number."""
    asked = request.args.get("page", "1")
    return min(int(asked), MOST_PAGES) if asked.isascii() and asked.isdigit() else 1


def asked_words() -> str:
    """The words that somebody looks for in a list, as the address has them."""
    return request.args.get("words", "")[:LONGEST_SEARCH]


def pages_of(total: int, *, size: int, page: int, address: Callable[[int], str]) -> Pages:
    """The pages of a list of so many things. A page beyond the last one is the last one."""
    count = max(1, -(-total // size))
    number = min(max(page, 1), count)
    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    links: list[PageLink] = []
    for before, one in zip([0, *near], near, strict=False):
        if one - before > 1:
            links.append(PageLink(gap=True))
        links.append(PageLink(one, address(one), one == number))
    return Pages(
        number=number,
        first=min((number - 1) * size + 1, total),
        last=min(number * size, total),
        total=total,
        links=tuple(links),
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < count else None,
    )
