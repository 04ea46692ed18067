"""People at real browsers: each clicks and types, and every page that they meet is looked at."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.signing import sign_in
from award.adapters import clock
from award.adapters.passwords import hash_password, new_secret
from award.domain.stages import Stage
from award.jobs.worker import run_all
from award.queries.people import Part, list_parts
from award.storage.accounts import User
from award.storage.db import db, writing
from award.web.commands.work import means_of
from award.web.config import ROOT
from award.web.factory import create_app
from tests import servers
from tests.fixtures_web import keeping_templates, web_config
from tests.making import journey_at
from tools import build_static

PHONE, DESK, NARROWEST = 375, 1280, 320
PASSWORD: Final = "seven quiet herons by the canal"
SHAPES: Final = """() => [...new Set([...document.querySelectorAll('body *')].map(
    one => one.tagName + '.' + one.className))]"""
WIDTH: Final = "() => document.documentElement.scrollWidth"


@dataclass
class Town:
    """The program as it runs for everybody: its address, its clock and the letters it sent."""

    app: Flask
    folder: Path
    address: str
    at: datetime

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Any:
        """Answer a request at the story's moment, in whichever thread it came."""
        with clock.frozen_at(self.at):
            return self.app(environ, start)

    def pass_time(self, *, days: int = 0, hours: int = 1) -> None:
        """Let time pass for everybody."""
        self.at += timedelta(days=days, hours=hours)

    def let_worker_run(self) -> None:
        """The worker sends what waits and renders what was asked for."""
        with clock.frozen_at(self.at), self.app.app_context():
            run_all(means_of(self.app), worker="the story's", at=self.at)
            db.session.remove()

    def letter_to(self, email: str, subject: str) -> str:
        """The newest letter to this address under this subject, as its reader sees it."""
        self.let_worker_run()
        found = []
        for path in sorted(self.folder.glob("outbox/*.eml"), key=lambda one: one.stat().st_mtime):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = letter.get_body(("plain",))
            if email in letter["To"] and subject in letter["Subject"] and body is not None:
                found.append(body.get_content())
        if not found:
            raise AssertionError(f"No letter “{subject}” came to {email}")
        return str(found[-1])

    def link_to(self, email: str, subject: str) -> str:
        """The address that the letter gives."""
        found = re.search(re.escape(self.address) + r"\S+", self.letter_to(email, subject))
        assert found is not None
        return found[0]


@contextmanager
def town(folder: Path, empty_database: Path, at: datetime) -> Iterator[Town]:
    """The program with its real styles on a database of its own, served while the block lasts."""
    build_static.build()
    port = servers.free_port()
    (folder / "award.sqlite").write_bytes(empty_database.read_bytes())
    address = f"http://localhost:{port}"
    app = create_app(web_config(folder, public_url=address, static=ROOT / "static"))
    keeping_templates(app)
    found = Town(app, folder, address, at)
    with servers.web_server(found, port=port):
        yield found
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def come_in(browser: Browser, place: Town, email: str) -> tuple[BrowserContext, list[Part]]:
    """A browser in which this person is signed in already, and the parts that they play."""
    token, digest = new_secret()
    with place.app.test_request_context(), clock.frozen_at(place.at):
        with writing() as session:
            user = session.scalars(select(User).where(User.email == email)).one()
            sign_in(session, user, digest=digest, device="a test", at=place.at)
            parts = list_parts(session, user.id)
        db.session.remove()
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    context.add_cookies([{"name": "award", "value": token, "url": place.address}])
    return context, parts


@dataclass
class Findings:
    """What was wrong with any page that anybody met, and which pages those were."""

    barriers: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    screens: set[str] = field(default_factory=set)
    shapes: dict[int, set[str]] = field(default_factory=dict)
    again: bool = True

    def _shows_more(self, page: Page, width: int) -> bool:
        """Whether there is a kind of element on it that was on no page before."""
        here, seen = set(page.evaluate(SHAPES)), self.shapes.setdefault(width, set())
        more = not here <= seen
        seen |= here
        return more

    def look_at(self, page: Page, width: int) -> None:
        """Look at each page once in this width, and ``again`` when there is something new on it."""
        screen = f"{width} {re.sub(r'[0-9]+', '0', page.url)}"
        if screen in self.screens and not (self.again and self._shows_more(page, width)):
            return
        self.screens.add(screen)
        title = page.title().removesuffix(" – Positive and Peaceful Places")
        self.barriers += [f"{title}, {width}: {one}" for one in servers.find_barriers(page)]
        height = 900
        page.set_viewport_size({"width": NARROWEST, "height": height})
        if (wide := page.evaluate(WIDTH)) > NARROWEST:
            self.sideways.append(f"{title}: {wide}")
        page.set_viewport_size({"width": width, "height": height})

    def listen_to(self, page: Page) -> None:
        """Note what the browser complains of, and every answer that is a failure."""

        def note(said: ConsoleMessage) -> None:
            if said.type in ("warning", "error"):
                self.complaints.append(f"{said.type} on {page.url}: {said.text}")

        def note_answer(answer: Response) -> None:
            if answer.status >= 400:
                self.complaints.append(f"{answer.status} for {answer.url}")

        page.on("console", note)
        page.on("pageerror", lambda trouble: self.complaints.append(f"{page.url}: {trouble}"))
        page.on("response", note_answer)


@dataclass
class Person:
    """Somebody at a browser. They find things by what they read, never by how it is built."""

    name: str
    email: str
    page: Page
    town: Town
    findings: Findings
    width: int = DESK
    password: str = ""

    def look(self) -> None:
        """Take in the page that came."""
        self.page.wait_for_load_state("load")
        self.findings.look_at(self.page, self.width)

    def goes_to(self, address: str) -> None:
        """Open an address, such as one from a letter."""
        self.page.goto(address if "://" in address else self.town.address + address)
        self.look()

    def presses(self, words: str, *, within: Locator | None = None) -> None:
        """Press a button."""
        (within or self.page).get_by_role("button", name=words).first.click()
        self.look()

    def follows(self, words: str, *, within: Locator | None = None) -> None:
        """Follow a link."""
        (within or self.page).get_by_role("link", name=words).first.click()
        self.look()

    def writes(self, label: str, words: str) -> None:
        """Write into a field."""
        self.page.get_by_label(label, exact=True).first.fill(words)

    def chooses(self, *options: str) -> None:
        """Choose radio buttons by how their words begin."""
        for words in options:
            self._clicks_label(self.page.get_by_role("radio", name=re.compile(f"^{words}")))

    def ticks(self, *boxes: str) -> None:
        """Tick boxes by how their words begin; a fold that hides one is opened first."""
        for words in boxes:
            label = self.page.locator("label").filter(has_text=re.compile(rf"^\s*{words}"))
            for fold in self.page.locator("main details:not([open])").filter(has=label).all():
                fold.locator("summary").first.click()
            self._clicks_label(self.page.get_by_role("checkbox", name=re.compile(f"^{words}")))

    def _clicks_label(self, found: Locator) -> None:
        """Click the words beside a round or square box, as most people do."""
        box = found.first
        self.page.locator(f"label[for='{box.get_attribute('id')}']").click()
        assert box.is_checked()

    def picks(self, label: str, option: str) -> None:
        """Pick one line of a list that drops down."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def dates(self, question: str, day: date) -> None:
        """Write a day into its three boxes."""
        group = self.page.get_by_role("group", name=question)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part, exact=True).fill(str(number))

    def signs_in(self) -> None:
        """Come back another day, and sign in where the program asks for it."""
        self.goes_to("/sign-in")
        self.writes("E-mail address", self.email)
        self.writes("Password", self.password)
        self.presses("Sign in")

    def reads(self, words: str) -> bool:
        """Whether these words stand on the page."""
        return words in " ".join(self.page.locator("body").inner_text().split())


@dataclass
class People:
    """Opens a browser of their own for each person."""

    browser: Browser
    town: Town
    findings: Findings = field(default_factory=Findings)
    contexts: list[BrowserContext] = field(default_factory=list)

    def go_home(self) -> None:
        """Everybody closes their browser."""
        for context in self.contexts:
            context.close()

    def sit_down(self, name: str, *, width: int = DESK, password: str = "") -> Person:
        """A person before a browser in which nothing is kept."""
        context = self.browser.new_context(
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": width, "height": 900},
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        self.findings.listen_to(page)
        email = f"{name.lower().replace(' ', '.')}@example.org"
        return Person(name, email, page, self.town, self.findings, width, password)


def gathering_in(place: Town, *names: str) -> tuple[int, int]:
    """A setting of the town that gathers evidence, and its journey; these people have a password.

    It is an hour after the last that was done there.
    """
    with place.app.app_context(), Session(db.engine) as session:
        walking, journey = journey_at(session, Stage.GATHERING)
        kept = hash_password(PASSWORD)
        with writing(session):
            for one in session.scalars(select(User).where(User.name.in_(names))):
                one.password_hash = kept
        place.at = walking.at
        found = walking.setting.id, journey.id
    place.pass_time(hours=1)
    return found
