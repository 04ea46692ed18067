"""The child behind the fence: takes its limits upon itself, looks at one file, says what it is."""

import json
import os
import resource
import shutil
import sys
from typing import Final

MEMORY: Final = 1_600_000_000
SECONDS: Final = 40
# What it may write: the cleaned file, never larger than the largest that may be kept.
WRITES: Final = 600_000_000
NICE: Final = 10


def shut_in() -> None:
    """Little memory, little time, nothing dumped, no other process, behind everybody else."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))
    os.nice(NICE)


def answer(extension: str, limits: str, target: int) -> dict[str, object]:
    """What the file on standard input is; its cleaned bytes go to the file with this number."""
    from award.adapters.kinds_of_file.kinds import look_at  # noqa: PLC0415 - after shutting in
    from award.adapters.kinds_of_file.refusals import NotAcceptable  # noqa: PLC0415 - the same
    from award.domain.file_limits import FileLimits  # noqa: PLC0415 - the same

    try:
        with os.fdopen(0, "rb", closefd=False) as source:
            found = look_at(source, f"file.{extension}", FileLimits(**json.loads(limits)))
    except NotAcceptable as refused:
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
    shut_in()
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
