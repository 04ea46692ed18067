"""The demo world: fills an empty database, and says who can sign in to it."""

import json
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from award.adapters import clock
from award.adapters.passwords import hash_password, verify_password
from award.demo import sign_ins
from award.demo.world import USUAL_SIZE, NotEmpty, World, load
from award.domain.people import ROLE_NAMES
from award.queries.people import find_user
from award.storage.db import db
from award.web.commands.work import means_of
from award.web.kit.pages import home_of

demo_group = AppGroup("demo", help="A world to look at: invented places, made by real moves.")
FRESH = "Begin the demo anew: ./run demo --fresh"


@demo_group.command("load")
@click.option(
    "--settings",
    type=click.IntRange(1, 100_000),
    default=USUAL_SIZE,
    show_default=True,
    help="How many settings; more make long lists.",
)
@with_appcontext
def load_command(settings: int) -> None:
    """Fill an empty database with the demo world. A second run finds it there."""
    _must_be_demo()
    world = World(
        session=db.session(),
        means=means_of(current_app),
        now=clock.now(),
        password_hash=hash_password(_password()),
        say=click.echo,
    )
    try:
        load(world, size=settings)
    except NotEmpty as trouble:
        raise click.ClickException(str(trouble)) from trouble
    click.echo("The demo world is ready. Who can sign in: flask demo people")


@demo_group.command("people")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@with_appcontext
def people_command(as_json: bool) -> None:
    """Say who can sign in to the demo world, with which password, and where they begin."""
    people = list_people()
    if as_json:
        click.echo(json.dumps(people, indent=2))
    elif not people:
        click.echo("There is no demo world here. Make one: ./run demo")
    else:
        address = current_app.config["AWARD"].public_url
        click.echo(f"Sign in at {address}/sign-in with the password {people[0]['password']}\n")
        for one in people:
            click.echo(f"  {one['role']:<14}{one['email']:<36}{address}{one['home']}")


def list_people() -> list[dict[str, Any]]:
    """The demo's sign-ins, as other programs read them; none outside a demo world."""
    if not current_app.config["DEMO"]:
        return []
    with current_app.test_request_context():
        found = [_as_json(one) for one in sign_ins.list_sign_ins(db.session())]
    if found:
        _must_fit(found[0]["email"])
    return found


def _as_json(one: sign_ins.SignInOfDemo) -> dict[str, Any]:
    return {
        "role": str(one.part.role),
        "name": one.name,
        "email": one.email,
        "password": _password(),
        "authority": one.part.authority_code or None,
        "setting": one.part.setting_id,
        "place": f"{one.part.place}, {ROLE_NAMES[one.part.role]}",
        "home": home_of(one.part).href,
    }


def _password() -> str:
    return sign_ins.demo_password(str(current_app.config["SECRET_KEY"]))


def _must_be_demo() -> None:
    if not current_app.config["DEMO"]:
        raise click.ClickException(
            "The demo world has passwords that are told to everybody, so it is made with DEMO=1 "
            "only. Use ./run demo."
        )


def _must_fit(email: str) -> None:
    """The key that made the passwords may have been changed since."""
    user = find_user(db.session(), email)
    if user is None or not verify_password(user.password_hash or "", _password()):
        raise click.ClickException(f"The demo’s key has changed since it was made. {FRESH}")


COMMANDS: tuple[click.Command, ...] = (demo_group,)
