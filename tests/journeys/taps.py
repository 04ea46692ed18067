"""Counts what somebody with a finger has to do."""

from dataclasses import dataclass
from pathlib import Path

from tests.journeys.browser_people import Person


@dataclass
class Taps:
    """Somebody whose every tap is counted."""

    who: Person
    count: int = 0

    def on_link(self, words: str) -> None:
        self.count += 1
        self.who.follows(words)

    def on_button(self, words: str) -> None:
        self.count += 1
        self.who.presses(words)

    def on_files(self, label: str, paths: list[Path]) -> None:
        """One tap opens the phone's own list of pictures."""
        self.count += 1
        self.who.page.get_by_label(label).set_input_files(paths)

    def on_choice(self, words: str) -> None:
        self.count += 1
        self.who.chooses(words)
