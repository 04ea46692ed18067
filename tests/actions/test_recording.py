"""The record of a visit: written by its visitor, whole once finished, agreed by the setting."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions import pausing, recording
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.queries.waits_of_visits import answer_to, answers_to_records
from award.storage.days import calendar_of, day_of
from award.storage.db import session_of, transaction, writing
from award.storage.visits import Visit
from tests.making import journey_at

WHOLE = recording.Record("The lead", "Calm and kind.")


@pytest.fixture
def held(session: Session) -> tuple[Walker, Visit]:
    """An initial visit that has begun."""
    walking, _ = journey_at(session, Stage.PLANNING)
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    return walking, visit


def write(
    walking: Walker, visit: Visit, record: recording.Record, *, finished: bool, version: int = 0
) -> None:
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=walking.journey) as journey:
        recording.record_visit(
            journey, visit.id, record, version=version or visit.version,
            finished=finished, by=by, at=walking.at,
        )  # fmt: skip


def share(walking: Walker, visit: Visit) -> None:
    with transaction(lock=walking.journey) as journey:
        by = walking.by(Role.COORDINATOR)
        recording.share_visit_record(journey, visit.id, by=by, at=walking.at)


def test_a_record_grows_and_is_finished(held: tuple[Walker, Visit]) -> None:
    walking, visit = held

    write(walking, visit, recording.Record("", ""), finished=False)
    begun = visit.state
    with pytest.raises(NotReady, match="Write the record up first"):
        share(walking, visit)
    write(walking, visit, WHOLE, finished=True)

    assert (begun, visit.state) == (VisitState.DONE, VisitState.WRITTEN_UP)


def test_a_finished_record_stays_whole(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)

    with pytest.raises(NotReady, match="whom you met"):
        write(walking, visit, recording.Record("", ""), finished=False)

    assert visit.summary == "Calm and kind."


def test_a_shared_record_that_changes_is_to_be_shared_again(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)
    share(walking, visit)

    write(walking, visit, recording.Record("The head", "Other words."), finished=False)

    assert (visit.state, visit.shared_at) == (VisitState.WRITTEN_UP, None)


def test_an_older_page_and_another_person_are_refused(held: tuple[Walker, Visit]) -> None:
    walking, visit = held

    with pytest.raises(Stale):
        write(walking, visit, WHOLE, finished=True, version=99)
    with (
        pytest.raises(NotAllowed, match="Only the visitor"),
        transaction(lock=walking.journey) as journey,
    ):
        recording.record_visit(
            journey, visit.id, WHOLE, version=visit.version,
            finished=True, by=walking.by(Role.ASSESSOR), at=walking.at,
        )  # fmt: skip

    assert visit.state is VisitState.CONFIRMED


def test_only_the_visitor_shares_and_the_visitor_does_not_agree(
    held: tuple[Walker, Visit],
) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)

    with (
        pytest.raises(NotAllowed, match="Only the visitor shares"),
        transaction(lock=walking.journey) as journey,
    ):
        recording.share_visit_record(journey, visit.id, by=walking.by(Role.ASSESSOR), at=walking.at)
    share(walking, visit)
    with (
        pytest.raises(NotAllowed, match="you wrote it"),
        transaction(lock=walking.journey) as journey,
    ):
        recording.agree_visit_record(
            journey, visit.id, by=walking.by(Role.COORDINATOR), at=walking.at
        )

    assert visit.state is VisitState.SHARED


def test_a_record_is_signed_by_time_after_ten_days_only(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)
    share(walking, visit)

    with (
        pytest.raises(NotReady, match="ten days"),
        transaction(lock=walking.journey) as journey,
    ):
        recording.sign_by_time(journey, visit.id, by=walking.by(Role.COORDINATOR), at=walking.at)
    walking.pass_time(days=40)
    with transaction(lock=walking.journey) as journey:
        recording.sign_by_time(journey, visit.id, by=walking.by(Role.COORDINATOR), at=walking.at)

    assert (visit.state, visit.signed_how) == (VisitState.SIGNED, "time")


def test_the_setting_gives_a_record_back_with_words_only(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)
    share(walking, visit)

    for words, refused in ((" ", True), ("We have ten supervisors", False)):
        with transaction(lock=walking.journey) as journey:
            by = walking.by(Role.LEAD)
            if refused:
                with pytest.raises(NotReady):
                    recording.answer_visit_record(
                        journey, visit.id, words=words, by=by, at=walking.at
                    )
            else:
                recording.answer_visit_record(journey, visit.id, words=words, by=by, at=walking.at)

    assert (visit.state, visit.shared_at) == (VisitState.WRITTEN_UP, None)


def pause_for(walking: Walker, days: int) -> None:
    """The journey rests for so many days."""
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=walking.journey) as journey:
        until = walking.at.date() + timedelta(days=days + 1)
        pausing.pause(journey, until, reason="An inspection", by=by, at=walking.at)
    walking.pass_time(days=days)
    with transaction(lock=walking.journey) as journey:
        pausing.resume(journey, by=by, at=walking.at)


def is_over(walking: Walker, visit: Visit) -> bool:
    return recording.sign_time_over(walking.journey, visit, at=walking.at)


def test_only_a_pause_after_the_sharing_lengthens_the_ten_days(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)
    pause_for(walking, 20)
    share(walking, visit)

    walking.pass_time(days=24)
    before = is_over(walking, visit)
    with writing(session_of(visit)):
        visit.shared_at = walking.at
    pause_for(walking, 20)
    at_once = is_over(walking, visit)
    walking.pass_time(days=31)
    after = is_over(walking, visit)

    assert (before, at_once, after) == (True, False, True)


def test_a_pause_over_holidays_uses_none_of_the_settings_days(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    days = calendar_of(walking.journey.setting)
    write(walking, visit, WHOLE, finished=True)
    share(walking, visit)
    before = recording.agree_by(walking.journey, visit)
    assert before is not None
    left = days.days_between(day_of(walking.at), before)
    for _ in range(3):  # whatever is closed on those days
        pause_for(walking, 13)

    after = recording.agree_by(walking.journey, visit)

    assert after is not None
    assert days.days_between(day_of(walking.at), after) == left


def test_what_rested_stays_rested_when_the_stage_changes(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)
    share(walking, visit)
    pause_for(walking, 20)
    walking.journey.days_paused_here = 0  # as every move to another stage sets it

    assert not is_over(walking, visit)


def test_a_clock_that_goes_back_signs_nothing_and_loses_nothing(held: tuple[Walker, Visit]) -> None:
    walking, visit = held
    write(walking, visit, WHOLE, finished=True)
    share(walking, visit)
    walking.at -= timedelta(hours=5)

    over, early = is_over(walking, visit), visit.starts_at
    with pytest.raises(NotReady, match="ten days"), transaction(lock=walking.journey) as journey:
        recording.sign_by_time(journey, visit.id, by=walking.by(Role.COORDINATOR), at=walking.at)

    assert early is not None
    assert (over, visit.state, visit.summary) == (False, VisitState.SHARED, "Calm and kind.")


def test_what_a_setting_said_of_a_record_is_over_once_it_was_shared_again(
    held: tuple[Walker, Visit],
) -> None:
    walking, visit = held
    session = session_of(walking.journey)
    write(walking, visit, WHOLE, finished=True)
    found = []
    for step in ("share", "answer", "share", "change"):
        walking.pass_time(hours=1)
        if step == "answer":
            with transaction(lock=walking.journey) as journey:
                recording.answer_visit_record(
                    journey, visit.id, words="Ten, not nine", by=walking.by(Role.LEAD),
                    at=walking.at,
                )  # fmt: skip
        elif step == "share":
            share(walking, visit)
        else:
            write(walking, visit, WHOLE, finished=True)
        answer = answer_to(visit, answers_to_records(session, [walking.journey.id]))
        found.append(answer.words if answer else "")

    name = "Initial visit and guided planning"
    assert found == ["", f"{name}. Ten, not nine", "", ""]


def test_what_is_said_of_one_record_is_not_said_of_another_of_its_kind(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    both = []
    for _ in range(2):
        both.append(walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR))
        walking.pass_time(days=10)
        write(walking, both[-1], WHOLE, finished=True)
    share(walking, both[0])
    walking.pass_time(hours=1)
    with transaction(lock=journey) as inside:
        by = walking.by(Role.LEAD)
        recording.answer_visit_record(inside, both[0].id, words="Ten", by=by, at=walking.at)

    said = answers_to_records(session, [journey.id])

    assert [answer_to(one, said) is not None for one in both] == [True, False]
