"""Take a picture of every screen of every room and of every letter, small and wide."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from tests import servers
from tools.letter_pictures import take_letters

ROOT = Path(__file__).parent.parent
WIDTHS = (375, 1280)
MOST_SCREENS = 300
ONE_OF_MANY = re.compile(
    r"(?<=/)(?:\d+(?:\.\d+)?|[0-9a-f-]{32,}|[0-9A-Z]{12}|[\w-]{40,})(?=/|$)"
    r"|(?<=/letter-texts/)\w+|(?<=/kinds/)(?!add\b)\w+|(?<=/numbers/)own_\w+|(?<=/routes/)\w+|(?<=/guidance/)[\w-]+"
)
LEAVES = ("sign-out", ".csv", ".json", ".ics", ".pdf", ".svg", ".png", "/download", "/large")


@dataclass(frozen=True)
class Person:
    """Whom to sign in as, and where they start."""

    role: str
    email: str
    password: str
    home: str


def screen_of(path: str) -> str:
    """The path with what differs from thing to thing left out: one picture for all of them."""
    return ONE_OF_MANY.sub("one", urlsplit(path).path).strip("/").replace("/", "-") or "start"


def sign_in(page: Page, address: str, person: Person) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("input[type=email]").fill(person.email)
    page.locator("input[type=password]").fill(person.password)
    with page.expect_navigation():
        page.locator("input[type=password]").press("Enter")
    if urlsplit(page.url).path == "/sign-in":
        raise SystemExit(f"Signing in as {person.email} did not work.")


def links_of(page: Page, address: str) -> list[str]:
    links = page.locator("a[href]").evaluate_all("found => found.map(link => link.href)")
    return [link for link in links if link.startswith(f"{address}/") and not leaves(link)]


def leaves(link: str) -> bool:
    """True for what is no screen: a file to keep, a picture by itself, or the way out."""
    return any(mark in link for mark in LEAVES)


def must_be_file(trouble: BrowserError) -> None:
    """Let pass what is handed out as a file, which is no screen; a slow screen is no file."""
    if "Download is starting" not in str(trouble):
        raise trouble


def take(page: Page, folder: Path, screen: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{screen}-{width}.png", full_page=True)


def screens_from(page: Page, address: str, start: str) -> Iterator[str]:
    """Open one screen of each kind that links lead to from the start, and say its name.

    Raises SystemExit rather than leave one out in silence.
    """
    waiting, seen = [f"{address}{start}"], set[str]()
    while waiting:
        link = waiting.pop(0)
        if (screen := screen_of(link)) in seen:
            continue
        if len(seen) == MOST_SCREENS:
            raise SystemExit(
                f"There are more than {MOST_SCREENS} screens from {start} on, as {screen}. "
                "Raise MOST_SCREENS in tools/pictures.py, or let ONE_OF_MANY take more for one."
            )
        seen.add(screen)
        try:
            page.goto(link)
        except BrowserError as trouble:
            must_be_file(trouble)
            continue
        yield screen
        waiting += links_of(page, address)


def walk(page: Page, address: str, start: str, folder: Path) -> int:
    """Take each kind of screen that can be reached by links from the start; says how many."""
    count = 0
    for screen in screens_from(page, address, start):
        take(page, folder, screen)
        count += 1
    return count


def take_all(browser: Browser, address: str, people: list[Person], folder: Path) -> dict[str, int]:
    """Pictures as each person sees the pages, and as someone who is not signed in."""
    counts = {}
    for person in [None, *people]:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        page = context.new_page()
        if person:
            sign_in(page, address, person)
        room = person.role if person else "public"
        counts[room] = walk(page, address, person.home if person else "/", folder / room)
        context.close()
    return counts


def flask(*arguments: str) -> str:
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    done = subprocess.run(  # noqa: S603 - our own commands, named in this file
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def demo_world() -> Iterator[tuple[str, list[Person]]]:
    """A demo world of its own on a free port, gone afterwards; its address and its people."""
    port = servers.free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="award-pictures-") as folder:
        os.environ.update(
            DEMO="1",
            PUBLIC_URL=address,
            DATABASE_URL=f"sqlite:///{folder}/demo.sqlite",
            FILES_URL=f"file://{folder}/files",
            MAIL_URL=f"folder://{folder}/outbox",
        )
        flask("db", "upgrade")
        flask("demo", "load")
        fields = Person.__dataclass_fields__
        listed = json.loads(flask("demo", "people", "--json"))
        people = [Person(**{name: person[name] for name in fields}) for person in listed]
        from app import app  # noqa: PLC0415 - it reads the environment that was just set

        with servers.web_server(app, port=port):
            yield address, list({person.role: person for person in reversed(people)}.values())


if __name__ == "__main__":
    folder = ROOT / "instance/pictures"
    with demo_world() as (address, people), servers.chromium() as browser:
        for room, count in take_all(browser, address, people, folder).items():
            sys.stdout.write(f"{count:>4} screens  {room}\n")
        sys.stdout.write(f"{take_letters(browser, folder / 'letters'):>4} letters\n")
    sys.stdout.write("They are in instance/pictures/\n")
