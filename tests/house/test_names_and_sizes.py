"""Modules open with what they are for, stay small, and are called what they are."""

import ast
import re
from pathlib import Path

from tests.house.sources import definitions, modules, named, tree_of

FORBIDDEN = {
    "utils", "helpers", "common", "misc", "manager", "service", "handler", "data", "info",
    "process",
}  # fmt: skip
MOST_LINES = 300
MOST_LINES_IN_A_FUNCTION = 40
LONG_FILES = {"award/domain/lifecycle.py"}  # the table of moves stands in one piece
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def names_nothing(name: str) -> bool:
    """True for a forbidden word, or for a name that ends in one: `visits_info`, `PlanHandler`."""
    words = [word.lower() for word in WORD.findall(name)]
    return bool(words) and words[-1] in FORBIDDEN and words[0] != "is"


def length(node: ast.AST) -> int:
    assert isinstance(node, ast.stmt)
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def test_a_forbidden_word_is_seen_in_every_spelling() -> None:
    assert [names_nothing(name) for name in ("utils", "PlanHandler", "visit_data")] == [True] * 3
    assert [names_nothing(name) for name in ("database", "handle", "is_common")] == [False] * 3


def test_no_module_or_folder_has_a_forbidden_name() -> None:
    wrong = [named(path) for path in modules() if any(map(names_nothing, own_parts(path)))]

    assert wrong == []


def own_parts(path: Path) -> list[str]:
    return [part.removesuffix(".py") for part in Path(named(path)).parts]


def test_no_function_or_class_has_a_forbidden_name() -> None:
    wrong = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in definitions(path)
        if names_nothing(node.name)
    ]

    assert wrong == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [named(path) for path in modules() if not ast.get_docstring(tree_of(path))]

    assert silent == []


def test_no_file_is_too_long() -> None:
    long = {
        named(path): lines
        for path in modules()
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
        and named(path) not in LONG_FILES
    }

    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{named(path)}:{node.lineno} {node.name}": length(node)
        for path in modules()
        for node in definitions(path)
        if is_function(node) and length(node) > MOST_LINES_IN_A_FUNCTION
    }

    assert long == {}


CLOCKS = {"now", "utcnow", "today", "utcfromtimestamp"}
CLOCK = "award/adapters/clock.py"


def reads_the_clock(node: ast.AST) -> bool:
    """True for `datetime.now`, `date.today`, `datetime.datetime.utcnow` and `time.time`."""
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else None
    owner = node.value.id if isinstance(node.value, ast.Name) else owner
    if owner in {"datetime", "date"}:
        return node.attr in CLOCKS
    return owner == "time" and node.attr in {"time", "time_ns", "localtime", "gmtime"}


def test_reading_the_clock_is_seen() -> None:
    seen = [
        any(map(reads_the_clock, ast.walk(ast.parse(code))))
        for code in ("datetime.now(UTC)", "dt.datetime.utcnow()", "date.today()", "clock.today()")
    ]

    assert seen == [True, True, True, False]


def test_only_the_clock_reads_the_clock() -> None:
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in modules()
        if named(path) != CLOCK
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and reads_the_clock(node)
    ]

    assert wrong == []
