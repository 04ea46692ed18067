"""Text is text in UTF-8 or cp1252, and nothing else."""

import io

import pytest

from award.adapters.kinds_of_file import NotAcceptable, kind_of
from award.domain.file_kinds import CSV, TXT

ACROSS = (1 << 20) - 1  # a letter of two bytes from here lies across two pieces


@pytest.mark.parametrize(
    "content",
    [
        b"plain",
        "Zoë’s café\r\n".encode(),
        "Zoë’s café\r\n".encode("cp1252"),
        b"\xef\xbb\xbfwith a mark",
        b"a page\x0cand another\t.",
        b"x" * ACROSS + "ū".encode(),
        "\u4f60\u597d".encode(),
    ],
)
def test_text_is_taken(content: bytes) -> None:
    assert kind_of(io.BytesIO(content), "notes.txt") == TXT
    assert kind_of(io.BytesIO(content), "notes.csv") == CSV


@pytest.mark.parametrize(
    "content",
    [
        b"a\0b",
        "UTF-16".encode("utf-16"),
        b"\x81\x8d is no letter",
        b"\x1b[2J",
        b"%PDF-1.7\x01\x02",
    ],
)
def test_what_is_not_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotAcceptable, match=r"not plain text\. Save it as"):
        kind_of(io.BytesIO(content), "notes.txt")


def test_a_last_byte_that_only_cp1252_knows_makes_it_cp1252() -> None:
    assert kind_of(io.BytesIO(b"x" * ACROSS + b"\xc5"), "notes.txt") == TXT


def test_a_byte_that_neither_knows_is_refused_wherever_it_stands() -> None:
    content = b"x" * (ACROSS + 10) + "ū".encode() + b"\xff\x81"

    with pytest.raises(NotAcceptable):
        kind_of(io.BytesIO(content), "notes.txt")
