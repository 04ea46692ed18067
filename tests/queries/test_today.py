"""What needs the coordinator, the longest wait first, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.assigning import declare_tie
from award.actions.enquiring import Ask as Enquire
from award.actions.enquiring import ask_to_take_part, reply_to_enquiry
from award.actions.fulfilling import give_condition_evidence
from award.actions.pausing import ask_for_pause
from award.actions.planning import judge_ourselves
from award.actions.putting_forward import put_plan_forward
from award.actions.recording import answer_visit_record, record_visit, share_visit_record
from award.actions.who_answers import is_bound
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.domain.visits import VisitKind
from award.queries.today import list_today, reason_of
from award.storage.accounts import Enquiry
from award.storage.authorities import Round
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, ConditionState, Decision
from award.storage.journeys import Journey
from tests.making import actor, at, journey_at, make_authority, make_user


def whats(session: Session, walker: Walker) -> list[str]:
    now = walker.at
    found = list_today(session, walker.by(Role.COORDINATOR), at=now, today=now.date())
    return [one.what for one in found.asks]


@pytest.mark.parametrize(
    ("stage", "what"),
    [
        (Stage.APPLIED, ["applied"]),
        (Stage.PLANNING, ["book_visit"]),
        (Stage.READY, ["ready"]),
        (Stage.GATHERING, []),
        (Stage.CHECKING, []),
        (Stage.AWARDED, []),
    ],
)
def test_a_journey_waits_for_what_its_stage_needs(
    both: Session, stage: Stage, what: list[str]
) -> None:
    walker, _ = journey_at(both, stage)

    assert whats(both, walker) == what


def test_requests_stand_with_the_turns_the_oldest_first(session: Session) -> None:
    walker, journey = journey_at(session, Stage.PLANNING)
    ask = Enquire("Rushey Mead", "primary", "Sam Lee", "sam@example.org")
    with transaction(lock=walker.setting.authority) as held:
        ask_to_take_part(held, ask, at=at(-3))
    walker.pass_time(days=2)
    with transaction(lock=journey) as held:
        until = (walker.at + timedelta(days=30)).date()
        ask_for_pause(held, until, reason="Inspection", by=walker.by(Role.LEAD), at=walker.at)
    walker.pass_time(days=1)
    with transaction(lock=journey) as held:
        judge_ourselves(held, "3.1", Judged.NOT_APPLICABLE, note="No", by=walker.by(Role.LEAD),
                        at=walker.at)  # fmt: skip

    assert whats(session, walker) == ["enquiry", "book_visit", "pause", "not_applicable"]

    with transaction(lock=session.query(Enquiry).one()) as row:
        later = walker.at + timedelta(hours=1)
        reply_to_enquiry(row, "Welcome", by=walker.by(Role.COORDINATOR), at=later)

    assert whats(session, walker) == ["book_visit", "pause", "not_applicable", "enquiry"]


def test_a_plan_put_forward_is_named(session: Session) -> None:
    walker, journey = journey_at(session, Stage.PLANNING)
    walker.hold_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walker.baseline()
    walker.add_actions()
    with transaction(lock=journey) as held:
        put_plan_forward(held, by=walker.by(Role.LEAD), at=walker.at)

    assert whats(session, walker) == ["plan"]
    assert reason_of(journey, None) == "plan"


def test_a_record_that_the_setting_answered_is_to_be_put_right_until_it_is_shared_again(
    both: Session,
) -> None:
    walker, journey = journey_at(both, Stage.PLANNING)
    visit = walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walker.pass_time(days=10)
    by, record = walker.by(Role.COORDINATOR), walker.record_of(visit)
    with transaction(lock=journey) as held:
        record_visit(
            held, visit.id, record, version=visit.version, finished=True, by=by, at=walker.at
        )
    written = whats(both, walker)
    with transaction(lock=journey) as held:
        share_visit_record(held, visit.id, by=by, at=walker.at)
    walker.pass_time(days=1)
    with transaction(lock=journey) as held:
        lead = walker.by(Role.LEAD)
        answer_visit_record(held, visit.id, words="There were nine", by=lead, at=walker.at)
    answered = list_today(both, by, at=walker.at, today=walker.at.date()).asks
    with transaction(lock=journey) as held:
        share_visit_record(held, visit.id, by=by, at=walker.at)

    assert written == ["visit_to_share"]
    assert [(one.what, one.since) for one in answered] == [("visit_answered", walker.at)]
    assert "visit_answered" not in whats(both, walker)


def test_this_week_holds_booked_visits_and_awards_stay_out_of_other_authorities(
    both: Session,
) -> None:
    walker, _ = journey_at(both, Stage.PLANNING)
    walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walker.pass_time(days=5)
    stranger = actor(
        walker.cast.coordinator, Role.COORDINATOR, make_authority(both, "milton-keynes")
    )

    mine = list_today(both, walker.by(Role.COORDINATOR), at=walker.at, today=walker.at.date())
    theirs = list_today(both, stranger, at=walker.at, today=walker.at.date())

    assert [one.what for one in mine.near] == ["initial"]
    assert (theirs.asks, theirs.near) == ([], [])


def test_a_booked_first_visit_needs_nobody_until_its_day_has_come(session: Session) -> None:
    walker, _ = journey_at(session, Stage.PLANNING)
    walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)

    assert whats(session, walker) == []
    walker.pass_time(days=20)
    assert whats(session, walker) == ["visit_to_write"]


def test_the_days_of_a_round_are_near_with_how_many_journeys_aim_at_it(both: Session) -> None:
    walker, journey = journey_at(both, Stage.GATHERING)
    on = walker.at.date() + timedelta(days=3)
    later = on + timedelta(days=30)
    with writing(both) as rows:
        one = Round(
            authority_id=journey.authority_id, name="Spring", ready_by_on=on, visits_from=on,
            visits_until=later, papers_on=later, panel_on=later, notify_by_on=later,
        )  # fmt: skip
        rows.add(one)
        rows.flush()
        rows.get_one(Journey, journey.id).round_id = one.id

    near = list_today(both, walker.by(Role.COORDINATOR), at=walker.at, today=walker.at.date()).near

    assert [(one.what, one.place, one.number) for one in near] == [("ready_by_on", "Spring", 1)]


def test_the_first_steps_that_were_taken_are_known(both: Session) -> None:
    walker, _ = journey_at(both, Stage.DRAFT)

    begun = list_today(
        both, walker.by(Role.COORDINATOR), at=walker.at, today=walker.at.date()
    ).begun

    assert {"setting", "terms", "journey", "there"} <= begun


def test_an_award_that_runs_out_is_near(both: Session) -> None:
    walker, _ = journey_at(both, Stage.AWARDED)
    award = both.scalars(select(Award)).one()
    later = walker.at + (award.valid_until - timedelta(days=30) - walker.at.date())

    near = list_today(both, walker.by(Role.COORDINATOR), at=later, today=later.date()).near

    assert [one.what for one in near] == ["award"]


@pytest.mark.parametrize(("days", "late"), [(0, False), (5, False), (7, False), (8, True)])
def test_a_report_is_told_of_once_it_is_late_in_working_days(
    both: Session, days: int, late: bool
) -> None:
    walker, journey = journey_at(both, Stage.ASSESSING)
    visit = walker.assessment_visit()
    assert visit is not None
    assert visit.starts_at is not None
    walker.at = visit.starts_at + timedelta(days=days, hours=4)

    found = list_today(both, walker.by(Role.COORDINATOR), at=walker.at, today=walker.at.date())

    told = [(one.what, one.journey_id, one.since) for one in found.asks]
    assert told == ([("report_late", journey.id, visit.starts_at)] if late else [])


def test_a_report_that_was_shared_or_rests_is_not_late(session: Session) -> None:
    walker, journey = journey_at(session, Stage.ASSESSING)
    walker.pass_time(days=60)
    assert whats(session, walker) == ["report_late"]

    with writing(session):
        journey.paused_until = walker.at.date() + timedelta(days=9)
    paused = whats(session, walker)
    with writing(session):
        journey.paused_until, journey.report_first_shared_at = None, walker.at

    assert (paused, whats(session, walker)) == ([], [])


def test_a_condition_waits_from_the_day_after_its_day_until_something_is_given(
    both: Session,
) -> None:
    walker, journey = journey_at(both, Stage.AWARDED)
    decision = both.scalars(select(Decision)).one()
    walker.pass_time(days=30)
    on = day_of(walker.at)
    with writing(both):
        condition = Condition(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            decision_id=decision.id,
            words="Train the midday supervisors",
            due_on=on,
        )
        both.add(condition)
    on_its_day = whats(both, walker)
    walker.pass_time(days=1)
    found = list_today(both, walker.by(Role.COORDINATOR), at=walker.at, today=walker.at.date()).asks
    with writing(both):
        decision.superseded_at = walker.at
    decided_anew = whats(both, walker)
    with writing(both):
        decision.superseded_at, condition.state = None, ConditionState.EVIDENCE_GIVEN
        condition.evidence_at = walker.at

    assert on_its_day == []
    assert [(one.what, one.number, day_of(one.since)) for one in found] == [
        ("condition_late", condition.id, on + timedelta(days=1))
    ]
    assert decided_anew == []
    assert whats(both, walker) == ["condition"]


def test_a_condition_that_a_tie_leaves_to_others_is_not_the_coordinators(both: Session) -> None:
    walker, journey = journey_at(
        both, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    by, one = walker.by(Role.COORDINATOR), both.scalars(select(Condition)).one()
    given_by = walker.by(Role.LEAD)
    with transaction(lock=journey) as held:
        declare_tie(held, by.user_id or 0, TieKind.GOVERNS, by=by, at=walker.at)
    walker.pass_time(days=(one.due_on - walker.at.date()).days + 1)
    late = whats(both, walker)
    with transaction(lock=journey) as held:
        give_condition_evidence(held, one.id, words="Done.", by=given_by, at=walker.at)
    shown = whats(both, walker)
    kept_off = is_bound(journey, one, by)
    for member in walker.cast.panel:
        with transaction(lock=journey) as held:
            declare_tie(held, member.id, TieKind.GOVERNS, by=by, at=walker.at)

    assert "condition_late_tied" in late
    assert not {"condition", "condition_late"} & {*late, *shown}
    assert kept_off  # what the list leaves out is what the deed refuses
    assert "condition" in whats(both, walker)  # where everybody has a tie, they answer it
    assert not is_bound(journey, one, by)


def test_a_coordinators_own_visits_wait_for_them_also_while_the_setting_gathers(
    session: Session,
) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    by, found = walker.by(Role.COORDINATOR), []
    visit = walker.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    found.append(whats(session, walker))
    walker.pass_time(days=10)
    found.append(whats(session, walker))
    for step in ("write", "share", "answer", "write"):
        walker.pass_time(hours=1)
        with transaction(lock=journey) as held:
            if step == "write":
                record_visit(
                    held, visit.id, walker.record_of(visit), version=visit.version, finished=True,
                    by=by, at=walker.at,
                )  # fmt: skip
            elif step == "share":
                share_visit_record(held, visit.id, by=by, at=walker.at)
            else:
                lead = walker.by(Role.LEAD)
                answer_visit_record(held, visit.id, words="Nine", by=lead, at=walker.at)
        found.append(whats(session, walker))

    other = actor(make_user(session, "Nell Fairweather"), Role.COORDINATOR, journey.authority)
    theirs = list_today(session, other, at=walker.at, today=walker.at.date())
    assert found == [
        [], ["visit_to_write"], ["visit_to_share"], [], ["visit_answered"], ["visit_to_share"],
    ]  # fmt: skip
    assert [one.what for one in theirs.asks] == []
