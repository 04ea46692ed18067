"""The head's approval by a link: without an account, once, and only for what was shown."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import assessing
from award.actions.approving import ask_for_approval, digest_now
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.facts import facts_of
from award.storage.journeys import Approval, Journey
from tests.making import journey_at
from tests.pages import PageClient
from tests.pdf_checks import text_of


def asked(rows: Session) -> tuple[Walker, Journey, str]:
    """A written application, and the link that its head was sent."""
    walking, journey = journey_at(rows, Stage.DRAFT)
    walking.fill_in()
    return walking, journey, ask(walking, ApprovalOf.APPLY)


def ask(walking: Walker, part: ApprovalOf, role: Role = Role.LEAD) -> str:
    """The lead, or who acts for them, asks the head for this approval; the link of the letter."""
    token, by, at = new_token(), walking.by(role), walking.pass_time()
    with transaction(lock=walking.journey) as fresh:
        ask_for_approval(fresh, part, token=token, token_digest=token_digest(token), by=by, at=at)
    return f"/approve/{token}"


def agree(client: PageClient, link: str) -> str | None:
    return client.send(link, name="Priya Nair", agreed="yes").location


def approved(rows: Session) -> int:
    rows.rollback()
    return rows.query(Approval).filter(Approval.approved_at.is_not(None)).count()


def test_a_made_up_link_opens_nothing(client: PageClient) -> None:
    answer = client.get("/approve/made-up")

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"  # it may be good when opened again


def test_the_head_reads_and_agrees_once(client: PageClient, rows: Session) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)
        shown = client.words()
        answer = agree(client, link)
        again = client.get(link).status_code
    words = client.words()

    assert "Why we would like to take part" in shown
    assert (answer, again) == ("/approved", 410)
    assert "This is approved already" in words
    assert "There is nothing more for you to do." in words
    assert approved(rows) == 1


def test_to_look_is_not_to_agree(client: PageClient, rows: Session) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)
        client.send(link, name="Priya Nair")

    assert "Tick to say that you agree" in client.words()
    assert approved(rows) == 0


def test_a_link_does_not_approve_what_was_changed_since(client: PageClient, rows: Session) -> None:
    walking, journey, link = asked(rows)
    with transaction(lock=journey) as fresh:
        assert fresh.application is not None
        fresh.application.why = "Something else altogether"

    with clock.frozen_at(walking.pass_time()):
        shown, back = client.get(link), client.get(f"{link}/send-back")
    words = client.words()

    assert (shown.status_code, back.status_code) == (410, 410)
    assert "This has changed since the link was sent" in words
    assert "There is nothing that you need to do now: Amara Holt can send you a new link" in words
    assert "I agree" not in shown.text
    assert approved(rows) == 0


def test_where_nobody_leads_the_head_turns_to_whoever_asked(
    client: PageClient, rows: Session
) -> None:
    walking, _ = journey_at(rows, Stage.DRAFT)
    walking.fill_in()
    link = ask(walking, ApprovalOf.APPLY, Role.COORDINATOR)
    with writing(rows):
        for one in rows.query(Membership).filter(Membership.role == Role.LEAD):
            one.ended_at = walking.at

    with clock.frozen_at(walking.pass_time() + timedelta(days=15)):
        client.get(link)

    assert "Please ask Colm Brady to send you a new one." in client.words()


def test_words_about_what_was_read_go_back_although_it_was_changed_meanwhile(
    client: PageClient, rows: Session
) -> None:
    walking, journey, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        token = client.token(f"{link}/send-back")
        with transaction(lock=journey) as fresh:
            assert fresh.application is not None
            fresh.application.why = "Something else altogether"
        said = {"csrf_token": token, "words": "Our deputy is Sam Hill.", "name": "Priya Nair"}
        answer = client.post(f"{link}/send-back", data=said)

    assert answer.location == "/sent-back"
    rows.rollback()
    assert rows.query(Approval).one().words == "Our deputy is Sam Hill."


def test_a_link_works_for_a_fortnight(client: PageClient, rows: Session) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time() + timedelta(days=15)):
        assert client.get(link).status_code == 410
    assert "This link is too old" in client.words()
    assert "Please ask Amara Holt to send you a new one." in client.words()


def test_a_link_that_was_asked_for_again_leads_to_the_newest_letter(
    client: PageClient, rows: Session
) -> None:
    walking, _, link = asked(rows)
    ask(walking, ApprovalOf.APPLY)

    with clock.frozen_at(walking.pass_time()):
        answer = client.get(link)

    assert answer.status_code == 410
    assert "Please open the newest e-mail" in client.words()


def test_the_head_sends_it_back_with_words_once(client: PageClient, rows: Session) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)
        led_there = "Something is not right: send it back" in client.words()
        answer = client.send(f"{link}/send-back", words="Our deputy is Sam Hill.", name="P. Nair")
        client.get(answer.location)
        thanked = client.words()
        over = [client.get(page).status_code for page in (link, f"{link}/send-back")]
    words = client.words()

    assert led_there
    assert answer.location == "/sent-back"
    assert "Nothing was approved." in thanked
    assert over == [410, 410]
    assert "You sent this back" in words
    assert "Your words are with Amara Holt." in words
    assert approved(rows) == 0
    assert rows.query(Approval).one().words == "Our deputy is Sam Hill."


def test_nothing_goes_back_without_words_and_what_was_typed_stays(
    client: PageClient, rows: Session
) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        client.send(f"{link}/send-back", words="", name="Somebody Else")
        empty = client.words()
        client.send(f"{link}/send-back", words="x" * 4001, name="Somebody Else")
        still = client.get(link).status_code

    assert "Say what is not right yet, in a sentence or two" in empty
    assert still == 200
    assert rows.query(Approval).filter(Approval.returned_at.is_not(None)).count() == 0


def test_who_sends_it_back_is_asked_not_to_name_whom_the_kind_speaks_of(
    client: PageClient, rows: Session
) -> None:
    walking, _ = journey_at(rows, Stage.GATHERING, kind_code="youth_club", route="club")
    link = ask(walking, ApprovalOf.READY)

    with clock.frozen_at(walking.pass_time()):
        client.get(f"{link}/send-back")

    assert "Please name no young person." in client.words()


def test_a_made_up_or_old_link_sends_nothing_back(client: PageClient, rows: Session) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time() + timedelta(days=15)):
        old = client.get(f"{link}/send-back").status_code

    assert (old, client.get("/approve/made-up/send-back").status_code) == (410, 404)


def test_who_agrees_while_it_is_sent_back_is_told_that_the_link_was_used(
    client: PageClient, rows: Session
) -> None:
    walking, _, link = asked(rows)

    with clock.frozen_at(walking.pass_time()):
        token = client.token(link)
        client.send(f"{link}/send-back", words="Not yet.", name="Priya Nair")
        late = client.post(link, data={"csrf_token": token, "name": "P", "agreed": "yes"})

    assert late.status_code == 410
    assert approved(rows) == 0


def test_a_sentence_begins_like_one_where_nobody_is_named_as_lead(
    client: PageClient, rows: Session
) -> None:
    walking, journey, link = asked(rows)
    with writing(rows):
        for one in rows.query(Membership).filter(Membership.role == Role.LEAD):
            one.ended_at = walking.at
        assert journey.application is not None
        journey.application.lead_name = ""
        asked_for = rows.query(Approval).one()
        asked_for.digest = digest_now(journey, ApprovalOf.APPLY, at=walking.at)

    with clock.frozen_at(walking.pass_time()):
        client.get(f"{link}/send-back")

    leads = "the person who leads this at your setting"
    assert f"Your words go by e-mail to {leads}, who changes" in client.words()


def test_the_page_shows_who_was_asked_even_where_the_application_names_another(
    client: PageClient, rows: Session
) -> None:
    walking, journey, link = asked(rows)
    head = walking.cast.head.name
    with writing(rows):
        approval = rows.query(Approval).one()
        approval.approver_name, approval.approver_email = "Lorcan Laneham", "lorcan@example.org"

    with clock.frozen_at(walking.pass_time()):
        client.get(link)

    assert journey.application is not None
    title = journey.application.approver_title
    assert "Approves Lorcan Laneham" in client.words()
    assert f"The application names {head}, {title}" in client.words()


def test_the_link_to_readiness_shows_every_criterion_the_essentials_first(
    client: PageClient, rows: Session
) -> None:
    walking, journey = journey_at(rows, Stage.GATHERING, kind_code="youth_club", route="club")
    walking.give_evidence()
    link = ask(walking, ApprovalOf.READY)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)
        words = client.words()

    asked_of = facts_of(journey, at=walking.at).criteria
    keys = re.findall(r"(\d\.\d) [A-Z]", words)
    essential = {one.code for one in asked_of if one.essential}
    assert len(keys) == len(asked_of) > len(essential)
    assert set(keys[: len(essential)]) == essential
    assert f"These are all {len(asked_of)} criteria that are asked of you" in words
    assert "Essential: " in words
    assert "this is still needed before your setting can go on" not in words


def test_what_needs_more_or_is_too_old_is_not_said_to_be_missing(
    client: PageClient, rows: Session
) -> None:
    walking, _ = journey_at(rows, Stage.GATHERING)
    walking.give_evidence()
    links = rows.scalars(select(EvidenceLink)).all()
    asked, old = (next(one for one in links if one.criterion == code) for code in ("1.1", "1.3"))
    with writing(rows):
        rows.get_one(EvidenceItem, asked.item_id).state = EvidenceState.NEEDS_MORE
        rows.get_one(EvidenceItem, old.item_id).dated_on = date(2015, 3, 2)
    link = ask(walking, ApprovalOf.READY)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)

    words = client.words()
    assert "1.1 A policy that is current Essential: met, what is there needs more" in words
    assert "1.3 Two ways to tell Essential: met, what is there is too old" in words


def test_the_link_to_readiness_says_what_is_still_needed(client: PageClient, rows: Session) -> None:
    walking, _ = journey_at(rows, Stage.GATHERING)
    link = ask(walking, ApprovalOf.READY)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)

    words = client.words()
    assert "this is still needed before your setting can go on" in words
    assert "A monitoring visit is still to come, or its record to be agreed" in words


def test_the_link_to_a_reply_shows_the_report_that_it_replies_to(
    client: PageClient, rows: Session
) -> None:
    walking, journey = journey_at(rows, Stage.CHECKING)
    with transaction(lock=journey) as held:
        assessing.reply_to_report(held, ["Ten of us."], by=walking.by(Role.LEAD), at=walking.at)
    link = ask(walking, ApprovalOf.REPLY)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)
        words = client.words()

    assert "Point 1 of your reply Ten of us." in words
    assert "The assessor recommends The award" in words
    assert "What is strong Children trust adults to act" in words
    assert "1.1 A policy that is current Met" in words


def test_page_paper_and_link_call_more_time_by_the_same_words(
    client: PageClient, rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walking, journey = journey_at(
        rows, Stage.CHECKING, outcome=Outcome.DEFER, weak=frozenset({"2.2"})
    )
    with transaction(lock=journey) as held:
        assessing.reply_to_report(held, ["Ten of us."], by=walking.by(Role.LEAD), at=walking.at)
    link = ask(walking, ApprovalOf.REPLY)

    with clock.frozen_at(walking.pass_time()):
        client.get(link)
        by_link = client.words()
        lead = signed_in_as(walking.cast.lead)
        at = f"/setting/{journey.setting_id}/journeys/{journey.id}/report"
        lead.get(at)
        on_page = lead.words()
        on_paper = " ".join(text_of(lead.get(f"{at}.pdf").data).split())

    assert "The assessor recommends A little more time" in by_link
    assert "The assessor recommends a little more time." in on_page
    assert "The assessor recommends: A little more time" in on_paper
    assert "Defer" not in by_link + on_page + on_paper


def test_nobody_is_asked_about_a_reply_that_is_not_written(rows: Session) -> None:
    walking, _ = journey_at(rows, Stage.CHECKING)

    with pytest.raises(NotReady, match="say whether its facts are right"):
        ask(walking, ApprovalOf.REPLY)
