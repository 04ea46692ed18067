"""The minutes of a panel day as a paper: who reads what of them, and from when."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.db import writing
from award.storage.decisions import Condition, Meeting
from award.storage.frameworks import criteria_of
from award.web.kit.day_minutes import condition_asked
from award.web.kit.filters import day
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pdf_checks import text_of
from tests.web.panel.papers import make_round, vote_award

Make = Callable[..., Standing]
WEAK = "2.2"
WHY = "Children say that adults act."


@pytest.fixture
def made() -> dict[str, object]:
    """How the journey came to the panel; nothing special unless a test says so."""
    return {}


@pytest.fixture
def world(standing: Make, made: dict[str, object]) -> Standing:
    """Papers on the agenda of today's panel, with the second judgement in."""
    found = standing(Stage.DECIDING, second=True, **made)
    with writing(found.rows) as session:
        day = make_round(session, found.walking.setting.authority, clock.today())
        number = day.id
    colm = found.browse(found.walking.cast.coordinator)
    address = f"/leicester/coordinator/rounds/{number}/panel-day"
    colm.send(address, journeys=[str(found.journey.id)])
    return found


def addresses(world: Standing) -> tuple[str, str]:
    """The day in the panel's room and in the coordinator's."""
    world.fresh()
    number = world.rows.scalars(select(Round)).one().id
    return f"/leicester/panel/days/{number}", f"/leicester/coordinator/rounds/{number}/panel-day"


def a_third(world: Standing) -> User:
    """One more member of the panel, who is not at its meeting."""
    with writing(world.rows) as session:
        found = make_user(session, "Ines Rowe")
        make_member(session, found, Role.PANEL, world.walking.setting.authority)
    return found


def meet(world: Standing, outcome: str = "award") -> None:
    """The panel meets, and writes down what it decided."""
    key, today = world.journey.id, clock.today()
    world.member().send(
        f"{addresses(world)[0]}/minutes",
        **{
            "held_on": [str(today.day), str(today.month), str(today.year)],
            "present": [str(one.id) for one in world.walking.cast.panel],
            "others": "Nobody O’Else",
            f"outcome_{key}": outcome,
            f"reasons_{key}": WHY,
        },
    )


def read(world: Standing, address: str, number: int | None = 0) -> str:
    """What the minutes say to a member of the panel, or to the coordinator."""
    coordinator = world.walking.cast.coordinator
    who = world.browse(coordinator) if number is None else world.member(number)
    answer = who.get(address)
    assert answer.content_type == "application/pdf"
    return " ".join(text_of(answer.data).split())


def test_before_anything_is_decided_there_are_no_minutes(world: Standing) -> None:
    panel, coordinator = addresses(world)
    grace, colm = world.member(), world.browse(world.walking.cast.coordinator)
    grace.get(panel)
    colm.get(coordinator)

    assert "Minutes (PDF)" not in grace.words()
    assert "Minutes (PDF)" not in colm.words()
    assert grace.get(f"{panel}/minutes.pdf").status_code == 404
    assert colm.get(f"{coordinator}/minutes.pdf").status_code == 404


def test_members_print_what_they_decided_and_coordinators_only_that_they_did(
    world: Standing,
) -> None:
    panel, coordinator = addresses(world)
    meet(world)
    grace, colm = world.member(), world.browse(world.walking.cast.coordinator)
    grace.get(panel)
    colm.get(coordinator)

    said, told = (
        read(world, f"{panel}/minutes.pdf"),
        read(world, f"{coordinator}/minutes.pdf", None),
    )

    assert "Minutes (PDF)" in grace.words()
    assert "Minutes (PDF)" in colm.words()
    names = sorted(one.name for one in world.walking.cast.panel)
    for words in (*names, "Others there: Nobody O’Else.", "Decided by the meeting: award", WHY):
        assert words in said
    assert "Not released yet: the setting is told with the release." in said
    assert "A meeting has decided" in told
    assert names[0] in told
    assert WHY not in told
    assert "Decided by the meeting" not in told


def test_where_nothing_waits_to_be_decided_no_minutes_are_asked_for(world: Standing) -> None:
    panel, _ = addresses(world)
    meet(world)

    assert world.member().get(f"{panel}/minutes").status_code == 403


def test_once_released_everybody_who_reads_decisions_reads_all(world: Standing) -> None:
    panel, coordinator = addresses(world)
    meet(world)
    grace = world.member()
    grace.send(world.room("panel", "/moves/award"), reason="Well done, all of you.")
    grace.get("/leicester/panel")

    said = read(world, f"{coordinator}/minutes.pdf", None)

    assert WHY in said
    assert "What the setting is told Well done, all of you." in said
    assert "Released on" in said
    assert said == read(world, f"{panel}/minutes.pdf")
    assert "Agenda and minutes: Summer" in grace.words()


def test_votes_are_minuted_with_their_reasons_once_released(world: Standing) -> None:
    panel, _ = addresses(world)
    vote_award(world)
    world.member().send(world.room("panel", "/moves/award"), reason="Children feel safe here.")

    said = read(world, f"{panel}/minutes.pdf")

    assert "Decided by votes: award" in said
    assert said.count(": award. The report bears it out.") == 2


def test_who_has_a_tie_takes_no_part_and_reads_nothing_of_the_journey(world: Standing) -> None:
    panel, _ = addresses(world)
    meet(world)
    tied = world.walking.cast.panel[-1]
    other = world.member(len(world.walking.cast.panel) - 1)
    other.send(world.room("panel", "/tie"), kind="governs")

    said = read(world, f"{panel}/minutes.pdf")

    assert f"{tied.name} took no part, because of a tie." in said
    assert other.get(f"{panel}/minutes.pdf").status_code == 404
    other.get(panel)
    assert "Minutes (PDF)" not in other.words()
    other.get("/leicester/panel")
    assert "Agenda and minutes" not in other.words()


def test_minutes_name_who_declared_a_tie_and_who_was_not_there(world: Standing) -> None:
    panel, coordinator = addresses(world)
    tied = a_third(world)
    world.browse(tied).send(world.room("panel", "/tie"), kind="governs")
    meet(world)

    said = read(world, f"{panel}/minutes.pdf")
    told = read(world, f"{coordinator}/minutes.pdf", None)

    for words in (
        f"Members not there: {tied.name}.",
        f"{tied.name} took no part, because of a tie.",
    ):
        assert words in said
        assert words in told


def test_who_was_absent_and_declares_a_tie_later_had_none_then(world: Standing) -> None:
    panel, _ = addresses(world)
    tied = a_third(world)
    meet(world)
    with clock.frozen_at(clock.now() + timedelta(minutes=5)):
        world.browse(tied).send(world.room("panel", "/tie"), kind="governs")

    said = read(world, f"{panel}/minutes.pdf")

    assert f"Members not there: {tied.name}." in said
    assert "because of a tie" not in said


def test_a_panel_that_met_before_its_day_has_minutes_without_a_contradiction(
    world: Standing,
) -> None:
    panel, _ = addresses(world)
    meet(world)
    assert "Planned for" not in read(world, f"{panel}/minutes.pdf")
    with writing(world.rows) as session:
        session.scalars(select(Round)).one().panel_on = clock.today() + timedelta(days=23)

    said = read(world, f"{panel}/minutes.pdf")

    assert f"Planned for {day(clock.today() + timedelta(days=23))}" in said
    assert f"The panel met on {day(clock.today())}." in said


@pytest.mark.parametrize("made", [{"outcome": Outcome.DEFER, "weak": frozenset({WEAK})}])
def test_a_deferral_stays_on_its_day_and_the_next_begins_anew(world: Standing) -> None:
    panel, _ = addresses(world)
    meet(world, "defer")
    place = [one.code for one in criteria_of(world.journey)].index(WEAK)
    until = clock.today() + timedelta(days=60)
    world.member().send(
        world.room("panel", "/moves/defer"),
        reason="The survey is thin.",
        until_on=[str(until.day), str(until.month), str(until.year)],
        **{f"criterion_{place}": "Ask parents again."},
    )
    assert world.fresh().stage is Stage.GATHERING
    with writing(world.rows) as session:
        later = make_round(session, world.walking.setting.authority, until)
        session.add(
            AgendaItem(
                authority_id=later.authority_id, round_id=later.id, journey_id=world.journey.id,
                place=1, minutes=20, added_at=clock.now() + timedelta(days=50), words="Ask anew.",
            )
        )  # fmt: skip
        next_day = panel.rsplit("/", 1)[0] + f"/{later.id}"

    said, grace = read(world, f"{panel}/minutes.pdf"), world.member()
    grace.get(panel)
    today = grace.words()
    grace.get(next_day)

    assert "Released: defer" in today
    for words in ("Number 1", "Ask anew."):
        assert words in grace.words()
    for words in ("Decided before", "Released", "Minutes (PDF)"):
        assert words not in grace.words()
    assert grace.get(f"{next_day}/minutes.pdf").status_code == 404
    assert world.rows.scalars(select(Meeting)).one().set_aside_at is not None
    assert "Decided by the meeting: defer" in said
    assert f"{WEAK}: Ask parents again." in said
    assert WHY in said


@pytest.mark.parametrize("words", ["Read every report", "Read every report. "])
def test_between_a_condition_and_its_day_stands_a_full_stop(words: str) -> None:
    row = Condition(words=words, due_on=date(2027, 3, 1))

    assert condition_asked(row) == "Read every report. By 1 March 2027"
