"""Every letter can be looked at before there is anybody to send it to."""

import re
from datetime import UTC, datetime

from award.domain.letter_samples import ADDRESSEE_WORDS, OF_LETTER, SAMPLES, samples_for
from award.domain.letters import LETTERS, Addressee, find_letter


def test_every_field_that_a_letter_may_use_has_a_sample_and_no_other() -> None:
    assert set(SAMPLES) == {name for letter in LETTERS for name in letter.fields}


def test_what_one_letter_says_otherwise_fills_fields_that_it_has() -> None:
    strange = {
        (code, name)
        for code, said in OF_LETTER.items()
        for name in said
        if (letter := find_letter(code)) is None or name not in letter.fields
    }

    assert strange == set()


def test_everybody_whom_a_letter_is_for_is_named_in_words() -> None:
    assert set(ADDRESSEE_WORDS) == set(Addressee)


def test_the_authority_reads_its_own_name() -> None:
    samples = samples_for(LETTERS[0], authority="Fenwick Vale")

    assert samples["authority"] == "Fenwick Vale"
    assert set(samples) == LETTERS[0].fields


def test_an_award_is_announced_once_it_runs() -> None:
    days = [re.findall(r"\d+ \w+ \d{4}", SAMPLES[one])[0] for one in ("valid_from", "kept_until")]
    begins, announced = (datetime.strptime(one, "%d %B %Y").replace(tzinfo=UTC) for one in days)

    assert begins < announced
