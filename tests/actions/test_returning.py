"""The head does not agree: words instead of a yes, once, to whoever asked."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.approving import approve_by_link, ask_for_approval
from award.actions.returning import SentBack, return_approval, return_by_link
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.queries.own_journeys import find_returned
from award.queries.waits import list_waits
from award.storage.accounts import Membership
from award.storage.db import transaction, writing
from award.storage.facts import facts_of
from award.storage.journeys import Approval, History, Journey
from award.storage.letters import Letter
from tests.making import journey_at
from tests.races import at_once, this_app

WORDS = SentBack("  Our deputy is Sam Hill.  ", "Priya Nair")


def written(session: Session) -> Walker:
    """An application that is whole but for the head's approval."""
    walking = journey_at(session, Stage.DRAFT)[0]
    walking.fill_in()
    return walking


@pytest.fixture
def walking(session: Session) -> Walker:
    return written(session)


def ask(walking: Walker, role: Role = Role.LEAD) -> Approval:
    by, at = walking.by(role), walking.pass_time()
    with transaction(lock=walking.journey) as held:
        return ask_for_approval(
            held, ApprovalOf.APPLY, token="t", token_digest=f"digest {at}", by=by, at=at
        )


def send_back(walking: Walker, asked: Approval, said: SentBack = WORDS, days: float = 1) -> None:
    with transaction(lock=walking.journey) as held:
        return_by_link(held, asked, said, at=walking.at + timedelta(days=days))


def told(session: Session) -> list[tuple[str, str]]:
    letters = session.query(Letter).filter_by(code="approval_returned").order_by(Letter.to_email)
    return [(one.to_email, one.path) for one in letters]


def test_words_by_the_link_use_it_up_tell_the_lead_and_approve_nothing(
    session: Session, walking: Walker
) -> None:
    asked = ask(walking)

    send_back(walking, asked)
    with pytest.raises(NotAllowed, match="used already"), transaction(lock=walking.journey) as held:
        approve_by_link(held, asked, name="Priya Nair", at=walking.at)
    with pytest.raises(NotAllowed, match="used already"):
        send_back(walking, asked)

    line = session.query(History).order_by(History.id.desc()).first()
    letter = session.query(Letter).filter_by(code="approval_returned").one()
    assert line is not None
    assert (line.what, line.role, line.by_name) == ("return_approval", Role.HEAD, "Priya Nair")
    assert line.words.endswith("Priya Nair. Our deputy is Sam Hill.")
    assert letter.path == f"/setting/{walking.journey.setting_id}"
    assert "Our deputy is Sam Hill." in letter.body
    assert not facts_of(walking.journey, at=walking.at).application_approved


def test_without_words_nothing_goes_back_and_the_link_still_works(walking: Walker) -> None:
    asked = ask(walking)

    with pytest.raises(NotReady, match="Say what is not right yet"):
        send_back(walking, asked, SentBack("  "))
    with transaction(lock=walking.journey) as held:
        approve_by_link(held, asked, name="", at=walking.at)

    assert facts_of(walking.journey, at=walking.at).application_approved


def test_a_link_that_ran_out_or_was_sent_anew_takes_no_words(walking: Walker) -> None:
    older = ask(walking)
    newer = ask(walking)

    with pytest.raises(NotAllowed, match="works no longer"):
        send_back(walking, older)
    with pytest.raises(NotAllowed, match="works no longer"):
        send_back(walking, newer, days=15)

    assert newer.returned_at is None


def test_a_coordinator_who_asked_on_behalf_is_told_beside_the_lead(
    session: Session, walking: Walker
) -> None:
    asked = ask(walking, Role.COORDINATOR)

    send_back(walking, asked)

    room = f"/{walking.journey.authority.code}/coordinator/journeys/{walking.journey.id}"
    assert {path for _, path in told(session)} == {
        f"/setting/{walking.journey.setting_id}",
        room,
    }


def test_who_asked_and_has_left_is_not_told(session: Session, walking: Walker) -> None:
    asked = ask(walking, Role.COORDINATOR)
    with writing(session):
        for one in session.query(Membership).filter_by(user_id=asked.asked_by_id):
            one.ended_at = walking.at

    send_back(walking, asked)

    assert [path for _, path in told(session)] == [f"/setting/{walking.journey.setting_id}"]


def test_a_head_with_an_account_sends_back_and_the_link_falls(
    session: Session, walking: Walker
) -> None:
    asked, head = ask(walking), walking.by(Role.HEAD)

    with transaction(lock=walking.journey) as held:
        return_approval(held, ApprovalOf.APPLY, WORDS, by=head, at=walking.pass_time())

    with pytest.raises(NotAllowed, match="works no longer"):
        send_back(walking, asked)
    assert [path for _, path in told(session)] == [f"/setting/{walking.journey.setting_id}"]


@pytest.mark.parametrize("role", [Role.LEAD, Role.CONTRIBUTOR, Role.COORDINATOR])
def test_nobody_but_the_head_sends_it_back(walking: Walker, role: Role) -> None:
    by = Actor(role, 1, "Sam Hill")

    with (
        pytest.raises(NotAllowed, match="Only the head"),
        transaction(lock=walking.journey) as held,
    ):
        return_approval(held, ApprovalOf.APPLY, WORDS, by=by, at=walking.at)


def test_it_is_over_once_the_stage_is(walking: Walker) -> None:
    asked = ask(walking)
    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))

    with pytest.raises(NotAllowed, match="not waiting"):
        send_back(walking, asked)


def test_what_was_sent_back_is_read_until_somebody_asks_again(
    session: Session, walking: Walker
) -> None:
    lead = walking.by(Role.LEAD)
    send_back(walking, ask(walking))

    returned = find_returned(session, lead, walking.journey, ApprovalOf.APPLY)
    again = ask(walking)

    assert returned is not None
    assert returned.words == "Our deputy is Sam Hill."
    assert find_returned(session, lead, walking.journey, ApprovalOf.APPLY) is None
    assert again.returned_at is None


def test_nobody_is_reminded_of_what_was_sent_back(walking: Walker) -> None:
    asked = ask(walking)
    waits = list_waits(walking.journey, at=walking.pass_time(days=8))
    send_back(walking, asked, days=0)

    later = list_waits(walking.journey, at=walking.pass_time(days=1))

    assert f"approval:{asked.id}" in [one.waiting.thing for one in waits]
    assert f"approval:{asked.id}" not in [one.waiting.thing for one in later]


def test_agreed_and_sent_back_at_once_has_one_effect(both: Session) -> None:
    walking = written(both)
    asked, key, now = ask(walking).id, walking.journey.id, walking.pass_time()

    def agree(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            approve_by_link(held, own.get_one(Approval, asked), name="", at=now)

    def return_it(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            return_by_link(held, own.get_one(Approval, asked), WORDS, at=now)

    ends = at_once(this_app(), [agree, return_it])

    both.rollback()
    kept = both.get_one(Approval, asked)
    both.refresh(kept)
    assert sorted(ends) == ["NotAllowed", "done"]
    assert (kept.approved_at is None) is not (kept.returned_at is None)
