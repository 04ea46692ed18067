"""What a piece of evidence is called and what it is, until somebody says it better."""

import pytest

from award.web.kit.evidence_words import LONGEST_CALLED, called_after, kind_of_file


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


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hall.JPG", ("photo", "Photo")),
        ("hall.webp", ("photo", "Photo")),
        ("policy.pdf", ("file", "PDF")),
        ("policy", ("file", "File")),
    ],
)
def test_a_file_is_named_by_its_ending(name: str, kind: tuple[str, str]) -> None:
    assert kind_of_file(name) == kind
