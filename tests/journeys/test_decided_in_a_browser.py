"""What follows a report, at real browsers: a deferral, conditions, the check-in; an appeal."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.decisions import Decision
from tests.journeys.browser_people import DESK, PHONE, Person
from tests.journeys.lives import Life, life, the_rest_is_walked
from tests.making import make_member, make_user

pytestmark = pytest.mark.soak
PLACE = "Willow Lane Primary"
WEAK = "2.2"
ASKED = "Ask the parents again, and say what they told you."
CONDITION = "Share what parents said."


def votes(person: Person, outcome: str) -> None:
    """A panel member reads the papers of the one journey, and votes."""
    person.follows("Read and vote")
    person.follows("Vote")
    person.chooses(outcome)
    person.writes("Why?", "We talked it over.")
    person.presses("Give my vote")


def outcomes(session: Session) -> list[Outcome]:
    return list(session.scalars(select(Decision.outcome).order_by(Decision.id)))


def test_a_first_journey_is_deferred_then_awarded_with_a_condition_and_asked_a_year_later(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    weak = {"outcome": Outcome.DEFER, "weak": frozenset({WEAK}), "second": True}
    with life(browser, tmp_path, empty_database, Stage.DECIDING, **weak) as here:
        votes(here.sits_down("Grace Oduya", width=PHONE), "Defer")
        the_decision_is_deferred(here)
        the_lead_reads_what_is_still_asked(here)
        the_rest_is_walked(here, to=Stage.DECIDING, outcome=Outcome.AWARD_WITH_CONDITIONS)
        votes(here.sits_down("Grace Oduya", width=PHONE), "Award with conditions")
        the_award_is_released_with_a_condition(here)
        here.town.pass_time(days=20)
        the_lead_answers_the_condition(here)
        the_coordinator_says_that_it_is_met(here)
        here.town.at = a_year_on(here)
        the_lead_says_how_it_goes(here)
        the_coordinator_answers(here)
        the_lead_reads_the_answer(here)
        assert here.rows(outcomes) == [Outcome.DEFER, Outcome.AWARD_WITH_CONDITIONS]


def the_decision_is_deferred(here: Life) -> None:
    ruth = here.sits_down("Ruth Keller", width=DESK)
    votes(ruth, "Defer")
    ruth.follows("Defer the decision")
    ruth.writes("Why?", "One thing is thin.")
    ruth.page.get_by_label(re.compile(rf"^\s*{WEAK} ")).fill(ASKED)
    ruth.dates("Until which day?", until(here))
    ruth.presses("Defer the decision")
    assert ruth.reads("Decision deferred.")
    assert "gives you more time" in here.town.letter_to("amara.holt@example.org", "")


def until(here: Life) -> date:
    return (here.town.at + timedelta(days=60)).date()


def the_lead_reads_what_is_still_asked(here: Life) -> None:
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("The decision")
    assert amara.reads("The panel asks for a little more")
    assert amara.reads(ASKED)


def the_award_is_released_with_a_condition(here: Life) -> None:
    ruth = here.sits_down("Ruth Keller", width=DESK)
    votes(ruth, "Award with conditions")
    ruth.follows("Release the award with conditions")
    ruth.writes("Why?", "Nearly all is there.")
    ruth.writes("Condition 1", CONDITION)
    ruth.dates("Condition 1: by when?", (here.town.at + timedelta(days=40)).date())
    ruth.writes("Condition 1: who at the setting sees to it? (optional)", "Jo Fell")
    ruth.presses("Release the award with conditions")
    assert ruth.reads("Awarded with conditions.")


def the_lead_answers_the_condition(here: Life) -> None:
    amara = here.sits_down("Amara Holt", width=PHONE)
    assert amara.reads("What the award still asks")
    assert amara.reads(CONDITION)
    amara.follows("Say what you did")
    amara.writes("What did you do, and where can it be seen?", "It is in the May newsletter.")
    amara.presses("Send it")
    assert amara.reads("Being looked at")


def the_coordinator_says_that_it_is_met(here: Life) -> None:
    colm = here.sits_down("Colm Brady", width=DESK)
    assert colm.reads(f"{PLACE} shows that a condition is met")
    colm.follows("Look at it")
    colm.follows("Say whether it is met")
    assert colm.reads("Jo Fell sees to it.")
    assert colm.reads("It is in the May newsletter.")
    colm.chooses("It is met")
    colm.presses("Send the answer")
    assert colm.reads("The condition is met.")


def a_year_on(here: Life) -> datetime:
    """A few days after the award became a year old."""
    begins = here.rows(lambda session: session.scalars(select(Award.valid_from)).one())
    return datetime.combine(begins, here.town.at.timetz()) + timedelta(days=368)


def the_lead_says_how_it_goes(here: Life) -> None:
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("Tell us")
    amara.writes("How is it going?", "Children run the worry box now.")
    amara.presses("Send it")


def the_coordinator_answers(here: Life) -> None:
    colm = here.sits_down("Colm Brady", width=DESK)
    colm.follows("Read and answer")
    assert colm.reads("Children run the worry box now.")
    colm.page.get_by_role("textbox").first.fill("That is lovely to hear.")
    colm.presses("Send the answer")


def the_lead_reads_the_answer(here: Life) -> None:
    assert "lovely" in here.town.letter_to("amara.holt@example.org", "Thank you for telling us")
    amara = here.sits_down("Amara Holt", width=PHONE)
    assert not amara.reads("How is it going?")
    amara.follows("See the award")
    amara.follows("Your yearly check-ins")
    assert amara.reads("That is lovely to hear.")


def seat_others(session: Session, walking: Walker) -> None:
    """Three more on the panel, from outside, who took no part so far."""
    for name in ("Ines Rowe", "Per Dahl", "Mo Said"):
        user = make_user(session, name)
        place = walking.setting.authority
        make_member(session, user, Role.PANEL, place, is_outside=True)


def test_an_appeal_is_upheld_and_decided_by_another_panel(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    turned_down = {"settle": seat_others, "outcome": Outcome.TURN_DOWN}
    with life(browser, tmp_path, empty_database, Stage.NOT_YET, **turned_down) as here:
        here.town.pass_time(days=2)
        the_lead_appeals(here)
        the_coordinator_says_who_hears_it(here)
        who_took_part_only_looks(here)
        here.town.pass_time(days=60)
        the_assessor_finds_it_among_their_journeys(here)
        another_member_upholds_it(here)
        the_coordinator_opens_it_again(here)
        votes(here.sits_down("Per Dahl", width=PHONE), "Award")
        the_others_award_it(here)
        here.town.pass_time(days=90)
        the_assessor_has_it_no_more(here)
        assert here.rows(outcomes) == [Outcome.TURN_DOWN, Outcome.AWARD]


def the_lead_appeals(here: Life) -> None:
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("Read the decision")
    amara.follows("Appeal")
    amara.writes("What should be looked at again, and why?", "You did not see the walk.")
    amara.presses("Lodge the appeal")
    assert amara.reads("Somebody who took no part looks at it.")


def the_coordinator_says_who_hears_it(here: Life) -> None:
    colm = here.sits_down("Colm Brady", width=DESK)
    assert colm.reads(f"{PLACE} has appealed")
    colm.follows("Say who hears it")
    assert colm.reads("Not offered, since they took part or have a tie: Grace Oduya and Ruth")
    colm.chooses("Ines Rowe")
    colm.presses("Save")
    assert colm.reads("Ines Rowe is asked to hear it")
    assert PLACE in here.town.letter_to("ines.rowe@example.org", "appeal")


def who_took_part_only_looks(here: Life) -> None:
    grace = here.sits_down("Grace Oduya", width=PHONE)
    grace.follows("Look")
    assert grace.reads("Ines Rowe is asked to hear it.")
    assert not grace.page.get_by_role("button", name="Decide the appeal").count()


def the_assessor_finds_it_among_their_journeys(here: Life) -> None:
    edith = here.sits_down("Edith Moss", width=DESK)
    edith.follows("Journeys")
    edith.follows(PLACE)
    assert edith.reads("Appeal lodged")


def another_member_upholds_it(here: Life) -> None:
    ines = here.sits_down("Ines Rowe", width=PHONE)
    assert ines.reads("You are asked to hear it")
    ines.follows("Hear it")
    ines.follows("Read the papers")
    ines.follows("Hear the appeal")
    ines.chooses("Uphold it")
    ines.writes("Why?", "The walk was missed.")
    ines.presses("Decide the appeal")
    assert ines.reads("The appeal is upheld.")


def the_coordinator_opens_it_again(here: Life) -> None:
    colm = here.sits_down("Colm Brady", width=DESK)
    colm.follows("Act on it")
    colm.follows("Reopen after the appeal")
    colm.presses("Reopen after the appeal")
    assert colm.reads("Reopened after an appeal.")


def the_others_award_it(here: Life) -> None:
    mo = here.sits_down("Mo Said", width=DESK)
    votes(mo, "Award")
    mo.follows("Release the award")
    mo.writes("Why?", "The walk shows it.")
    mo.presses("Release the award")
    assert mo.reads("Awarded.")
    amara = here.sits_down("Amara Holt", width=PHONE)
    amara.follows("See the award")
    assert amara.reads(PLACE)


def the_assessor_has_it_no_more(here: Life) -> None:
    edith = here.sits_down("Edith Moss", width=DESK)
    edith.follows("Journeys")
    assert not edith.reads(PLACE)
