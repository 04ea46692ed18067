"""The child that opens a file which somebody sent: limited first, and ended by any trouble."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from award.adapters.fenced import shut_in
from award.adapters.no_room import ENDED_FULL, is_no_room
from award.adapters.previews.extracts import (
    read_csv,
    read_open_document,
    read_slides,
    read_text,
    read_word,
    read_workbook,
)
from award.adapters.previews.sheets import Limits, Writer
from award.domain.file_kinds import CSV, DOCX, HEIC, ODP, ODS, ODT, PDF, PPTX, TXT, XLSX

READERS: Final[Mapping[str, Callable[[Path, Writer], None]]] = {
    DOCX.media_type: read_word,
    XLSX.media_type: read_workbook,
    PPTX.media_type: read_slides,
    ODT.media_type: read_open_document,
    ODS.media_type: read_open_document,
    ODP.media_type: read_open_document,
    TXT.media_type: read_text,
    CSV.media_type: read_csv,
}


def main(source: str, media_type: str, folder: str, limits: str) -> None:
    """Read one file, and leave its pages in the folder. Ends with an error where that fails."""
    chosen = Limits(**json.loads(limits))
    shut_in(
        memory=chosen.memory_bytes,
        cpu=chosen.cpu_seconds,
        writes=chosen.picture_bytes,
        alone=media_type != HEIC.media_type,  # their reader cannot do without threads
    )
    reader = READERS.get(media_type)
    if media_type == PDF.media_type or media_type.startswith("image/"):
        from award.adapters.previews.drawing import reader_of  # noqa: PLC0415 - slow import

        reader = reader_of(media_type)
    if reader is None:
        sys.exit(2)
    reader(Path(source), Writer(Path(folder), chosen))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as trouble:
        if is_no_room(trouble):
            sys.exit(ENDED_FULL)
        raise
