"""Brings the files of a form to the store, and believes only what their bytes say they are."""

from collections.abc import Sequence

from flask import current_app
from werkzeug.datastructures import FileStorage

from award.actions.collecting import KeptBytes
from award.adapters.kinds_of_file import NotAcceptable, kind_of
from award.domain.file_kinds import refusal
from award.storage.evidence import Scan
from award.storage.settings import Setting
from award.web.kit.uploads import NotTaken, TakenFile, give_up, store, take_in


def take_files(sent: Sequence[FileStorage], place: Setting) -> list[KeptBytes]:
    """All the files in the store, or none of them. Call it before the change begins.

    Raises NotTaken with a sentence that names the file which cannot be taken, and why.
    """
    for one in sent:
        if words := refusal(one.filename or ""):
            raise NotTaken(f"{one.filename}: {words}")
    taken = take_in(sent, authority=place.authority.code, setting=place.id)
    try:
        return [_looked_at(one) for one in taken]
    except BaseException:
        give_up(taken)
        raise


def let_go(files: Sequence[KeptBytes]) -> None:
    """Remove the bytes of files whose rows were never written."""
    for one in files:
        store().delete(one.key)


def _looked_at(taken: TakenFile) -> KeptBytes:
    try:
        with store().open(taken.key) as stream:
            kind = kind_of(stream, taken.name)
    except NotAcceptable as refused:
        raise NotTaken(f"{taken.name}: {refused}") from refused
    return KeptBytes(
        key=taken.key,
        file_name=taken.name,
        sha256=taken.sha256,
        size=taken.size,
        media_type=kind.media_type,
        scan=_first_scan(),
    )


def _first_scan() -> Scan:
    """Where a scanner is named a file waits for it; else nobody is asked."""
    has_none = str(current_app.config["AWARD"].scan_url).startswith("none:")
    return Scan.NOT_ASKED if has_none else Scan.WAITING
