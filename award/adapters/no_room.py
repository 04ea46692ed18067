"""Knows a disk without room from other trouble, so that no file is blamed for it."""

import errno
from typing import Final

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
# How a child says so that was shut in: nothing it finds in a file makes it end like this.
ENDED_FULL: Final = 74


def is_no_room(trouble: BaseException | None) -> bool:
    """Whether a disk without room is behind this trouble, however it was told on the way."""
    while trouble is not None:
        if isinstance(trouble, OSError) and trouble.errno in FULL:
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False
