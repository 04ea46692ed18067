"""The migrations run up, down and up again with rows in place, and end at what the rows say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.storage.db import Base, db, transaction
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.fixtures_rows import DATABASES
from tests.making import at, make_authority, make_cast, make_setting
from tests.migrations.databases import database


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """An empty database, once of each sort, without any table so far."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/test.sqlite"
    else:
        url = request.getfixturevalue("postgres_url")
    with database(url):
        yield


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def add_rows(session: Session) -> None:
    """An authority with a setting, its people and a journey: rows in most of the tables."""
    setting = make_setting(session, make_authority(session))
    make_cast(session, setting)
    by = Actor(Role.COORDINATOR, authority_id=setting.authority_id)
    with transaction(lock=setting) as held:
        open_journey(held, route="standard", by=by, at=at())


def test_the_migrations_make_exactly_what_the_rows_say(empty: None) -> None:
    upgrade()

    check()  # leaves by SystemExit where they differ

    assert tables() == set(Base.metadata.tables)


def test_a_column_that_no_migration_makes_is_seen(empty: None) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE settings DROP COLUMN ward"))

    with pytest.raises(SystemExit):
        check()


def test_up_down_and_up_again_with_rows_in_the_tables(empty: None) -> None:
    upgrade()
    add_rows(db.session())
    db.session.remove()

    downgrade(revision="base")
    left = tables()
    upgrade()
    add_rows(db.session())

    assert left == set()
    journeys = db.session.execute(
        select(Setting.name, Journey.stage).join(Journey, Journey.setting_id == Setting.id)
    )
    assert [(name, str(stage)) for name, stage in journeys] == [("Willow Lane Primary", "draft")]


def test_running_the_migrations_again_changes_nothing(empty: None) -> None:
    upgrade()
    add_rows(db.session())
    db.session.remove()

    upgrade()

    assert len(db.session.scalars(select(Journey)).all()) == 1


def test_rows_that_point_at_nothing_are_told_on_sqlite(tmp_path: Path) -> None:
    with database(f"sqlite:///{tmp_path}/test.sqlite"):
        upgrade()
        with db.engine.connect() as connection:
            bare = connection.connection.dbapi_connection
            assert bare is not None
            for line in (
                "PRAGMA foreign_keys=OFF",
                "INSERT INTO counters (id, authority_id, name, value) VALUES (1, 7, 'awards', 0)",
                "PRAGMA foreign_keys=ON",
            ):
                bare.cursor().execute(line)

        with pytest.raises(Exception, match="1 rows point at nothing, the first in counters"):
            upgrade()
