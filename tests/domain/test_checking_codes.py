"""Codes on certificates: what a person may type, and which slips are caught."""

import itertools
import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.checking_codes import (
    ALPHABET,
    LENGTH,
    MistypedCode,
    NotACode,
    grouped,
    new_code,
    read_code,
)

CODES = tuple(new_code(random.Random(seed).randrange) for seed in range(20))

codes = st.builds(
    lambda values: new_code(lambda _: values.pop()),
    st.lists(st.integers(0, 31), min_size=11, max_size=11),
)


def test_a_new_code_is_twelve_symbols_of_the_alphabet():
    code = new_code(secrets.randbelow)

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)


def test_eleven_of_its_symbols_are_drawn_from_all_thirty_two():
    asked = []

    new_code(lambda below: asked.append(below) or 0)

    assert asked == [32] * 11


def test_a_code_of_known_numbers_is_always_the_same():
    numbers = iter(range(20, 31))

    code = new_code(lambda _: next(numbers))

    assert code == "MNPQRSTVWXY8"


@given(codes)
def test_a_code_reads_back_as_itself(code):
    assert read_code(code) == code
    assert read_code(grouped(code)) == code
    assert read_code(grouped(code).lower()) == code


def test_codes_are_printed_in_fours():
    assert grouped("CHHE0T6TS7EF") == "CHHE-0T6T-S7EF"


@pytest.mark.parametrize("gap", ["-", " ", "–", "—", "−", "‑", "\u00a0", "\t", "\u200b"])
def test_spaces_and_every_kind_of_dash_are_left_out(gap):
    code = CODES[0]

    assert read_code(gap + gap.join(code) + gap) == code


@given(codes)
def test_o_is_read_as_nought_and_i_and_l_as_one(code):
    assert read_code(code.replace("0", "O").replace("1", "I")) == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code
    assert read_code(code.replace("0", "o").replace("1", "i").replace("1", "L")) == code


def test_every_single_wrong_symbol_is_caught():
    tried = 0
    for code in CODES:
        for place, symbol in itertools.product(range(LENGTH), ALPHABET):
            if code[place] != symbol:
                with pytest.raises(MistypedCode):
                    read_code(code[:place] + symbol + code[place + 1 :])
                tried += 1

    assert tried == len(CODES) * LENGTH * 31


def test_every_swap_of_two_symbols_is_caught_neighbours_or_not():
    for code in CODES:
        for first, second in itertools.combinations(range(LENGTH), 2):
            if code[first] != code[second]:
                swapped = list(code)
                swapped[first], swapped[second] = code[second], code[first]
                with pytest.raises(MistypedCode):
                    read_code("".join(swapped))


def test_every_swap_of_every_two_symbols_at_every_two_places_is_caught():
    """The whole table: what else stands in the code adds the same to both sums."""
    blank = read_code("0" * LENGTH)
    for first, second in itertools.combinations(range(11), 2):
        for left, right in itertools.combinations(range(32), 2):
            values = dict.fromkeys(range(11), 0) | {first: left, second: right}
            order = iter(values.values())
            code = new_code(lambda _, order=order: next(order))
            swapped = list(code)
            swapped[first], swapped[second] = code[second], code[first]
            with pytest.raises(MistypedCode):
                read_code("".join(swapped))
    assert blank == "0" * LENGTH


@pytest.mark.parametrize("typed", ["", "CHHE", "CHHE-0T6T-S7E", "CHHE-0T6T-S7EFF", " - "])
def test_the_wrong_length_says_how_many_there_should_be(typed):
    with pytest.raises(NotACode, match="A code has 12 letters and figures, and this one has"):
        read_code(typed)


@pytest.mark.parametrize("stranger", ["U", "u", "é", "ß", "*", "/", "<", "੦", "Ａ", "\0"])
def test_other_letters_are_named(stranger):
    with pytest.raises(NotACode, match="Look at the letters again"):
        read_code("CHHE-0T6T-S7E" + stranger)


@pytest.mark.parametrize(
    "typed", ["LEI-2026-0001", "lei 2026 0001", "RUT-2026-0012", "F-2031-0001"]
)
def test_the_number_of_an_award_is_told_from_its_code(typed):
    with pytest.raises(NotACode, match="This is the number of the award"):
        read_code(typed)


def test_a_code_that_looks_like_a_number_is_a_code_all_the_same():
    order = iter(ALPHABET.index(symbol) for symbol in "ABCD2026000")

    looks = new_code(lambda _: next(order))

    assert read_code(looks) == looks


def test_a_slip_says_to_look_again_and_no_more():
    wrong = CODES[0][:-1] + ALPHABET[(ALPHABET.index(CODES[0][-1]) + 1) % 32]

    with pytest.raises(MistypedCode, match="Look at the letters again") as refusal:
        read_code(wrong)

    assert wrong not in str(refusal.value)
    assert CODES[0] not in str(refusal.value)


@given(st.text(max_size=40))
def test_anything_at_all_is_read_or_refused_with_a_sentence(typed):
    refusal = ""
    try:
        code = read_code(typed)
    except (NotACode, MistypedCode) as refused:
        code, refusal = "", str(refused)

    assert len(code) == LENGTH or "Look at the letters again" in refusal
