"""Votes and meetings of the panel: who may, on which report, and what they replace."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import assigning, deciding
from award.demo.walking import Walker
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.authorities import Round
from award.storage.db import transaction
from award.storage.decisions import Meeting, Vote
from award.storage.facts import facts_of
from award.storage.letters import Letter
from award.storage.standing import live_report
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.DECIDING)[0]


def vote(walking: Walker, outcome: Outcome = Outcome.AWARD, **more: Any) -> Vote:
    given = {"reason": "It is so.", "by": walking.by(Role.PANEL), "at": walking.at} | more
    with transaction(lock=walking.journey) as journey:
        return deciding.vote(journey, outcome, **given)


def meet(walking: Walker, **more: Any) -> Meeting:
    given: dict[str, Any] = {
        "held_on": walking.at.date(),
        "present": [one.id for one in walking.cast.panel],
        "others_present": "",
        "outcome": Outcome.AWARD,
        "reasons": "We agree.",
    }
    with transaction(lock=walking.journey) as journey:
        words = deciding.MeetingWords(**given | more)
        return deciding.record_meeting(journey, words, by=walking.by(Role.PANEL), at=walking.at)


@pytest.mark.parametrize(
    ("panel_in", "told"),
    [
        (None, "Monday 13 April 2026"),  # ten working days, Easter left out
        (7, "Monday 30 March 2026"),
        (1, "Monday 13 April 2026"),  # that panel day is over by then
    ],
)
def test_the_letter_with_the_papers_says_by_when_to_vote(
    session: Session, panel_in: int | None, told: str
) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    panel_on = walking.at.date() + timedelta(days=panel_in) if panel_in is not None else None
    if panel_on is not None:
        days = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on")
        of_round = {**dict.fromkeys(days, panel_on), "notify_by_on": panel_on}
        with transaction(lock=journey) as held:
            held.round = Round(authority_id=held.authority_id, name="May", **of_round)

    walking.check()

    letters = session.scalars(select(Letter).where(Letter.code == "papers_ready")).all()
    said = {line for one in letters for line in one.body.splitlines() if "vote" in line}
    assert said == {f"Please read it and vote by {told}: ((link))"}


def test_a_vote_is_changed_by_its_own_version_only(walking: Walker) -> None:
    first = vote(walking, version=0)

    with pytest.raises(Stale, match="your vote"):
        vote(walking, Outcome.DEFER, version=0)
    changed = vote(walking, Outcome.DEFER, version=1)

    assert (changed.id, changed.outcome, changed.version) == (first.id, Outcome.DEFER, 2)


def test_the_very_same_vote_once_more_changes_nothing(walking: Walker) -> None:
    first = vote(walking, version=0)
    lines = len(walking.journey.history)

    again = vote(walking, version=1)

    assert (again.id, again.version, len(walking.journey.history)) == (first.id, 1, lines)


def test_a_vote_that_was_set_aside_is_not_changed_unseen(walking: Walker) -> None:
    vote(walking)
    meet(walking)

    with pytest.raises(NotAllowed, match="A meeting has decided"):
        vote(walking, version=1)


def test_a_vote_belongs_to_the_report_that_was_read(walking: Walker) -> None:
    report = live_report(walking.journey)
    assert report is not None

    with pytest.raises(Stale, match="the report"):
        vote(walking, on_report=report.id + 1)

    assert vote(walking, on_report=report.id).report_id == report.id


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COORDINATOR, Role.LEAD])
def test_nobody_else_votes(walking: Walker, role: Role) -> None:
    with pytest.raises(NotAllowed, match="Only members of the panel vote"):
        vote(walking, by=walking.by(role))


def test_a_reason_is_asked_and_a_tie_refused(walking: Walker, session: Session) -> None:
    with pytest.raises(NotReady, match="Say why"):
        vote(walking, reason=" ")
    me = walking.by(Role.PANEL)
    with transaction(lock=walking.journey) as journey:
        assigning.declare_tie(journey, me.user_id or 0, TieKind.GOVERNS, by=me, at=walking.at)
    with pytest.raises(NotAllowed, match="You have a tie"):
        vote(walking)

    assert session.scalars(select(Vote)).all() == []


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.AWARDED])
def test_before_the_panel_has_it_and_after_the_decision_nobody_votes(
    session: Session, stage: Stage
) -> None:
    walking, _ = journey_at(session, stage)

    with pytest.raises(NotAllowed, match="not before the panel"):
        vote(walking)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reasons": " "}, "Say why the meeting"),
        ({"present": []}, "At least 2 panel members"),
        ({"present": [9999]}, "Tick members of the panel"),
    ],
)
def test_a_meeting_is_written_down_whole(walking: Walker, more: Any, words: str) -> None:
    with pytest.raises(NotReady, match=words):
        meet(walking, **more)


def test_a_meeting_lies_between_the_report_and_today(walking: Walker) -> None:
    for days, words in ((1, "in the future"), (-60, "after the report was shared")):
        with pytest.raises(NotReady, match=words):
            meet(walking, held_on=(walking.at + timedelta(days=days)).date())


def test_a_meeting_takes_the_place_of_votes_and_of_a_meeting_before(
    walking: Walker, session: Session
) -> None:
    kept = vote(walking)
    first = meet(walking)

    second = meet(walking, outcome=Outcome.DEFER)

    assert kept.set_aside_at == first.set_aside_at == walking.at
    assert second.set_aside_at is None


def withdraw(walking: Walker, **more: Any) -> Vote:
    given = {"by": walking.by(Role.PANEL), "at": walking.at} | more
    with transaction(lock=walking.journey) as journey:
        return deciding.withdraw_vote(journey, **given)


def test_a_vote_is_taken_back_and_given_anew(walking: Walker, session: Session) -> None:
    with pytest.raises(NotAllowed, match="no vote here"):
        withdraw(walking)
    first = vote(walking)
    with pytest.raises(Stale, match="your vote"):
        withdraw(walking, version=7)
    withdraw(walking, version=1)
    with pytest.raises(NotAllowed, match="no vote here"):
        withdraw(walking)

    second = vote(walking, Outcome.DEFER, version=0)

    assert first.set_aside_at == walking.at
    live = session.scalars(select(Vote).where(Vote.set_aside_at.is_(None))).all()
    assert live == [second]


def test_a_vote_is_not_taken_back_once_a_meeting_or_a_release_has_decided(
    walking: Walker,
) -> None:
    vote(walking)
    meet(walking)
    with pytest.raises(NotAllowed, match="A meeting has decided"):
        withdraw(walking)
    if facts_of(walking.journey, at=walking.at).second_asked:
        walking.judge_second()
    walking.move("award", Role.PANEL, said=Said(reason="We agree."))

    with pytest.raises(NotAllowed, match="not before the panel now"):
        withdraw(walking)
    with pytest.raises(NotAllowed, match="not before the panel now"):
        vote(walking)


def test_a_meeting_that_has_decided_asks_nobody_to_vote_again(
    session: Session, walking: Walker
) -> None:
    vote(walking)

    meet(walking)

    asked = session.scalars(select(Letter).where(Letter.code == "votes_changed")).all()
    assert asked == []


def test_who_voted_on_a_report_that_is_revised_is_told_and_who_is_tied_is_not(
    session: Session, walking: Walker
) -> None:
    vote(walking)
    vote(walking, by=replace(walking.by(Role.PANEL), user_id=walking.cast.panel[1].id))
    with transaction(lock=walking.journey) as held:
        tied = replace(walking.by(Role.PANEL), user_id=walking.cast.panel[1].id)
        assigning.declare_tie(held, tied.user_id or 0, TieKind.GOVERNS, by=tied, at=walking.at)

    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A number is wrong."))

    asked = session.scalars(select(Letter).where(Letter.code == "votes_changed")).all()
    assert [one.to_email for one in asked] == [walking.cast.panel[0].email]
