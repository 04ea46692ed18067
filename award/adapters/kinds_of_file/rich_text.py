"""Looks through rich text for what would start something, piece by piece."""

import re
from typing import BinaryIO, Final

from award.adapters.kinds_of_file.refusals import NotAcceptable

_CHUNK: Final = 1 << 18
_OVERLAP: Final = 64
_STARTS_SOMETHING: Final = re.compile(
    rb"\\obj(?:data|ocx|autlink|link|emb|update|html)|\\ddeauto|\bDDE(?:AUTO)?\b"
    rb"|INCLUDE(?:PICTURE|TEXT)|\\\*\\template"
)
_NOT_RICH_TEXT: Final = "This file is not rich text. Save it as a .docx or a PDF and add that."
_ACTIVE: Final = (
    "This document has other files or commands in it, which we cannot take. "
    "Save it as a PDF and add that."
)


def check_rich_text(stream: BinaryIO) -> None:
    """Accept RTF that holds words and pictures only."""
    if not stream.read(6).startswith(b"{\\rtf"):
        raise NotAcceptable(_NOT_RICH_TEXT)
    stream.seek(0)
    before = b""
    while chunk := stream.read(_CHUNK):
        if _STARTS_SOMETHING.search(before + chunk):
            raise NotAcceptable(_ACTIVE)
        before = chunk[-_OVERLAP:]
