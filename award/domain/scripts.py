"""The language that a name is most likely in, by the letters it is written in."""

import re
from typing import Final

ENGLISH: Final = "en"
_LATIN: Final = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]")
# Urdu and Persian share their letters with Arabic, and each has some that Arabic has not.
_LETTERS: Final = tuple(
    (re.compile(f"[{letters}]"), language)
    for letters, language in (
        ("\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2", "ur"),
        ("\u067e\u0686\u0698\u06af\u06a9\u06cc", "fa"),
        ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", "ar"),
        ("\u0590-\u05ff\ufb1d-\ufb4f", "he"),
        ("\u0370-\u03ff\u1f00-\u1fff", "el"),
        ("\u0900-\u097f", "hi"),
        ("\u0980-\u09ff", "bn"),
        ("\u0a00-\u0a7f", "pa"),
        ("\u0a80-\u0aff", "gu"),
        ("\u0b80-\u0bff", "ta"),
        ("\u3400-\u4dbf\u4e00-\u9fff", "zh"),
        ("\u0456\u0457\u0454\u0491", "uk"),
        ("\u0400-\u04ff", "und-Cyrl"),
    )
)


def likeliest_language(name: str) -> str:
    """The short code of the language, so that a name is read aloud in its own voice.

    Where a name is in two scripts, the one with more letters says it. Letters that many languages
    share say nothing: those are English, and Cyrillic ones of no language that is known.
    """
    letters = [one for one in name.lower() if one.isalpha()]
    own = "".join(one for one in letters if not _LATIN.match(one))
    if 2 * len(own) <= len(letters):
        return ENGLISH
    return next((code for seen, code in _LETTERS if seen.search(own)), ENGLISH)
