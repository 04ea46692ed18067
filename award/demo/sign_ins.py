"""Who can sign in to a demo world: one person at least for every role, and one password for all."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from award.domain.certificates import Signatory
from award.domain.people import Role
from award.queries.people import Part, list_parts
from award.storage.accounts import User

AT: Final = "demo.example"
WORDS: Final = (
    "amber", "beacon", "cedar", "dapple", "ember", "fable", "gentle", "harbour", "island", "jolly",
    "kettle", "lantern", "meadow", "nimble", "orchard", "pebble", "quiver", "ripple", "saddle",
    "timber", "umbrella", "velvet", "whistle", "yonder", "acorn", "bramble", "cobble", "drizzle",
    "fathom", "glimmer", "hazel", "juniper",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who works for an authority, in one role; others may be added by hand."""

    name: str
    role: Role
    is_outside: bool = False


SIGNATORIES: Final = {
    "leicester": (
        Signatory("Ines Marsh", "Director of Children’s Services"),
        Signatory("Rowan Achebe", "Chair of the Youth Council"),
    ),
    "fenwick-vale": (Signatory("Morag Linton", "Head of Inclusion"),),
}
R = Role
STAFF: Final[dict[str, tuple[Person, ...]]] = {
    "leicester": (
        Person("Colm Brady", R.COORDINATOR),
        Person("Hana Osei", R.ADVISER),
        Person("Edith Moss", R.ASSESSOR),
        Person("Tomasz Zielinski", R.SECOND),
        Person("Grace Oduya", R.PANEL),
        Person("Ruth Keller", R.PANEL),
        Person("Isaac Thorne", R.PANEL, is_outside=True),
        Person("Dilys Parry", R.STEERING),
        Person("Marek Nowak", R.AUDITOR),
    ),
    "fenwick-vale": (
        Person("Nell Fairweather", R.COORDINATOR),
        Person("Arun Pillai", R.ASSESSOR),
        Person("Saoirse Byrne", R.SECOND),
        Person("Isaac Thorne", R.PANEL),
        Person("Wilma Stagg", R.PANEL),
        Person("Bram Visser", R.STEERING),
        Person("Odette Laurent", R.AUDITOR),
        Person("Pelle Strand", R.ADMINISTRATOR),
    ),
}
COLLEAGUE: Final = "Jonah Reid"
GROUP_VIEWER: Final = "Verity Lamb"
# Made last of all: the world is whole when this account is there.
ADMINISTRATOR: Final = "Wren Abbott"
AT_SETTINGS: Final = (
    "Amara Holt", "Priya Nair", COLLEAGUE, "Josie Flint", "Maryam Sadiq", "Kofi Mensah",
    "Solomon Price", "Greta Lindqvist",
)  # fmt: skip


@dataclass(frozen=True)
class SignInOfDemo:
    """One way in: a person, and the part that they play there."""

    email: str
    name: str
    part: Part


def email_of(name: str) -> str:
    """Somebody's address; nobody outside the demo can have one like it."""
    return f"{name.lower().replace(' ', '.')}@{AT}"


def demo_password(secret_key: str) -> str:
    """The password of this demo, four words made from its own key: no other world has the same."""
    digest = hmac.new(secret_key.encode(), b"the demo's password", sha256).digest()
    return "-".join(WORDS[byte % len(WORDS)] for byte in digest[:4])


def names() -> list[str]:
    """Everybody who can sign in, each once."""
    staff = (one.name for people in STAFF.values() for one in people)
    return list(dict.fromkeys([*AT_SETTINGS, *staff, GROUP_VIEWER, ADMINISTRATOR]))


def is_whole(session: Session) -> bool:
    """Whether a demo world was made to its end."""
    return session.scalar(_user(ADMINISTRATOR)) is not None


def is_begun(session: Session) -> bool:
    """Whether there is somebody, and nobody but people of a demo world."""
    emails = session.scalars(select(User.email)).all()
    return bool(emails) and all(email.endswith(f"@{AT}") for email in emails)


def list_sign_ins(session: Session) -> Iterator[SignInOfDemo]:
    """Every part of everybody who can sign in, if there is a whole demo world; else nobody."""
    if not is_whole(session):
        return
    for name in names():
        user = session.scalar(_user(name))
        if user is not None and user.password_hash:
            for part in list_parts(session, user.id):
                yield SignInOfDemo(user.email, user.name, part)


def _user(name: str) -> Select[User]:
    return select(User).where(User.email == email_of(name), User.ended_at.is_(None))
