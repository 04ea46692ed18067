"""What the tests of reading share: a journey that is assessed, with files among its evidence."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.sending import EvidenceWords
from award.adapters.files import FileStore, file_key
from award.domain.file_kinds import PNG
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs.worker import run_all
from award.storage.db import db, transaction
from award.storage.evidence import EvidenceItem, EvidenceVersion, EvidenceView, Scan
from award.web.commands.work import means_of
from award.web.kit.assets import init_assets
from tests.fixtures_rooms import Standing, standing

__all__ = ["standing"]


@dataclass
class Library:
    """A journey with evidence, and what was kept of it."""

    app: Flask
    world: Standing

    @property
    def files(self) -> FileStore:
        found: FileStore = self.app.extensions["files"]
        return found

    def give(
        self,
        content: bytes,
        *,
        code: str = "1.1",
        title: str = "A wall of pictures",
        name: str = "wall.png",
        media_type: str = PNG.media_type,
        scan: Scan = Scan.NOT_ASKED,
    ) -> EvidenceVersion:
        """Give a file for a criterion, as the lead does."""
        walking, journey = self.world.walking, self.world.journey
        key = file_key(walking.setting.authority.code, str(walking.setting.id))
        stored = self.files.put(key, io.BytesIO(content), limit=1 << 26)
        file = KeptBytes(key, name, stored.sha256, stored.size, media_type, scan)
        words = EvidenceWords(
            title=title, criterion=code, why_it_counts="Children chose it", recognisable=False
        )
        with transaction(lock=journey) as held:
            by = walking.by(Role.LEAD)
            item = add_evidence(held, words, file=file, by=by, at=walking.at)
            number = item.id
        query = select(EvidenceVersion).where(EvidenceVersion.item_id == number)
        return self.world.rows.scalars(query).one()

    def prepare(self) -> None:
        """Let the worker make what waits readable."""
        self.world.rows.rollback()
        with self.app.app_context():
            run_all(means_of(self.app), worker="the test's", at=self.world.walking.at)
            db.session.remove()

    def read_at(self, room: str, item_id: int, code: str = "1.1") -> str:
        return f"{self.start(room)}/criteria/{code}/evidence/{item_id}"

    def picture_at(self, room: str, version_id: int, size: str = "large") -> str:
        return f"{self.start(room)}/evidence/{version_id}/pages/1/{size}"

    def start(self, room: str) -> str:
        """Where the journey begins in this room."""
        if room == "setting":
            return f"/setting/{self.world.walking.setting.id}/journeys/{self.world.journey.id}"
        return self.world.room(room)

    def views(self) -> int:
        """How many openings were written down."""
        self.world.fresh()
        return self.world.rows.scalar(select(func.count()).select_from(EvidenceView)) or 0

    def items(self, code: str) -> list[int]:
        """The pieces for a criterion, in the order in which they are read."""
        self.world.fresh()
        return sorted(
            item.id
            for item in self.world.rows.scalars(select(EvidenceItem))
            for link in item.links
            if link.criterion == code and link.removed_at is None
        )


@pytest.fixture
def library(app: Flask, standing: Callable[..., Standing]) -> Library:
    return Library(app, standing(Stage.ASSESSING))


def picture() -> bytes:
    """A small picture."""
    target = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def in_request() -> Iterator[None]:
    """A request in which forms can be made, with nothing behind it."""
    app = Flask("forms", template_folder=str(Path(__file__).parents[3] / "templates"))
    app.config.update(SECRET_KEY="only for these tests", WTF_CSRF_ENABLED=False)
    init_assets(app)
    with app.test_request_context():
        yield
