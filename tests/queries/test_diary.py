"""What advisers and assessors have before them, also once a journey has ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.advising import Feedback, give_feedback
from award.actions.answering import answer_feedback
from award.actions.appealing import lodge_appeal
from award.actions.assigning import assign, declare_tie
from award.actions.noticing import note_looked
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.domain.visits import VisitKind, VisitState
from award.queries.deeds import list_tasks
from award.queries.diary import find_part, list_assigned, list_visits_ahead
from award.queries.journeys import situation_of
from award.queries.tasks import Deed
from award.storage.db import transaction
from award.storage.decisions import Appeal, AppealState
from award.storage.journeys import AssignmentKind
from award.storage.remarks import Place
from award.storage.visits import Visit
from award.storage.working import needs_somebody
from tests.making import actor, journey_at, make_group, make_member


def test_what_a_setting_answers_waits_until_it_is_looked_at(both: Session) -> None:
    walking, journey = journey_at(both, Stage.GATHERING)
    hana = walking.cast.second
    adviser = actor(hana, Role.ADVISER, walking.setting.authority)
    with transaction(lock=journey) as held:
        by = walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, hana.id, by=by, at=walking.at)
        said = Feedback({"1": "Which survey?"})
        give_feedback(held, said, by=adviser, at=walking.at)
    assert list_tasks(both, adviser, at=walking.at) == []

    walking.pass_time(hours=3)
    with transaction(lock=journey) as held:
        by = walking.by(Role.LEAD)
        answer_feedback(held, standard="1", words="The one in May?", by=by, at=walking.at)
    waits = list_tasks(both, adviser, at=walking.at)
    assert [(one.deed, one.since) for one in waits] == [(Deed.READ_ANSWER, walking.at)]

    with transaction(lock=hana) as held_user:
        note_looked(held_user, journey, Place.EVIDENCE, at=walking.pass_time(hours=1))
    assert list_tasks(both, adviser, at=walking.at) == []


def deeds(session: Session, walking: Walker) -> list[Deed]:
    return [one.deed for one in list_tasks(session, walking.by(Role.ASSESSOR), at=walking.at)]


def test_a_second_with_a_tie_is_not_asked_to_judge_while_the_setting_checks(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    by, second = walking.by(Role.SECOND), walking.cast.second.id
    with transaction(lock=journey) as held:
        held.sample_reasons, held.second_asked_at = ["drawn"], walking.at
        coordinator = walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.SECOND, second, by=coordinator, at=walking.at)
    asked = [one.deed for one in list_tasks(session, by, at=walking.at)]

    with transaction(lock=journey) as held:
        declare_tie(held, second, TieKind.RELATED, by=by, at=walking.at)

    assert asked == [Deed.SECOND]
    assert list_tasks(session, by, at=walking.at) == []


def test_an_assessor_with_a_tie_is_not_asked_to_confirm_a_visit(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by, me = walking.by(Role.ASSESSOR), walking.cast.assessor.id
    with transaction(lock=journey):
        visit = session.scalars(select(Visit).filter_by(kind=VisitKind.ASSESSMENT)).one()
        visit.state, visit.proposed_by_id = VisitState.PROPOSED, walking.cast.lead.id
    asked = deeds(session, walking)

    with transaction(lock=journey) as held:
        declare_tie(held, me, TieKind.RELATED, by=by, at=walking.at)

    assert Deed.CONFIRM_VISIT in asked
    assert deeds(session, walking) == []


@pytest.mark.parametrize("in_group", [False, True])
def test_who_takes_a_part_at_the_setting_later_is_missed_for_their_visit(
    both: Session, in_group: bool
) -> None:
    walking, journey = journey_at(both, Stage.ASSESSING)
    with transaction(lock=journey):
        visit = both.scalars(select(Visit).filter_by(kind=VisitKind.ASSESSMENT)).one()
        visit.state, visit.proposed_by_id = VisitState.PROPOSED, walking.cast.lead.id
    group = make_group(both)
    with transaction(lock=walking.setting) as place:
        place.group_id = group.id
    asked, missed = deeds(both, walking), nobody_comes(both)

    place = group if in_group else walking.setting
    role = Role.GROUP_VIEWER if in_group else Role.CONTRIBUTOR
    make_member(both, walking.cast.assessor, role, place)

    assert (Deed.CONFIRM_VISIT in asked, missed) == (True, [])
    assert Deed.CONFIRM_VISIT not in deeds(both, walking)
    assert nobody_comes(both) == [visit.id]


def nobody_comes(session: Session) -> list[int]:
    return list(session.scalars(select(Visit.id).where(needs_somebody())))


def test_nobody_is_asked_to_confirm_a_visit_while_the_journey_rests(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    with transaction(lock=journey):
        visit = session.scalars(select(Visit).filter_by(kind=VisitKind.ASSESSMENT)).one()
        visit.state, visit.proposed_by_id = VisitState.PROPOSED, walking.cast.lead.id
    asked = deeds(session, walking)
    with transaction(lock=journey) as held:
        held.paused_until = walking.at.date() + timedelta(days=9)

    assert Deed.CONFIRM_VISIT in asked
    assert Deed.CONFIRM_VISIT not in deeds(session, walking)


def test_a_journey_that_ended_is_listed_exactly_as_long_as_it_is_open(session: Session) -> None:
    walking, journey = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    by = walking.by(Role.ASSESSOR)
    days = [walking.at + timedelta(days=number) for number in range(50)]

    opened = [situation_of(journey, by, at=day).assigned for day in days]
    listed = [list_assigned(session, by, at=day)[1] == 1 for day in days]

    counted = [find_part(session, by, at=day).journeys == 1 for day in days]

    assert (listed, counted) == (opened, opened)
    assert (sum(opened) > 21, opened[-1]) == (True, False)


def test_a_follow_up_of_a_condition_stays_with_its_assessor_until_it_is_signed(
    session: Session,
) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    by = walking.by(Role.ASSESSOR)
    walking.pass_time(days=90)
    assert list_assigned(session, by, at=walking.at) == ([], 0)
    assert not situation_of(journey, by, at=walking.at).assigned

    visit = walking.book_visit(VisitKind.FOLLOW_UP, VisitForm.ON_SITE, Role.ASSESSOR)

    ahead = list_visits_ahead(session, by, at=walking.at)
    assert [one.visit.id for one in ahead] == [visit.id]
    assert list_assigned(session, by, at=walking.at)[1] == 1
    assert situation_of(journey, by, at=walking.at).assigned
    walking.pass_time(days=10)
    assert deeds(session, walking) == [Deed.WRITE_UP]
    walking.write_up(visit, by)
    walking.at += timedelta(days=40)
    assert deeds(session, walking) == []


def test_nobody_elses_follow_up_opens_a_journey_that_ended(session: Session) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    walking.pass_time(days=90)
    walking.book_visit(VisitKind.FOLLOW_UP, VisitForm.ON_SITE, Role.COORDINATOR)

    assert not situation_of(journey, walking.by(Role.ASSESSOR), at=walking.at).assigned
    assert list_visits_ahead(session, walking.by(Role.ASSESSOR), at=walking.at) == []


def test_a_journey_under_appeal_stays_in_its_assessor_s_list_until_it_is_heard(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    by = walking.by(Role.ASSESSOR)
    walking.pass_time(days=2)
    with transaction(lock=journey) as held:
        lodge_appeal(held, words="Look again.", by=walking.by(Role.LEAD), at=walking.at)
    walking.pass_time(days=90)

    listed = [line.journey.id for line in list_assigned(session, by, at=walking.at)[0]]

    assert listed == [journey.id]
    with transaction(lock=journey):
        session.scalars(select(Appeal)).one().state = AppealState.DISMISSED
    assert list_assigned(session, by, at=walking.at) == ([], 0)
