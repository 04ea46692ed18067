"""Sign-ins begin and end; passwords change; a letter leads back in, once."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.signing import (
    ask_for_password,
    change_password,
    sign_in,
    sign_out,
    use_reset,
)
from award.domain.refusals import NotAllowed, NotFound
from award.storage.accounts import PasswordReset, SignIn, User
from award.storage.db import transaction, writing
from award.storage.jobs import Job
from award.storage.letters import Letter
from tests.making import at, make_user


def begin(session: Session, user: User, digest: str = "one") -> SignIn:
    with writing(session):
        return sign_in(session, user, digest=digest, device="x" * 900, at=at())


def ask(session: Session, user: User | None, digest: str = "one", day: int = 0) -> None:
    with writing(session):
        ask_for_password(
            session, user, email="who@example.org", token="token", digest=digest, at=at(day)
        )


def end_account(session: Session, user: User) -> None:
    with writing(session):
        session.get_one(User, user.id).ended_at = at()


def test_a_sign_in_lasts_twelve_hours_at_most(session: Session) -> None:
    row = begin(session, make_user(session))

    assert (row.expires_at, len(row.device)) == (at() + timedelta(hours=12), 200)


def test_an_ended_account_begins_no_sign_in(session: Session) -> None:
    user = make_user(session)
    end_account(session, user)

    with pytest.raises(NotFound):
        begin(session, user)


def test_signing_out_twice_keeps_the_first_moment(session: Session) -> None:
    row = begin(session, make_user(session))

    for day in (1, 2):
        with transaction(lock=row) as fresh:
            sign_out(fresh, at=at(day))

    assert session.query(SignIn).one().ended_at == at(1)


def test_a_changed_password_ends_every_sign_in_of_the_person_only(session: Session) -> None:
    user, other = make_user(session), make_user(session, "Nia Ford")
    for one, digest in ((user, "one"), (user, "two"), (other, "three")):
        begin(session, one, digest)

    with transaction(lock=user) as fresh:
        change_password(fresh, password_hash="new", at=at(1))

    assert [one.ended_at is None for one in session.query(SignIn)] == [False, False, True]


def test_an_ended_account_changes_no_password(session: Session) -> None:
    user = make_user(session)
    end_account(session, user)

    with pytest.raises(NotAllowed), transaction(lock=user) as fresh:
        change_password(fresh, password_hash="new", at=at(1))


def test_nothing_is_left_of_a_letter_to_nobody_on_both_databases(both: Session) -> None:
    ask(both, None)

    assert [both.query(one).count() for one in (Letter, Job, PasswordReset)] == [0, 0, 0]


def test_a_letter_leads_back_in_once(session: Session) -> None:
    user = make_user(session)
    ask(session, user)
    row = session.query(PasswordReset).one()

    with transaction(lock=row) as fresh:
        use_reset(fresh, password_hash="new", at=at() + timedelta(minutes=1))

    assert session.query(User).one().password_hash == "new"
    with pytest.raises(NotFound), transaction(lock=row) as fresh:
        use_reset(fresh, password_hash="newer", at=at() + timedelta(minutes=2))


@pytest.mark.parametrize("spoilt", ["late", "ended", "newer"])
def test_a_letter_leads_nowhere_when_it_is_spoilt(session: Session, spoilt: str) -> None:
    user = make_user(session)
    ask(session, user)
    row = session.query(PasswordReset).one()
    if spoilt == "ended":
        end_account(session, user)
    if spoilt == "newer":
        ask(session, user, "two")
    when = at() + timedelta(hours=1 if spoilt == "late" else 0, minutes=1)

    with pytest.raises(NotFound), transaction(lock=row) as fresh:
        use_reset(fresh, password_hash="new", at=when)


def test_moments_are_told_in_the_time_of_england(session: Session) -> None:
    with transaction(lock=make_user(session)) as fresh:
        change_password(fresh, password_hash="new", at=at(180, hour=13))

    letter = session.query(Letter).one()
    assert "was changed on Saturday 4 July 2026 at 2pm" in letter.body
