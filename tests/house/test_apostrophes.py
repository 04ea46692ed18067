"""What a person reads has curly apostrophes: templates, what an authority begins with, the code."""

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
# Types of place, as the national register spells them.
SPELLED_BY_REGISTER = ("children's centre", "service children's education")


def is_command(one: ast.AST) -> bool:
    """Whether a function is a command, whose docstring is its help."""
    return isinstance(one, ast.FunctionDef) and any(
        ast.unparse(by).split("(")[0].endswith((".command", ".group")) for by in one.decorator_list
    )


def words_of_code(source: str) -> Iterator[str]:
    """The strings of a module but for its docstrings, and the help of its commands."""
    tree = ast.parse(source)
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.FunctionDef) and is_command(one):
            yield ast.get_docstring(one) or ""
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
    for path in (ROOT / "award").rglob("*.py"):
        for words in words_of_code(path.read_text()):
            if not words.startswith(SPELLED_BY_REGISTER):
                yield path, words


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


def test_the_help_of_a_command_is_read_and_other_docstrings_are_not() -> None:
    source = """
@cli.command()
def one():
    'Its help.'

def two():
    'A note to whoever reads the code.'
    return 'words'
"""

    assert list(words_of_code(source)) == ["Its help.", "words"]


def test_apostrophes_are_curly() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {words[max(0, one.start() - 20) : one.end() + 20]}"
        for path, words in words_that_are_read()
        for one in STRAIGHT.finditer(words)
    }

    assert found == set()
