"""The child behind the fence: takes its limits upon itself, looks at one file, says what it is."""

import json
import os
import shutil
import sys
from typing import Final

from award.adapters.fenced import shut_in
from award.adapters.no_room import ENDED_FULL, is_no_room
from award.domain.file_kinds import PICTURES, kind_by_name

MEMORY: Final = 1_600_000_000
SECONDS: Final = 40
# What it may write: the cleaned file, never larger than the largest that may be kept.
WRITES: Final = 600_000_000


def answer(extension: str, limits: str, target: int) -> dict[str, object]:
    """What the file on standard input is; its cleaned bytes go to the file with this number."""
    from award.adapters.kinds_of_file.kinds import look_at  # noqa: PLC0415 - after shutting in
    from award.adapters.kinds_of_file.refusals import NotAcceptable  # noqa: PLC0415 - the same
    from award.domain.file_limits import FileLimits  # noqa: PLC0415 - the same

    try:
        with os.fdopen(0, "rb", closefd=False) as source:
            found = look_at(source, f"file.{extension}", FileLimits(**json.loads(limits)))
    except NotAcceptable as refused:
        if is_no_room(refused):
            raise
        return {"refused": str(refused)}
    if found.cleaned is not None:
        with os.fdopen(target, "wb", closefd=False) as kept:
            shutil.copyfileobj(found.cleaned, kept, 1 << 18)
    return {
        "kind": found.kind.code,
        "removed": list(found.removed),
        "cleaned": found.cleaned is not None,
    }


if __name__ == "__main__":
    # The reader of iPhones' pictures cannot do without threads, and any picture may be one.
    is_picture = kind_by_name(f"file.{sys.argv[1]}") in PICTURES
    shut_in(memory=MEMORY, cpu=SECONDS, writes=WRITES, alone=not is_picture)
    try:
        sys.stdout.write(json.dumps(answer(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
    except Exception as trouble:
        if is_no_room(trouble):
            sys.exit(ENDED_FULL)
        raise
