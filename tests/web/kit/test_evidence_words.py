"""What kind of file a piece of evidence is."""

import pytest

from award.web.kit.evidence_words import kind_of_file


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
