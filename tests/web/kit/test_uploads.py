"""Files that arrive: their names, their sizes, all or none."""

import io

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from award.domain.file_kinds import LARGEST_FILE_BYTES, MOST_FILES_AT_ONCE
from award.web.kit.uploads import NotTaken, shown_name, store, take_in


def sent(name: str = "policy.pdf", content: bytes = b"words") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def kept(app: Flask) -> int:
    with app.app_context():
        return len(list(store().keys()))


def test_a_file_is_kept_counted_and_hashed(app: Flask) -> None:
    with app.app_context():
        (taken,) = take_in([sent()], authority="leicester", setting=5)

        assert (taken.name, taken.size, len(taken.sha256)) == ("policy.pdf", 5, 64)
        with store().open(taken.key) as stored:
            assert stored.read() == b"words"


@pytest.mark.parametrize(
    "bad",
    [
        [sent("empty.pdf", b"")],
        [sent("big.pdf", b"x" * (LARGEST_FILE_BYTES + 1))],
        [sent()] * (MOST_FILES_AT_ONCE + 1),
    ],
    ids=["empty", "large", "many"],
)
def test_one_bad_file_leaves_none_behind(app: Flask, bad: list[FileStorage]) -> None:
    before = kept(app)

    with app.app_context(), pytest.raises(NotTaken):
        take_in([sent(), *bad], authority="leicester", setting=5)

    assert kept(app) == before


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\amara\\plan.docx", "plan.docx"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        (None, "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_tricks(given: str | None, shown: str) -> None:
    assert shown_name(given) == shown
