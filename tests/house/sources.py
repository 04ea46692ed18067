"""The files of the project, as the house tests read them."""

import ast
import os
from collections.abc import Iterator
from fnmatch import fnmatch
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
def ignored() -> list[str]:
    return [".git", *(ROOT / ".gitignore").read_text().split()]


def is_ignored(path: Path) -> bool:
    return any(
        fnmatch(path.name, pattern.strip("/")) or named(path) == pattern for pattern in ignored()
    )


@cache
def kept_files() -> list[Path]:
    """Every file that is, or is about to be, kept in the repository."""
    kept = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not is_ignored(Path(folder) / name)]
        paths = [Path(folder) / name for name in names]
        kept += [path for path in paths if path.is_file() and not is_ignored(path)]
    return sorted(kept)
