"""People who use the pages as a browser without script lets them: they read, fill in and send."""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.test import TestResponse

from award.adapters import clock
from tests.pages import PageClient, words_of

PASSWORD = "harbour umbrella drizzle 74"


class Days:
    """The calendar of a story: time stands still until somebody lets it pass."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.stack = ExitStack()

    def __enter__(self) -> "Days":
        self.stack.enter_context(clock.frozen_at(self.at))
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def go_on(self, days: int = 1) -> None:
        """The same hour, so many days later."""
        self.at += timedelta(days=days)
        self.stack.close()
        self.stack.enter_context(clock.frozen_at(self.at))

    def day(self, days: int = 0) -> date:
        """A day from now."""
        return (self.at + timedelta(days=days)).date()


@dataclass(frozen=True)
class Pick:
    """The choice whose words begin so."""

    words: str


@dataclass
class Post:
    """The folder that letters are put in."""

    folder: Path

    def links_to(self, email: str) -> list[str]:
        """The paths in the letters to an address, the oldest first."""
        found = []
        for path in sorted(self.folder.rglob("*.eml"), key=lambda one: one.stat().st_mtime_ns):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = letter.get_body(("plain",))
            if email in str(letter["To"]) and body is not None:
                found += re.findall(r"https?://\S+", body.get_content())
        return [urlsplit(one).path for one in found]

    def link_to(self, email: str, beginning: str) -> str:
        """The last path in a letter to an address that begins so."""
        links = [one for one in self.links_to(email) if one.startswith(beginning)]
        assert links, f"no letter to {email} leads to {beginning}: {self.links_to(email)}"
        return links[-1]


class Person:
    """Somebody with a browser; who has an account signs in again when a sign-in has run out."""

    def __init__(self, app: Flask, name: str, email: str = "") -> None:
        self.name = name
        self.email = email or f"{name.lower().replace(' ', '.')}@example.org"
        browser = app.test_client()
        assert isinstance(browser, PageClient)
        self.browser = browser
        self.has_account = False

    def open(self, address: str) -> TestResponse:
        """Go to a page; sign in on the way where that is asked."""
        answer = self.browser.get(address)
        if answer.status_code == 302 and "/sign-in" in answer.location and self.has_account:
            self.sign_in()
            answer = self.browser.get(address)
        return answer

    def read(self, address: str) -> str:
        """The words of a page that must be there."""
        answer = self.open(address)
        assert answer.status_code == 200, f"{self.name}: {address} answers {answer.status_code}"
        return self.browser.words()

    def download(self, address: str) -> bytes:
        """The bytes of a file."""
        with self.open(address) as answer:
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"
            return answer.get_data()

    def sign_in(self) -> None:
        """Give address and password."""
        self.fill("/sign-in", email=self.email, password=PASSWORD)

    def fill(self, address: str, *, sends_to: str = "", **fields: Any) -> str:
        """Open a page, fill in its form as it stands there, send it; where it leads to.

        Everything that the page filled in is sent as it is. A field that the page does not ask
        for, or a page that comes back with something to put right, fails.
        """
        self.read(address)
        page = self.browser.page
        assert page is not None
        form = form_on(page, sends_to or address, has=fields)
        sent = filled_in(form, fields)
        target = form.get("action") or address
        answer = self.browser.post(target, data=sent)
        wrong = self.browser.words() if answer.status_code != 302 else ""
        assert not wrong, f"{self.name} at {target}: {answer.status_code} {wrong[:1500]}"
        return urlsplit(answer.location).path

    def press(self, address: str, ending: str) -> str:
        """Press the button on a page whose form leads to an address that ends so."""
        return self.fill(address, sends_to=ending)

    def follow(self, address: str, words: str) -> str:
        """Where the link on a page leads whose words hold these."""
        self.read(address)
        assert self.browser.page is not None
        links = [
            one.get("href", "") for one in self.browser.page.iter("a") if words in words_of(one)
        ]
        assert links, f"{self.name}: no link “{words}” at {address}"
        return links[0]

    def accept(self, post: Post) -> None:
        """Come in by the invitation in the last letter, with a password of one's own."""
        link = post.link_to(self.email, "/invitation/")
        self.fill(link, password=PASSWORD, again=PASSWORD)
        self.has_account = True


def form_on(page: Element, ending: str, *, has: Iterable[str]) -> Element:
    """The form of a page that is sent to such an address and asks for these fields."""
    wanted, seen = set(has), []
    for form in page.iter("form"):
        names = {one.get("name") for one in form.iter() if one.get("name")}
        if form.get("method") != "post" or (form.get("action") or "").endswith("/sign-out"):
            continue
        seen.append((form.get("action"), sorted(str(one) for one in names)))
        action = form.get("action")
        if (not action or urlsplit(action).path.endswith(urlsplit(ending).path)) and (
            wanted <= names
        ):
            return form
    shown = words_of(page)[:1500]
    raise AssertionError(f"no form to {ending} asks for {sorted(wanted)}: {seen} in “{shown}”")


def filled_in(form: Element, fields: dict[str, Any]) -> dict[str, Any]:
    """What a browser would send: what stands there, with these answers in their places."""
    sent: dict[str, Any] = {}
    for one in form.iter():
        name = one.get("name")
        if not name or one.tag not in ("input", "textarea", "select", "button"):
            continue
        if one.tag == "input" and one.get("type") in ("radio", "checkbox"):
            if one.get("checked") is not None:
                sent.setdefault(name, []).append(one.get("value", "on"))
        elif one.tag == "input" and one.get("type") != "file":
            sent.setdefault(name, []).append(one.get("value", ""))
        elif one.tag == "textarea":
            sent[name] = [(one.text or "").removeprefix("\n")]
        elif one.tag == "select":
            chosen = [item for item in one.iter("option") if item.get("selected") is not None]
            first = (chosen or list(one.iter("option")))[:1]
            sent[name] = [item.get("value", "") for item in first]
    for name, value in fields.items():
        sent[name] = answer(form, name, value)
    return sent


def answer(form: Element, name: str, value: Any) -> Any:
    """An answer as it is sent."""
    if isinstance(value, Pick):
        return [picked(form, name, value.words)]
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    return value


def picked(form: Element, name: str, words: str) -> str:
    """The value of the choice that begins with these words."""
    labels = {one.get("for"): words_of(one) for one in form.iter("label")}
    offered = {
        labels.get(one.get("id"), ""): one.get("value", "")
        for one in form.iter("input")
        if one.get("name") == name
    }
    for select in form.iter("select"):
        if select.get("name") == name:
            offered |= {words_of(one): one.get("value", "") for one in select.iter("option")}
    for label, value in offered.items():
        if label.startswith(words):
            return value
    raise AssertionError(f"“{words}” is not offered for {name}: {sorted(offered)}")
