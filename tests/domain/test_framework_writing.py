"""What is written as a file reads as what it was written from."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from award.domain.framework_files import read_framework
from award.domain.framework_writing import write_toml

SEED = Path("award/seed/framework-1.0.toml").read_text(encoding="utf-8")
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
FIELDS = st.one_of(WORDS, st.integers(-99, 10**9), st.booleans(), st.lists(WORDS, max_size=3))
TABLES = st.recursive(
    st.dictionaries(WORDS, FIELDS, max_size=4),
    lambda inner: st.dictionaries(
        WORDS, st.one_of(FIELDS, inner, st.lists(inner, min_size=1, max_size=3)), max_size=4
    ),
    max_leaves=12,
)


def test_the_whole_framework_comes_back_word_for_word() -> None:
    written = write_toml(tomllib.loads(SEED))

    assert tomllib.loads(written) == tomllib.loads(SEED)
    assert read_framework(written) == read_framework(SEED)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_any_words_come_back(tables: dict[str, object]) -> None:
    assert tomllib.loads(write_toml(tables)) == tables


def test_what_no_framework_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="holds no float"):
        write_toml({"minutes": 1.5})
