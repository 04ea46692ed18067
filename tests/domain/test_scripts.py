"""The language of a name is told from its letters."""

import pytest

from award.domain.scripts import likeliest_language
from tests.adapters.faces import NAMES

TOLD = {"Welsh": "en", "Polish": "en", "Chinese": "zh"}


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_read_in_the_voice_of_its_letters(kind: str) -> None:
    name, language = NAMES[kind]

    assert likeliest_language(name) == TOLD.get(kind, language)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("اردو اسکول لیسٹر", "ur"),
        ("مدرسه فارسی گلستان", "fa"),
        ("Русская школа", "und-Cyrl"),
        ("शिशु मन्दिर", "hi"),
        ("தமிழ்ப் பள்ளி", "ta"),
        ("Ohr Torah School (אור תורה)", "en"),
        ("אור תורה (Ohr)", "he"),
        ("Ελληνικό σχολείο", "el"),
        ("12", "en"),
    ],
)
def test_shared_letters_are_told_apart_where_they_can_be(name: str, language: str) -> None:
    assert likeliest_language(name) == language
