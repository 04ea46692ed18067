"""Auditors read every journey of their authority and change nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import collecting
from award.actions.histories import write_history
from award.actions.letting_go import remove_evidence
from award.actions.noting import note_contact
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import transaction, writing
from award.storage.decisions import Condition
from award.storage.evidence import EvidenceVersion, Scan
from award.web.kit.filters import day_short
from award.web.kit.journeys import STEP_WORDS
from tests.making import journey_at, make_member, make_user
from tests.pages import PageClient, words_of

Auditor = Callable[[Authority], PageClient]


@pytest.fixture
def auditor(rows: Session, signed_in_as: Callable[[User], PageClient]) -> Auditor:
    """``auditor(authority)``: the browser of Marek Nowak, who reads there."""

    def make(authority: Authority) -> PageClient:
        marek = make_user(rows, "Marek Nowak")
        make_member(rows, marek, Role.AUDITOR, authority)
        return signed_in_as(marek)

    return make


def test_an_auditor_reads_history_and_decisions(rows: Session, auditor: Auditor) -> None:
    walker, journey = journey_at(rows, Stage.AWARDED)
    browser = auditor(walker.setting.authority)

    browser.get("/leicester/audit?search=willow&stage=awarded")
    assert "Willow Lane Primary" in browser.words()
    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert "Children feel safe here and say why." in browser.words()
    assert "Application sent" in browser.words()


def test_the_history_names_the_criterion_and_not_what_a_piece_is_called(
    rows: Session, auditor: Auditor
) -> None:
    walker, journey = journey_at(rows, Stage.GATHERING)
    by, at = walker.by(Role.LEAD), walker.at
    said = collecting.EvidenceWords(title="Talk with Sam Doe", criterion="1.4", note="He said so.")
    with transaction(lock=journey) as held:
        item = collecting.add_evidence(held, said, by=by, at=at)
    with transaction(lock=journey) as held:
        remove_evidence(held, item.id, reason="Sam Doe asked for it.", by=by, at=at)
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    words = browser.words()
    assert "Evidence added 1.4." in words
    assert "Evidence taken away" in words
    assert "Sam Doe" not in words


@pytest.mark.parametrize("step", ["remove_version", "set_file_aside", "answer_feedback"])
def test_no_step_on_a_piece_says_what_it_is_called(
    rows: Session, auditor: Auditor, step: str
) -> None:
    walker, journey = journey_at(rows, Stage.GATHERING)
    with transaction(lock=journey) as held:
        words = "Talk with Sam Doe, version 1."
        write_history(held, step, by=walker.by(Role.LEAD), at=walker.at, words=words)
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert STEP_WORDS[step] in browser.words()
    assert "Sam Doe" not in browser.words()


def test_an_auditor_reads_by_when_a_condition_is_to_be_met_and_how_far_it_is(
    rows: Session, auditor: Auditor
) -> None:
    walker, journey = journey_at(rows, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    one = rows.scalars(select(Condition)).one()
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert f"By {day_short(one.due_on)}." in browser.words()
    assert "sees to it. The day has passed" in browser.words()


def test_a_journey_that_ended_without_a_decision_does_not_wait_for_one(
    rows: Session, auditor: Auditor
) -> None:
    walker, _ = journey_at(rows, Stage.APPLIED)
    walker.move("decline", Role.COORDINATOR, said=Said(reason="The round is full."))
    rows.commit()
    browser = auditor(walker.setting.authority)

    browser.get("/leicester/audit")

    assert "No decision" in browser.words()
    assert "Since " in browser.words()


def test_a_decision_that_is_still_to_come_takes_no_place_in_the_list(
    rows: Session, auditor: Auditor
) -> None:
    walker, journey = journey_at(rows, Stage.APPLIED)
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")
    of_one = browser.words()
    browser.get("/leicester/audit")

    assert "To read, not to change. Waiting for the coordinator." in of_one
    assert "Opened" in browser.words()
    assert "No decision" not in browser.words()
    assert "Not decided" not in browser.words()


def test_no_form_of_the_room_changes_anything(rows: Session, auditor: Auditor) -> None:
    walker, journey = journey_at(rows, Stage.APPLIED)
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert browser.page is not None
    posts = [one.get("action") for one in browser.page.iter("form") if one.get("method") == "post"]
    assert posts == ["/sign-out"]


def test_everything_but_the_evidence_is_read(rows: Session, auditor: Auditor) -> None:
    walker, journey = journey_at(rows, Stage.AWARDED)
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    words = browser.words()
    for said in ("Children trust adults to act", "Assessment visit", "The assessor", "1 piece"):
        assert said in words
    assert "What we do, who does it" not in words
    assert "Record agreed" in words
    assert "Signed" not in words


def test_who_opened_a_file_is_listed_and_the_file_is_not(rows: Session, auditor: Auditor) -> None:
    walker, journey = journey_at(rows, Stage.ASSESSING)
    words = collecting.EvidenceWords(title="A poster", criterion="1.3", recognisable=False)
    kept = collecting.KeptBytes("k", "poster.txt", "0" * 64, 5, "text/plain", Scan.NOT_ASKED)
    with transaction(lock=journey) as held:
        by = walker.by(Role.LEAD)
        collecting.add_evidence(held, words, file=kept, by=by, at=walker.at)
    rows.rollback()
    with writing(rows) as session:
        version = session.scalars(select(EvidenceVersion)).one()
        collecting.note_view(version, by=walker.by(Role.ASSESSOR), at=walker.at)
    browser = auditor(walker.setting.authority)

    browser.get("/leicester/audit/views?search=edith")
    assert "Edith Moss" in browser.words()
    assert "Willow Lane Primary" in browser.words()
    assert "Evidence for" in browser.words()
    assert "1.3" in browser.words()
    assert "poster" not in browser.words().lower()
    browser.get("/leicester/audit/views?search=nobody")

    assert "Nothing found" in browser.words()


def test_an_outcome_that_the_stage_tells_is_not_said_twice(rows: Session, auditor: Auditor) -> None:
    walker, _ = journey_at(rows, Stage.AWARDED)
    browser = auditor(walker.setting.authority)

    browser.get("/leicester/audit?search=willow")

    assert browser.page is not None
    rows_of_it = [words_of(one) for one in browser.page.iter("tr")][1:]
    assert [one.count("Awarded") for one in rows_of_it] == [1]


def test_an_auditor_reads_what_was_noted_of_calls(rows: Session, auditor: Auditor) -> None:
    walker, journey = journey_at(rows, Stage.GATHERING)
    with transaction(lock=journey) as held:
        by = walker.by(Role.COORDINATOR)
        note_contact(
            held, how="call", with_whom="Amara Holt", words="All is well.", by=by, at=walker.at
        )
    browser = auditor(walker.setting.authority)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert "Notes of calls and conversations" in browser.words()
    assert "Call with Amara Holt" in browser.words()
    assert "All is well." in browser.words()
