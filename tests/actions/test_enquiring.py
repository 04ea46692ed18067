"""Asking to take part: kept, told to both, answered once by the right coordinator."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from award.actions.enquiring import (
    Ask,
    answer_enquiry,
    ask_to_take_part,
    reply_to_enquiry,
    take_up_again,
)
from award.actions.rewording import reword_letter
from award.domain.people import Actor, Role
from award.domain.refusals import NotFound, NotReady
from award.storage.accounts import Enquiry, User
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.enquiry_replies import writer_of
from award.storage.letters import Letter
from tests.making import (
    actor,
    at,
    make_authority,
    make_cast,
    make_member,
    make_setting,
    make_user,
)
from tests.races import at_once, this_app

ASK = Ask("Abbey Youth Club", "youth_club", " Joe Marsh ", "Joe@Example.org", "On Fridays.")


def make_enquiry(authority: Authority, ask: Ask = ASK) -> Enquiry:
    with transaction(lock=authority) as fresh:
        return ask_to_take_part(fresh, ask, at=at())


def test_what_was_asked_is_kept_and_thanked_for(session: Session) -> None:
    make_enquiry(make_authority(session))

    row = session.query(Enquiry).one()
    assert (row.person, row.email) == ("Joe Marsh", "joe@example.org")
    assert [one.code for one in session.query(Letter)] == ["enquiry_received"]


def test_every_coordinator_is_told(session: Session) -> None:
    authority = make_authority(session)
    make_cast(session, make_setting(session, authority))

    make_enquiry(authority)

    letter = session.query(Letter).filter_by(code="enquiry_arrived").one()
    assert letter.path == "/leicester/coordinator/enquiries/1"


def test_where_nobody_coordinates_an_administrator_is_asked_to_invite_somebody(
    session: Session,
) -> None:
    authority = make_authority(session)
    make_member(session, make_user(session, "Wren Abbott"), Role.ADMINISTRATOR, authority)

    make_enquiry(authority)

    (letter,) = session.query(Letter).filter(Letter.code != "enquiry_received")
    assert letter.code == "enquiry_uncoordinated"
    assert letter.path == "/admin/authorities/leicester/people"
    assert "Nobody coordinates for Leicester now." in letter.body


@pytest.mark.parametrize("name", ["see http://x.example", "www.x.example", "a@b", "cheap.com"])
def test_an_address_in_a_name_is_refused(session: Session, name: str) -> None:
    with pytest.raises(NotReady):
        make_enquiry(make_authority(session), Ask(name, "primary", "Joe", "joe@example.org"))


def test_an_enquiry_is_answered_once(session: Session) -> None:
    authority = make_authority(session)
    place = make_setting(session, authority)
    by = actor(make_cast(session, place)["Colm Brady"], Role.COORDINATOR, authority)
    row = make_enquiry(authority)

    with transaction(lock=row) as fresh:
        answer_enquiry(fresh, answer=" Welcome ", setting_id=place.id, by=by, at=at(1))

    assert session.query(Enquiry).one().answer == "Welcome"
    with pytest.raises(NotReady), transaction(lock=row) as fresh:
        answer_enquiry(fresh, answer="Again", setting_id=None, by=by, at=at(2))


def test_another_authoritys_coordinator_answers_nothing_here(session: Session) -> None:
    row = make_enquiry(make_authority(session))
    other = make_authority(session, "rutland")

    with pytest.raises(NotFound), transaction(lock=row) as fresh:
        answer_enquiry(
            fresh,
            answer="",
            setting_id=None,
            by=Actor(Role.COORDINATOR, 1, "Ida Voss", other.id),
            at=at(),
        )


def test_the_same_asked_twice_is_one_enquiry(both: Session) -> None:
    authority = make_authority(both)
    make_cast(both, make_setting(both, authority))
    first = make_enquiry(authority).id

    again = replace(ASK, setting_name="abbey youth club ", email="joe@example.org")
    with transaction(lock=authority) as fresh:
        second = ask_to_take_part(fresh, again, at=at(hour=20)).id

    assert second == first
    assert both.query(Enquiry).count() == 1
    assert both.query(Letter).count() == 2


def test_the_same_asked_at_the_same_moment_is_one_enquiry(both: Session) -> None:
    key = make_authority(both).id
    both.rollback()

    def deed(own: Session) -> None:
        make_enquiry(own.get_one(Authority, key))

    ends = at_once(this_app(), [deed] * 3)

    assert ends == ["done"] * 3
    assert both.query(Enquiry).count() == 1
    assert both.query(Letter).count() == 1


@pytest.mark.parametrize("other", [{"email": "ann@example.org"}, {"setting_name": "Abbey Park"}])
def test_another_person_or_setting_is_another_enquiry(
    session: Session, other: dict[str, str]
) -> None:
    authority = make_authority(session)
    make_enquiry(authority)

    make_enquiry(authority, replace(ASK, **other))

    assert session.query(Enquiry).count() == 2


def test_asked_again_after_a_day_or_an_answer_is_another_enquiry(session: Session) -> None:
    authority = make_authority(session)
    by = actor(
        make_cast(session, make_setting(session, authority))["Colm Brady"],
        Role.COORDINATOR,
        authority,
    )
    make_enquiry(authority)
    for day in (1, 1):
        with transaction(lock=authority) as fresh:
            row = ask_to_take_part(fresh, ASK, at=at(day))
        with transaction(lock=row) as fresh_row:
            answer_enquiry(fresh_row, answer="", setting_id=None, by=by, at=at(day))

    assert session.query(Enquiry).count() == 3


def scene(session: Session) -> tuple[Enquiry, Actor]:
    authority = make_authority(session)
    cast = make_cast(session, make_setting(session, authority))
    return make_enquiry(authority), actor(cast["Colm Brady"], Role.COORDINATOR, authority)


def test_a_reply_goes_to_who_asked_in_the_name_of_who_answers(session: Session) -> None:
    row, by = scene(session)

    with transaction(lock=row) as held:
        reply_to_enquiry(held, " Shall we talk on Thursday? ", by=by, at=at(1))

    letter = session.query(Letter).filter_by(code="enquiry_answered").one()
    assert (letter.to_email, letter.to_name) == ("joe@example.org", "Joe Marsh")
    assert letter.subject == "Your question about the award: Abbey Youth Club"
    assert letter.body.startswith("Hello Joe Marsh,\n\nShall we talk on Thursday?\n\n")
    assert letter.body.endswith("Best wishes\nColm Brady\nLeicester\n")
    assert session.get_one(Enquiry, row.id).answered_at is None
    assert writer_of(session, letter) == session.get_one(User, by.user_id)


def test_a_reply_goes_in_an_authoritys_own_words_that_name_who_writes(session: Session) -> None:
    row, by = scene(session)
    own = "Subject: Hello\n\n((words))\n\nI am ((sender)).\n"
    with transaction(lock=session.get_one(Authority, row.authority_id)) as owner:
        reword_letter(owner, "enquiry_answered", own, shown=0, by=by, at=at())

    with transaction(lock=row) as held:
        reply_to_enquiry(held, "Welcome", by=by, at=at(1))

    letter = session.query(Letter).filter_by(code="enquiry_answered").one()
    assert letter.body == "Welcome\n\nI am Colm Brady.\n"


def test_a_reply_sent_twice_goes_once_and_another_is_refused(session: Session) -> None:
    row, by = scene(session)
    for words in ("Welcome", "Welcome"):
        with transaction(lock=row) as held:
            reply_to_enquiry(held, words, by=by, at=at(1))

    with pytest.raises(NotReady, match="A reply has gone already"), transaction(lock=row) as held:
        reply_to_enquiry(held, "Something else", by=by, at=at(2))

    assert session.query(Letter).filter_by(code="enquiry_answered").count() == 1


def test_two_replies_at_the_same_moment_are_one_letter(both: Session) -> None:
    row, by = scene(both)
    number = row.id
    both.rollback()

    def deed(own: Session) -> None:
        with transaction(lock=own.get_one(Enquiry, number)) as held:
            reply_to_enquiry(held, "Welcome", by=by, at=at(1))

    ends = at_once(this_app(), [deed] * 3)

    assert ends == ["done"] * 3
    assert both.query(Letter).filter_by(code="enquiry_answered").count() == 1


def test_a_reply_without_words_says_so_at_its_field(session: Session) -> None:
    row, by = scene(session)

    with pytest.raises(NotReady) as refusal, transaction(lock=row) as held:
        reply_to_enquiry(held, "  ", by=by, at=at(1))

    assert (refusal.value.of, session.query(Enquiry).one().answered_by_id) == ("words", None)


def test_a_reply_from_another_authority_is_not_written(session: Session) -> None:
    row, by = scene(session)
    other = make_authority(session, "rutland")

    with pytest.raises(NotFound), transaction(lock=row) as held:
        reply_to_enquiry(held, "Hello", by=replace(by, authority_id=other.id), at=at(1))

    assert session.query(Letter).filter_by(code="enquiry_answered").count() == 0


def test_who_wrote_the_reply_stays_who_answered(session: Session) -> None:
    row, by = scene(session)
    other = replace(by, user_id=session.query(User).filter_by(name="Amara Holt").one().id)
    with transaction(lock=row) as held:
        reply_to_enquiry(held, "Welcome", by=by, at=at(1))

    with transaction(lock=row) as held:
        answer_enquiry(held, answer="", setting_id=None, by=other, at=at(2))

    assert session.query(Enquiry).one().answered_by_id == by.user_id


def test_taken_up_again_it_keeps_its_notes_its_reply_and_who_wrote_it(session: Session) -> None:
    row, by = scene(session)
    with transaction(lock=row) as fresh:
        reply_to_enquiry(fresh, "Welcome.", by=by, at=at())
    with transaction(lock=row) as fresh:
        answer_enquiry(fresh, answer="Not now", setting_id=None, by=by, at=at(1))

    for _ in range(2):
        with transaction(lock=row) as fresh:
            take_up_again(fresh, by=by)

    session.refresh(row)
    assert (row.answered_at, row.answer, row.answered_by_id) == (None, "Not now", by.user_id)


def test_another_authority_does_not_take_it_up_again(session: Session) -> None:
    row, by = scene(session)

    with pytest.raises(NotFound), transaction(lock=row) as fresh:
        take_up_again(fresh, by=replace(by, authority_id=row.authority_id + 1))
