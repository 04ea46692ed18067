"""The installation that is walked, and its noon."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from award.adapters import clock
from award.storage.db import db
from tests.demo.worlds import copy_of_world
from tests.fixtures_web import built_app, web_config
from tests.web.installation import FOREIGN, NOW, OTHER, OWN, Installation, fill
from tests.web.walls import places_of, tries, walls_of


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


@pytest.fixture
def at_noon() -> Iterator[None]:
    with clock.frozen_at(NOW):
        yield
