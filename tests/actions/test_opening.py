"""Opening a journey: who may, what is refused, and what the new journey begins with."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import ORMExecuteState, Session

from award.actions.opening import open_journey
from award.domain.award_moves import AwardState
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.accounts import User
from award.storage.authorities import Framework, Round, Route
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.journeys import Application, Journey
from award.storage.letters import Letter
from award.storage.settings import Setting, SettingState
from tests.making import actor, at, find_route, make_authority, make_cast, make_setting


@pytest.fixture
def place(both: Session) -> Setting:
    setting = make_setting(both, make_authority(both))
    make_cast(both, setting)
    return setting


def coordinator(setting: Setting) -> Actor:
    return Actor(Role.COORDINATOR, name="Colm Brady", authority_id=setting.authority_id)


def lead(setting: Setting, **changes: Any) -> Actor:
    known = {"authority_id": setting.authority_id, "setting_id": setting.id, **changes}
    return Actor(Role.LEAD, name="Amara Holt", **known)


def opened(setting: Setting, *, route: str = "standard", day: int = 0, **wanted: Any) -> Journey:
    wanted = {"by": coordinator(setting), **wanted}
    with transaction(lock=setting) as held:
        return open_journey(held, route=route, at=at(day), **wanted)


def ended(session: Session, journey: Journey) -> Journey:
    """The journey as it stands after its award."""
    with writing(session):
        journey.stage, journey.ended_at = Stage.AWARDED, at(1)
    return journey


def an_award(session: Session, setting: Setting, **changes: Any) -> Award:
    values = {
        "number": "LEI-2023-1",
        "code": "ABCD1234",
        "name": setting.name,
        "framework_version": "1.0",
        "state": AwardState.IN_FORCE,
        "valid_from": date(2023, 1, 9),
        "valid_until": date(2026, 3, 27),
        "grace_until": date(2026, 7, 10),
        "released_at": at(-1000),
        **changes,
    }
    with writing(session):
        award = Award(authority_id=setting.authority_id, setting_id=setting.id, **values)
        session.add(award)
    return award


def codes(journey: Journey) -> list[str]:
    return [one.code for one in journey.asked]


def test_a_coordinator_opens_a_journey_that_waits_for_the_setting(
    both: Session, place: Setting
) -> None:
    journey = opened(place)

    assert (journey.stage, journey.turn, journey.waiting_since) == (
        Stage.DRAFT,
        Turn.SETTING,
        at(),
    )
    assert journey.blockers_left > 0
    assert (journey.route.code, journey.framework.version) == ("standard", "1.0")
    assert (journey.previous_id, journey.round_id) == (None, None)
    assert [(one.what, one.number, one.by_name) for one in journey.history] == [
        ("open_journey", 1, "Colm Brady")
    ]


def test_the_application_is_there_and_empty(both: Session, place: Setting) -> None:
    said = opened(place).application

    assert said is not None
    assert (said.lead_name, said.commitment_ticked, said.changed_at) == ("", False, at())


def test_the_lead_and_the_head_are_told(both: Session, place: Setting) -> None:
    opened(place)

    told = both.scalars(select(Letter).order_by(Letter.to_email)).all()

    assert [(one.code, one.to_email) for one in told] == [
        ("journey_opened", "amara.holt@example.org"),
        ("journey_opened", "priya.nair@example.org"),
    ]


def test_every_criterion_of_the_kind_is_asked_in_the_frameworks_order(place: Setting) -> None:
    journey = opened(place)

    assert (len(codes(journey)), codes(journey)) == (21, sorted(codes(journey)))
    assert [one.place for one in journey.asked] == list(range(1, 22))
    assert "1.1" in [one.code for one in journey.asked if one.essential]


def test_a_club_is_asked_what_is_marked_for_clubs(both: Session, place: Setting) -> None:
    club = make_setting(both, place.authority, "Friday Club", "youth_club")

    assert 10 <= len(codes(opened(club, route="club"))) <= 12


def test_the_gaps_are_what_was_not_shown_before(place: Setting) -> None:
    everything = {f"{one}.{two}" for one in range(1, 5) for two in range(1, 7)}

    journey = opened(place, route="legacy", shown=frozenset(everything - {"2.1", "4.4"}))

    assert codes(journey) == ["2.1", "4.4"]
    assert len(journey.history[0].kept["shown"]) == 22


def test_no_journey_without_a_single_criterion(both: Session, place: Setting) -> None:
    everything = frozenset(f"{one}.{two}" for one in range(1, 5) for two in range(1, 7))

    with pytest.raises(NotReady, match="leave at least one criterion open"):
        opened(place, route="legacy", shown=everything)

    assert both.scalars(select(Journey)).all() == []


def test_a_second_open_journey_is_refused(both: Session, place: Setting) -> None:
    opened(place)

    with pytest.raises(NotReady) as refused:
        opened(place, route="light")

    assert refused.value.blockers == (
        "Willow Lane Primary already has an open journey. Go on with that one, or end it first.",
    )
    assert len(both.scalars(select(Journey)).all()) == 1


def test_after_an_end_the_next_journey_names_the_same_people(both: Session, place: Setting) -> None:
    first = opened(place)
    with writing(both):
        both.scalars(select(Application)).one().lead_name = "Amara Holt"
        first.policy_reviewed_on = date(2025, 11, 1)
    ended(both, first)

    second = opened(place, previous=first, day=2)

    assert second.application is not None
    assert (second.previous_id, second.application.lead_name) == (first.id, "Amara Holt")
    assert (second.policy_reviewed_on, second.history[0].what) == (
        date(2025, 11, 1),
        "open_journey",
    )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (SettingState.CLOSED, "Willow Lane Primary has closed, so it cannot begin a journey."),
        (
            SettingState.KNOWN,
            (
                "Willow Lane Primary is only known of, and is not a setting of the award so far. "
                "Give it a kind first."
            ),
        ),
    ],
)
def test_a_setting_that_cannot_take_part_is_refused(
    both: Session, place: Setting, state: SettingState, sentence: str
) -> None:
    with writing(both):
        place.state = state

    with pytest.raises(NotReady) as refused:
        opened(place)

    assert refused.value.blockers == (sentence,)


def test_only_the_coordinator_of_this_authority_opens_a_first_journey(
    both: Session, place: Setting
) -> None:
    elsewhere = make_authority(both, "rutland")
    wrong = [Actor(role, authority_id=place.authority_id) for role in Role]
    wrong = [one for one in wrong if one.role is not Role.COORDINATOR]

    for one in (*wrong, lead(place), Actor(Role.COORDINATOR, authority_id=elsewhere.id)):
        with pytest.raises(NotAllowed):
            opened(place, by=one)


def test_a_route_that_is_not_there_is_refused(place: Setting) -> None:
    with pytest.raises(NotReady, match="There is no route called “express” now"):
        opened(place, route="express")


def test_no_journey_without_a_published_framework(both: Session, place: Setting) -> None:
    with writing(both):
        both.scalars(select(Framework)).one().published_at = None

    with pytest.raises(NotReady, match="Publish a framework first"):
        opened(place)


def test_a_journey_takes_the_newest_version_of_its_route(both: Session, place: Setting) -> None:
    old = find_route(both, place.authority)
    with writing(both):
        old.superseded_at = at()
        both.flush()
        both.add(
            Route(
                authority_id=place.authority_id,
                code="standard",
                name="Standard",
                version=2,
                kept_rules={**old.kept_rules, "votes": 3},
            )
        )

    assert opened(place).route.rules.votes == 3


def a_round(session: Session, authority_id: int, panel_on: date) -> Round:
    week = timedelta(days=7)
    with writing(session):
        found = Round(
            authority_id=authority_id,
            name="Spring",
            ready_by_on=panel_on - 6 * week,
            visits_from=panel_on - 5 * week,
            visits_until=panel_on - 2 * week,
            papers_on=panel_on - week,
            panel_on=panel_on,
            notify_by_on=panel_on + week,
        )
        session.add(found)
    return found


def test_a_journey_may_aim_at_a_round_that_is_still_to_come(both: Session, place: Setting) -> None:
    to_come = a_round(both, place.authority_id, date(2026, 6, 1))
    over = a_round(both, place.authority_id, date(2025, 6, 1))
    elsewhere = a_round(both, make_authority(both, "rutland").id, date(2026, 6, 1))

    for wrong in (over, elsewhere):
        with pytest.raises(NotReady, match="Choose one of the rounds that are still to come"):
            opened(place, round=wrong)
    assert opened(place, round=to_come).round_id == to_come.id


def test_the_journey_before_is_one_of_the_same_setting(both: Session, place: Setting) -> None:
    other = ended(both, opened(make_setting(both, place.authority, "Oak Lane")))

    with pytest.raises(NotReady, match="a journey of the same setting"):
        opened(place, previous=other)


def test_a_lead_renews_from_the_day_on_which_it_opens(both: Session, place: Setting) -> None:
    first = ended(both, opened(place))
    an_award(both, place, journey_id=first.id, renewal_opens_on=date(2026, 1, 10))

    with pytest.raises(NotReady, match="You can renew from 10 January 2026 on"):
        opened(place, route="renewal", by=lead(place), day=2)
    journey = opened(place, route="renewal", by=lead(place), day=6)

    assert (journey.previous_id, journey.history[0].what) == (first.id, "open_renewal")
    letters = both.scalars(select(Letter).filter_by(code="renewal_opened")).all()
    assert len(letters) == 2
    assert "27 March 2026" in letters[0].body


def test_a_lead_renews_their_own_setting_on_the_route_for_renewals_only(
    both: Session, place: Setting
) -> None:
    an_award(both, place)

    with pytest.raises(NotAllowed, match="Choose the route for renewals"):
        opened(place, route="light", by=lead(place))
    with pytest.raises(NotAllowed, match="A coordinator opens a journey"):
        opened(place, route="renewal", by=lead(place, setting_id=place.id + 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"state": AwardState.REVOKED},
        {"state": AwardState.SUPERSEDED},
        {"valid_until": date(2025, 7, 1), "grace_until": date(2025, 12, 19)},
    ],
)
def test_an_award_that_is_over_is_not_renewed_by_the_lead(
    both: Session, place: Setting, changes: dict[str, Any]
) -> None:
    an_award(both, place, **changes)

    with pytest.raises(NotAllowed):
        opened(place, route="renewal", by=lead(place))


def test_nobody_renews_what_was_never_held(both: Session, place: Setting) -> None:
    with pytest.raises(NotReady, match="A renewal is for a setting that holds the award"):
        opened(place, route="renewal")

    an_award(both, place)
    assert opened(place, route="renewal").history[0].what == "open_renewal"


def test_a_renewal_without_a_journey_before_asks_everything(both: Session, place: Setting) -> None:
    an_award(both, place)

    assert len(codes(opened(place, route="renewal", by=lead(place)))) == 21


def test_the_person_who_opened_it_is_kept(both: Session, place: Setting) -> None:
    user = both.scalars(select(User).filter_by(name="Colm Brady")).one()

    journey = opened(place, by=actor(user, Role.COORDINATOR, place.authority))

    assert (journey.opened_by_id, journey.history[0].by_id) == (user.id, user.id)


def test_of_two_who_open_at_once_the_second_is_told_of_the_first(
    both: Session, place: Setting
) -> None:
    """The index has the last word, whatever was looked up before."""
    first_id, key = opened(place).id, place.id

    def hide(state: ORMExecuteState) -> None:
        if state.is_select and state.bind_mapper and state.bind_mapper.class_ is Journey:
            state.statement = state.statement.where(Journey.id != first_id)

    event.listen(both, "do_orm_execute", hide)
    try:
        with pytest.raises(NotReady, match="already has an open journey"):
            opened(place)
    finally:
        event.remove(both, "do_orm_execute", hide)

    assert both.scalars(select(Journey.id).filter_by(setting_id=key)).all() == [first_id]
