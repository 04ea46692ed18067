"""Counts what somebody does to reach something, from their first page, by the page's own links.

A step is a link that is followed, a fold that is opened, a box that is ticked or a button that is
pressed; what is typed is none.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.pages import PageClient, words_of


@dataclass
class Steps:
    """Somebody at their first page."""

    browser: PageClient
    address: str
    count: int = 0

    def __post_init__(self) -> None:
        self.browser.get(self.address)

    def reads(self, words: str) -> bool:
        return words in self.browser.words()

    def follows(self, words: str) -> "Steps":
        """A link of the page, by how its words begin."""
        assert self.browser.page is not None
        links = [one for one in self.browser.page.iter("a") if words_of(one).startswith(words)]
        assert links, f"no link “{words}” on {self.address}"
        self._go(links[0].get("href", ""))
        self.count += 1
        return self

    def sends(self, *, ticks: int = 0, to: str = "", **fields: Any) -> "Steps":
        """The form of this page; each tick is a step, and so is the button."""
        there = self.browser.send(to or self.address, on=self.address, **fields).location
        assert there, f"{self.address} did not take it: {self.browser.words()}"
        self._go(there)
        self.count += ticks + 1
        return self

    def _go(self, address: str) -> None:
        answer = self.browser.get(address)
        while answer.location:
            address = answer.location
            answer = self.browser.get(address)
        assert answer.status_code == 200
        self.address = address.split("#")[0]

    def opens(self, words: str) -> "Steps":
        """A part of the page that is folded, by how its words begin."""
        assert self.browser.page is not None
        folds = [words_of(one) for one in self.browser.page.iter("summary")]
        assert any(one.startswith(words) for one in folds), f"no fold “{words}” among {folds}"
        self.count += 1
        return self

    def finds(self, *, ticks: int = 0, **fields: str) -> "Steps":
        """The form of this page that looks for something; what is chosen of a list is a tick."""
        assert self.browser.page is not None
        form = next(one for one in self.browser.page.iter("form") if one.get("method") == "get")
        chosen = {
            one.get("name"): [option.get("value") for option in one.iter("option")]
            for one in form.iter("select")
        }
        written = {one.get("name") for one in form.iter("input")}
        for name, value in fields.items():
            assert name in written or value in chosen.get(name, []), (
                f"no {name} “{value}” to choose"
            )
        self._go(f"{form.get('action')}?{urlencode(fields)}")
        self.count += ticks + 1
        return self
