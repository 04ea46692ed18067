"""What is decided a second time, since an appeal was upheld: how it is taken up, and read."""

from collections.abc import Callable

from sqlalchemy import select

from award.actions import appealing
from award.actions.aiming import hold_journeys
from award.actions.arranging_panel import put_on_agenda
from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.decisions import Decision
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pdf_checks import text_of
from tests.web.panel.papers import VOTE, make_round, ready

Make = Callable[..., Standing]


def upheld(standing: Make) -> tuple[Standing, User]:
    """A decision against which an appeal was upheld, and who heard it."""
    return upheld_in(standing(Stage.NOT_YET, outcome=Outcome.TURN_DOWN))


def upheld_in(world: Standing) -> tuple[Standing, User]:
    """The same, where the decision is made already."""
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        appealing.lodge_appeal(held, words="The walk was missed.", by=by, at=world.walking.at)
    person = make_user(world.rows, "Ines Rowe")
    make_member(world.rows, person, Role.PANEL, world.walking.setting.authority)
    world.rows.commit()
    hearing = world.browse(person)
    hearing.send(world.room("panel", "/appeal"), upheld="yes", reasons="It is on page 4.")
    return world, person


def test_to_reopen_is_the_one_next_step_once_an_appeal_was_upheld(standing: Make) -> None:
    world, _ = upheld(standing)
    desk = world.browse(world.walking.cast.coordinator)

    desk.get(world.room("coordinator", ""))
    said = desk.words()

    assert "This journey has ended" not in said
    assert said.index("Reopen it") < said.index("See the decision")
    assert said.count("Reopen after the appeal") == 1


def test_after_an_appeal_for_more_time_was_upheld_the_new_date_is_the_one_next_step(
    standing: Make,
) -> None:
    world = standing(Stage.GATHERING, outcome=Outcome.DEFER, weak=frozenset({"2.2"}))
    world.walking.walk_to(Stage.DECIDING)
    world.walking.decide()
    world.fresh()
    with clock.frozen_at(world.walking.pass_time(hours=1)):
        upheld_in(world)
        desk = world.browse(world.walking.cast.coordinator)
        desk.get(world.room("coordinator", ""))
        before = desk.words()
        desk.send(world.room("coordinator", "/deferral"))
        desk.get(world.room("coordinator", ""))

    assert "An appeal was upheld Give the deferral a new date" in before
    assert "Give the deferral a new date" not in desk.words()
    assert "Waiting for the setting" in desk.words()


def test_papers_say_that_they_are_decided_again_and_why(standing: Make) -> None:
    world, hearer = upheld(standing)
    desk = world.browse(world.walking.cast.coordinator)
    desk.send(world.room("coordinator", "/moves/reopen"))

    for who in (world.member(), world.browse(hearer)):
        who.get(world.room("panel"))
        said = who.words()
        assert "The second decision, after an appeal." in said
        assert "since an appeal was upheld It is on page 4." in said
        assert "What the setting said in its appeal The walk was missed." in said
        assert said.index("It is on page 4.") < said.index("What is strong")


def test_papers_that_are_decided_once_speak_of_no_appeal(standing: Make) -> None:
    world = ready(standing)
    member = world.member()

    member.get(world.room("panel"))

    assert "appeal" not in member.words()


def test_each_of_two_members_of_one_name_reads_their_own_vote(standing: Make) -> None:
    world = ready(standing)
    one, other = world.walking.cast.panel[:2]
    with writing(world.rows):
        other.name = one.name
    world.member(1).send(
        world.room("panel", "/vote"), outcome="turn_down", reason="It is too early."
    )
    member = world.member()
    member.send(world.room("panel", "/vote"), **VOTE)

    member.get(world.room("panel"))

    assert "You voted: Award" in member.words()


def deferred(standing: Make) -> Standing:
    """A journey that was given more time, and is before the panel once more."""
    world = standing(Stage.GATHERING, outcome=Outcome.DEFER, weak=frozenset({"2.2"}))
    walking = world.walking
    walking.walk_to(Stage.DECIDING)
    walking.decide()
    walking.walk_to(Stage.DECIDING)
    world.fresh()
    return world


def test_papers_say_that_more_time_was_given_and_what_was_asked_for(standing: Make) -> None:
    world = deferred(standing)
    made = world.rows.scalars(select(Decision)).one()
    asked_for = next(iter(made.criteria.values()))
    with clock.frozen_at(world.walking.pass_time(hours=1)):
        member, desk = world.member(), world.browse(world.walking.cast.coordinator)

        member.get("/leicester/panel")
        home = member.words()
        member.get(world.room("panel"))
        papers = member.words()
        report = text_of(member.get(world.room("panel", "/report.pdf")).data)
        desk.get(world.room("coordinator", "/decision"))

    assert "To be decided again. Recommended:" in home
    assert "The second decision, after more time was given." in papers
    assert f"The panel decides again, since it gave more time {made.reasons}" in papers
    assert asked_for in papers
    assert "The second decision, after more time was given. On" in " ".join(report.split())
    assert "after the time it was given, so the panel decides anew." in desk.words()
    assert "appeal" not in desk.words()


def test_the_agenda_says_what_is_decided_again_on_paper_and_on_the_screen(standing: Make) -> None:
    world = deferred(standing)
    made = world.rows.scalars(select(Decision)).one()
    walking = world.walking
    with writing(world.rows):
        day = make_round(world.rows, walking.setting.authority, walking.at.date())
    with transaction(lock=day) as held:
        hold_journeys(held, [world.journey.id])
        by = walking.by(Role.COORDINATOR)
        put_on_agenda(held, [world.journey.id], by=by, at=walking.at)

    with clock.frozen_at(walking.pass_time(hours=1)):
        member, desk = world.member(), world.browse(walking.cast.coordinator)
        paper = member.get(f"/leicester/panel/days/{day.id}/papers.pdf")
        member.get(f"/leicester/panel/days/{day.id}")
        shown = member.words()
        member.get(f"/leicester/panel/days/{day.id}/minutes")
        minutes = member.words()
        desk.get(f"/leicester/coordinator/rounds/{day.id}/panel-day")

    words = " ".join(text_of(paper.data).split())
    assert shown.count("To be decided again.") >= 1
    assert "To be decided again. Recommended:" in minutes
    assert "To be decided again." in desk.words()
    assert "It is decided again The second decision, after more time was given." in words
    assert next(iter(made.criteria.values())) in words


def test_once_it_is_decided_again_lead_and_coordinator_still_read_what_was_decided_before(
    standing: Make,
) -> None:
    world = deferred(standing)
    first = world.rows.scalars(select(Decision)).one()
    walking, reasons = world.walking, first.reasons
    walking.outcome = Outcome.TURN_DOWN
    walking.decide()
    world.fresh()

    with clock.frozen_at(walking.pass_time(hours=1)):
        lead, desk = world.browse(walking.cast.lead), world.browse(walking.cast.coordinator)
        lead.get(f"/setting/{walking.setting.id}/journeys/{world.journey.id}/decision")
        desk.get(world.room("coordinator", "/decision"))

    for who in (lead, desk):
        assert "Decided before Decision deferred" in who.words()
        assert reasons in who.words()
