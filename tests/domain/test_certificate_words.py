"""The words of a certificate: whole in every language, an authority's own where it wrote them."""

from datetime import date

import pytest

from award.domain.certificate_words import (
    USUAL,
    WordsFault,
    as_text,
    from_text,
    in_own_words,
    read_words,
)
from award.domain.refusals import NotReady
from award.storage.certificate_looks import languages
from award.storage.seeds import seed_text

WELSH = seed_text("certificates/cy.toml")


def test_every_language_that_comes_with_the_program_is_whole() -> None:
    assert sorted(languages()) == ["cy", "en-GB"]
    assert languages()["cy"].said(date(2026, 7, 14)) == "14 Gorffennaf 2026"


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ('kind = "Tystysgrif dyfarniad"\n', "", "Add kind"),
        ("{until}", "{often}", "dates has to hold awarded, until"),
        ('"Ionawr", ', "", "all twelve months"),
    ],
)
def test_a_language_that_is_not_whole_says_what_it_lacks(was: str, now: str, fault: str) -> None:
    with pytest.raises(WordsFault, match=fault):
        read_words(WELSH.replace(was, now))


def test_own_words_stand_in_the_place_of_the_usual_ones() -> None:
    own = in_own_words(USUAL, "  This  says that ", "")

    assert (own.opening, own.citation) == ("This says that", USUAL.citation)
    with pytest.raises(NotReady, match="Shorten the sentence below the name to 260 letters"):
        in_own_words(USUAL, "", "a" * 261)


def test_words_are_kept_and_read_back() -> None:
    welsh = read_words(WELSH)

    assert (as_text(USUAL), from_text("")) == ("", USUAL)
    assert from_text(as_text(welsh)) == welsh
