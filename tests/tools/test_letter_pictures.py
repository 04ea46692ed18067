"""Every letter is taken as a mail program shows it, with nothing left to fill in."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from award.adapters.letters import drawn_letter
from award.domain.letters import LETTERS
from tools import letter_pictures
from tools.letter_pictures import letter_pages, take_letters


def test_every_letter_is_there_with_every_field_filled_in() -> None:
    pages = dict(letter_pages())

    assert list(pages) == [one.code for one in LETTERS]
    assert [code for code, one in pages.items() if "((" in drawn_letter(one)] == []
    assert [code for code, one in pages.items() if "\n\n\n" in one.body] == []


def test_a_letter_is_taken_at_both_widths(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_pictures, "LETTERS", LETTERS[:2])

    assert take_letters(browser, tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "enquiry_arrived-375.png",
        "enquiry_arrived-600.png",
        "enquiry_received-375.png",
        "enquiry_received-600.png",
    ]
