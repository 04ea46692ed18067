"""Take a picture of every letter as a mail program shows it, on a phone and on a desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from award.adapters.letters import LetterPage, drawn_letter
from award.domain.letter_pages import may_ask, why_told
from award.domain.letter_samples import SAMPLES, samples_for
from award.domain.letter_texts import LINK, render_letter
from award.domain.letters import LETTERS, Addressee, Letter
from award.storage.sent_texts import usual_text

WIDTHS: Final = (375, 600)
AUTHORITY: Final = "Leicester"
OTHERS: Final = "/leicester/coordinator/journeys/7"
LEADS_TO: Final = {
    Addressee.LEAD: "/setting/7",
    Addressee.HEAD: "/setting/7",
    Addressee.PERSON: "",
    Addressee.PANEL: "/leicester/panel/journeys/7",
    Addressee.STEERING: "/leicester/steering",
} | dict.fromkeys(
    (Addressee.ADVISER, Addressee.ASSESSOR, Addressee.SECOND, Addressee.VISITOR),
    "/leicester/assessor/journeys/7",
)
"""What stands in the address of the link, by whom the letter is for."""


def letter_pages(authority: str = AUTHORITY) -> Iterator[tuple[str, LetterPage]]:
    """Each letter in its usual words, with invented people and days; and its code."""
    for letter in LETTERS:
        yield letter.code, _page(letter, authority)


def _page(letter: Letter, authority: str) -> LetterPage:
    fields = samples_for(letter, authority=authority) | {"link": LINK}
    words = render_letter(usual_text(letter.code), fields)
    path = LEADS_TO.get(letter.to[0], OTHERS)
    return LetterPage(
        subject=words.subject,
        body=words.body,
        button=words.button,
        address=f"https://award.example{path}",
        authority=authority,
        why=why_told(letter.code, path, authority),
        place=SAMPLES["setting"],
        contact="award@leicester.example" if may_ask(path) else "",
    )


def take_letters(browser: Browser, folder: Path) -> int:
    """A picture of every letter at both widths; says how many letters there are."""
    folder.mkdir(parents=True, exist_ok=True)
    page, letters = browser.new_page(), dict(letter_pages())
    for code, letter in letters.items():
        page.set_content(drawn_letter(letter))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 500})
            page.screenshot(path=folder / f"{code}-{width}.png", full_page=True)
    page.close()
    return len(letters)
