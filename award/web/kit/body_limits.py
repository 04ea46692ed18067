"""How much of what is sent is read, before it is known who sent it."""

from typing import Final

from flask import request

from award.domain.file_kinds import LARGEST_FILE_BYTES
from award.web.kit.marks import Mark

OPEN_BYTES: Final = 2_000_000  # a form with its words, and no files
SIGNED_OUT_BYTES: Final = LARGEST_FILE_BYTES + OPEN_BYTES  # what they typed is given back to them


def read_little_of_strangers(mark: Mark | None) -> None:
    """An open address reads a form and no files, unless its link is proved good first.

    So does one that is not there (``mark`` is None): what was typed is given back.
    """
    if mark is None or (mark.is_open and not mark.takes_files(request.view_args or {})):
        request.max_content_length = OPEN_BYTES


def read_little_of_signed_out() -> None:
    """Of who has been signed out meanwhile one form is read, to be shown to them again."""
    request.max_content_length = SIGNED_OUT_BYTES
