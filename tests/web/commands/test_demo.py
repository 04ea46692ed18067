"""`flask demo`: only in a demo, told as a table and as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from award.adapters import clock
from award.demo import sign_ins
from award.demo.world import load
from award.storage.accounts import User
from award.storage.db import Base, db
from tests.demo.worlds import some, world_of
from tests.fixtures_web import built_app, new_client, web_config


def demo_app(folder: Path) -> Flask:
    found = built_app(web_config(folder, demo=True))
    with found.app_context():
        Base.metadata.create_all(db.engine)
    return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A small demo world, made once for this module; nothing here changes it."""
    found = demo_app(tmp_path_factory.mktemp("demo"))
    with found.app_context():
        few = some(["Meadowbank Infants"])
        load(world_of(found, clock.now(), leicester=few, fenwick=()), size=0)
        db.session.remove()
    return found


@pytest.fixture
def demo(loaded: Flask) -> Iterator[Flask]:
    config = dict(loaded.config)
    yield loaded
    loaded.config.update(config)


def test_people_are_none_where_there_is_no_demo_world(tmp_path: Path) -> None:
    answer = demo_app(tmp_path).test_cli_runner().invoke(args=["demo", "people", "--json"])

    assert (answer.exit_code, json.loads(answer.output)) == (0, [])


def test_load_is_refused_outside_a_demo(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["demo", "load"])

    assert answer.exit_code == 1
    assert "DEMO=1 only" in answer.output


def test_people_are_told_as_json(demo: Flask) -> None:
    people = json.loads(demo.test_cli_runner().invoke(args=["demo", "people", "--json"]).output)

    coordinator = next(one for one in people if one["role"] == "coordinator")
    assert {"role", "email", "password", "authority", "setting", "home"} <= set(coordinator)
    assert coordinator["authority"] == "leicester"
    assert coordinator["home"] == "/leicester/coordinator"


def test_the_password_told_is_the_password_that_works(demo: Flask) -> None:
    people = json.loads(demo.test_cli_runner().invoke(args=["demo", "people", "--json"]).output)
    client = new_client(demo)

    answer = client.send("/sign-in", email=people[0]["email"], password=people[0]["password"])

    assert (answer.status_code, answer.location) == (302, "/where-to")


def test_people_are_told_as_a_table_with_the_address(demo: Flask) -> None:
    said = demo.test_cli_runner().invoke(args=["demo", "people"]).output

    assert "http://localhost/sign-in" in said
    assert "colm.brady@demo.example" in said


def test_another_key_has_another_password(demo: Flask) -> None:
    demo.config["SECRET_KEY"] = "another key that is long enough to be one, 1234567890"

    answer = demo.test_cli_runner().invoke(args=["demo", "people"])

    assert answer.exit_code == 1
    assert "key has changed" in answer.output


def test_nobody_is_told_once_the_demo_is_over(demo: Flask) -> None:
    demo.config["DEMO"] = False

    answer = demo.test_cli_runner().invoke(args=["demo", "people", "--json"])

    assert json.loads(answer.output) == []


def test_who_only_stands_in_the_world_has_no_password(demo: Flask) -> None:
    with demo.app_context():
        user = db.session.scalars(
            select(User).where(User.email == sign_ins.email_of("Ruben Costa"))
        ).one()
        assert user.password_hash is None
