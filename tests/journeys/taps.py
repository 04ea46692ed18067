"""Counts what somebody with a finger has to do: the page itself counts, so none is missed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.journeys.browser_people import Person

# Each touch of a real pointer, wherever it lands; kept for the tab, from page to page.
COUNT: Final = """() => {
    if (window.countsTaps) return;
    window.countsTaps = true;
    addEventListener('pointerdown', (touch) => {
        if (!touch.isTrusted) return;
        sessionStorage.setItem('taps', 1 + Number(sessionStorage.getItem('taps')));
    }, true);
}"""
FROM_NOW_ON: Final = "() => sessionStorage.setItem('taps', 0)"
SO_FAR: Final = "() => Number(sessionStorage.getItem('taps'))"


def count_from_now(page: Page) -> None:
    """Begin to count the taps on this page, and on those that it leads to."""
    page.add_init_script(f"({COUNT})()")
    page.evaluate(COUNT)
    page.evaluate(FROM_NOW_ON)


def taps_on(page: Page) -> int:
    """How often it was tapped since the count began."""
    return int(page.evaluate(SO_FAR))


@dataclass
class Taps:
    """Somebody whose every tap is counted, those included that a story does not tell of."""

    who: Person

    def __post_init__(self) -> None:
        count_from_now(self.who.page)

    @property
    def count(self) -> int:
        return taps_on(self.who.page)

    def on_link(self, words: str) -> None:
        self.who.follows(words)

    def on_button(self, words: str) -> None:
        self.who.presses(words)

    def on_files(self, label: str, paths: list[Path]) -> None:
        """One tap opens the phone's own list of pictures."""
        field = self.who.page.get_by_label(label)
        with self.who.page.expect_file_chooser() as chooser:
            self.who.page.locator(f"label[for='{field.get_attribute('id')}']").first.click()
        chooser.value.set_files(paths)

    def on_choice(self, words: str) -> None:
        self.who.chooses(words)

    def on_fold(self, words: str) -> None:
        """Open a part that is folded."""
        self.who.page.get_by_text(words, exact=True).first.click()
