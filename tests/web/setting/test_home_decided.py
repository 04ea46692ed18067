"""What the first page says once it was decided, or the journey has ended."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.awards import Award
from award.storage.db import session_of, transaction, writing
from award.storage.decisions import Condition
from award.storage.visits import Visit
from award.web.kit.filters import day_short, day_whole, unbroken
from tests.web.setting.conftest import Make, Place, card_of, said_on, step_of


def test_an_awarded_setting_sees_its_award_first_and_when_it_can_renew(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead = place.lead()

    page = lead.get(place.root).text

    assert "You hold the award" in page
    assert "You can renew it from" in lead.words()
    assert page.index("You hold the award") < page.index("Your journeys so far")


def test_no_line_ends_within_a_day_of_an_award(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    assert award.renewal_opens_on is not None

    page = place.lead().get(place.root).text

    assert f"You hold the award until {unbroken(day_short(award.valid_until))}." in page
    assert f"You can renew it from {day_whole(award.renewal_opens_on)}." in page


def test_what_the_award_still_asks_stands_first_until_it_is_answered(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead, one = place.lead(), place.rows.query(Condition).one()
    address = f"{place.at}/conditions/{one.id}"

    open_ = card_of(lead, place.root)
    head = card_of(place.head(), place.root)
    with clock.frozen_at(clock.now() + timedelta(days=100)):
        late = card_of(place.lead(), place.root)
    lead.send(address, words="We looked at the log in May.")
    answered = card_of(lead, place.root)

    assert open_.startswith(f"What the award still asks {one.words} By ")
    assert open_.endswith("Say what you did About 10 minutes")
    assert head.endswith("Read it")
    assert late.startswith("Late: what the award still asks")
    assert "You hold the award" in answered
    assert "What the award still asks" in lead.words()
    assert "Being looked at" in lead.words()


def test_while_an_appeal_waits_the_first_page_says_so_and_no_second_is_offered(
    place_at: Make,
) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    lead, appeal = place.lead(), f"{place.at}/appeal"
    assert f'href="{appeal}"' in lead.get(place.at).text
    lead.send(appeal, words="The log was looked at.")

    home, decision = card_of(lead, place.root), card_of(lead, f"{place.at}/decision")
    offered = [f'href="{appeal}"' in lead.get(page).text for page in (place.at, appeal)]

    assert "Your appeal is under way" in home
    assert home.endswith("Read the decision")
    assert "Your appeal is under way" in decision
    assert offered == [False, False]
    lead.get(appeal)
    assert "An appeal is under way already" in lead.words()


def test_an_appeal_is_offered_only_while_its_days_run(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)

    with clock.frozen_at(clock.now() + timedelta(days=90)):
        page = place.lead().get(place.at).text

    assert "/appeal" not in page


def test_an_award_that_waits_for_an_appeal_says_so_first(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead = place.lead()
    lead.send(f"{place.at}/appeal", words="The condition is met already.")

    first = card_of(lead, place.root)

    assert "Your appeal is under way" in first
    assert "against the conditions of the award" in first
    assert "What the award still asks" in lead.words()


def test_the_decision_leads_on_and_never_round_in_a_circle(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    with writing(place.rows):
        place.walking.setting.authority.contact_email = "award@example.org"
    lead = place.lead()

    assert step_of(lead, f"{place.at}/decision") == "mailto:award@example.org"


def test_after_a_journey_without_an_award_the_decision_stands_first(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    lead = place.lead()

    lead.get(place.root)
    words = lead.words()

    assert card_of(lead, place.root).startswith("For now Not yet awarded ")
    assert card_of(lead, place.root).endswith("Read the decision About 5 minutes")
    assert "a new journey begins with a word to the coordinator" in words
    assert "Next for you" not in words
    assert not any(word in words.lower() for word in ("failed", "not met", "lapsed"))


def withdrawn(place_at: Make) -> Place:
    place = place_at(Stage.DRAFT)
    place.walking.move("withdraw", Role.LEAD, said=Said(reason_code="lead_left"))
    return place


def declined(place_at: Make) -> Place:
    place = place_at(Stage.APPLIED)
    place.walking.move("decline", Role.COORDINATOR, said=Said(reason="There is no room now."))
    return place


ENDS = {
    withdrawn: (
        "You stepped back from the award",
        "Everything that you did is kept.",
        "It can be taken up again until",
    ),
    declined: (
        "Your application was not taken up this time",
        "Everything that you wrote is kept.",
    ),
}


@pytest.mark.parametrize(("end", "told"), ENDS.items())
def test_after_an_end_without_a_decision_all_is_kept(
    place_at: Make, end: Callable[[Make], Place], told: tuple[str, ...]
) -> None:
    place = end(place_at)

    said = said_on(place.lead(), place.root)

    for words in told:
        assert words in said


def test_a_journey_that_has_ended_does_not_lead_to_itself(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead = place.lead()

    lead.get(place.at)
    here = lead.words()
    lead.get(place.root)

    assert "Your journeys so far" not in here
    assert "Your journeys so far" in lead.words()


def test_the_decision_on_an_award_that_is_not_confirmed_does_not_say_that_it_is_held(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    lead = place.lead()
    lead.get(f"{place.at}/decision")
    before = lead.words()
    with writing(place.rows):
        place.rows.scalars(select(Award)).one().state = AwardState.SUSPENDED

    lead.get(f"{place.at}/decision")

    assert "You have the award" in before
    assert "You were given the award" in lead.words()
    assert "Your award is not confirmed at the moment" in lead.words()


def test_a_decision_says_until_which_day_it_can_be_appealed_against(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    lead = place.lead()

    lead.get(f"{place.at}/decision")

    assert re.search(r"looked at again until [A-Z][a-z]+ \d+ [A-Z][a-z]+", lead.words())


def test_a_record_that_still_waits_is_a_small_task_beside_the_award(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    with transaction(lock=place.journey) as held:
        visits = session_of(held).scalars(select(Visit)).all()
        for one in visits:
            one.state = VisitState.SIGNED
    lead = place.lead()
    assert "You hold the award" in card_of(lead, place.root)
    assert "Read the record" not in lead.words()
    with transaction(lock=place.journey) as held:
        session_of(held).get_one(Visit, visits[0].id).state = VisitState.SHARED

    for browser in (lead, place.head()):
        assert "You hold the award" in card_of(browser, place.root)
        assert "When you have time Read the record of the" in browser.words()
        [link] = [
            one.get("href")
            for one in browser.page.iter("a")
            if "Read the record" in (one.text or "")
        ]
        assert link == f"{place.at}/visits/{visits[0].id}"
