"""The one letter of a day: actions, feedback and answers together, and nothing of it twice."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.advising import Feedback, OfPiece, give_feedback
from award.actions.answering import answer_feedback
from award.actions.opening import open_journey
from award.actions.pausing import pause
from award.actions.summing_up import Part, write_digest
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs.remind import write_digests
from award.queries.untold import list_untold
from award.storage.days import day_of
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.remarks import Remark
from tests.making import journey_at, make_setting

OURS = ("feedback_given", "feedback_answered", "digest", "actions_due")


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def say(walking: Walker, words: str, code: str = "1") -> None:
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.COORDINATOR)
        give_feedback(held, Feedback({code: words}), by=by, at=walking.at)


def sum_up(session: Session, walking: Walker) -> list[tuple[str, str]]:
    """The letters of this morning."""
    before = session.scalar(select(func.max(Letter.id))) or 0
    session.rollback()
    write_digests(session, at=walking.at)
    rows = session.scalars(select(Letter).where(Letter.id > before).order_by(Letter.id))
    return [(one.code, one.to_email) for one in rows if one.code in OURS]


def last_body(session: Session) -> str:
    return session.scalars(select(Letter.body).order_by(Letter.id.desc())).first() or ""


def to_a_tuesday(walking: Walker) -> None:
    while day_of(walking.at).weekday() != 1:
        walking.pass_time(days=1)


def test_feedback_is_told_once_the_next_morning_standard_by_standard(
    session: Session, walking: Walker
) -> None:
    to_a_tuesday(walking)
    walking.give_evidence()
    item = session.scalars(select(EvidenceItem).order_by(EvidenceItem.id)).first()
    assert item is not None
    with transaction(lock=walking.journey) as held:
        marks = {item.id: OfPiece(item.version, EvidenceState.NEEDS_MORE, "Who agreed it?")}
        by = walking.by(Role.COORDINATOR)
        give_feedback(held, Feedback({"1": "A good start."}, pieces=marks), by=by, at=walking.at)
    written = session.scalars(select(Letter.code)).all()

    mornings = [sum_up(session, walking)]
    body = last_body(session)
    walking.pass_time(days=1)
    mornings.append(sum_up(session, walking))

    assert "feedback_given" not in written
    assert mornings == [[("feedback_given", "amara.holt@example.org")], []]
    assert "Safe:\n- A good start. (Colm Brady, coordinator)\n" in body
    assert f"- “{item.title}”: needs more. Who agreed it? (Colm Brady, coordinator)" in body


def test_there_is_one_letter_a_day_and_what_came_later_waits(
    session: Session, walking: Walker
) -> None:
    to_a_tuesday(walking)
    say(walking, "First.")
    first = sum_up(session, walking)
    say(walking, "Second.")
    walking.pass_time(hours=1)
    later = sum_up(session, walking)
    walking.pass_time(days=1)

    assert (len(first), later, len(sum_up(session, walking))) == (1, [], 1)
    assert "Second." in last_body(session)
    assert "First." not in last_body(session)


def test_an_answer_goes_to_who_gave_the_feedback(session: Session, walking: Walker) -> None:
    to_a_tuesday(walking)
    say(walking, "Which survey?")
    sum_up(session, walking)
    walking.pass_time(days=1)
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        answer_feedback(held, standard="1", words="The one in May.", by=by, at=walking.at)

    assert sum_up(session, walking) == [("feedback_answered", "colm.brady@example.org")]
    assert "The one in May." in last_body(session)


def test_a_paused_journey_waits(session: Session, walking: Walker) -> None:
    to_a_tuesday(walking)
    say(walking, "First.")
    with transaction(lock=walking.journey) as held:
        by, until = walking.by(Role.COORDINATOR), day_of(walking.at) + timedelta(days=14)
        pause(held, until=until, reason="Inspection", by=by, at=walking.at)

    assert list_untold(session, today=day_of(walking.at)) == {}


def parts(session: Session, *journeys: Journey, actions: Sequence[str] = ()) -> dict[Journey, Part]:
    said = list(session.scalars(select(Remark).order_by(Remark.id)))
    return {
        one: Part(actions, [remark for remark in said if remark.journey_id == one.id])
        for one in journeys
    }


def test_a_lead_of_one_setting_gets_the_settings_letter_and_once_a_week(
    session: Session, walking: Walker
) -> None:
    letters = []
    for _ in range(2):
        with transaction(lock=walking.cast.lead) as user:
            told = parts(session, walking.journey, actions=["- Ask the children (by 8 January)"])
            letters.append(write_digest(user, told, week="2026-1", at=walking.at))

    first, second = letters
    assert first is not None
    assert (first.code, second) == ("actions_due", None)
    assert first.path == f"/setting/{walking.setting.id}"
    assert "- Ask the children (by 8 January)" in first.body


def test_actions_and_feedback_are_one_letter(session: Session, walking: Walker) -> None:
    say(walking, "Good.")

    with transaction(lock=walking.cast.lead) as user:
        told = parts(session, walking.journey, actions=["- One"])
        letter = write_digest(user, told, week="2026-1", at=walking.at)

    assert letter is not None
    assert letter.code == "digest"
    assert "- One\n\nSafe:\n- Good." in letter.body


def test_a_lead_of_two_settings_gets_one_letter_for_both(session: Session, walking: Walker) -> None:
    other = make_setting(session, walking.setting.authority, "Brook Infants")
    with transaction(lock=other) as setting:
        by = walking.by(Role.COORDINATOR)
        second = open_journey(setting, route="standard", by=by, at=walking.at)

    with transaction(lock=walking.cast.lead) as user:
        told = {walking.journey: Part(["- One"]), second: Part(["- Two"])}
        letter = write_digest(user, told, week="2026-1", at=walking.at)

    assert letter is not None
    assert letter.code == "digest"
    assert "Willow Lane Primary:\n- One\n\nBrook Infants:\n- Two" in letter.body
