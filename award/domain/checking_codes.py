"""The code on a certificate: how it is made, checked for slips of the pen, and read back."""

import re
import unicodedata
from collections.abc import Callable
from functools import reduce
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: the ten figures and the letters without I, L, O and U."""

RANDOM_SYMBOLS: Final = 11
LENGTH: Final = RANDOM_SYMBOLS + 1

_NUMBER: Final = re.compile(r"[A-Z]{1,6}20\d\d\d{4,6}")
"""The number of an award without its dashes: LEI20260001. It stands large on a certificate."""

_VALUES: Final = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_MODULUS: Final = 0b100101  # x^5 + x^2 + 1, with which x generates all of GF(32) but zero.


class NotACode(ValueError):
    """What was typed cannot be a code: it is too short or too long, or has other letters."""


class MistypedCode(ValueError):
    """What was typed looks like a code, but its check symbol does not fit the rest."""


def new_code(random_below: Callable[[int], int]) -> str:
    """Eleven random symbols (55 bits) and one check symbol; give it `secrets.randbelow`."""
    values = [random_below(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)]
    return "".join(ALPHABET[value] for value in [*values, _check_value(values)])


def read_code(typed: str) -> str:
    """The code that a person meant: any case, with or without dashes, O for 0, I or L for 1."""
    symbols = [symbol.upper() for symbol in typed if not _is_only_a_gap(symbol)]
    if len(symbols) != LENGTH and _NUMBER.fullmatch("".join(symbols)):
        raise NotACode(
            f"This is the number of the award. Its code has {LENGTH} letters and figures, and "
            "stands beside the square to be photographed. Look at the letters again."
        )
    strangers = [symbol for symbol in symbols if symbol not in _VALUES]
    if strangers:
        raise NotACode(
            f"A code has only figures and letters, and “{strangers[0]}” is never one of them. "
            "Look at the letters again."
        )
    if len(symbols) != LENGTH:
        raise NotACode(
            f"A code has {LENGTH} letters and figures, and this one has {len(symbols)}. "
            "Look at the letters again."
        )
    values = [_VALUES[symbol] for symbol in symbols]
    if _check_value(values[:RANDOM_SYMBOLS]) != values[RANDOM_SYMBOLS]:
        raise MistypedCode("Look at the letters again: one of them is not as on the certificate.")
    return "".join(ALPHABET[value] for value in values)


def grouped(code: str) -> str:
    """The code as it is printed, in fours: CHHE-0T6T-S7EF."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _check_value(values: list[int]) -> int:
    """The check symbol: the sum of x·v1 + x²·v2 + ... + x¹¹·v11 in GF(32).

    A weighted sum, as in the last digit of an ISBN, but over the field with 32 elements so that
    the check symbol is one of the same 32. The check symbol itself weighs x⁰. All twelve weights
    differ and none is zero. So one wrong symbol changes the sum by weight × error, and exchanging
    any two different symbols changes it by (weight + weight) × (symbol + symbol): never nothing.
    """
    total = 0
    for weight, value in zip(_WEIGHTS, values, strict=True):
        total ^= _times(weight, value)
    return total


def _times(left: int, right: int) -> int:
    """The product in GF(32): polynomials over the bits, divided by x⁵ + x² + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _MODULUS
        right >>= 1
    return product


def _is_only_a_gap(symbol: str) -> bool:
    """Whether it is a space or any kind of dash: phones like to put in longer ones."""
    return symbol.isspace() or unicodedata.category(symbol) in {"Pd", "Zs", "Cf"} or symbol == "−"


_WEIGHTS: Final = tuple(reduce(_times, [0b10] * power) for power in range(1, RANDOM_SYMBOLS + 1))
