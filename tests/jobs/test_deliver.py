"""Letters go out once, whatever happens between two steps, and refusals are told."""

from dataclasses import replace
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.enquiring import Ask, ask_to_take_part, reply_to_enquiry
from award.actions.opening import open_journey
from award.actions.telling import Recipient, write_letter
from award.adapters.mail import AddressRefused, MailTrouble, SmtpMail
from award.domain.people import Role
from award.jobs.deliver import LETS_IN, deliver_letter
from award.jobs.means import Means
from award.jobs.worker import run_all
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority
from award.storage.db import hold, transaction, writing
from award.storage.jobs import Job
from award.storage.letters import Letter, LetterState
from tests.fakes import MailBox
from tests.making import actor, at, make_authority, make_cast, make_setting
from tests.servers import MailServer

LEAD = "amara.holt@example.org"


class PowerCut(BaseException):
    """Stands for the end of the whole program in the middle of a step."""


class DiesAfterSending(MailBox):
    def send(self, message: EmailMessage) -> None:
        super().send(message)
        raise PowerCut


def a_letter(
    session: Session,
    *,
    authority: Authority | None = None,
    code: str = "password_changed",
    path: str = "/account",
) -> Letter:
    with writing(session):
        letter = write_letter(
            session,
            code,
            Recipient(LEAD, "Amara Holt", path),
            authority=authority,
            at=at(),
            key=f"test:{code}",
            fields={"changed_at": "9:00 today", "link_until": "noon"},
        )
    assert letter is not None
    return letter


def kept(means: Means, letter_id: int = 1) -> Letter:
    with means.sessions() as session:
        return session.get_one(Letter, letter_id)


def test_a_letter_is_sent_with_its_link_at_the_public_address(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    a_letter(both)

    run_all(means, worker="first", at=at(1))

    sent = mailbox.letters[0]
    letter = kept(means)
    assert (letter.state, letter.sent_at) == (LetterState.SENT, at(1))
    assert sent["To"] == LEAD
    assert sent["Message-ID"] == f"<{letter.message_id}>"
    plain, drawn = (sent.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert drawn is not None
    for part in (plain.get_content(), drawn.get_content()):
        assert "https://award.example.org/account" in part
        assert "((link))" not in part
        assert "You get this letter because it is about your own account." in part


def test_a_letter_of_an_authority_bears_its_name_and_its_colour(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    authority = make_authority(both)
    with writing(both):
        authority.brand_colour = "#5b2a6e"
    a_letter(both, authority=authority)

    run_all(means, worker="first", at=at(1))

    drawn = mailbox.letters[0].get_body(("html",))
    assert drawn is not None
    assert ">Leicester</p>" in drawn.get_content()
    assert "background: #5b2a6e" in drawn.get_content()
    assert ">Choose a new one</a>" in drawn.get_content()


def test_who_answers_a_letter_writes_to_the_council_that_sent_it(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    authority = make_authority(both)
    with writing(both):
        authority.contact_email = "award@leicester.example"
    a_letter(both, authority=authority)
    a_letter(both, code="address_changed")

    run_all(means, worker="first", at=at(1))

    owned, alone = sorted(mailbox.letters, key=lambda one: one["Reply-To"] is None)
    assert (owned["Reply-To"], alone["Reply-To"]) == ("award@leicester.example", None)
    for kind in ("plain", "html"):
        part = owned.get_body((kind,))
        assert part is not None
        assert "write to award@leicester.example." in part.get_content()


def test_whoever_answers_a_reply_writes_to_who_wrote_it_while_they_work_there(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    authority = make_authority(both)
    cast = make_cast(both, make_setting(both, authority))
    colm = cast["Colm Brady"]
    with transaction(lock=authority) as held:
        held.contact_email = "award@leicester.example"
        for person in ("Joe", "Ann"):
            ask = Ask(f"{person}’s club", "primary", person, f"{person}@example.org")
            row = ask_to_take_part(held, ask, at=at())
            both.flush()
            with_words = f"Welcome, {person}"
            hold(row)
            by = actor(colm, Role.COORDINATOR, authority)
            reply_to_enquiry(row, with_words, by=by, at=at())
    letters = both.scalars(select(Letter).where(Letter.code == "enquiry_answered")).all()
    numbers = [one.id for one in letters]
    both.rollback()

    deliver_letter(means, numbers[0], at=at(1))
    with writing(both):
        for one in both.scalars(select(Membership).where(Membership.user_id == colm.id)):
            one.ended_at = at(1)
    deliver_letter(means, numbers[1], at=at(2))

    answers_go = [one["Reply-To"] for one in mailbox.letters]
    assert answers_go == ["colm.brady@example.org", "award@leicester.example"]
    for kind in ("plain", "html"):
        part = mailbox.letters[0].get_body((kind,))
        assert part is not None
        assert "write to colm.brady@example.org." in part.get_content()
        assert "You get this letter because you asked about the award." in part.get_content()


def test_a_letter_to_coordinators_does_not_tell_them_to_ask_themselves(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    authority = make_authority(both)
    setting = make_setting(both, authority)
    with writing(both):
        authority.contact_email = "award@leicester.example"
        write_letter(
            both,
            "plan_put_forward",
            Recipient(LEAD, "Colm Brady", "/leicester/coordinator/journeys/7"),
            authority=authority,
            at=at(),
            key="test",
            fields={"setting": setting.name},
            setting=setting,
        )

    run_all(means, worker="first", at=at(1))

    (sent,) = mailbox.letters
    drawn = sent.get_body(("html",))
    assert drawn is not None
    assert "Something to ask" not in drawn.get_content()
    assert f">{setting.name}</p>" in drawn.get_content()


def test_a_letter_that_went_does_not_go_again(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    a_letter(both)

    deliver_letter(means, 1, at=at())
    deliver_letter(means, 1, at=at())
    deliver_letter(means, 2, at=at())

    assert len(mailbox.letters) == 1


def test_a_letter_goes_twice_at_most_after_a_crash_and_is_seen_to_be_the_same(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    a_letter(both)
    dying = DiesAfterSending()
    with pytest.raises(PowerCut):
        run_all(replace(means, mailer=dying), worker="first", at=at())

    run_all(means, worker="second", at=at(0, hour=10))

    first, second = dying.letters[0], mailbox.letters[0]
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_a_letter_waits_while_the_mail_server_is_away(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    a_letter(both)
    mailbox.failing_with = MailTrouble("The mail server said 451 later")

    run_all(means, worker="first", at=at())
    waiting = kept(means).state
    mailbox.failing_with = None
    run_all(means, worker="first", at=at(0, hour=10))

    assert (waiting, kept(means).state) == (LetterState.WAITING, LetterState.SENT)


@pytest.mark.parametrize("place", LETS_IN)
def test_a_link_that_lets_somebody_in_is_forgotten_once_it_went(
    both: Session, means: Means, mailbox: MailBox, place: str
) -> None:
    a_letter(both, code="password_reset", path=f"{place}t0ken")

    deliver_letter(means, 1, at=at())

    assert f"{place}t0ken" in str(mailbox.letters[0])
    assert kept(means).path == ""


def test_the_link_to_an_approval_stays_with_its_letter_since_a_reminder_leads_by_it(
    both: Session, means: Means
) -> None:
    asked = a_letter(both, path="/approve/t0ken")
    reminded = a_letter(both, code="password_reset", path="/approve/t0ken")
    with writing(both):
        asked.code, reminded.code = "approval_asked", "approval_waits"

    for number in (1, 2):
        deliver_letter(means, number, at=at())

    assert [kept(means, one).path for one in (1, 2)] == ["/approve/t0ken", ""]


def test_a_refused_letter_is_marked_and_not_tried_again(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    a_letter(both)
    mailbox.failing_with = AddressRefused("The mail server said 550 nobody here")

    run_all(means, worker="first", at=at())

    with means.sessions() as session:
        job = session.scalars(select(Job)).one()
    letter = kept(means)
    assert (letter.state, letter.trouble, job.done_at) == (
        LetterState.REFUSED,
        "The mail server said 550 nobody here",
        at(),
    )


def test_head_and_coordinator_learn_at_once_that_the_lead_is_not_reached(
    both: Session, means: Means, mailbox: MailBox
) -> None:
    authority = make_authority(both)
    setting = make_setting(both, authority)
    cast = make_cast(both, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, authority)
    with transaction(lock=setting) as held:
        open_journey(held, route="standard", by=by, at=at())
    run_all(means, worker="first", at=at())
    mailbox.letters.clear()
    letter = a_letter(both, authority=authority)
    mailbox.failing_with = AddressRefused("nobody here")
    deliver_letter(means, letter.id, at=at(1))
    both.rollback()
    mailbox.failing_with = None

    run_all(means, worker="first", at=at(2))

    told = [(one["To"], one["Subject"]) for one in mailbox.letters]
    with means.sessions() as session:
        lead = session.scalars(select(User).where(User.email == LEAD)).one()
    assert lead.bounced_at == at(1)
    assert told == [
        ("priya.nair@example.org", "We cannot reach the lead: Willow Lane Primary"),
        ("colm.brady@example.org", "We cannot reach the lead: Willow Lane Primary"),
    ]


def test_a_letter_that_arrives_clears_the_mark_of_an_earlier_one(
    both: Session, means: Means
) -> None:
    authority = make_authority(both)
    make_cast(both, make_setting(both, authority))
    with writing(both):
        both.scalars(select(User).where(User.email == LEAD)).one().bounced_at = at()
    a_letter(both)

    deliver_letter(means, 1, at=at(1))

    with means.sessions() as session:
        assert session.scalars(select(User.bounced_at).where(User.email == LEAD)).one() is None


def test_a_letter_reaches_a_real_mail_server(
    both: Session, means: Means, mail_server: MailServer
) -> None:
    a_letter(both)
    by_smtp = replace(means, mailer=SmtpMail("127.0.0.1", mail_server.port))
    mail_server.refusal = "451 come back later"

    run_all(by_smtp, worker="first", at=at())
    mail_server.refusal = ""
    run_all(by_smtp, worker="first", at=at(0, hour=10))

    assert [one["Message-ID"] for one in mail_server.letters] == [f"<{kept(means).message_id}>"]
    assert mail_server.envelopes == [("award@example.org", [LEAD])]


def test_a_real_mail_servers_refusal_is_for_good(
    both: Session, means: Means, mail_server: MailServer
) -> None:
    a_letter(both)
    mail_server.refusal = "550 5.1.1 nobody here"

    deliver_letter(replace(means, mailer=SmtpMail("127.0.0.1", mail_server.port)), 1, at=at())

    assert kept(means).state is LetterState.REFUSED
