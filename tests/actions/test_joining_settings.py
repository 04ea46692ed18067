"""Two settings become one: nothing is lost, one open journey and one award are left."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.drafting import FormAt, keep_draft
from award.actions.joining_settings import STAYS, TAKEN_OVER, UNLESS_THERE, Joining, join_settings
from award.actions.opening import open_journey
from award.actions.proposing_links import propose_links
from award.demo.walking import Walker
from award.domain.award_moves import AwardState
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.register_links import LinkEnd, LinkLine, LinksReading
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.awards import Award
from award.storage.db import Base, transaction, writing
from award.storage.drafts import Draft
from award.storage.journeys import History, Journey
from award.storage.settings import FormerName, Identifier, Setting, SettingState
from tests.making import (
    actor,
    at,
    journey_at,
    make_authority,
    make_member,
    make_setting,
    make_user,
)

OLD, NEW = "100001", "140001"
COORDINATOR = Actor(Role.COORDINATOR, name="Colm Brady")


def give_number(session: Session, place: Setting, value: str) -> None:
    with writing(session):
        session.add(
            Identifier(
                authority_id=place.authority_id, setting_id=place.id, scheme="gias_urn", value=value
            )
        )


def joined(
    session: Session, survivor: Setting, other: Setting, *, on: int = 400, **chosen: int
) -> Setting:
    choice = Joining(survivor.id, other.id, **chosen)
    with transaction(lock=survivor.authority) as held:
        return join_settings(held, choice, by=COORDINATOR, at=at(on))


def test_a_school_that_became_an_academy_keeps_its_journey_under_its_new_number(
    both: Session,
) -> None:
    _, journey = journey_at(both, Stage.GATHERING)
    school = journey.setting
    academy = make_setting(both, school.authority, "Willow Lane Academy", size=412)
    give_number(both, school, OLD)
    give_number(both, academy, NEW)
    line = LinkLine(2, OLD, NEW, "Willow Lane Academy", LinkEnd.SUCCESSOR, date(2026, 9, 1))
    with transaction(lock=school.authority) as held:
        propose_links(both, held, LinksReading((line,)), by=COORDINATOR, at=at())

    joined(both, school, academy)

    assert (school.name, school.size, school.state) == (
        "Willow Lane Academy",
        412,
        SettingState.ACTIVE,
    )
    assert (academy.state, academy.state_reason) == (
        SettingState.CLOSED,
        "It became one with Willow Lane Academy",
    )
    numbers = {
        one.value: (one.setting_id, one.until_on) for one in both.scalars(select(Identifier))
    }
    assert numbers[NEW] == (school.id, None)
    assert numbers[OLD][0] == school.id
    assert numbers[OLD][1] is not None
    assert both.scalars(select(FormerName.name)).all() == ["Willow Lane Primary"]
    assert (journey.stage, journey.setting_id) == (Stage.GATHERING, school.id)
    last = both.scalars(select(History).order_by(History.id.desc())).first()
    assert last is not None
    assert (last.what, last.journey_id) == ("join_settings", journey.id)


def test_what_hangs_on_the_other_goes_over_and_people_come_along(both: Session) -> None:
    walking, journey = journey_at(both, Stage.GATHERING)
    school = journey.setting
    other = make_setting(both, school.authority, "Hill Infants")
    newcomer = make_user(both, "Noor Siddiq")
    make_member(both, newcomer, Role.LEAD, other)
    make_member(both, walking.cast.lead, Role.LEAD, other)

    joined(both, other, school)

    assert journey.setting_id == other.id
    leads = both.execute(
        select(Membership.user_id, Membership.setting_id).where(
            Membership.role == Role.LEAD, Membership.ended_at.is_(None)
        )
    )
    assert {tuple(one) for one in leads} == {
        (newcomer.id, other.id),
        (walking.cast.lead.id, other.id),
    }


def test_what_was_typed_and_not_sent_waits_where_the_journey_goes_on(both: Session) -> None:
    walking, journey = journey_at(both, Stage.GATHERING)
    school, lead = journey.setting, walking.cast.lead
    academy = make_setting(both, school.authority, "Willow Lane Academy")
    page = f"journeys/{journey.id}/criteria/1.1"
    typed = {
        f"/setting/{school.id}/{page}": "An hour of work.",
        f"/setting/{school.id}/contacts": "Of the school.",
        f"/setting/{academy.id}/contacts": "Of the academy.",
        f"/setting/{school.id}{school.id}/contacts": "Of another setting.",
        f"/leicester/coordinator/settings/{school.id}": "Of the coordinator.",
    }
    for address, words in typed.items():
        with transaction(lock=lead) as user:
            place = FormAt(address, "LongForm", school.authority_id)
            keep_draft(user, place, [("note", words)], version=0, at=walking.at)

    joined(both, academy, school)

    kept = {one.address: one.fields[0][1] for one in both.scalars(select(Draft))}
    first = f"/setting/{school.id}/{page}"
    assert kept == {
        (f"/setting/{academy.id}/{page}" if one == first else one): words
        for one, words in typed.items()
    }


def test_with_two_journeys_open_one_is_chosen_and_the_other_closed_as_merged(
    both: Session,
) -> None:
    walking, journey = journey_at(both, Stage.GATHERING)
    school = journey.setting
    other = make_setting(both, school.authority, "Hill Infants")
    by = actor(walking.cast.coordinator, Role.COORDINATOR, school.authority)
    with transaction(lock=other) as held:
        second = open_journey(held, route="standard", by=by, at=at())

    with pytest.raises(NotReady, match="Choose which journey goes on"):
        joined(both, school, other)
    assert second.setting_id == other.id
    joined(both, school, other, journey_id=journey.id)

    assert (journey.stage, second.stage) == (Stage.GATHERING, Stage.WITHDRAWN)
    assert (second.end_reason_code, second.setting_id) == ("merged", school.id)
    assert (journey.ended_at, second.ended_at is None) == (None, False)
    closed = both.scalars(select(History).where(History.went_to == Stage.WITHDRAWN)).one()
    assert closed.words.startswith(
        f"Hill Infants and {school.name} are one setting now. The journey of {school.name} goes on."
    )


def test_with_two_awards_one_stands_and_the_other_is_history(both: Session) -> None:
    walking, journey = journey_at(both, Stage.AWARDED)
    school = journey.setting
    mine = both.scalars(select(Award)).one()
    twin = make_setting(both, school.authority, "Hill Infants")
    make_member(both, walking.cast.lead, Role.LEAD, twin)
    make_member(both, walking.cast.head, Role.HEAD, twin)
    again = Walker(twin, walking.cast, walking.at)
    again.open("standard")
    again.walk_to(Stage.AWARDED)
    theirs = both.scalars(select(Award).where(Award.id != mine.id)).one()

    with pytest.raises(NotReady, match="Choose which award stands"):
        joined(both, school, twin)
    joined(both, school, twin, award_id=theirs.id)

    assert (mine.state, theirs.state) == (AwardState.SUPERSEDED, AwardState.IN_FORCE)
    assert {mine.setting_id, theirs.setting_id} == {school.id}


def test_an_award_and_its_renewal_are_no_choice_and_both_stay(both: Session) -> None:
    _, journey = journey_at(both, Stage.AWARDED, route="renewal")
    school = journey.setting
    other = make_setting(both, school.authority, "Hill Infants")

    joined(both, other, school, on=1200)

    found = both.execute(select(Award.state, Award.setting_id))
    assert {tuple(one) for one in found} == {(AwardState.IN_FORCE, other.id)}


def test_an_award_that_is_long_over_is_no_choice(both: Session) -> None:
    walking, journey = journey_at(both, Stage.AWARDED)
    school = journey.setting
    twin = make_setting(both, school.authority, "Hill Infants")
    make_member(both, walking.cast.lead, Role.LEAD, twin)
    make_member(both, walking.cast.head, Role.HEAD, twin)
    again = Walker(twin, walking.cast, walking.at)
    again.pass_time(days=1900)
    again.open("standard")
    again.walk_to(Stage.AWARDED)

    joined(both, school, twin, on=2400)

    assert both.scalars(select(Award.state)).all() == [AwardState.IN_FORCE, AwardState.IN_FORCE]


def test_an_award_in_question_is_not_put_away_by_joining(both: Session) -> None:
    walking, journey = journey_at(both, Stage.AWARDED)
    school = journey.setting
    mine = both.scalars(select(Award)).one()
    twin = make_setting(both, school.authority, "Hill Infants")
    with writing(both):
        mine.state = AwardState.SUSPENDED
        theirs = Award(
            authority_id=mine.authority_id, setting_id=twin.id, number="LEI-2026-0099",
            code="N3XT", name="Hill", framework_version="1.0", state=AwardState.IN_FORCE,
            valid_from=mine.valid_from, valid_until=mine.valid_until,
            grace_until=mine.grace_until, released_at=walking.at,
        )  # fmt: skip
        both.add(theirs)

    with pytest.raises(NotReady, match=f"settle first what is asked about award {mine.number}"):
        joined(both, school, twin, award_id=theirs.id)


@pytest.mark.parametrize(
    ("other_is", "becomes"),
    [(SettingState.ACTIVE, SettingState.ACTIVE), (SettingState.CLOSED, SettingState.CLOSED)],
)
def test_a_closed_survivor_is_there_again_unless_both_were_closed(
    both: Session, other_is: SettingState, becomes: SettingState
) -> None:
    school = make_setting(both, make_authority(both))
    other = make_setting(both, school.authority, "Hill Infants")
    with writing(both):
        school.state, school.state_reason = SettingState.CLOSED, "The register says so"
        school.closed_on, other.state = date(2026, 8, 31), other_is

    joined(both, school, other)

    assert school.state is becomes
    assert (school.closed_on is None) is (becomes is SettingState.ACTIVE)


def test_only_a_coordinator_joins_and_only_settings_of_the_same_authority(both: Session) -> None:
    place = make_setting(both, make_authority(both))
    far = make_setting(both, make_authority(both, "fenwick-vale"), "Far Primary")
    lead = actor(make_user(both, "Amara Holt"), Role.LEAD, place)

    with pytest.raises(NotFound):
        joined(both, place, far)
    with pytest.raises(NotReady, match="Choose two different settings"):
        joined(both, place, place)
    with pytest.raises(NotAllowed), transaction(lock=place.authority) as held:
        join_settings(held, Joining(place.id, far.id), by=lead, at=at())

    assert far.state is SettingState.ACTIVE


def test_every_table_that_names_a_setting_has_its_place_in_a_joining() -> None:
    known = {str(one.__tablename__) for one in (*TAKEN_OVER, *UNLESS_THERE)} | STAYS
    naming = {table.name for table in Base.metadata.sorted_tables if "setting_id" in table.c}

    assert naming - {"register_links", "earlier_holders"} == known


def test_the_journeys_of_the_other_are_seen_by_the_survivors_people_only(both: Session) -> None:
    _, journey = journey_at(both, Stage.GATHERING)
    other = make_setting(both, journey.authority, "Hill Infants")

    joined(both, other, journey.setting)

    assert both.scalars(select(Journey.setting_id)).all() == [other.id]
