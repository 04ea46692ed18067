"""A demo world for tests: a few of its places, certificates drawn by nobody."""

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from flask import Flask

from award.adapters.passwords import hash_password
from award.demo import places, sign_ins
from award.demo.places import Place
from award.demo.world import World
from award.domain.certificates import CertificateFace
from award.jobs.means import Means
from award.storage.db import db
from award.web.commands.work import means_of
from tests.fakes import QuickSealing
from tests.fixtures_servers import FOLDER as RUN_FOLDER
from tests.fixtures_web import built_app, web_config
from tests.servers import locked


def draw(_face: CertificateFace, _at: datetime, _badge: str) -> bytes:
    return b"%PDF-1.7 a certificate"


def means_without_drawing(app: Flask) -> Means:
    known = means_of(app)
    return Means(
        sessions=known.sessions,
        files=known.files,
        mailer=known.mailer,
        draw=draw,
        sealing=QuickSealing(),
        public_url=known.public_url,
        sender=known.sender,
    )


def some(names: Sequence[str]) -> tuple[Place, ...]:
    """The places of these names, in the order in which they were written down; each is there."""
    found = tuple(one for one in (*places.LEICESTER, *places.FENWICK) if one.name in names)
    missing = set(names) - {one.name for one in found}
    assert not missing, f"No place of the demo is called {missing}"
    return found


def world_of(
    app: Flask,
    now: datetime,
    *,
    leicester: Sequence[Place] = places.LEICESTER,
    fenwick: Sequence[Place] = places.FENWICK,
    say: Callable[[str], None] = lambda _: None,
) -> World:
    """A world that is not loaded yet; asks for the application's context."""
    return World(
        session=db.session(),
        means=means_without_drawing(app),
        now=now,
        password_hash=hash_password(sign_ins.demo_password(str(app.config["SECRET_KEY"]))),
        say=say,
        leicester=leicester,
        fenwick=fenwick,
    )


def copy_of_world(name: str, folder: Path, fill: Callable[[Flask], None]) -> None:
    """Put a copy of a filled installation here; a run fills it once, for all its processes."""
    kept = Path(os.environ[RUN_FOLDER]) / f"world-{name}"
    with locked(kept.with_suffix(".lock")):
        if not kept.exists():
            making = kept.with_suffix(".making")
            app = built_app(web_config(making, demo=True))
            with app.app_context():
                fill(app)
                db.session.remove()
                db.engine.dispose()
            making.rename(kept)
    shutil.copytree(kept, folder)
