"""Every route and method, by every role, at one's own place and at everybody else's.

The routes are read from the application, so that a new screen is walked by itself. What the table
of permissions does not give answers 404, with the same page as what is not there; who is signed
out is sent to sign in; nothing that was refused leaves a trace; nothing ever breaks.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from award.actions.entering import open_account
from award.actions.signing import sign_in
from award.adapters import clock
from award.adapters.files import FileStore, file_key
from award.demo import sign_ins
from award.demo.world import load
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import Base, db, writing
from award.storage.evidence import EvidenceLink, EvidenceVersion, Scan
from award.storage.journeys import Journey
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from award.web.kit.access import mark_of
from award.web.kit.handing_out import CLOSED_OFF
from award.web.kit.signin import new_sign_in_token
from tests.demo.worlds import copy_of_world, some, world_of
from tests.fixtures_web import built_app, web_config
from tests.web.walls import (
    Part,
    Place,
    Try,
    Walls,
    named,
    parts_of,
    places_of,
    prints_of,
    tries,
    walls_of,
)

NOW = datetime(2026, 11, 18, 11, tzinfo=UTC)
OWN, OTHER, FOREIGN = "Willow Lane Primary", "Canal Street Nursery", "Kestrel Hill Secondary"
WORLD = (OWN, OTHER, FOREIGN, "Swallowfield Special School", "Northgate Sixth Form College")
STRANGER = "Nobody Special"
PEOPLE = {
    Role.LEAD: "Amara Holt",
    Role.CONTRIBUTOR: sign_ins.COLLEAGUE,
    Role.HEAD: "Priya Nair",
    Role.GROUP_VIEWER: sign_ins.GROUP_VIEWER,
    Role.ADVISER: "Hana Osei",
    Role.ASSESSOR: "Edith Moss",
    Role.SECOND: "Tomasz Zielinski",
    Role.COORDINATOR: "Colm Brady",
    Role.PANEL: "Grace Oduya",
    Role.STEERING: "Dilys Parry",
    Role.ADMINISTRATOR: sign_ins.ADMINISTRATOR,
    Role.AUDITOR: "Marek Nowak",
    Role.PUBLIC: STRANGER,
}
CHANGES_WITH_EACH = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"|value="[^"]*"')


@dataclass
class Installation:
    """The application with its world, and every address to try."""

    app: Flask
    session: Session
    tries: list[Try]
    walls: Walls


def fill(app: Flask) -> None:
    """A world of a few places, and somebody who belongs nowhere in it."""
    Base.metadata.create_all(db.engine)
    places = some(WORLD)
    at_fenwick = tuple(one for one in places if one.name == FOREIGN)
    at_leicester = tuple(one for one in places if one.name != FOREIGN)
    load(world_of(app, NOW, leicester=at_leicester, fenwick=at_fenwick), size=0)
    with writing() as session:
        open_account(session, email=sign_ins.email_of(STRANGER), name=STRANGER, at=NOW)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("matrix") / "installation"
    with clock.frozen_at(NOW):
        copy_of_world("matrix", folder, fill)
        app = built_app(web_config(folder, demo=True))
        app.test_client_class = FlaskClient
        app.config["PROPAGATE_TROUBLE"] = False
        with app.app_context():
            engine = db.engine
        with Session(engine) as session:
            found = places_of(session, OWN, OTHER, FOREIGN)
            yield Installation(app, session, list(tries(app, found)), walls_of(session))
        engine.dispose()


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.frozen_at(NOW):
        yield


def browser(here: Installation, name: str) -> tuple[FlaskClient, str]:
    """A browser in which somebody is signed in, and the token that their forms carry."""
    token, digest = new_sign_in_token()
    with here.app.app_context(), writing() as session:
        user = session.query(User).filter_by(email=sign_ins.email_of(name)).one()
        sign_in(session, user, digest=digest, device="a test", at=NOW)
    client = here.app.test_client()
    client.set_cookie("award", token)
    page = client.get("/account").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page
    return client, found.group(1)


def same(answer: TestResponse) -> str:
    """A page without what differs from one answer to the next."""
    return CHANGES_WITH_EACH.sub("", answer.get_data(as_text=True))


def status_of(client: FlaskClient, address: str, method: str) -> int:
    """Only how it was answered; a file that was opened for it is closed again."""
    answer = client.open(address, method=method)
    answer.close()
    return answer.status_code


def methods_of(one: Try) -> list[str]:
    return [method for method in ("GET", "POST") if method in (one.rule.methods or ())]


def needs_permission(here: Installation, one: Try) -> bool:
    mark = mark_of(here.app, one.rule.endpoint)
    return mark is not None and mark.may is not None


@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_what_is_not_theirs_is_as_if_it_were_not_there(
    installation: Installation, role: Role
) -> None:
    """Where no role of theirs holds the permission, one address of the screen speaks for all."""
    here, parts = installation, parts_of(installation.session, PEOPLE[role])
    closed = closed_to(here, parts)

    held = [one for one in closed if here.walls.is_held(here.app, one, parts)]
    first = [one for one in closed if one.is_first and one not in held]
    refuse(here, role, held + first)


@pytest.mark.soak
@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_what_is_not_theirs_is_not_there_by_any_address(
    installation: Installation, role: Role
) -> None:
    refuse(
        installation, role, closed_to(installation, parts_of(installation.session, PEOPLE[role]))
    )


def closed_to(here: Installation, parts: list[Part]) -> list[Try]:
    """All addresses that need a permission and lie outside somebody's walls."""
    return [
        one
        for one in here.tries
        if needs_permission(here, one) and not here.walls.opens(here.app, one, parts)
    ]


def refuse(here: Installation, role: Role, closed: list[Try]) -> None:
    """See that each address answers like one that is not there, and that nothing changed."""
    client, token = browser(here, PEOPLE[role])
    nothing, faults = same(client.get("/nowhere/at/all/1")), []
    before = prints_of(here.session)

    for one in closed:
        for method in methods_of(one):
            answer = client.open(one.address, method=method, headers={"X-CSRFToken": token})
            if answer.status_code != 404 or (same(answer) != nothing):
                faults.append(f"{method} {one.address} answers {answer.status_code}")

    assert faults == []
    assert prints_of(here.session) == before


@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_nothing_from_elsewhere_is_reached_through_ones_own_address(
    installation: Installation, role: Role
) -> None:
    here, faults = installation, []
    client, token = browser(here, PEOPLE[role])
    parts = parts_of(here.session, PEOPLE[role])
    nothing = same(client.get("/nowhere/at/all/1"))
    before = prints_of(here.session)

    for one in here.tries:
        if not (one.is_foreign and needs_permission(here, one)):
            continue
        if not here.walls.opens(here.app, one, parts):
            continue
        for method in methods_of(one):
            answer = client.open(one.address, method=method, headers={"X-CSRFToken": token})
            if answer.status_code != 404 or same(answer) != nothing:
                faults.append(f"{method} {one.address} answers {answer.status_code}")

    assert faults == []
    assert prints_of(here.session) == before


@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_nothing_breaks_and_no_change_is_made_without_the_forms_token(
    installation: Installation, role: Role
) -> None:
    here, faults = installation, []
    client, _ = browser(here, PEOPLE[role])
    parts = parts_of(here.session, PEOPLE[role])
    opened = [
        one
        for one in here.tries
        if needs_permission(here, one)
        and not one.is_foreign
        and here.walls.opens(here.app, one, parts)
    ]

    for one in opened:
        if "GET" in methods_of(one):
            status = status_of(client, one.address, "GET")
            if status >= 500 or status in (400, 401, 405):
                faults.append(f"GET {one.address} answers {status}")
    before = prints_of(here.session)
    for one in opened:
        if "POST" in methods_of(one):
            status = status_of(client, one.address, "POST")
            if status not in (400, 404):
                faults.append(f"POST {one.address} without a token answers {status}")

    assert faults == []
    assert prints_of(here.session) == before


def test_who_is_signed_out_is_sent_to_sign_in(installation: Installation) -> None:
    here, faults, client = installation, [], installation.app.test_client()
    before = prints_of(here.session)

    for one in here.tries:
        mark = mark_of(here.app, one.rule.endpoint)
        if mark is None or not (mark.may or mark.account) or not one.is_first:
            continue
        for method in methods_of(one):
            answer = client.open(one.address, method=method)
            sent = answer.status_code == 302 and answer.location.startswith("/sign-in?next=")
            if not (sent if method == "GET" else answer.status_code == 401):
                faults.append(f"{method} {one.address} answers {answer.status_code}")

    assert faults == []
    assert prints_of(here.session) == before


@pytest.mark.parametrize("role", [*PEOPLE, None], ids=str)
def test_what_is_open_to_all_never_breaks(installation: Installation, role: Role | None) -> None:
    here, faults = installation, []
    client = browser(here, PEOPLE[role])[0] if role else here.app.test_client()

    for one in here.tries:
        if needs_permission(here, one):
            continue
        for method in methods_of(one):
            status = status_of(client, one.address, method)
            if status >= 500 and one.address != "/readyz":
                faults.append(f"{method} {one.address} answers {status}")

    assert faults == []


def test_every_role_is_walked(installation: Installation) -> None:
    roles = {part.role for name in PEOPLE.values() for part in parts_of(installation.session, name)}

    assert roles == set(Role) - {Role.PUBLIC, Role.CLOCK}


class Watched:
    """The store of files, which notes what is opened."""

    def __init__(self, files: FileStore) -> None:
        self._files, self.opened = files, list[str]()

    def open(self, key: str) -> BinaryIO:
        self.opened.append(key)
        return self._files.open(key)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


def with_a_page(here: Installation, journey_id: int) -> dict[str, int]:
    """A file of this journey as a person gives it, with a page that we made; their numbers."""
    session, store = here.session, here.app.extensions["files"]
    session.rollback()  # what was read before others wrote cannot be written to
    file = session.scalars(
        select(EvidenceVersion)
        .join(EvidenceLink, EvidenceLink.item_id == EvidenceVersion.item_id)
        .where(EvidenceLink.journey_id == journey_id, EvidenceLink.removed_at.is_(None))
        .order_by(EvidenceVersion.id.desc())
    ).first()
    if file is None:
        file = a_file_in(session, journey_id)
    keys = [file_key("leicester", "1") for _ in range(3)]
    for key in keys:
        store.put(key, io.BytesIO(b"bytes"), limit=9)
    preview = session.scalar(select(EvidencePreview).filter_by(version_id=file.id))
    preview = preview or EvidencePreview(
        authority_id=file.authority_id, version_id=file.id, asked_at=NOW
    )
    session.add(preview)
    page = PreviewPage(authority_id=file.authority_id, number=1, look=PageLook.PICTURE)
    page.key, page.small_key = keys[:2]
    file.key, file.scan, file.gone_at = keys[2], Scan.CLEAN, None
    preview.state, preview.pages_in_all = PreviewState.READY, 1
    preview.pages.clear()
    session.flush()
    preview.pages = [page]
    session.commit()
    item = file.item_id
    return {"version_id": file.id, "item_id": item, "evidence_id": item, "number": 1}


def a_file_in(session: Session, journey_id: int) -> EvidenceVersion:
    """A file where the world has but a note: what is put forward holds nothing else so far."""
    link = session.scalars(
        select(EvidenceLink).filter_by(journey_id=journey_id, removed_at=None)
    ).first()
    assert link is not None
    file = EvidenceVersion(
        authority_id=link.authority_id, item_id=link.item_id, number=1, key="", file_name="a.png",
        sha256="0" * 64, size=5, media_type="image/png", scan=Scan.CLEAN, added_at=NOW,
    )  # fmt: skip
    session.add(file)
    session.flush()
    return file


def fault_of(answer: TestResponse, opened: list[str], ours: set[str]) -> str:
    """Why a browser could be led to run, or show as a page of ours, what a person sent."""
    shut_in = answer.headers.get("Content-Security-Policy") == CLOSED_OFF
    aside = answer.headers.get("Content-Disposition", "").startswith("attachment")
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        return "lets a browser guess what it is"
    if set(opened) & ours:
        whole = shut_in and answer.mimetype == "image/webp" and set(opened) <= ours
        return "" if whole or aside else "shows our picture otherwise than as one"
    if aside:
        return "" if shut_in or not opened else "hands out a file that is not shut in"
    if answer.mimetype == "text/html":
        return "" if "'nonce-" in answer.headers["Content-Security-Policy"] else "runs anything"
    if opened:
        return "shows what a person sent"
    return "" if answer.mimetype in OWN_WORDS else f"shows {answer.mimetype}"


# What we write ourselves, or draw: none of it can hold what a browser would run.
OWN_WORDS = {
    "text/css", "text/plain", "application/json", "application/schema+json", "application/xml",
    "text/calendar", "image/png", "",
}  # fmt: skip
OF_ROOM = {
    "setting": Role.LEAD,
    "coordinator": Role.COORDINATOR,
    "assessor": Role.ASSESSOR,
    "panel": Role.PANEL,
    "steering": Role.STEERING,
    "audit": Role.AUDITOR,
    "group": Role.GROUP_VIEWER,
    "admin": Role.ADMINISTRATOR,
    "accounts": Role.LEAD,
    "public": Role.PUBLIC,
}


# Rooms in which evidence is read, and those in which nothing of it may ever come up.
READING = ("setting", "coordinator", "assessor", "panel")
APART = ("steering", "audit", "group")


def looked_at(here: Installation, place: Place, role: Role) -> int:
    """The journey in which somebody of this role looks for files."""
    stage = {Role.PANEL: Stage.DECIDING, Role.ASSESSOR: Stage.ASSESSING}.get(role)
    if stage is None:
        return place.journey_id
    query = select(Journey.id).join(Authority, Authority.id == Journey.authority_id)
    found = query.where(Journey.stage == stage, Authority.code == place.authority)
    return here.session.scalars(found).one()


@dataclass
class Walk:
    """What was found on the way through every screen: faults, and which files were opened where."""

    faults: list[str] = field(default_factory=list)
    opened: set[tuple[str, bool]] = field(default_factory=set)
    shown: Counter[str] = field(default_factory=Counter)


def walk_for_files(here: Installation, watched: Watched) -> Walk:
    """Open each address of each room, as somebody who belongs there and has files to see."""
    found, place = Walk(), places_of(here.session, OWN, OTHER, FOREIGN)["own"]
    people = {role: browser(here, PEOPLE[role])[0] for role in set(OF_ROOM.values())}
    journeys = {role: looked_at(here, place, role) for role in people}
    numbers = {one: with_a_page(here, one) for one in sorted(set(journeys.values()))}
    ours = set(here.session.scalars(select(PreviewPage.key)))
    ours |= set(here.session.scalars(select(PreviewPage.small_key)))
    theirs = set(here.session.scalars(select(EvidenceVersion.key)))
    here.session.rollback()

    for rule in here.app.url_map.iter_rules():
        room = rule.endpoint.split(".")[0]
        if room not in OF_ROOM or "GET" not in (rule.methods or ()):
            continue
        journey_id = journeys[OF_ROOM[room]]
        words = named(rule, place, journey_id, place.things | numbers[journey_id])
        built = rule.build(words | dict(rule.defaults or {}), append_unknown=False)
        assert built is not None
        watched.opened.clear()
        answer = people[OF_ROOM[room]].get(built[1], buffered=True)
        if fault := fault_of(answer, watched.opened, ours):
            found.faults.append(f"{built[1]} {fault}")
        if answer.status_code == 200:
            found.shown[room] += 1
        for kind in (ours, theirs):
            if set(watched.opened) & kind and answer.status_code == 200:
                found.opened.add((room, kind is ours))
    return found


def test_only_pictures_that_we_made_are_shown_and_all_else_is_handed_out_shut_in(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(installation.app.extensions["files"])
    monkeypatch.setitem(installation.app.extensions, "files", watched)

    found = walk_for_files(installation, watched)

    assert found.faults == []
    assert found.opened == {(room, one) for room in READING for one in (True, False)}
    assert [room for room in (*READING, *APART) if not found.shown[room]] == []
