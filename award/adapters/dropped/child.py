"""The child that looks at one dropped file: shuts itself in, reads it, says what it found."""

import json
import os
import sys
from typing import Any, Final

from award.adapters.fenced import shut_in
from award.domain.dropped_files import Trouble

MEMORY: Final = 700_000_000
SECONDS: Final = 20
WRITES: Final = 100_000


def main() -> None:
    """Standard input holds what is trusted, with its length before it, and then the file."""
    with os.fdopen(0, "rb", closefd=False) as source:
        trust = json.loads(source.read(int.from_bytes(source.read(4), "big")))
        content = source.read()
    sys.stdout.write(json.dumps(answer(content, trust)))


def answer(content: bytes, trust: dict[str, Any]) -> dict[str, str]:
    """What was found, in plain words for the parent."""
    from award.adapters.dropped.reading import CannotRead, read  # noqa: PLC0415 - after shutting in

    try:
        return read(content, trust)
    except CannotRead as trouble:
        return {"trouble": trouble.args[0].name}
    except (MemoryError, RecursionError):
        return {"trouble": Trouble.DAMAGED.name}


if __name__ == "__main__":
    # The signatures' library does its work in a loop with a thread of its own.
    shut_in(memory=MEMORY, cpu=SECONDS, writes=WRITES, alone=False)
    main()
