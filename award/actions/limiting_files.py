"""Sets how much, and which files, the settings of an authority may add."""

from dataclasses import asdict
from datetime import datetime

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.file_limits import RANGES, FileLimits
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotReady
from award.storage.authorities import Authority


def limit_files(authority: Authority, limits: FileLimits, *, by: Actor, at: datetime) -> None:
    """Set the limits from now on; what is kept already stays. Raises NotReady out of range."""
    must_be_allowed(authority, May.EDIT_FILE_LIMITS, by=by)
    if troubles := limits.troubles():
        raise NotReady(*troubles)
    before, now = asdict(authority.file_limits), asdict(limits)
    if before == now:
        return
    authority.kept_file_limits = limits.to_json()
    authority.version += 1
    said = [
        f"{RANGES[name].words}: {now[name]}, before {before[name]}."
        for name in RANGES
        if now[name] != before[name]
    ]
    if before["films"] != limits.films:
        said.append("Films may be added." if limits.films else "Films may not be added any more.")
    write_change(authority, "file_limits", " ".join(said), by=by, at=at)
