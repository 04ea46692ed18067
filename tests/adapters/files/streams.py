"""Streams as uploads are at their worst."""

import io
from typing import Any


class Breaking(io.RawIOBase):
    """A stream whose sender goes away after so many pieces."""

    def __init__(self, pieces: int = 1) -> None:
        self._left = pieces

    def read(self, size: int = -1, /) -> Any:
        if not self._left:
            raise ConnectionResetError("gone")
        self._left -= 1
        return b"x" * (1 << 18)
