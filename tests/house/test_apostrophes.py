"""What a person reads has curly apostrophes: templates, what an authority begins with, the demo."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STRAIGHT = re.compile(
    r"(?<=[A-Za-z])'(?=[a-z]{1,2}\b)|(?<=[a-z]s)'(?= (?!if |else |in |and |or )[a-z])"
)
REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
# What registers and spreadsheets bring is spelled as they spell it.
SPELLED_ELSEWHERE = {"registers.py", "running_journeys.py", "badges.py"}
LAYERS = ("actions", "demo", "domain", "queries", "web/setting", "web/kit")


def words_of_code(source: str) -> Iterator[str]:
    """The strings of a module but for its docstrings."""
    tree = ast.parse(source)
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in told:
            yield one.value


def words_of_table(source: str) -> Iterator[str]:
    """The lines of a table without its remarks."""
    return (line for line in source.splitlines() if not line.lstrip().startswith("#"))


def words_that_are_read() -> Iterator[tuple[Path, str]]:
    for path in (ROOT / "templates").rglob("*.*"):
        yield path, REMARK.sub("", path.read_text())
    for path in (ROOT / "award/seed").rglob("*.t*"):
        yield from ((path, line) for line in words_of_table(path.read_text()))
    for layer in LAYERS:
        for path in (ROOT / "award" / layer).rglob("*.py"):
            if path.name not in SPELLED_ELSEWHERE:
                yield from ((path, words) for words in words_of_code(path.read_text()))


@pytest.mark.parametrize(
    ("words", "is_straight"),
    [
        ("Cardinal's Walk", True),
        ("pupils' views", True),
        ("the setting’s own", False),
        ("{{ url_for('setting.home') }}", False),
        ("{{ 'deeds' if deeds }}", False),
    ],
)
def test_a_straight_apostrophe_is_seen(words: str, *, is_straight: bool) -> None:
    assert (STRAIGHT.search(words) is not None) is is_straight


def test_apostrophes_are_curly() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {words[max(0, one.start() - 20) : one.end() + 20]}"
        for path, words in words_that_are_read()
        for one in STRAIGHT.finditer(words)
    }

    assert found == set()
