"""Puts a kind of setting's own words for children into the texts of a framework."""

import re
from typing import Final

# Set phrases that keep their words whatever the kind of setting, and the words that change.
_KEPT: Final = r"\bchild-on-child\b|\bchild protection\b|\bchildren['’]s (?:homes?|guides?)\b"
_CHANGED: Final = r"\b(?P<word>children|child)\b(?P<owning>['’]s\b)?"
_WORDS: Final = re.compile(f"(?P<kept>{_KEPT})|{_CHANGED}", re.IGNORECASE)


def speak_of(text: str, *, people: str, person: str) -> str:
    """The text with "children" and "child" said as this kind of setting says them.

    Whole words only and with their capital kept; "child-on-child", "child protection",
    "children's home" and "children's guide" stay; a plural in -s takes a bare apostrophe.
    """

    def said(found: re.Match[str]) -> str:
        if found["kept"]:
            return found["kept"]
        word = people if found["word"].lower() == "children" else person
        return _with_case_of(found["word"], word) + _owning(word, found["owning"] or "")

    return _WORDS.sub(said, text)


def _with_case_of(model: str, word: str) -> str:
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[0].isupper() else word


def _owning(word: str, ending: str) -> str:
    return ending[:1] if word.endswith("s") else ending
