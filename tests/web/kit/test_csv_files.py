"""Lists for a spreadsheet hold words, and nothing that it would run."""

import pytest

from award.domain.zip_names import without_formula


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\t1", "\r1", "\n1"])
def test_what_starts_like_a_formula_is_made_harmless(value: str) -> None:
    assert without_formula(value) == f"'{value}"


@pytest.mark.parametrize("value", ["Willow Lane", "1=1", "", "é+"])
def test_other_words_stay_as_they_are(value: str) -> None:
    assert without_formula(value) == value
