"""A round is taken out: what aims at it moves, and what came of it keeps it."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.aiming import RoundDays
from award.actions.arranging_panel import put_on_agenda
from award.actions.deciding import MeetingWords, record_meeting
from award.actions.moves import make_move
from award.actions.taking_out_rounds import take_out_round
from award.demo.walking import Walker
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.agendas import AgendaItem, Ceremony
from award.storage.authorities import Round
from award.storage.cohorts import Cohort
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.letters import Letter
from tests.actions.test_aiming import add, aim, days_after
from tests.making import journey_at


def take_out(walker: Walker, row: Round, instead: Round | None = None) -> None:
    with transaction(lock=row) as held:
        take_out_round(held, instead=instead, by=walker.by(Role.COORDINATOR), at=walker.at)


def two(walker: Walker) -> tuple[Round, Round]:
    return add(walker, days_after(walker)), add(walker, later(walker))


def later(walker: Walker) -> RoundDays:
    return replace(days_after(walker, 90), name="Summer")


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Round.name).order_by(Round.id)))


def test_what_nothing_refers_to_goes_with_its_ceremony(both: Session) -> None:
    walker, _ = journey_at(both, Stage.DRAFT)
    spring, _ = two(walker)
    with writing(both):
        both.add(Ceremony(authority_id=spring.authority_id, round_id=spring.id))

    take_out(walker, spring)

    assert names(both) == ["Summer"]


def test_journeys_and_cohorts_move_to_the_next_and_the_lead_is_told_its_day(
    both: Session,
) -> None:
    walker, journey = journey_at(both, Stage.GATHERING)
    spring, summer = two(walker)
    aim(walker, journey, spring)
    with writing(both):
        cohort = Cohort(
            authority_id=spring.authority_id, name="Autumn", route_code="light",
            round_id=spring.id, begun_at=walker.at,
        )  # fmt: skip
        both.add(cohort)

    take_out(walker, spring, summer)

    both.expire_all()
    assert (journey.round_id, cohort.round_id, names(both)) == (summer.id, summer.id, ["Summer"])
    told = select(Letter.body).where(Letter.code == "round_changed").order_by(Letter.id.desc())
    assert long_day(summer.panel_on) in (both.scalars(told).first() or "")


def test_what_stood_on_its_agenda_leaves_it(both: Session) -> None:
    walker, journey = journey_at(both, Stage.DECIDING)
    spring, _ = two(walker)
    with transaction(lock=spring) as held:
        put_on_agenda(held, [journey.id], by=walker.by(Role.COORDINATOR), at=walker.at)

    take_out(walker, spring)

    assert both.scalars(select(AgendaItem)).all() == []
    assert both.get_one(Journey, journey.id).round_id is None


def test_a_day_on_which_a_meeting_decided_is_kept_before_the_release_too(both: Session) -> None:
    walking, journey = journey_at(both, Stage.DECIDING)
    walking.judge_second()
    spring, _ = two(walking)
    with transaction(lock=spring) as held:
        put_on_agenda(held, [journey.id], by=walking.by(Role.COORDINATOR), at=walking.at)
    present = [one.id for one in walking.cast.panel]
    words = MeetingWords(walking.at.date(), present, "", Outcome.AWARD, "All is met.")
    with transaction(lock=journey) as held_journey:
        record_meeting(held_journey, words, by=walking.by(Role.PANEL), at=walking.at)

    with pytest.raises(NotReady, match="has an answer of the panel"):
        take_out(walking, spring)


def test_a_journey_whose_report_is_taken_back_leaves_the_agenda_with_its_day(
    both: Session,
) -> None:
    walker, journey = journey_at(both, Stage.DECIDING)
    spring, _ = two(walker)
    with transaction(lock=spring) as held:
        put_on_agenda(held, [journey.id], by=walker.by(Role.COORDINATOR), at=walker.at)
    with transaction(lock=journey) as held_journey:
        by, said = walker.by(Role.COORDINATOR), Said(reason="A page was missing.")
        make_move(held_journey, "revise_report", by=by, at=walker.at, said=said)

    take_out(walker, spring)

    assert names(both) == ["Summer"]


def test_a_round_at_which_a_journey_aimed_that_ended_is_kept(both: Session) -> None:
    walker, journey = journey_at(both, Stage.GATHERING)
    spring, summer = two(walker)
    aim(walker, journey, spring)
    with transaction(lock=journey) as held:
        said = Said(reason_code="closed")
        make_move(held, "close", by=walker.by(Role.COORDINATOR), at=walker.at, said=said)

    with pytest.raises(NotReady, match="A journey that aimed at it has ended"):
        take_out(walker, spring, summer)

    assert names(both) == ["Spring", "Summer"]


def test_nothing_moves_to_the_round_itself_nor_at_a_strangers_word(both: Session) -> None:
    walker, _ = journey_at(both, Stage.DRAFT)
    spring, _ = two(walker)
    stranger = replace(walker.by(Role.COORDINATOR), authority_id=spring.authority_id + 1)

    with pytest.raises(NotReady, match="Choose another round"):
        take_out(walker, spring, spring)
    with pytest.raises(NotFound), transaction(lock=spring) as held:
        take_out_round(held, instead=None, by=stranger, at=walker.at)
    with pytest.raises(NotAllowed), transaction(lock=spring) as held:
        take_out_round(held, instead=None, by=walker.by(Role.PANEL), at=walker.at)


def test_a_move_taken_back_does_not_aim_at_a_round_that_is_gone(both: Session) -> None:
    walker, journey = journey_at(both, Stage.READY)
    spring, summer = two(walker)
    aim(walker, journey, spring)
    by = walker.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        make_move(held, "send_back", by=by, at=walker.at, said=Said(reason="The visit."))
    take_out(walker, spring, summer)

    with transaction(lock=journey) as held:
        make_move(held, "undo", by=by, at=walker.at)

    assert (journey.stage, journey.round_id) == (Stage.READY, summer.id)
