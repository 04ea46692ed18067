"""The name, colour and logo of an authority, and who signs for it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.branding import change_look, name_signatories, remove_logo, set_logo
from award.domain.brand import LogoPicture
from award.domain.certificates import Signatory
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.scheme import Logo, SchemeChange
from tests.making import actor, at, make_authority, make_user

LOGO = LogoPicture(b"dots", 300, 100, "abc123")


@pytest.fixture
def colm(session: Session) -> User:
    return make_user(session, "Colm Brady")


def coordinator(colm: User, owner: Authority) -> Actor:
    return actor(colm, Role.COORDINATOR, owner)


def lines(session: Session) -> list[tuple[str, str, str]]:
    rows = session.scalars(select(SchemeChange).order_by(SchemeChange.id))
    return [(one.subject, one.words, one.by_name) for one in rows]


def test_name_and_colour_change_with_a_line_that_says_who(
    session: Session, owner: Authority, colm: User
) -> None:
    with transaction(lock=owner) as held:
        change_look(held, "  Leicester  City ", "5B2A6E", by=coordinator(colm, owner), at=at())

    assert (owner.name, owner.brand_colour, owner.version) == ("Leicester City", "#5b2a6e", 2)
    assert lines(session) == [
        (
            "look",
            (
                "The name changed from “Leicester” to “Leicester City”. "
                "The colour changed from #0b4f4a to #5b2a6e."
            ),
            "Colm Brady",
        )
    ]


def test_saving_the_same_again_leaves_no_line(
    session: Session, owner: Authority, colm: User
) -> None:
    with transaction(lock=owner) as held:
        change_look(held, owner.name, owner.brand_colour, by=coordinator(colm, owner), at=at())

    assert (owner.version, lines(session)) == (1, [])


def test_a_colour_that_is_hard_to_read_and_an_empty_name_are_refused(
    owner: Authority, colm: User
) -> None:
    with pytest.raises(NotReady) as refused, transaction(lock=owner) as held:
        change_look(held, "  ", "#ff8800", by=coordinator(colm, owner), at=at())

    assert refused.value.blockers[0] == "Enter the name"
    assert "The nearest shade that would do is #af5d00" in refused.value.blockers[1]


def test_a_logo_takes_the_place_of_the_one_before_and_can_go(
    session: Session, owner: Authority, colm: User
) -> None:
    by = coordinator(colm, owner)
    for logo in (LOGO, LogoPicture(b"others", 200, 80, "def456")):
        with transaction(lock=owner) as held:
            set_logo(held, logo, by=by, at=at())
    kept = session.scalars(select(Logo)).one()
    seen = (kept.picture, kept.width, kept.digest, owner.logo_digest)

    for _ in range(2):
        with transaction(lock=owner) as held:
            remove_logo(held, by=by, at=at())

    assert seen == (b"others", 200, "def456", "def456")
    assert (session.scalars(select(Logo)).all(), owner.logo_digest) == ([], "")
    assert [words for _, words, _ in lines(session)] == [
        "The logo was changed.",
        "The logo was changed.",
        "The logo was taken away.",
    ]


def test_two_people_sign_at_most_each_with_what_they_are(owner: Authority, colm: User) -> None:
    by = coordinator(colm, owner)
    with pytest.raises(NotReady) as many, transaction(lock=owner) as held:
        name_signatories(held, [Signatory("A", "B")] * 3, by=by, at=at())
    with pytest.raises(NotReady) as bare, transaction(lock=owner) as held:
        name_signatories(held, [Signatory("Ines", ""), Signatory("", "Chair")], by=by, at=at())

    assert many.value.blockers == ("Name 2 people at most to sign the certificates",)
    assert bare.value.blockers == ("Say what Ines is", "Enter the name of who is Chair")


def test_who_signs_is_kept_and_told(session: Session, owner: Authority, colm: User) -> None:
    by = coordinator(colm, owner)
    for people in ([Signatory("Ines Marsh", "Director")],) * 2 + ([],):
        with transaction(lock=owner) as held:
            name_signatories(held, people, by=by, at=at())

    assert owner.signatories == []
    assert [words for _, words, _ in lines(session)] == [
        "Certificates are signed by Ines Marsh, Director.",
        "Nobody signs the certificates.",
    ]


@pytest.mark.parametrize("role", [Role.PANEL, Role.LEAD, Role.STEERING])
def test_nobody_else_changes_the_look(owner: Authority, colm: User, role: Role) -> None:
    with pytest.raises(NotAllowed), transaction(lock=owner) as held:
        change_look(held, "Ours", "#5b2a6e", by=actor(colm, role, owner), at=at())


def test_somebody_without_an_account_changes_nothing(owner: Authority) -> None:
    nobody = Actor(Role.COORDINATOR, None, "", owner.id)

    with pytest.raises(NotAllowed), transaction(lock=owner) as held:
        change_look(held, "Ours", "#5b2a6e", by=nobody, at=at())


def test_another_authoritys_coordinator_finds_nothing(
    session: Session, owner: Authority, colm: User
) -> None:
    other = make_authority(session, "milton-keynes")

    with pytest.raises(NotFound), transaction(lock=owner) as held:
        change_look(held, "Ours", "#5b2a6e", by=actor(colm, Role.COORDINATOR, other), at=at())
