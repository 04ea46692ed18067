"""The texts that come with the program, read from the package."""

from functools import cache
from importlib.resources import files
from typing import Final

SEED: Final = files("award") / "seed"


@cache
def seed_text(name: str) -> str:
    """The text of one shipped file, such as ``routes.toml`` or ``letters/invitation.txt``.

    Raises FileNotFoundError for a name that is not shipped.
    """
    return SEED.joinpath(*name.split("/")).read_text(encoding="utf-8")
