"""The agenda of a panel day, and the minutes of it written down at one go."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import aiming, arranging_panel, assigning, deciding, sitting
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.db import transaction
from award.storage.decisions import Meeting, Vote
from tests.making import journey_at, make_authority

Change = Callable[[Round], Any]


def a_day(walking: Walker, *, days: int = 10, name: str = "Summer") -> Round:
    on = (walking.at + timedelta(days=days)).date()
    with transaction(lock=walking.setting.authority) as held:
        row = aiming.RoundDays(name, on, on, on, on, on, on)
        return aiming.add_round(held, row, by=walking.by(Role.COORDINATOR))


def arrange(day: Round, change: Change) -> Any:
    with transaction(lock=day) as held:
        return change(held)


def put(walking: Walker, day: Round, *journeys: int, role: Role = Role.COORDINATOR) -> Any:
    by, ids = walking.by(role), journeys or (walking.journey.id,)
    return arrange(day, lambda held: arranging_panel.put_on_agenda(held, ids, by=by, at=walking.at))


def minutes(walking: Walker, **more: Any) -> sitting.DayMinutes:
    decided = sitting.DayDecision(walking.journey.id, Outcome.AWARD, "It is a good report.")
    given: dict[str, Any] = {
        "held_on": walking.at.date(),
        "present": [one.id for one in walking.cast.panel],
        "others_present": "Colm Brady took the minutes.",
        "decisions": [decided],
    }
    return sitting.DayMinutes(**given | more)


def record(walking: Walker, day: Round, **more: Any) -> list[Meeting]:
    words, by = minutes(walking, **more), walking.by(Role.PANEL)
    kept: list[Meeting] = arrange(
        day, lambda held: sitting.record_panel_day(held, words, by=by, at=walking.at)
    )
    return kept


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.DECIDING)[0]


def test_a_journey_on_the_agenda_aims_at_the_day_and_stands_there_once(
    walking: Walker, session: Session
) -> None:
    first, second = a_day(walking), a_day(walking, days=40, name="Autumn")
    put(walking, first)
    put(walking, first)

    put(walking, second)

    rows = session.scalars(select(AgendaItem)).all()
    assert [(one.round_id, one.place) for one in rows] == [(second.id, 1)]
    assert walking.journey.round_id == second.id


def test_only_a_coordinator_arranges_and_only_what_is_before_the_panel(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    day = a_day(walking)

    with pytest.raises(NotAllowed, match="arranges a panel day"):
        put(walking, day, role=Role.PANEL)
    with pytest.raises(NotReady, match="not before the panel now"):
        put(walking, day)
    with pytest.raises(NotFound):
        put(walking, day, 999)
    with pytest.raises(NotReady, match="at least one"):
        arrange(day, lambda held: arranging_panel.put_on_agenda(
            held, [], by=walking.by(Role.COORDINATOR), at=walking.at))  # fmt: skip

    assert session.scalars(select(AgendaItem)).all() == []
    assert journey.round_id is None


def test_another_authority_s_day_is_not_there(walking: Walker, session: Session) -> None:
    other = make_authority(session, "bristol")
    day = a_day(walking)
    with transaction(lock=day) as held:
        held.authority_id = other.id

    with pytest.raises(NotFound):
        put(walking, day)


def test_place_minutes_and_words_are_changed_and_taken_off(
    walking: Walker, session: Session
) -> None:
    day, by, key = a_day(walking), walking.by(Role.COORDINATOR), walking.journey.id
    put(walking, day)

    def change(**more: Any) -> AgendaItem:
        given = {"place": 1, "minutes": 30, "words": " Look at 2.2. "} | more
        changed: AgendaItem = arrange(
            day, lambda held: arranging_panel.change_item(held, key, by=by, **given)
        )
        return changed

    item = change(place=7)
    assert (item.place, item.minutes, item.words) == (1, 30, "Look at 2.2.")
    with pytest.raises(NotReady, match="between 5 and 180"):
        change(minutes=0)
    where = arranging_panel.Sitting(time(14), " City Hall ", "Bring the report.")
    arrange(day, lambda held: arranging_panel.say_where(held, where, by=by))
    assert (day.meets_at, day.meets_where) == (time(14), "City Hall")

    def off(held: Round) -> None:
        arranging_panel.take_off_agenda(held, key, by=by, at=walking.at)

    arrange(day, off)
    with pytest.raises(NotFound):
        arrange(day, off)
    with pytest.raises(NotFound):
        change()

    assert session.scalars(select(AgendaItem)).all() == []


def test_a_day_s_minutes_take_the_place_of_votes(walking: Walker, session: Session) -> None:
    day = a_day(walking)
    put(walking, day)
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.PANEL)
        deciding.vote(held, Outcome.DEFER, reason="Not sure.", by=by, at=walking.at)

    (meeting,) = record(walking, day)

    assert (meeting.outcome, meeting.others_present) == (
        Outcome.AWARD,
        "Colm Brady took the minutes.",
    )
    assert session.scalars(select(Vote).where(Vote.set_aside_at.is_(None))).all() == []


def test_minutes_are_kept_whole_or_not_at_all(walking: Walker, session: Session) -> None:
    day = a_day(walking)
    put(walking, day)
    key, version = walking.journey.id, walking.journey.version
    decided = sitting.DayDecision(key, Outcome.AWARD, "Yes.", version + 1)

    with pytest.raises(NotReady, match="Willow Lane Primary: At least 2 panel members"):
        record(walking, day, present=[walking.cast.panel[0].id])
    with pytest.raises(NotReady, match="for at least one journey"):
        record(walking, day, decisions=[])
    with pytest.raises(NotReady, match="in the future"):
        record(walking, day, held_on=date(2099, 1, 1))
    with pytest.raises(Stale, match="the papers of Willow Lane Primary"):
        record(walking, day, decisions=[decided])
    with pytest.raises(NotFound):
        record(walking, day, decisions=[sitting.DayDecision(999, Outcome.AWARD, "Yes.")])

    assert session.scalars(select(Meeting)).all() == []


def test_who_has_a_tie_does_not_write_minutes_about_it(walking: Walker, session: Session) -> None:
    day, me = a_day(walking), walking.by(Role.PANEL)
    put(walking, day)
    with transaction(lock=walking.journey) as held:
        assigning.declare_tie(held, me.user_id or 0, TieKind.GOVERNS, by=me, at=walking.at)

    with pytest.raises(NotReady, match="You have a tie"):
        record(walking, day)

    assert session.scalars(select(Meeting)).all() == []
