"""What a panel member does beside voting on papers, in a browser, with each tap counted."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.aiming import hold_journeys
from award.actions.appealing import lodge_appeal
from award.actions.arranging_panel import put_on_agenda
from award.actions.awarding import make_award_move
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction, writing
from tests.journeys.browser_people import PHONE
from tests.journeys.conftest import SceneAt
from tests.journeys.taps import Taps
from tests.making import make_member, make_user
from tests.web.panel.papers import make_round

pytestmark = pytest.mark.soak


def appeal_is_lodged(session: Session, walking: Walker) -> None:
    """The lead asks for another look, and Ines Rowe joins the panel, who took no part."""
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="Look again.", by=walking.by(Role.LEAD), at=walking.at)
    ines = make_user(session, "Ines Rowe")
    make_member(session, ines, Role.PANEL, walking.setting.authority)


def suspension_is_proposed(session: Session, walking: Walker) -> None:
    award = session.scalars(select(Award)).one()
    with transaction(lock=award) as held:
        by = walking.by(Role.COORDINATOR)
        make_award_move(held, "propose_suspension", words="Two complaints.", by=by, at=walking.at)


def agenda_is_arranged(session: Session, walking: Walker) -> None:
    """The coordinator puts the journey on the agenda of a day that is still to come."""
    with writing(session):
        day = make_round(session, walking.setting.authority, walking.at.date())
    with transaction(lock=day) as held:
        hold_journeys(held, [walking.journey.id])
        by = walking.by(Role.COORDINATOR)
        put_on_agenda(held, [walking.journey.id], by=by, at=walking.at)


def test_a_panel_member_hears_an_appeal_in_three_taps(scene_at: SceneAt) -> None:
    with scene_at(
        Stage.NOT_YET,
        outcome=Outcome.TURN_DOWN,
        before=appeal_is_lodged,
    ) as here:
        grace = here.sits_down("Grace Oduya", PHONE)
        assert grace.reads("You took part, so somebody else hears it")
        ines = here.sits_down("Ines Rowe", PHONE)
        assert ines.reads("but one appeal waits.")

        taps = Taps(ines)
        taps.on_link("Hear it")
        assert ines.reads("Look again.")
        taps.on_choice("Uphold it")
        ines.writes("Why?", "The walk was missed.")
        taps.on_button("Decide the appeal")

        assert taps.count == 3
        assert not ines.reads("but one appeal waits.")


def test_a_panel_member_votes_on_a_proposed_suspension_in_four_taps(scene_at: SceneAt) -> None:
    with scene_at(Stage.AWARDED, before=suspension_is_proposed) as here:
        grace = here.sits_down("Grace Oduya", PHONE)
        assert grace.reads("A suspension is proposed")

        taps = Taps(grace)
        taps.on_link("Read and vote")
        assert grace.reads("Why a suspension is proposed Two complaints.")
        taps.on_link("Vote")
        taps.on_choice("Do not suspend it")
        grace.writes("Why?", "Both were answered within the week.")
        taps.on_button("Give my vote")

        assert taps.count == 4
        assert grace.reads("You have voted")


def test_a_panel_member_reads_the_agenda_and_writes_the_minutes(scene_at: SceneAt) -> None:
    with scene_at(Stage.DECIDING, second=True, before=agenda_is_arranged) as here:
        grace = here.sits_down("Grace Oduya", PHONE)

        taps = Taps(grace)
        taps.on_link("Agenda")
        assert grace.reads("The agenda")
        assert grace.reads("Willow Lane Primary")
        assert taps.count == 1

        taps.on_link("Write the minutes")
        names = [grace.page.get_by_role("checkbox").nth(one) for one in (0, 1)]
        for one in names:
            grace.page.locator(f"label[for='{one.get_attribute('id')}']").click()
        grace.picks("What was decided?", "Award")
        grace.writes("Why?", "The report and the children say the same.")
        taps.on_button("Save the minutes")

        assert grace.reads("To be released Decided: award")
        assert taps.count == 5
