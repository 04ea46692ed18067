"""What a piece of evidence is called, until somebody says it better."""

import pytest

from award.domain.called import LONGEST_CALLED, called_after, called_by


@pytest.mark.parametrize(
    ("name", "called"),
    [("our_log.txt", "our log"), ("photo.jpg", "photo"), ("_.txt", "_.txt")],
)
def test_a_file_is_called_by_its_name(name: str, called: str) -> None:
    assert called_by(name) == called


@pytest.mark.parametrize(
    ("note", "link", "called"),
    [
        ("The box hangs by the hall.", "", "The box hangs by the hall."),
        ("One line.\nAnd one more.", "", "One line."),
        ("  Two   spaces. ", "", "Two spaces."),
        ("", "https://example.org/policy", "https://example.org/policy"),
        ("", "", ""),
        ("\nIt began with nothing.", "https://example.org", "https://example.org"),
    ],
)
def test_a_note_is_called_as_it_begins_and_a_link_by_its_address(
    note: str, link: str, called: str
) -> None:
    assert called_after(note, link) == called


@pytest.mark.parametrize("words", ["we look at the log " * 9, "w" * 300, "w " + "x" * 300])
def test_a_long_beginning_ends_with_a_sign_that_it_goes_on(words: str) -> None:
    called = called_after(words)

    assert called.endswith("…")
    assert len(called) <= LONGEST_CALLED
    assert words.startswith(called.removesuffix("…"))
