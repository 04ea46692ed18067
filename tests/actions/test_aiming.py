"""Rounds are planned in order, and journeys aim at those that are to come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from award.actions.aiming import RoundDays, add_round, change_days, change_round
from award.actions.deciding import vote
from award.actions.pausing import pause
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import Approval
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.authorities import Round
from award.storage.db import transaction
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from award.storage.voting_days import vote_by_on
from tests.making import journey_at, make_authority


def days_after(walker: Walker, start: int = 30) -> RoundDays:
    first = walker.at.date() + timedelta(days=start)
    return RoundDays("Spring", *(first + timedelta(days=step) for step in (0, 5, 10, 12, 15, 20)))


def summer(walker: Walker) -> RoundDays:
    return replace(days_after(walker, 90), name="Summer")


def add(walker: Walker, days: RoundDays) -> Round:
    with transaction(lock=walker.setting.authority) as held:
        return add_round(held, days, by=walker.by(Role.COORDINATOR))


def aim(walker: Walker, journey: Journey, at: Round | None) -> None:
    with transaction(lock=journey) as held:
        change_round(held, at, by=walker.by(Role.COORDINATOR), at=walker.at)


def test_a_journey_aims_at_a_round_and_its_lead_is_told_once(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    spring = add(walker, days_after(walker))

    aim(walker, journey, spring)
    aim(walker, journey, spring)

    assert journey.round_id == spring.id
    told = select(Letter.code).where(Letter.code == "round_changed")
    assert session.scalars(told).all() == ["round_changed"]
    lines = select(History.what).where(History.what == "change_round")
    assert session.scalars(lines).all() == ["change_round"]


def test_a_journey_may_aim_at_nothing(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    aim(walker, journey, add(walker, days_after(walker)))

    aim(walker, journey, None)

    assert journey.round_id is None


def test_a_round_that_is_over_is_refused(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    gone = add(walker, days_after(walker, -90))

    with pytest.raises(NotReady):
        aim(walker, journey, gone)

    assert journey.round_id is None


def test_a_journey_that_ended_aims_at_nothing_any_more(session: Session) -> None:
    walker, journey = journey_at(session, Stage.AWARDED)
    spring = add(walker, days_after(walker))

    with pytest.raises(NotAllowed):
        aim(walker, journey, spring)


def test_another_authoritys_round_is_not_there(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    other = make_authority(session, "milton-keynes")
    by = Actor(Role.ADMINISTRATOR, name="Wren Abbott")
    with transaction(lock=other) as held:
        theirs = add_round(held, days_after(walker), by=by)

    with pytest.raises(NotFound):
        aim(walker, journey, theirs)


def test_days_out_of_order_are_refused_with_a_sentence_each(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    days = days_after(walker)
    wrong = replace(days, name=" ", panel_on=days.ready_by_on)

    with pytest.raises(NotReady) as refusal:
        add(walker, wrong)

    assert refusal.value.blockers == (
        "Give the round a name, for example Spring 2027",
        "Let the panel meet on or after the day of the papers",
    )


def test_a_round_changes_and_strangers_do_not_plan(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    spring, days = add(walker, days_after(walker)), days_after(walker)
    stranger = replace(walker.by(Role.COORDINATOR), authority_id=spring.authority_id + 1)

    with transaction(lock=spring, first=walker.setting.authority) as held:
        change_days(
            held, replace(days, name="Summer"), by=walker.by(Role.COORDINATOR), at=walker.at
        )

    assert spring.name == "Summer"
    with pytest.raises(NotFound), transaction(lock=spring) as held:
        change_days(held, days, by=stranger, at=walker.at)
    with pytest.raises(NotAllowed), transaction(lock=spring) as held:
        change_days(held, days, by=walker.by(Role.PANEL), at=walker.at)


def letters_to(session: Session, code: str) -> list[str]:
    return sorted(session.scalars(select(Letter.to_name).where(Letter.code == code)))


def bodies(session: Session, code: str) -> list[str]:
    found = select(Letter.body).where(Letter.code == code).order_by(Letter.id)
    return list(session.scalars(found))


def change(walker: Walker, row: Round, days: RoundDays) -> None:
    with transaction(lock=row, first=walker.setting.authority) as held:
        change_days(held, days, by=walker.by(Role.COORDINATOR), at=walker.at)


@pytest.mark.parametrize("stage", [Stage.READY, Stage.ASSESSING, Stage.CHECKING, Stage.DECIDING])
def test_who_is_ready_hears_of_the_panel_day_and_of_no_day_to_be_ready_by(
    session: Session, stage: Stage
) -> None:
    walker, journey = journey_at(session, stage)
    spring = add(walker, days_after(walker))

    aim(walker, journey, spring)

    assert letters_to(session, "round_changed") == []
    (body,) = bodies(session, "panel_day_changed")
    assert long_day(spring.panel_on) in body


def test_a_day_to_be_ready_by_that_is_over_is_not_told(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    near = add(walker, days_after(walker, -5))

    aim(walker, journey, near)

    assert letters_to(session, "round_changed") == []
    assert len(bodies(session, "panel_day_changed")) == 1


def test_a_setting_that_rests_gets_no_letter_of_it(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    spring = add(walker, days_after(walker))
    until = walker.at.date() + timedelta(days=20)
    with transaction(lock=journey) as held:
        pause(held, until, reason="Inspection", by=walker.by(Role.COORDINATOR), at=walker.at)

    aim(walker, journey, spring)

    assert letters_to(session, "round_changed") == []
    assert journey.round_id == spring.id


def test_who_has_still_to_vote_hears_of_another_day_to_vote_by(session: Session) -> None:
    walker, journey = journey_at(session, Stage.DECIDING)
    spring = add(walker, days_after(walker))
    everybody = letters_to(session, "papers_ready")
    first = walker.by(Role.PANEL)
    with transaction(lock=journey) as held:
        vote(held, Outcome.AWARD, reason="All is there.", by=first, at=walker.at)

    aim(walker, journey, spring)

    assert letters_to(session, "vote_by_changed") == [one for one in everybody if one != first.name]
    assert all(long_day(spring.panel_on) in one for one in bodies(session, "vote_by_changed"))
    assert vote_by_on(journey) == spring.panel_on


def test_who_was_told_a_day_of_a_round_hears_where_it_is_another(session: Session) -> None:
    walker, journey = journey_at(session, Stage.DECIDING)
    days = days_after(walker)
    spring = add(walker, days)
    aim(walker, journey, spring)
    session.execute(delete(Letter))
    session.commit()

    change(walker, spring, replace(days, name="Spring 2027"))

    assert bodies(session, "panel_day_changed") == bodies(session, "vote_by_changed") == []

    later = days.panel_on + timedelta(days=2)
    change(walker, spring, replace(days, panel_on=later))

    (told,) = bodies(session, "panel_day_changed")
    asked = bodies(session, "vote_by_changed")
    assert len(asked) == 2
    assert all(long_day(later) in one for one in [told, *asked])


def test_another_day_to_be_ready_by_is_told_to_who_works_towards_it(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    days = days_after(walker)
    spring = add(walker, days)
    aim(walker, journey, spring)
    sooner = days.ready_by_on - timedelta(days=3)

    change(walker, spring, replace(days, ready_by_on=sooner))

    assert long_day(sooner) in bodies(session, "round_changed")[-1]
    assert len(bodies(session, "round_changed")) == 2


def test_two_rounds_of_an_authority_never_share_a_name(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    days = days_after(walker)
    spring = add(walker, days)
    summer = add(walker, replace(days_after(walker, 90), name="Summer"))
    other = make_authority(session, "milton-keynes")
    taken = f"Spring is there already, with its panel on {long_day(spring.panel_on)}"

    for again in (lambda: add(walker, replace(days, name=" spring ")),
                  lambda: change(walker, summer, replace(days, name="SPRING"))):  # fmt: skip
        with pytest.raises(NotReady, match=taken) as refusal:
            again()
        assert refusal.value.said[0][0] == "name"
    change(walker, spring, replace(days, name="spring"))
    with transaction(lock=other) as held:
        add_round(held, days, by=Actor(Role.ADMINISTRATOR, name="Wren Abbott"))

    assert (spring.name, summer.name) == ("spring", "Summer")


def test_another_name_needs_the_authority_held_as_a_new_round_does(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    days = days_after(walker)
    spring = add(walker, days)

    with pytest.raises(RuntimeError, match="Authority"), transaction(lock=spring) as held:
        change_days(
            held, replace(days, name="Summer"), by=walker.by(Role.COORDINATOR), at=walker.at
        )

    assert spring.name == days.name


def test_taking_a_move_back_leaves_the_round_that_was_chosen_since(session: Session) -> None:
    walker, journey = journey_at(session, Stage.APPLIED)
    first, later = add(walker, days_after(walker)), add(walker, summer(walker))
    aim(walker, journey, first)
    walker.move("accept", Role.COORDINATOR)
    aim(walker, journey, later)

    walker.move("undo", Role.COORDINATOR)

    assert (journey.stage, journey.round_id) == (Stage.APPLIED, later.id)


def test_taking_an_application_back_lets_go_of_the_round_that_it_fell_into(
    session: Session,
) -> None:
    walker, journey = journey_at(session, Stage.DRAFT)
    spring = add(walker, days_after(walker))
    walker.fill_in()
    walker.approve(Approval.APPLY)
    walker.move("submit", Role.LEAD)
    fell_into = journey.round_id

    walker.move("undo", Role.LEAD)

    assert (fell_into, journey.round_id) == (spring.id, None)
