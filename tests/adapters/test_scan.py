"""The scanner's word is taken for what it is; silence is never a clean file."""

import io
import os
import zipfile
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from award.adapters.scan import Clamd, Scanner, ScannerTrouble, scanner_from_url
from tests.clamav import EICAR, LARGEST_MB, RunningClamd, odd_scanner, own_clamd


def scanner_at(url: str) -> Scanner:
    found = scanner_from_url(url)
    assert found is not None
    return found


def document(content: bytes, name: str = "word/media/image1.png") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(name, content)
    return target.getvalue()


def test_a_clean_file_is_said_to_be_clean_over_the_socket_and_over_tcp(clamd: RunningClamd) -> None:
    for url in (clamd.url, clamd.tcp_url):
        scanner = scanner_at(url)

        assert scanner.is_well()
        assert scanner.scan(io.BytesIO(b"words " * 100_000)).is_clean


@pytest.mark.parametrize(
    "content",
    [
        EICAR,
        document(EICAR),
        document(document(EICAR), "word/embeddings/inner.docx"),
        document(EICAR, "Pictures/poster.png"),
    ],
    ids=["plain", "in a docx", "in a docx in a docx", "in an odt"],
)
def test_the_test_virus_is_found_wherever_it_hides(clamd: RunningClamd, content: bytes) -> None:
    verdict = scanner_at(clamd.url).scan(io.BytesIO(content))

    assert "Eicar" in verdict.found


def test_a_file_larger_than_the_scanner_takes_is_not_called_clean(clamd: RunningClamd) -> None:
    with pytest.raises(ScannerTrouble, match="Set StreamMaxLength"):
        scanner_at(clamd.url).scan(io.BytesIO(b"a" * (LARGEST_MB + 6) * 1024 * 1024))


def test_what_the_scanner_did_not_read_is_no_virus_and_is_not_destroyed() -> None:
    answer = b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0"

    with odd_scanner(answer) as url, pytest.raises(ScannerTrouble, match="Set StreamMaxLength"):
        scanner_at(url).scan(io.BytesIO(b"a film"))


def test_a_scanner_that_is_away_is_trouble(tmp_path: Path) -> None:
    for scanner in (Clamd(tmp_path / "none"), Clamd(("127.0.0.1", 9))):
        assert not scanner.is_well()
        with pytest.raises(ScannerTrouble, match="did not answer"):
            scanner.scan(io.BytesIO(b"words"))


@pytest.mark.service
def test_a_scanner_that_dies_in_the_middle_is_trouble() -> None:
    class Dying(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                os.kill(running.pid, 9)
            return super().read(size)

    with own_clamd() as running, pytest.raises(ScannerTrouble, match="did not answer"):
        scanner_at(running.url).scan(Dying(b"a" * 1_000_000))


@pytest.mark.service
def test_a_scanner_that_says_nothing_is_not_waited_for_without_end() -> None:
    with own_clamd() as running:
        os.kill(running.pid, SIGSTOP)
        try:
            with pytest.raises(ScannerTrouble, match="did not answer"):
                Clamd(running.socket, seconds=0.2).scan(io.BytesIO(b"words"))
        finally:
            os.kill(running.pid, SIGCONT)


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK", b"stream: Can't allocate memory ERROR\0", b"OK stream\0", b"\0"],
    ids=["hangs up", "half an answer", "an error", "other words", "nothing"],
)
def test_any_other_answer_is_trouble(answer: bytes) -> None:
    with odd_scanner(answer) as url, pytest.raises(ScannerTrouble):
        scanner_at(url).scan(io.BytesIO(b"words"))


@pytest.mark.parametrize("url", ["clamd://", "clamd:///", "clamd://host", "http://a:1", "", "none"])
def test_an_address_that_names_no_scanner_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SCAN_URL must name clamd"):
        scanner_from_url(url)


def test_none_is_no_scanner() -> None:
    assert scanner_from_url("none:") is None
