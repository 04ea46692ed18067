"""The words of a certificate in one language; an authority may write two of them its own way."""

import json
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from string import Formatter
from typing import Final

from award.domain.refusals import AtAnswer, NotReady

LONGEST_OPENING: Final = 60
LONGEST_CITATION: Final = 260


class WordsFault(ValueError):
    """A language cannot be used: the sentence says what its file lacks."""


@dataclass(frozen=True)
class CertificateWords:
    """Everything that is written on a certificate and is no name, number or day."""

    language: str
    name: str
    kind: str
    opening: str
    citation: str
    dates: str
    dates_later: str
    check_at: str
    check_with: str
    paper: str
    title: str
    specimen: str
    square: str
    months: tuple[str, ...]

    def said(self, day: date) -> str:
        """A day as people say it in this language: 14 July 2026."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


USUAL: Final = CertificateWords(
    language="en-GB",
    name="English",
    kind="Certificate of award",
    opening="This is to certify that",
    citation="has shown, on paper and in daily life, how it helps children and young people to "
    "feel safe, to be heard, to be themselves and to put things right together.",
    dates="Awarded on {awarded} and valid until {until}",
    dates_later="Awarded on {awarded}, valid from {begins} until {until}",
    check_at="Check this certificate at",
    check_with="with the code",
    paper="Certificate {number} · {framework}",
    title="Certificate: {award}, {setting}",
    specimen="Specimen",
    square="Square code that opens the page where this certificate can be checked",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
FILLED: Final = {
    "dates": {"awarded", "until"},
    "dates_later": {"awarded", "begins", "until"},
    "paper": {"number", "framework"},
    "title": {"award", "setting"},
}


def read_words(text: str) -> CertificateWords:
    """The words of a language from its file. Raises WordsFault for what is missing in it."""
    found = tomllib.loads(text)
    names = {one.name for one in fields(CertificateWords)}
    if missing := sorted(names - set(found)):
        raise WordsFault(f"Add {', '.join(missing)}.")
    months = tuple(found["months"])
    if len(months) != len(USUAL.months):
        raise WordsFault("Name all twelve months.")
    words = CertificateWords(**{name: found[name] for name in names} | {"months": months})
    for name, wanted in FILLED.items():
        asked = {part for _, part, _, _ in Formatter().parse(getattr(words, name)) if part}
        if asked != wanted:
            raise WordsFault(f"{name} has to hold {', '.join(sorted(wanted))} and nothing else.")
    return words


def in_own_words(words: CertificateWords, opening: str, citation: str) -> CertificateWords:
    """The words with an authority's own opening and sentence, where it wrote them.

    Raises NotReady for one that would not fit.
    """
    own = {"opening": " ".join(opening.split()), "citation": " ".join(citation.split())}
    faults = [
        AtAnswer(f"Shorten the {what} to {most} letters: it has {len(own[name])}", name)
        for name, what, most in (
            ("opening", "line above the name", LONGEST_OPENING),
            ("citation", "sentence below the name", LONGEST_CITATION),
        )
        if len(own[name]) > most
    ]
    if faults:
        raise NotReady(*faults)
    return replace(
        words,
        opening=own["opening"] or words.opening,
        citation=own["citation"] or words.citation,
    )


def as_text(words: CertificateWords) -> str:
    """The words as one text, to be kept with what stands on a certificate; empty for the usual."""
    if words == USUAL:
        return ""
    return json.dumps(asdict(words), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> CertificateWords:
    """The words that were kept."""
    if not text:
        return USUAL
    kept = json.loads(text)
    return CertificateWords(**kept | {"months": tuple(kept["months"])})
