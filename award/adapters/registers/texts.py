"""Opens a CSV file that somebody made somewhere, and finds out in which letters it is written."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, TextIO

_CHUNK: Final = 1 << 20
_SAVE_AS_CSV: Final = "Open it, choose “Save as”, pick CSV, and add that file."

# What a file begins with when it is something else, and how to mend that.
_SOMETHING_ELSE: Final = (
    (b"PK\x03\x04", f"This is a spreadsheet or a zipped folder, not a CSV file. {_SAVE_AS_CSV}"),
    (b"\xd0\xcf\x11\xe0", f"This is an older spreadsheet, not a CSV file. {_SAVE_AS_CSV}"),
    (b"%PDF", "This is a PDF, not a CSV file. Download the register again as CSV."),
    (b"<", "This is a web page, not a CSV file. Download the register again as CSV."),
    (b"\xff\xfe", "This file is in Unicode text. Save it as “CSV UTF-8” and add that file."),
    (b"\xfe\xff", "This file is in Unicode text. Save it as “CSV UTF-8” and add that file."),
)


class NotARegister(Exception):
    """The file as a whole cannot be read; the sentence says how to mend it."""


@contextmanager
def open_text(source: bytes | Path) -> Iterator[TextIO]:
    """The text of the file, read piece by piece.

    What is valid UTF-8 is taken as that, with or without its mark; all else as Windows' cp1252.
    """
    with _opened(source) as stream:
        encoding = _encoding_of(stream)
        stream.seek(0)
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        try:
            yield text
        finally:
            text.detach()


def _opened(source: bytes | Path) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _encoding_of(stream: BinaryIO) -> str:
    start = stream.read(_CHUNK)
    if not start.strip():
        raise NotARegister("This file is empty. Download the register again and add that file.")
    for mark, sentence in _SOMETHING_ELSE:
        if start.lstrip().startswith(mark):
            raise NotARegister(sentence)
    stream.seek(0)
    if _is_utf8(stream):
        return "utf-8-sig"
    if start.startswith(codecs.BOM_UTF8):
        raise NotARegister("This file is damaged. Download the register again and add that file.")
    stream.seek(0)
    _check_cp1252(stream)
    return "cp1252"


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = False
    while chunk := stream.read(_CHUNK):
        if b"\0" in chunk:
            raise NotARegister("This is not a CSV file. Download the register again as CSV.")
        try:
            beyond_ascii |= not decoder.decode(chunk).isascii()
        except UnicodeDecodeError:
            return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if beyond_ascii:  # it was UTF-8 so far: the file stops in the middle of a letter
            raise NotARegister(
                "This file was cut short. Download the register again and add that file."
            ) from None
        return False
    return True


def _check_cp1252(stream: BinaryIO) -> None:
    line = 1
    while chunk := stream.read(_CHUNK):
        try:
            chunk.decode("cp1252")
        except UnicodeDecodeError as trouble:
            line += chunk.count(b"\n", 0, trouble.start)
            raise NotARegister(
                f"Line {line} holds a character that cannot be read. Open the file in a "
                "spreadsheet, save it as “CSV UTF-8”, and add that file."
            ) from None
        line += chunk.count(b"\n")
