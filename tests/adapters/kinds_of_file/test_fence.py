"""Files are looked at by a child that has little memory, little time, and none of our secrets."""

import io
import resource
import subprocess
import tempfile
import time
from contextlib import ExitStack
from typing import Any

import pikepdf
import pytest

from award.adapters.kinds_of_file import NotAcceptable, fence, fenced, look_at, pictures
from award.adapters.kinds_of_file.fence import Busy, TooSlow, look_behind_fence
from award.adapters.no_room import is_no_room
from award.domain.file_limits import FileLimits
from tests.adapters.kinds_of_file.hostile import (
    pdf,
    pdf_of_vast_objects,
    phone_exif,
    photo,
    tree_of_pages,
)
from tests.fakes import FullDisk

USUAL = FileLimits()


@pytest.mark.parametrize("stream", [io.BytesIO, None], ids=["in memory", "spooled to disk"])
def test_a_picture_comes_back_clean_however_it_came(stream: Any) -> None:
    content = photo("JPEG", exif=phone_exif())
    source = stream(content) if stream else tempfile.SpooledTemporaryFile(max_size=100)  # noqa: SIM115
    if not stream:
        source.write(content)

    with source:
        found = look_behind_fence(source, "Jack’s picture.jpg", USUAL)

        assert (source.tell(), source.read()) == (0, content)
    assert found.removed == ("place", "device", "time")
    assert found.cleaned is not None
    with found.cleaned as kept:
        assert kept.read(3) == b"\xff\xd8\xff"


def test_a_document_is_kept_as_it_came() -> None:
    found = look_behind_fence(io.BytesIO(pdf()), "policy.pdf", USUAL)

    assert (found.kind.code, found.cleaned) == ("pdf", None)


def test_a_refusal_comes_through_the_fence_word_by_word() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(locked, encryption=pikepdf.Encryption(user="secret", owner="owner"))

    with pytest.raises(NotAcceptable, match="Save a copy without the password and add that"):
        look_behind_fence(locked, "policy.pdf", USUAL)


def test_the_child_knows_none_of_our_secrets_and_is_told_no_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    asked: list[dict[str, Any]] = []
    true_run = subprocess.run

    def noting(*given: Any, **more: Any) -> Any:
        asked.append({"given": given[0], **more})
        return true_run(*given, **more)

    monkeypatch.setattr(fence.subprocess, "run", noting)
    look_behind_fence(io.BytesIO(pdf()), "Jack's file.pdf", USUAL)

    (child,) = asked
    assert "SECRET_KEY" not in child["env"]
    assert not any("Jack" in word for word in child["given"])


@pytest.mark.parametrize(
    "outcome",
    [
        subprocess.TimeoutExpired("child", 60),
        subprocess.CompletedProcess([], -9, b""),
        subprocess.CompletedProcess([], 0, b"half an ans"),
        subprocess.CompletedProcess([], 0, b"[]"),
        subprocess.CompletedProcess([], 0, b'{"kind": "exe"}'),
    ],
    ids=["too long", "killed", "half an answer", "another answer", "an unknown kind"],
)
def test_a_child_that_does_not_answer_well_lets_nothing_through(
    monkeypatch: pytest.MonkeyPatch, outcome: object
) -> None:
    def run(*_: object, **__: object) -> object:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(fence.subprocess, "run", run)

    with pytest.raises(NotAcceptable, match="too hard to open safely"):
        look_behind_fence(io.BytesIO(pdf()), "policy.pdf", USUAL)


def test_plain_text_needs_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence.subprocess, "run", None)

    assert look_behind_fence(io.BytesIO(b"words"), "a.txt", USUAL).kind.code == "txt"


def test_who_finds_no_turn_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "WAITS", 0.05)
    source = io.BytesIO(pdf())
    source.seek(3)

    with fence._turns, fence._turns, pytest.raises(TooSlow, match="Try again in a minute"):
        look_behind_fence(source, "policy.pdf", USUAL)

    assert source.tell() == 0
    assert look_behind_fence(source, "policy.pdf", USUAL).kind.code == "pdf"


def test_only_a_few_may_wait_and_the_others_are_told_at_once() -> None:
    start = time.monotonic()

    with ExitStack() as others:
        for _ in range(fence.AT_ONCE + fence.IN_LINE):
            others.enter_context(fence._line)
        with pytest.raises(Busy, match="Try again in a minute"):
            look_behind_fence(io.BytesIO(pdf()), "policy.pdf", USUAL)

    assert time.monotonic() - start < 5
    with fence._line:
        assert look_behind_fence(io.BytesIO(b"words"), "a.txt", USUAL).kind.code == "txt"


def test_a_child_has_no_more_time_than_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "CHILD", "timeit")
    slow = ["-n", "1", "import time; time.sleep(30)"]
    true_run = fence.run_shut_in
    monkeypatch.setattr(
        fence, "run_shut_in", lambda module, _, **more: true_run(module, slow, **more)
    )
    start = time.monotonic()

    with pytest.raises(TooSlow, match="too hard to open"):
        look_behind_fence(io.BytesIO(pdf()), "policy.pdf", USUAL, seconds=0.5)

    assert time.monotonic() - start < 5


def test_a_small_pdf_that_grows_without_end_is_refused_and_eats_neither_time_nor_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    for content in (tree_of_pages(12, 12), pdf_of_vast_objects(1500)):
        assert len(content) < 2_000_000
        with pytest.raises(NotAcceptable, match="add that"):
            look_behind_fence(io.BytesIO(content), "policy.pdf", USUAL)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_maxrss * 1024 <= fenced.MEMORY
    assert after.ru_utime - before.ru_utime < fenced.SECONDS


def test_a_disk_without_room_is_not_the_files_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with FullDisk() as full, tempfile.NamedTemporaryFile() as source:
        source.write(photo())
        source.flush()
        monkeypatch.setattr(fence.tempfile, "TemporaryFile", full)

        for stream, name in ((io.BytesIO(pdf()), "policy.pdf"), (source.file, "hall.jpg")):
            with pytest.raises(OSError, match="No space left"):
                look_behind_fence(stream, name, USUAL)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nor_where_it_is_met_while_a_picture_is_written(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    source, name = io.BytesIO(photo(form, (900, 700))), f"hall.{form.lower()}"

    with FullDisk() as full:
        monkeypatch.setattr(pictures.tempfile, "TemporaryFile", full)
        with pytest.raises(NotAcceptable) as refused:
            look_at(source, name, USUAL)

    assert is_no_room(refused.value)
