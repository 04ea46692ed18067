"""The letters' texts that come with the program."""

import re
from pathlib import Path

import pytest

import award
from award.domain.letter_samples import samples_for
from award.domain.letter_texts import LINK, check_text, fields_in, render_letter
from award.domain.letters import FIELDS_OF_ALL, LETTERS, Letter

TEXTS = Path(award.__file__).parent / "seed" / "letters"
HARD_WORDS = re.compile(r"\b(invalid|blocker|lapsed|not met|click|kindly|hereby)\b", re.IGNORECASE)
NOT_SAID = re.compile(
    r"\bis asked:|\b(is begun|let it rest|they wait|need to (do|make) nothing)\b", re.I
)
LONGEST = 1200
LONGEST_BUTTON = 24
LONGEST_SUBJECT = 60


def text_of(letter: Letter) -> str:
    return (TEXTS / f"{letter.code}.txt").read_text(encoding="utf-8")


def test_every_letter_has_a_text_and_every_text_a_letter() -> None:
    assert sorted(path.name for path in TEXTS.iterdir()) == sorted(
        f"{letter.code}.txt" for letter in LETTERS
    )


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_a_text_can_be_sent_with_the_fields_of_its_letter(letter: Letter) -> None:
    text = text_of(letter)

    subject, body, button = render_letter(text, {name: f"<{name}>" for name in letter.fields})

    assert check_text(text, letter.fields) == ()
    assert subject
    assert (button != "") == ("((link))" in text)
    assert len(button) <= LONGEST_BUTTON
    assert body.startswith("Hello <name>,\n\n")
    ends = ("<authority>", "<signed>", "<sender>\n<authority>")
    assert body.endswith(tuple(f"\n\nBest wishes\n{one}\n" for one in ends))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_a_letter_is_given_no_field_of_its_own_that_its_text_leaves_out(letter: Letter) -> None:
    assert letter.fields - FIELDS_OF_ALL <= fields_in(text_of(letter))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_a_text_is_short_plain_and_free_of_addresses(letter: Letter) -> None:
    text = text_of(letter)

    assert HARD_WORDS.findall(text) == []
    assert NOT_SAID.search(text) is None
    assert "://" not in text
    assert len(text) < LONGEST
    assert "\n\n\n" not in text


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_a_text_has_one_link_at_the_end_of_its_paragraph(letter: Letter) -> None:
    text = text_of(letter)

    assert text.count(LINK) <= 1
    assert LINK not in text or f"{LINK}\n\n" in text


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_a_subject_is_short_enough_for_a_list_of_letters(letter: Letter) -> None:
    subject = render_letter(text_of(letter), samples_for(letter, authority="Leicester")).subject

    assert len(subject) <= LONGEST_SUBJECT
    assert subject.count(":") <= 1


def test_a_pause_is_told_in_words_that_are_true_for_the_setting_and_its_adviser() -> None:
    said = (TEXTS / "paused.txt").read_text(encoding="utf-8")

    assert "If ((setting)) can go on sooner, a word to us is enough." in said
    assert "you can go on" not in said
