"""The files of the project, as the house tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def named(path: Path) -> str:
    """The path as one would say it: from the project's own folder on."""
    return str(path.relative_to(ROOT))


@cache
def modules(folder: str = "award") -> list[Path]:
    return sorted((ROOT / folder).glob("**/*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def definitions(path: Path) -> Iterator[Named]:
    """Every function and class of a module, however deep."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


@cache
def templates() -> list[Path]:
    return sorted((ROOT / "templates").glob("**/*.html"))


@cache
def kept_files() -> list[Path]:
    """Every file that is, or is about to be, kept in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]
