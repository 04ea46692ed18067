"""Every screen of every room, walked for files: what a browser is given of them, and as what."""

import io
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from award.adapters.files import FileStore, file_key
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.authorities import Authority
from award.storage.evidence import EvidenceLink, EvidenceVersion, Scan
from award.storage.journeys import Journey
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from award.web.kit.handing_out import CLOSED_OFF
from tests.web.installation import FOREIGN, NOW, OTHER, OWN, PEOPLE, Installation, browser
from tests.web.walls import Place, named, places_of

pytestmark = pytest.mark.usefixtures("at_noon")


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
