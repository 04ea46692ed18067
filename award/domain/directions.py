"""Words that run from right to left, set apart so that what stands beside them keeps its place.

A name in Arabic or Hebrew pulls the number, comma or bracket next to it over to its other side.
Nobody who writes a sentence with a name in it should have to think of that: what people read is
gone through once, when it is whole. Words without such letters come back as they were. Where a
name ends cannot be read from a sentence if other letters stand in it: who writes such a sentence
says it (``name_apart``).
"""

import re
from collections.abc import Callable
from typing import Final

FIRST_STRONG: Final = "\u2068"
POP: Final = "\u2069"
_RIGHT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# Within a name may stand what is of neither direction, but nothing that parts two names.
_BETWEEN: Final = r"(?:[\s\d'’\"“”.&/\-]|&#3[49];|&amp;)"
_RUN: Final = re.compile(
    rf"[{_RIGHT}]+(?:{_BETWEEN}*[{_RIGHT}]+)*(?:[\s\-]?\d+(?=\s*\Z))?",
)
# A name that was set apart whole, or a run.
_APART: Final = re.compile(rf"{FIRST_STRONG}([^{FIRST_STRONG}{POP}]*){POP}|{_RUN.pattern}")
_ANY: Final = re.compile(f"[{_RIGHT}]")
_TAG: Final = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME_OF_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# What holds no elements, but can hold the marks; and what is left as it is.
_TAKES_MARKS: Final = frozenset({"title", "option", "text"})
_LEFT_ALONE: Final = frozenset({"textarea", "script", "style", "bdi"})


def runs_right_to_left(words: str) -> bool:
    """Whether any letter of these words is of a script that runs from right to left."""
    return _ANY.search(words) is not None


def name_apart(name: str) -> str:
    """A name, between two marks that nobody sees where it holds letters of both directions."""
    is_one_run = not runs_right_to_left(name) or _RUN.fullmatch(name) or name[0] == FIRST_STRONG
    return name if is_one_run else f"{FIRST_STRONG}{name}{POP}"


def set_apart(words: str) -> str:
    """Plain words, each stretch from right to left between two marks that nobody sees."""
    return _APART.sub(lambda one: f"{FIRST_STRONG}{_stretch(one)}{POP}", words)


def set_apart_on_page(page: str) -> str:
    """A page of HTML, each stretch from right to left in a ``bdi`` of its own.

    Where no element may stand, in the page's title, in a list that drops down and in the words
    of a drawing, it stands between marks.
    """
    return over_words(page, _parted) if runs_right_to_left(page) else page


def over_words(page: str, change: Callable[[str, str], str]) -> str:
    """A page of HTML with each stretch of words changed; its tags stay as they are.

    ``change`` gets the words, and the name of the element within which none may be put; empty
    where any may stand.
    """
    parts, inside, deep = _TAG.split(page), "", 0
    for place, part in enumerate(parts):
        if place % 2 == 0:
            parts[place] = change(part, inside)
        elif named := _NAME_OF_TAG.match(part):
            closes, name = bool(named[1]), named[2].lower()
            if not inside and not closes and _keeps_its_own(name, part):
                inside, deep = name, 1
            elif name == inside:
                deep += -1 if closes else 1
                inside = inside if deep else ""
    return "".join(parts)


def _parted(words: str, inside: str) -> str:
    """The words between two tags, within the element that takes no ``bdi`` if there is one."""
    if inside in _TAKES_MARKS:
        return set_apart(words)
    return words if inside else _APART.sub(lambda one: f"<bdi>{_stretch(one)}</bdi>", words)


def _stretch(found: re.Match[str]) -> str:
    """What was found, without marks of its own."""
    return found[0] if found[1] is None else found[1]


def _keeps_its_own(name: str, tag: str) -> bool:
    """Whether no ``bdi`` may follow this tag; one may where the tag holds nothing."""
    is_void = name in ("input", "img", "br") or tag.endswith("/>")
    return not is_void and (name in _TAKES_MARKS | _LEFT_ALONE or 'dir="auto"' in tag)
