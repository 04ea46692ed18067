"""The forms of a page as a browser has them: what they hold, and what somebody sends of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from werkzeug.datastructures import MultiDict

TYPED = ("text", "email", "tel", "url", "search", "number", "password")


@dataclass
class Found:
    """One form: where it is sent, and its fields by kind. ``chosen`` is what stands in it.

    Lines of one name, such as the three of a day, belong together; each has its own mark.
    """

    address: str
    chosen: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    secret: set[str] = field(default_factory=set)
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def make(self) -> tuple[str, ...]:
        return tuple(sorted({*self.lines, *self.choices}))

    def empty(self) -> MultiDict[str, str]:
        """What goes out when nothing is typed, and nothing chosen that can be left."""
        return self._with("")

    def filled(self, words: str) -> MultiDict[str, str]:
        """The same words in each line, and the first of each choice."""
        return MultiDict([*self._with(words).items(multi=True), *self.choices.items()])

    def _with(self, words: str) -> MultiDict[str, str]:
        typed = [(name, words) for name, marks in self.lines.items() for _ in marks]
        return MultiDict([*self.chosen, *typed])


def forms_of(page: Element, shown_at: str) -> Iterator[Found]:
    """Every form of a page that changes something, but for signing out."""
    for form in page.iter("form"):
        if form.get("method", "get").lower() == "post":
            found = Found(form.get("action") or shown_at)
            for one in form.iter():
                _take_in(found, one)
            if not urlsplit(found.address).path.endswith("/sign-out"):
                yield found


def _take_in(found: Found, one: Element) -> None:
    name, kind = one.get("name", ""), one.get("type", "text")
    if not name or "readonly" in one.attrib:
        return
    if one.tag == "textarea" or (one.tag == "input" and kind in TYPED):
        found.lines.setdefault(name, []).append(one.get("id", ""))
        found.secret |= {name} if kind == "password" else set()
    elif one.tag == "select":
        options = list(one.iter("option"))
        chosen = next((each for each in options if "selected" in each.attrib), options[0])
        found.chosen.append((name, chosen.get("value", "")))
    elif one.tag == "input" and kind == "hidden":
        found.chosen.append((name, one.get("value", "")))
    elif one.tag == "input" and kind in ("radio", "checkbox"):
        found.choices.setdefault(name, one.get("value", ""))


def standing_in(page: Element, name: str) -> set[str]:
    """What stands in the lines of this name."""
    areas = {
        (one.text or "").removeprefix("\n")
        for one in page.iter("textarea")
        if one.get("name") == name
    }
    return areas | {one.get("value", "") for one in page.iter("input") if one.get("name") == name}
