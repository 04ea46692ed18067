"""What a certificate says, part by part, in the order of reading."""

from collections.abc import Iterator
from dataclasses import dataclass

from award.adapters.certificates import Page
from award.adapters.typesetting import Lines, tidy


@dataclass(frozen=True)
class Part:
    """A paragraph, a heading or a link. Each line ends with the space that follows it, if any.

    ``language`` is empty where it is the page's own.
    """

    tag: str
    lines: tuple[str, ...]
    language: str = ""
    link: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture: a PNG as a data address, or empty for the square code."""

    address: str
    says: str


def parts_of(page: Page) -> Iterator[Part | Figure]:
    """Everything on the page that has a place in the order of reading."""
    face, words = page.face, page.words
    if face.specimen:
        yield Part("P", (words.specimen,))
    if page.logo:
        yield Figure(page.logo, " ".join(page.authority.lines))
    yield Part("P", _lines(page.authority, face.authority_name))
    yield Part("H1", _lines(page.award, face.award_name))
    yield Part("P", (page.subtitle,))
    yield Part("P", (words.opening,))
    yield Part("H2", _lines(page.name, face.setting_name), language=face.name_lang)
    yield Part("P", _lines(page.citation, words.citation))
    yield Part("P", (page.dates,))
    for signatory, signature in zip(face.signatories, page.signatures, strict=True):
        if signature.picture:
            yield Figure(signature.picture, f"Signature of {signature.alt}")
        yield Part("P", _lines(signature.name, signatory.name))
        yield Part("P", _lines(signature.title, signatory.title))
    yield Part("P", (words.check_at,))
    yield Part("Link", page.address.lines, link=face.check_url)
    yield Part("P", (words.check_with,))
    yield Part("P", (page.code,))
    yield Part("P", _lines(page.paper, page.paper_words))
    yield Figure("", words.square)


def _lines(text: Lines, whole: str) -> tuple[str, ...]:
    """The lines, each with the space after it that a reader's copy needs."""
    words, at, lines = tidy(whole), 0, []
    for line in text.lines:
        at += len(line)
        gap = words[at : at + 1] == " "
        lines.append(line + " " * gap)
        at += gap
    return tuple(lines)
