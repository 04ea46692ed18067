"""Files of a form: looked at first, cleaned, then kept; what is refused never reaches the store."""

import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask, get_flashed_messages
from werkzeug.datastructures import FileStorage

from award.adapters.kinds_of_file.fence import TooSlow
from award.adapters.scan import Clamd
from award.domain.file_limits import FileLimits
from award.storage.evidence import Scan
from award.storage.settings import Setting
from award.web.kit.one_by_one import take_each
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken, store
from tests.adapters.kinds_of_file.hostile import (
    compound,
    film,
    pdf_with_attachment,
    pdf_with_note,
    phone_exif,
    photo,
)


def place(**limits: Any) -> Setting:
    owner = SimpleNamespace(code="leicester", file_limits=FileLimits(**limits))
    return cast("Setting", SimpleNamespace(id=7, authority=owner))


def sent(name: str | None, content: bytes = b"words") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


@pytest.fixture
def here(app: Flask) -> Iterator[Flask]:
    with app.test_request_context():
        yield app


def kept() -> list[str]:
    held = store().keys()
    return [one.key for one in held]


def refusal(*files: FileStorage, **limits: Any) -> str:
    before = kept()
    with pytest.raises(NotTaken) as refused:
        take_files(files, place(**limits))
    assert kept() == before
    return str(refused.value)


def test_a_picture_is_kept_without_its_place_under_a_key_of_its_own(here: Flask) -> None:
    content = photo("JPEG", exif=phone_exif())

    one, other = take_files([sent("Jack.jpg", content), sent("Jack.jpg", content)], place())

    assert one.removed == "place, device and time removed"
    assert (one.sha256, one.key != other.key) == (other.sha256, True)
    assert "Jack" not in one.key
    with store().open(one.key) as stream:
        found = stream.read()
    assert (len(found), b"Exif" in found) == (one.size, False)


def test_a_png_that_calls_itself_a_jpeg_is_named_as_what_it_is(here: Flask) -> None:
    (one,) = take_files([sent("hall.jpg", photo("PNG"))], place())

    assert (one.file_name, one.media_type) == ("hall.png", "image/png")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "is empty. Open it"),
        ("a.svg", b"<svg onload='x'/>", "Save it as a JPEG or PNG"),
        ("a.jpg", b"<svg onload='x'/>", "This picture cannot be opened"),
        ("a.png", b"<html><script>x</script>", "This picture cannot be opened"),
        ("a.pdf", b"<html><script>x</script>", "This PDF cannot be opened"),
        ("a.pdf", pdf_with_attachment(), "This PDF has other files inside it"),
        ("a.pdf", pdf_with_note("FileAttachment"), "This PDF has other files inside it"),
        ("a.pdf", pdf_with_note("RichMedia"), "This PDF plays film or sound"),
        ("a.pdf", pdf_with_note("Movie"), "This PDF plays film or sound"),
        ("a.mp4", film(), "We cannot take films"),
        ("a.doc", compound("WordDocument"), "Save it as a .docx"),
        ("a.exe", b"MZ", "You can add PDF"),
        ("", b"words", "should end in what it is"),
        (None, b"words", "should end in what it is"),
    ],
)
def test_hostile_and_unlucky_files_are_refused_with_how_to_mend_them(
    here: Flask, name: str | None, content: bytes, words: str
) -> None:
    assert words in refusal(sent("first.txt"), sent(name, content))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/notes.txt", "notes.txt"),
        ("C:\\Users\\a\\notes.txt", "notes.txt"),
        ("no\0tes.txt", "no tes.txt"),
        ("\u202ecod.txt", "cod.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("مدرسة.txt", "مدرسة.txt"),
    ],
)
def test_names_are_shown_without_tricks(here: Flask, given: str, shown: str) -> None:
    (one,) = take_files([sent(given)], place())

    assert one.file_name == shown


def test_the_authoritys_own_limits_hold(here: Flask) -> None:
    two = b"x" * (2 * 1024 * 1024)

    assert "larger than 1 MB" in refusal(sent("a.txt", two), file_mb=1)
    assert "Add 1 files at a time" in refusal(sent("a.txt"), sent("b.txt"), files_at_once=1)
    (taken,) = take_files([sent("assembly.mp4", film())], place(films=True, file_mb=1))
    assert taken.media_type == "video/mp4"


def test_with_a_scanner_files_wait_for_it_and_older_documents_are_taken(
    here: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(here.extensions, "scanner", Clamd(("127.0.0.1", 9)))

    (text, old) = take_files(
        [sent("a.txt"), sent("a.doc", compound("WordDocument", start=bytes(20)))], place()
    )

    assert (text.scan, old.scan) == (Scan.WAITING, Scan.WAITING)
    assert old.media_type == "application/msword"
    (advice,) = get_flashed_messages()
    assert advice.startswith("a.doc can be downloaded only. Next time save it as a .docx")


def test_once_there_is_no_time_the_files_that_follow_are_not_looked_at(
    here: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(_: Any, name: str, *__: Any, **___: Any) -> Any:
        looked.append(name)
        raise TooSlow("Try again in a minute.")

    monkeypatch.setattr("award.web.kit.taking_in.look_behind_fence", look)

    taken, refused = take_each([sent(f"{one}.pdf") for one in "abc"], place())

    assert (taken, looked) == ([], ["a.pdf"])
    assert refused[0] == "a.pdf: Try again in a minute."
    assert refused[1].startswith("2 more files came after it. There was no time left")


def test_all_files_of_a_request_share_its_time(
    here: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("award.web.kit.taking_in.SECONDS_A_REQUEST", 0)

    taken, refused = take_each([sent("a.txt"), sent("b.jpg", photo())], place())

    assert [one.file_name for one in taken] == ["a.txt"]
    assert len(refused) == 1
    assert refused[0].startswith("b.jpg: ")
    let_go(taken)
