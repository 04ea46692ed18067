"""Real files that may lie beside the project: the register, its links, days of terms, evidence.

They are not ours to keep here, so a test that reads one is passed over where there are none.
"""

import os
from pathlib import Path
from typing import Final

import pytest

FOLDER: Final = Path("shared/data")  # in a folder above this one, or wherever SHARED_DATA says


def beside(name: str) -> Path:
    """The real file or folder of this name; without its folder the test is passed over."""
    folder = Path(name).parts[0]
    named = os.environ.get("SHARED_DATA")
    places = [Path(named)] if named else [up / FOLDER for up in Path(__file__).parents]
    found = next((place for place in places if (place / folder).is_dir()), None)
    if found is None:
        pytest.skip(f"{FOLDER / folder} is not beside the project, nor where SHARED_DATA says")
    return found / name
