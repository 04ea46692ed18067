"""Reads plain text and tables of text."""

import codecs
import re
from typing import BinaryIO, Final

from award.adapters.kinds_of_file.refusals import NotAcceptable

_CHUNK: Final = 1 << 20
_NEVER_IN_TEXT: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_NOT_TEXT: Final = (
    "This is not plain text. Save it as “Plain text (UTF-8)” or as a PDF, and add that."
)


def check_text(stream: BinaryIO) -> None:
    """Accept what is UTF-8 or Windows' cp1252 throughout; never more than a piece in memory."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    may_be_utf8 = may_be_cp1252 = True
    while chunk := stream.read(_CHUNK):
        if _NEVER_IN_TEXT.search(chunk):
            raise NotAcceptable(_NOT_TEXT)
        may_be_utf8 = may_be_utf8 and _decodes(utf8, chunk)
        may_be_cp1252 = may_be_cp1252 and _is_cp1252(chunk)
    may_be_utf8 = may_be_utf8 and _decodes(utf8, b"", final=True)
    if not may_be_utf8 and not may_be_cp1252:
        raise NotAcceptable(_NOT_TEXT)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_cp1252(chunk: bytes) -> bool:
    try:
        chunk.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
