"""A small world, and every address there is in it, for the tests that walk an installation."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from award.actions.entering import open_account
from award.actions.signing import sign_in
from award.adapters.passwords import new_secret
from award.demo import sign_ins
from award.demo.world import load
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import Base, db, writing
from tests.demo.worlds import some, world_of
from tests.web.walls import Try, Walls

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


def browser(here: Installation, name: str) -> tuple[FlaskClient, str]:
    """A browser in which somebody is signed in, and the token that their forms carry."""
    token, digest = new_secret()
    with here.app.app_context(), writing() as session:
        user = session.query(User).filter_by(email=sign_ins.email_of(name)).one()
        sign_in(session, user, digest=digest, device="a test", at=NOW)
    client = here.app.test_client()
    client.set_cookie("award", token)
    page = client.get("/account").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page
    return client, found.group(1)
