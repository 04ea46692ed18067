"""The rules' facts filled from the rows of one journey."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.domain.facts import Asker, Facts, Outcome, PlanState, VisitStanding
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.assessments import Judge, Judgement, Report
from award.storage.contents import application_digest
from award.storage.db import transaction, writing
from award.storage.decisions import Vote
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.facts import facts_of
from award.storage.journeys import Approval, Assignment, AssignmentKind, Journey
from award.storage.plans import ActionState, PlannedAction
from award.storage.settings import Tie
from tests.making import at, journey_at, make_authority, make_cast, make_setting

Cast = dict[str, Any]


@pytest.fixture
def journey(both: Session) -> Journey:
    setting = make_setting(both, make_authority(both))
    by = Actor(Role.COORDINATOR, authority_id=setting.authority_id)
    with transaction(lock=setting) as held:
        return open_journey(held, route="standard", by=by, at=at())


@pytest.fixture
def cast(both: Session, journey: Journey) -> Cast:
    return make_cast(both, journey.setting)


def seen(session: Session, journey: Journey, day: int = 1) -> Facts:
    session.expire_all()
    return facts_of(journey, at=at(day))


def add(session: Session, journey: Journey, row: type, **values: Any) -> Any:
    with writing(session):
        made = row(authority_id=journey.authority_id, journey_id=journey.id, **values)
        session.add(made)
    return made


def test_a_new_journey_has_nothing_so_far(both: Session, journey: Journey) -> None:
    facts = seen(both, journey)

    assert (facts.stage, facts.today, facts.paused) == (Stage.DRAFT, date(2026, 1, 6), False)
    assert (facts.plan, facts.initial_visit) == (PlanState.DRAFT, VisitStanding.NONE)
    assert (facts.contacts_complete, facts.application_approved) == (False, False)
    assert {one.judged for one in facts.criteria} == {None}
    assert (facts.votes, facts.panel, facts.ties) == ((), frozenset(), {})


def test_who_asks_is_part_of_the_facts(both: Session, journey: Journey) -> None:
    asker = Asker(Role.LEAD, 7)

    assert facts_of(journey, at=at(), asker=asker).asker == asker


def test_a_pause_holds_until_its_last_day_is_over(both: Session, journey: Journey) -> None:
    with writing(both):
        journey.paused_at, journey.paused_until = at(), date(2026, 1, 8)

    assert [seen(both, journey, day).paused for day in (1, 2, 3)] == [True, True, False]


def test_an_approval_falls_when_the_application_changes(both: Session, journey: Journey) -> None:
    add(
        both,
        journey,
        Approval,
        of="apply",
        digest=application_digest(journey.application),
        asked_at=at(),
        approved_at=at(1),
    )
    before = seen(both, journey).application_approved
    with writing(both):
        assert journey.application is not None
        journey.application.why = "We want children to feel safe"

    assert (before, seen(both, journey).application_approved) == (True, False)


def test_the_newest_judgement_of_each_judge_counts(both: Session, journey: Journey) -> None:
    for judge, judged, over in (
        (Judge.SETTING, Judged.NOT_YET, at(1)),
        (Judge.SETTING, Judged.MET, None),
        (Judge.ASSESSOR, Judged.DEVELOPING, None),
    ):
        values = {"judge": judge, "judged": judged, "at": at(), "superseded_at": over}
        add(both, journey, Judgement, criterion="1.1", **values)

    first = seen(both, journey).criteria[0]

    assert (first.judged, first.assessed) == (Judged.MET, Judged.DEVELOPING)


def evidence(session: Session, journey: Journey, dated_on: date, state: EvidenceState) -> None:
    with writing(session):
        item = EvidenceItem(
            authority_id=journey.authority_id,
            setting_id=journey.setting_id,
            title="The policy",
            dated_on=dated_on,
            state=state,
            given_by_name="Amara Holt",
            given_at=at(),
        )
        session.add(item)
        session.flush()
        session.add(
            EvidenceLink(
                authority_id=journey.authority_id,
                item_id=item.id,
                journey_id=journey.id,
                criterion="1.1",
                linked_at=at(),
            )
        )


@pytest.mark.parametrize(
    ("dated_on", "state", "supported", "stale"),
    [
        (date(2025, 12, 1), EvidenceState.GIVEN, True, False),
        (date(2025, 12, 1), EvidenceState.ACCEPTED, True, False),
        (date(2025, 12, 1), EvidenceState.NEEDS_MORE, False, False),
        (date(2023, 12, 1), EvidenceState.ACCEPTED, False, True),
    ],
)
def test_evidence_supports_while_it_is_fresh_and_not_sent_back(
    both: Session,
    journey: Journey,
    dated_on: date,
    state: EvidenceState,
    supported: bool,
    stale: bool,
) -> None:
    evidence(both, journey, dated_on, state)

    first, second = seen(both, journey).criteria[:2]

    assert (first.supported, first.evidence_stale) == (supported, stale)
    assert (second.supported, second.evidence_stale) == (False, False)


def test_a_declared_tie_and_one_that_follows_from_work_are_both_known(
    both: Session, journey: Journey, cast: Cast
) -> None:
    moss, oduya = cast["Edith Moss"], cast["Grace Oduya"]
    add(
        both,
        journey,
        Assignment,
        user_id=moss.id,
        kind=AssignmentKind.ASSESSOR,
        assigned_by_id=cast["Colm Brady"].id,
        assigned_at=at(),
    )
    with writing(both):
        both.add(
            Tie(
                authority_id=journey.authority_id,
                setting_id=journey.setting_id,
                user_id=oduya.id,
                kind=TieKind.RELATED,
                declared_by_id=oduya.id,
                declared_at=at(),
            )
        )

    facts = seen(both, journey)

    assert facts.assessor_id == moss.id
    assert facts.ties[oduya.id] == {TieKind.RELATED}
    assert facts.ties[moss.id] == {TieKind.ASSESSED}
    assert facts.ties[cast["Amara Holt"].id] == {TieKind.WORKS_AT}
    assert facts.panel == {oduya.id, cast["Ruth Keller"].id}


def test_only_votes_on_the_report_that_stands_count(
    both: Session, journey: Journey, cast: Cast
) -> None:
    values = {"written_by_id": cast["Edith Moss"].id, "strengths": "Kind", "next_steps": "Listen"}
    report = add(both, journey, Report, **values, shared_at=at(), recommendation=Outcome.AWARD)
    voter = cast["Grace Oduya"].id
    add(
        both,
        journey,
        Vote,
        report_id=report.id,
        user_id=voter,
        outcome=Outcome.AWARD,
        at=at(),
    )
    standing = [one.user_id for one in seen(both, journey).votes]
    with writing(both):
        report.superseded_at = at(1)

    assert standing == [voter]
    assert seen(both, journey).votes == ()


def test_an_action_is_left_until_it_is_done(both: Session, journey: Journey) -> None:
    action = add(
        both,
        journey,
        PlannedAction,
        criteria=["1.1", "1.2"],
        what="Rewrite the policy",
        lead_name="Amara Holt",
        due_on=date(2026, 3, 2),
        added_at=at(),
        state=ActionState.UNDER_WAY,
    )
    before = [(one.planned, one.actions_left) for one in seen(both, journey).criteria[:3]]
    with writing(both):
        action.state = ActionState.DONE

    after = [(one.planned, one.actions_left) for one in seen(both, journey).criteria[:3]]
    assert before == [(True, 1), (True, 1), (False, 0)]
    assert after == [(True, 0), (True, 0), (False, 0)]


def test_an_ended_journey_may_be_taken_up_for_a_year(both: Session, journey: Journey) -> None:
    with writing(both):
        journey.stage, journey.was_at = Stage.LAPSED, Stage.GATHERING
        journey.ended_at = at()

    facts = seen(both, journey)

    assert (facts.take_up_until, facts.was_at) == (date(2027, 1, 5), Stage.GATHERING)
    assert facts.another_open is False


def test_a_setting_that_did_nothing_for_two_terms_has_been_silent_long(
    both: Session, journey: Journey
) -> None:
    with writing(both):
        journey.last_setting_act_at = at(-30)
    summer_ends = date(2026, 7, 10)
    days = (summer_ends - date(2026, 1, 5)) // timedelta(days=1)

    assert [seen(both, journey, day).silent_long for day in (days, days + 1)] == [False, True]


def test_a_visit_whose_hour_is_over_is_to_be_written_up(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    before = facts_of(journey, at=walking.at)

    after = facts_of(journey, at=walking.pass_time(days=30))

    assert before.assessment_visit is VisitStanding.BOOKED
    assert after.assessment_visit is VisitStanding.DONE
