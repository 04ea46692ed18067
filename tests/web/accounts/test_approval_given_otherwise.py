"""A link to an approval that was given otherwise meanwhile, or that nobody waits for any more."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from award.actions.approving import GivenElsewhere, approve, record_approval
from award.actions.returning import SentBack, return_approval
from award.adapters import clock
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.routes import Approval as ApprovalOf
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import Approval
from tests.pages import PageClient
from tests.web.accounts.test_approval import asked

APPLY = ApprovalOf.APPLY


def write_down(walking: Walker) -> None:
    """A coordinator writes down what somebody said on the phone."""
    by, now = replace(walking.by(Role.COORDINATOR), on_behalf=True), walking.pass_time()
    given = GivenElsewhere("Nora Quill", "phone", now.date())
    with transaction(lock=walking.journey) as held:
        record_approval(held, APPLY, given, by=by, at=now)


def given(rows: Session) -> list[str]:
    rows.rollback()
    found = rows.query(Approval).filter(Approval.approved_at.is_not(None)).order_by(Approval.id)
    return [one.approver_name for one in found]


def test_the_link_says_that_it_was_written_down_and_asks_nothing(
    client: PageClient, rows: Session
) -> None:
    walking, _, link = asked(rows)
    write_down(walking)

    with clock.frozen_at(walking.pass_time()):
        answers = [client.get(page).status_code for page in (link, f"{link}/send-back")]
    words = client.words()

    assert answers == [410, 410]
    assert "Nora Quill agreed by phone to this: the application to take part" in words
    assert "If it is not so, please tell Amara Holt." in words
    assert "I agree" not in words


def test_the_link_says_who_agreed_signed_in(client: PageClient, rows: Session) -> None:
    walking, journey, link = asked(rows)
    with transaction(lock=journey) as held:
        approve(held, APPLY, by=walking.by(Role.HEAD), at=walking.pass_time())

    with clock.frozen_at(walking.pass_time()):
        client.get(link)

    assert "Priya Nair agreed on" in client.words()


def test_a_page_that_stood_open_takes_no_second_yes(client: PageClient, rows: Session) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        token = client.token(link)
        write_down(walking)
        answer = client.post(link, data={"csrf_token": token, "name": "Priya", "agreed": "yes"})

    assert answer.status_code == 410
    assert given(rows) == ["Nora Quill"]


def test_words_that_cannot_go_back_any_more_stay_on_the_page(
    client: PageClient, rows: Session
) -> None:
    walking, journey, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        token = client.token(f"{link}/send-back")
        write_down(walking)
        said = {"csrf_token": token, "words": "Our deputy is Sam Hill.", "name": "Priya Nair"}
        answer = client.post(f"{link}/send-back", data=said)
    words = client.words()

    assert "Nora Quill agreed by phone" in words
    assert "Your words were not sent. They stand below" in words
    assert "Our deputy is Sam Hill." in answer.text
    rows.rollback()
    assert facts_of(journey, at=walking.at).application_approved


def test_a_link_to_what_was_changed_and_approved_anew_sends_nobody_a_new_one(
    client: PageClient, rows: Session
) -> None:
    walking, journey, link = asked(rows)
    with transaction(lock=journey) as fresh:
        assert fresh.application is not None
        fresh.application.why = "Something else altogether"
    write_down(walking)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)

    assert "This is approved already" in client.words()


@pytest.mark.parametrize("move", ["submit", "withdraw"])
def test_once_the_journey_has_gone_on_nothing_is_asked(
    client: PageClient, rows: Session, move: str
) -> None:
    walking, _, link = asked(rows)
    if move == "submit":
        write_down(walking)
    walking.move(move, Role.LEAD, said=Said(reason_code="no_time"))

    with clock.frozen_at(walking.pass_time()):
        answer = client.get(link)

    said = {"submit": "This is approved already", "withdraw": "The journey has ended since"}
    assert answer.status_code == 410
    assert said[move] in client.words()


def test_who_sends_it_back_signed_in_takes_their_yes_back(rows: Session) -> None:
    walking, journey, _ = asked(rows)
    head = walking.by(Role.HEAD)

    with transaction(lock=journey) as held:
        approve(held, APPLY, by=head, at=walking.pass_time())
    agreed = facts_of(journey, at=walking.at).application_approved
    with transaction(lock=journey) as held:
        said = SentBack("The deputy has left.")
        return_approval(held, APPLY, said, by=head, at=walking.pass_time())

    assert agreed
    assert not facts_of(journey, at=walking.at).application_approved
