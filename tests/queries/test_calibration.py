"""The pairs of judgements that a coordinator and an assessor may compare."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.calibration import list_pairs, names_of_assessors
from award.storage.assessments import Judge, Judgement
from award.storage.db import writing
from award.storage.journeys import Journey
from tests.making import actor, journey_at, make_authority, make_member, make_user

COPIED = (
    "authority_id", "setting_id", "framework_id", "route_id", "stage", "stage_since", "turn",
    "waiting_since", "opened_at", "last_setting_act_at",
)  # fmt: skip
SAID = ("authority_id", "criterion", "judge", "judged", "note", "basis", "by_id", "at")


def seconded(session: Session) -> tuple[Walker, Journey]:
    return journey_at(session, Stage.DECIDING, second=True)


def test_every_criterion_that_both_judged_is_a_pair(session: Session) -> None:
    walking, journey = seconded(session)

    pairs = list_pairs(session, walking.by(Role.COORDINATOR), ())

    assert [one.criterion for one in pairs] == sorted(one.code for one in journey.asked)
    assert {(one.first, one.second) for one in pairs} == {(Judged.MET, Judged.MET)}
    assert names_of_assessors(session, pairs) == {walking.cast.assessor.id: "Edith Moss"}


def test_before_the_second_gave_theirs_there_is_none(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DECIDING)

    assert list_pairs(session, walking.by(Role.COORDINATOR), ()) == []


def test_an_assessor_finds_only_the_pairs_that_they_judged_first(session: Session) -> None:
    walking, _ = seconded(session)
    other = make_user(session, "Hana Osei")
    make_member(session, other, Role.ASSESSOR, walking.setting.authority)

    mine = list_pairs(session, walking.by(Role.ASSESSOR), ())
    others = list_pairs(session, actor(other, Role.ASSESSOR, walking.setting.authority), ())
    seconds = list_pairs(session, walking.by(Role.SECOND), ())

    assert (len(mine), others, seconds) == (21, [], [])


def test_another_authority_finds_none(session: Session) -> None:
    seconded(session)
    fenwick = make_authority(session, "fenwick")
    person = make_user(session, "Marek Nowak")

    assert list_pairs(session, actor(person, Role.COORDINATOR, fenwick), ()) == []


def test_what_was_judged_anew_after_reading_the_other_does_not_count(session: Session) -> None:
    walking, journey = seconded(session)
    walking.pass_time(days=1)
    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="The two talked"))
    with writing(session):
        first = session.scalars(
            select(Judgement).filter_by(journey_id=journey.id, judge=Judge.ASSESSOR)
        ).first()
        assert first is not None
        first.superseded_at = walking.at
        session.flush()
        session.add(
            Judgement(
                authority_id=journey.authority_id, journey_id=journey.id,
                criterion=first.criterion, judge=Judge.ASSESSOR, judged=Judged.NOT_YET,
                note="", basis=[], by_id=first.by_id, at=walking.at,
            )
        )  # fmt: skip

    pairs = list_pairs(session, walking.by(Role.COORDINATOR), ())

    assert {one.first for one in pairs} == {Judged.MET}
    assert len(pairs) == 21


def test_journeys_of_one_term_come_as_one_row_for_each_criterion(session: Session) -> None:
    walking, journey = seconded(session)
    given = journey.second_done_at
    assert given is not None
    later = Journey(**{one: getattr(journey, one) for one in COPIED}, ended_at=given)
    with writing(session):
        later.second_done_at = given + timedelta(days=1)
        session.add(later)
        session.flush()
        live = select(Judgement).filter_by(journey_id=journey.id, superseded_at=None)
        for one in session.scalars(live).all():
            copied = {name: getattr(one, name) for name in SAID}
            session.add(Judgement(**copied, journey_id=later.id))
    by = walking.by(Role.COORDINATOR)

    together = list_pairs(session, by, ())
    with writing(session):
        later.second_done_at = given + timedelta(days=400)
    apart = list_pairs(session, by, ())

    assert (len(together), {one.many for one in together}) == (21, {2})
    assert (len(apart), {one.many for one in apart}) == (42, {1})
