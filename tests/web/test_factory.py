"""The application as a whole: on PostgreSQL too, and over https."""

from pathlib import Path

from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.storage.accounts import SignIn, User
from award.storage.db import Base, db, writing
from tests.fixtures_web import built_app, new_client, web_config
from tests.making import make_user

PASSWORD = "seven quiet herons wade"


def test_a_person_signs_in_and_out_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    app = built_app(web_config(tmp_path, database_url=postgres_url))
    with app.app_context():
        engine = db.engine
    Base.metadata.create_all(engine)
    with Session(engine) as rows:
        user = make_user(rows)
        with writing(rows) as session:
            session.get_one(User, user.id).password_hash = hash_password(PASSWORD)
    browser = new_client(app)

    wrong = browser.send("/sign-in", email="amara.holt@example.org", password="not this one")
    right = browser.send("/sign-in", email="amara.holt@example.org", password=PASSWORD)
    browser.send("/forgotten-password", email="amara.holt@example.org")
    browser.send("/forgotten-password", email="nobody@example.org")
    browser.send("/sign-out", on="/account")

    with Session(engine) as rows:
        ended = [one.ended_at is not None for one in rows.query(SignIn)]
    with app.app_context():
        db.session.remove()
    engine.dispose()
    assert (wrong.status_code, right.location, ended) == (200, "/where-to", [True])


def test_over_https_the_cookie_is_for_this_host_alone(tmp_path: Path) -> None:
    app = built_app(web_config(tmp_path, public_url="https://award.example.org"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with Session(db.engine) as rows:
            user = make_user(rows)
            with writing(rows) as session:
                session.get_one(User, user.id).password_hash = hash_password(PASSWORD)
    browser = new_client(app)
    browser.environ_base["wsgi.url_scheme"] = "https"

    answer = browser.open("/sign-in", base_url="https://award.example.org")
    page = browser.page
    assert page is not None
    hidden = {one.get("name"): one.get("value") for one in page.iter("input")}
    sent = browser.post(
        "/sign-in",
        data=hidden | {"email": "amara.holt@example.org", "password": PASSWORD},
        base_url="https://award.example.org",
        headers={"Referer": "https://award.example.org/sign-in"},
    )
    with app.app_context():
        db.session.remove()
        db.engine.dispose()

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    cookie = next(
        one for one in sent.headers.getlist("Set-Cookie") if one.startswith("__Host-award=")
    )
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
