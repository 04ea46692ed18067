"""Every form that links lead to, sent empty and with too much: told how to mend it, unharmed."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from award.actions.signing import sign_in
from award.adapters import clock
from award.adapters.passwords import new_secret
from award.demo.sign_ins import email_of
from award.demo.world import load
from award.queries.people import list_parts
from award.storage.accounts import User
from award.storage.db import Base, db, writing
from award.web.kit.pages import home_of
from tests.demo.worlds import copy_of_world, some, world_of
from tests.fixtures_web import built_app, new_client, web_config
from tests.journeys.forms_of import Found, forms_of, standing_in
from tests.journeys.screens_met import PLACES
from tests.journeys.test_every_screen import WHO
from tests.pages import PageClient
from tools.pictures import MOST_SCREENS, leaves, screen_of

NOW = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)
FAR_TOO_MUCH: Final = "a" * 10_000
# What a visit, or a form that is still being written, leaves behind without changing anything.
BESIDE: Final = {
    "sign_ins", "drafts", "attempts", "taken_forms", "looked_at", "evidence_views", "jobs",
}  # fmt: skip


def fill(app: Flask) -> None:
    Base.metadata.create_all(db.engine)
    load(world_of(app, NOW, leicester=some(PLACES), fenwick=()), size=0)


@dataclass
class House:
    """The application on one world, which can be put back as it was."""

    app: Flask
    kept: Path
    tried: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    before: Any = None
    print_before: str = ""

    def open_rows(self, place: Path | str) -> "closing[Any]":
        """The rows, by the very library that the application has: two in one process collide."""
        with self.app.app_context():
            library = db.engine.dialect.loaded_dbapi
        return closing(library.connect(str(place)))

    def print_now(self) -> str:
        """A print of every row that matters."""
        with self.open_rows(self.kept) as rows:
            tables = sorted(set(Base.metadata.tables) - BESIDE)
            digest = sha256()
            for table in tables:
                for row in rows.execute(f'SELECT * FROM "{table}" ORDER BY 1'):  # noqa: S608
                    digest.update(repr(row).encode())
            return digest.hexdigest()

    def remember(self) -> None:
        """Keep all rows as they are now, to be put back."""
        self.before = self.before or self.open_rows(":memory:").thing
        with self.open_rows(self.kept) as rows:
            rows.backup(self.before)
        self.print_before = self.print_now()

    def put_back(self) -> bool:
        """Put back what was changed; says whether anything was."""
        if self.print_now() == self.print_before:
            return False
        with self.open_rows(self.kept) as rows:
            self.before.backup(rows)
        return True


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("badly") / "installation"
    with clock.frozen_at(NOW):
        copy_of_world("screens", folder, fill)
        app = built_app(web_config(folder, demo=True))
        app.config["PROPAGATE_TROUBLE"] = False
        found = House(app, folder / "award.sqlite")
        yield found
        found.before.close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def come_in(house: House, name: str) -> tuple[PageClient, str]:
    token, digest = new_secret()
    with house.app.test_request_context():
        with writing() as session:
            user = session.query(User).filter_by(email=email_of(name)).one()
            sign_in(session, user, digest=digest, device="a test", at=NOW)
            parts = list_parts(session, user.id)
        home = home_of(parts[0]).href
        db.session.remove()
    client = new_client(house.app)
    client.set_cookie("award", token)
    return client, home


def pages_of(client: PageClient, home: str) -> Iterator[tuple[str, Element]]:
    """Each kind of page that can be reached by links from home."""
    waiting, seen = [home], set[str]()
    while waiting:
        path = waiting.pop(0)
        if (screen := screen_of(path)) in seen:
            continue
        assert len(seen) < MOST_SCREENS, "raise the limit: not every page was looked at"
        seen.add(screen)
        answer = client.get(path)
        answer.close()
        if answer.mimetype != "text/html" or answer.status_code != 200 or client.page is None:
            continue
        page = client.page
        yield path, page
        links = [one.get("href", "") for one in page.iter("a")]
        waiting += [link for link in links if link.startswith("/") and not leaves(link)]


def faults_of(client: PageClient, form: Found, words: str) -> Iterator[str]:
    """What is wrong with the answer to a form whose answers were not good."""
    page = client.page
    assert page is not None
    ids = {one.get("id") for one in page.iter()}
    told = [one for one in page.iter() if "govuk-error-summary" in (one.get("class") or "").split()]
    links = [one.get("href", "") for each in told for one in each.iter("a")]
    title = next(page.iter("title")).text or ""
    if not told:
        yield "no summary of what is to be put right"
    if not title.startswith("Error: "):
        yield "a title that does not say so"
    yield from (f"a link to {link}, which is not there" for link in links if link[1:] not in ids)
    if words:
        for name, marks in form.lines.items():
            if name not in form.secret and not {f"#{mark}" for mark in marks} & set(links):
                yield f"{name} takes 10,000 letters, or does not say that it is too long"
            if name not in form.secret and standing_in(page, name) != {words}:
                yield f"what was typed into {name} is lost"


def send_badly(house: House, client: PageClient, path: str, form: Found, words: str) -> list[str]:
    """Send it; everything that is wrong with the answer, and with what it left behind."""
    answer = client.post(form.address, data=form.filled(words) if words else form.empty())
    how = "too much" if words else "empty"
    place = f"{form.address} ({how}, on {path})"
    changed = house.put_back()
    if answer.status_code in (302, 303):
        client.get(urlsplit(answer.location).path).close()
        refused = client.page is not None and any(
            "notice--attention" in (one.get("class") or "") for one in client.page.iter()
        )
        if not words:
            return []
        return [f"{place}: {'refused elsewhere, words lost' if refused else 'taken'}"]
    if answer.status_code >= 500 or answer.mimetype != "text/html":
        return [f"{place}: answers {answer.status_code}"]
    found = list(faults_of(client, form, words))
    return [f"{place}: {one}" for one in [*found, *(["it changed rows"] if changed else [])]]


@pytest.mark.soak
@pytest.mark.parametrize("name", WHO)
def test_a_form_that_is_sent_badly_says_how_to_mend_it_and_changes_nothing(
    house: House, count: Callable[[str, int], None], name: str
) -> None:
    faults = list[str]()
    sent = 0
    with clock.frozen_at(NOW):
        client, home = come_in(house, name)
        house.remember()
        for path, page in list(pages_of(client, home)):
            for form in forms_of(page, path):
                make = (screen_of(form.address), form.make)
                if make in house.tried or not form.make:
                    continue
                house.tried.add(make)
                for words in ("", FAR_TOO_MUCH) if form.lines else ("",):
                    sent += 1
                    faults += send_badly(house, client, path, form, words)
    count("forms sent badly", sent)

    assert not faults, "\n".join(faults)
