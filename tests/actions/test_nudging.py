"""A coordinator's letter to a quiet setting: it goes once, and it is written down."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.nudging import nudge
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.db import transaction, writing
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from tests.making import journey_at


def letters(session: Session) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.code == "nudge")))


def test_the_lead_gets_the_words_and_the_history_a_line(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    quiet_since = journey.last_setting_act_at
    later, who = walker.pass_time(days=30), walker.by(Role.COORDINATOR)

    with transaction(lock=journey) as held:
        line = nudge(
            held,
            subject=" One  step ",
            words="Add a photo.",
            version=held.version,
            by=who,
            at=later,
        )

    [letter] = letters(session)
    assert line is not None
    assert (line.what, line.words) == ("nudge", "To Amara Holt: One step")
    assert (letter.subject, letter.to_email) == ("One step", walker.cast.lead.email)
    assert "Add a photo." in letter.body
    assert journey.last_setting_act_at == quiet_since


def test_sent_twice_from_one_page_it_goes_once(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    who, version = walker.by(Role.COORDINATOR), journey.version

    with transaction(lock=journey) as held:
        first = nudge(held, subject="Hi", words="Hello", version=version, by=who, at=walker.at)
    with transaction(lock=journey) as held:
        again = nudge(held, subject="Hi", words="Hello", version=version, by=who, at=walker.at)

    assert first is not None
    assert again is None
    assert len(letters(session)) == 1


def test_another_letter_from_an_old_page_is_refused(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    who, version = walker.by(Role.COORDINATOR), journey.version
    with transaction(lock=journey) as held:
        nudge(held, subject="Hi", words="Hello", version=version, by=who, at=walker.at)

    with pytest.raises(Stale), transaction(lock=journey) as held:
        nudge(held, subject="Bye", words="Hello", version=version, by=who, at=walker.at)


def test_the_head_gets_it_where_no_letter_reaches_the_lead(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    with writing(session) as rows:
        rows.get_one(User, walker.cast.lead.id).bounced_at = walker.at

    with transaction(lock=journey) as held:
        nudge(
            held, subject="Hi", words="Who leads?", version=None,
            by=walker.by(Role.COORDINATOR), at=walker.at,
        )  # fmt: skip

    assert [one.to_email for one in letters(session)] == [walker.cast.head.email]


@pytest.mark.parametrize(
    ("subject", "words", "blockers"),
    [
        ("", "Hello", ("Write what the letter is about",)),
        ("Hi", " ", ("Write a line or two",)),
    ],
)
def test_a_letter_needs_a_subject_and_words(
    session: Session, subject: str, words: str, blockers: tuple[str, ...]
) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)

    with pytest.raises(NotReady) as refusal, transaction(lock=journey) as held:
        nudge(
            held, subject=subject, words=words, version=None, by=walker.by(Role.COORDINATOR),
            at=walker.at,
        )  # fmt: skip

    assert refusal.value.blockers == blockers
    assert letters(session) == []


def test_where_nobody_has_an_address_it_says_what_to_do(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    with writing(session) as rows:
        for one in rows.scalars(select(Membership).where(Membership.setting_id.is_not(None))):
            one.ended_at = walker.at
        held_journey = rows.get_one(Journey, journey.id)
        for contact in held_journey.setting.contacts:
            contact.email = ""
        if held_journey.application:
            held_journey.application.approver_email = ""

    with pytest.raises(NotReady, match="Invite somebody first"), transaction(lock=journey) as held:
        nudge(
            held, subject="Hi", words="Hello", version=None, by=walker.by(Role.COORDINATOR),
            at=walker.at,
        )  # fmt: skip


def test_only_a_coordinator_writes_and_only_while_it_is_under_way(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        nudge(
            held, subject="Hi", words="Hello", version=None, by=walker.by(Role.LEAD), at=walker.at
        )

    lines = session.scalars(select(History).where(History.what == "nudge")).all()
    assert list(lines) == []
