"""What is before the panel, in a fixed number of queries however much there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import event
from sqlalchemy.orm import Session

from award.actions.histories import write_history
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.queries.appeals import list_appeals
from award.queries.conditions import list_to_look_at
from award.queries.deeds import list_tasks
from award.queries.diary import find_part, list_visits_ahead
from award.queries.papers import (
    list_awards_in_question,
    list_decided,
    list_papers,
)
from award.storage.days import day_of
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.tied import ties_on
from tests.making import actor, journey_at, make_group, make_member, make_setting


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """Every statement that the block sends."""
    sent: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_papers_are_listed_for_a_member_and_searched(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    who = actor(walking.cast.panel[0], Role.PANEL, walking.setting.authority)

    found, total = list_papers(session, who)

    assert ([one.journey.id for one in found], total) == ([journey.id], 1)
    assert (found[0].voted, found[0].votes, found[0].met) == (False, 0, False)
    assert list_papers(session, who, search="oak") == ([], 0)


def test_who_judged_does_not_read_the_papers(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DECIDING)
    who = actor(walking.cast.assessor, Role.PANEL, walking.setting.authority)

    assert list_papers(session, who) == ([], 0)


def test_who_found_a_day_for_the_setting_reads_the_papers_and_who_acted_for_it_does_not(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    member = walking.cast.panel[0]
    who = actor(member, Role.PANEL, walking.setting.authority)
    on_behalf = replace(walking.by(Role.COORDINATOR), user_id=member.id, on_behalf=True)

    read, free = [], []
    for step in ("confirm_visit", "put_plan_forward"):
        with transaction(lock=journey) as held:
            write_history(held, step, by=on_behalf, at=walking.at)
        read.append(list_papers(session, who)[1])
        free.append(member.id not in ties_on(session, journey))

    assert (read, free) == ([1, 0], [True, False])


def test_a_group_ties_to_its_own_settings_only(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    member, authority = walking.cast.panel[0], walking.setting.authority
    group = make_group(session)
    make_member(session, member, Role.GROUP_VIEWER, group)
    who = actor(member, Role.PANEL, authority)
    elsewhere = make_setting(session, authority, "Elm Park Primary", group_id=group.id)
    with writing(session):
        draft = Journey(
            authority_id=authority.id, setting_id=elsewhere.id, framework_id=journey.framework_id,
            route_id=journey.route_id, stage=Stage.DRAFT, stage_since=walking.at,
            turn=Turn.SETTING, waiting_since=walking.at, opened_at=walking.at,
            last_setting_act_at=walking.at,
        )  # fmt: skip
        session.add(draft)

    assert [one.journey.id for one in list_papers(session, who)[0]] == [journey.id]

    with writing(session):
        walking.setting.group_id = group.id
    assert list_papers(session, who) == ([], 0)


def test_a_page_past_the_last_still_says_how_many_there_are(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DECIDING)
    who = actor(walking.cast.panel[0], Role.PANEL, walking.setting.authority)

    assert list_papers(session, who, page=9) == ([], 1)


def test_the_homes_cost_a_fixed_number_of_queries(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DECIDING)
    member = actor(walking.cast.panel[0], Role.PANEL, walking.setting.authority)
    judge = actor(walking.cast.assessor, Role.ASSESSOR, walking.setting.authority)
    session.commit()

    with counted(session) as room:
        list_papers(session, member)
        list_appeals(session, member)
        list_awards_in_question(session, member)
        list_to_look_at(session, member, today=day_of(walking.at))
        list_decided(session, member, at=walking.at)
    with counted(session) as diary:
        list_tasks(session, judge, at=walking.at)
        list_visits_ahead(session, judge, at=walking.at)
        find_part(session, judge, at=walking.at)

    assert len([one for one in room if one.startswith("SELECT")]) <= 8
    assert len([one for one in diary if one.startswith("SELECT")]) <= 7
