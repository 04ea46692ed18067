"""Draws a letter for mail programs: once as plain words, once as a page, from the same text."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from award.domain.brand import USUAL, colour_troubles
from award.domain.directions import set_apart, set_apart_on_page
from award.domain.letter_pages import (
    OPEN_IT,
    Heading,
    Paragraph,
    heading_of,
    opening_of,
    paragraphs_of,
    unbroken_days,
)
from award.domain.letter_texts import LINK

TEMPLATES: Final = Path(__file__).parents[2] / "templates" / "letters"
SCHEME: Final = "Positive and Peaceful Places"


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """A letter with all that stands around it. ``body`` holds ((link)) where the link belongs.

    ``place`` is the setting that it is about, ``contact`` the address for questions.
    """

    subject: str
    body: str
    button: str = ""
    address: str = ""
    authority: str = SCHEME
    colour: str = USUAL.teal
    why: str = ""
    place: str = ""
    contact: str = ""
    scheme: str = SCHEME

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The letter in paragraphs."""
        return paragraphs_of(self.body, LINK)

    @property
    def heading(self) -> Heading:
        """The subject, with the setting's name on a line of its own."""
        return heading_of(self.subject, self.place)

    @property
    def asking(self) -> str:
        """Whom to ask; nothing where nobody is named."""
        if not self.contact:
            return ""
        return f"Something to ask or to tell us? Answer this letter, or write to {self.contact}."

    @property
    def has_link(self) -> bool:
        """Whether the letter leads somewhere."""
        return bool(self.address) and LINK in self.body


def plain_letter(page: LetterPage) -> str:
    """The words alone, with the link written out."""
    words = page.body.replace(LINK, page.address)
    below = [line for line in (page.why, page.asking) if line]
    whole = "\n".join([words.rstrip(), "", "-- ", *below, ""]) if below else words
    return set_apart(whole)


def drawn_letter(page: LetterPage) -> str:
    """The same words as a page for mail programs that show one."""
    letter = {
        "subject": page.subject,
        "heading": page.heading,
        "opening": opening_of(page.paragraphs),
        "paragraphs": page.paragraphs,
        "button": page.button or OPEN_IT,
        "address": page.address,
        "authority": page.authority,
        "colour": USUAL.teal if colour_troubles(page.colour) else page.colour,
        "why": page.why,
        "asking": page.asking,
        "scheme": page.scheme,
        "has_link": page.has_link,
    }
    drawn = _environment().get_template("letter.html").render(letter=letter)
    return set_apart_on_page(drawn)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters[unbroken_days.__name__] = unbroken_days
    return found
