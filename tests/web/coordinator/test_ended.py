"""A journey that has ended: how, since when, and what can follow."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions import appealing
from award.actions.fulfilling import give_condition_evidence
from award.actions.hearing import name_hearer
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, ConditionState
from tests.making import make_member, make_user
from tests.pages import PageClient, words_of
from tests.web.coordinator.conftest import Scene

Make = Callable[..., Scene]
SignIn = Callable[..., PageClient]


def test_a_journey_that_was_awarded_leads_to_its_award_and_not_to_reopening(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    number = place.rows.scalars(select(Award.number)).one()

    place.browser.get(place.here)

    words = place.browser.words()
    assert "This journey has ended" in words
    assert f"Award {number}, until" in words
    assert ("See the award" in words, "See the decision" in words) == (True, True)
    assert "Reopen after the appeal" not in words
    assert "left:" not in words


def test_a_journey_whose_award_was_taken_back_does_not_say_that_it_is_held(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    number = place.rows.scalars(select(Award.number)).one()
    with writing(place.rows):
        place.rows.scalars(select(Award)).one().state = AwardState.REVOKED

    page = place.browser.get(place.here).text

    assert f'<span class="whole">{number}</span>: revoked.' in page
    assert f"{number}, until" not in place.browser.words()


def test_a_journey_that_was_closed_says_so_and_never_that_somebody_withdrew(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/moves/close", reason_code="merged")
    place.browser.get(place.here)
    page = place.browser.words()
    place.browser.get("/leicester/coordinator/journeys/ended")
    ended = place.browser.words()

    assert "Closed on" in page
    assert "Withdrawn" not in page
    for told in (page, ended):
        assert "Merged with another" in told


@pytest.mark.parametrize(("move", "told"), [("decline", "Not taken up"), ("close", "Closed on")])
def test_how_it_ended_and_why_stand_first(scene: Make, move: str, told: str) -> None:
    place = scene(Stage.APPLIED)

    place.browser.send(
        f"{place.here}/moves/{move}", reason="Your merger comes first.", reason_code="closed"
    )
    place.browser.get(place.here)

    words = place.browser.words()
    assert told in words
    assert "essentials left" not in words
    assert "No visit has been arranged yet" not in words
    place.browser.get(f"{place.here}/decision")
    assert "This journey ended before it came to the panel." in place.browser.words()


def test_an_appeal_is_told_where_the_journey_stands(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    place.browser.send(f"{place.here}/moves/decline", reason="Your merger comes first.")
    lead = place.walker.by(Role.LEAD)
    with transaction(lock=place.now()) as held:
        appealing.lodge_appeal(held, words="We have merged.", by=lead, at=place.walker.at)

    place.browser.get(place.here)

    assert "The setting has appealed, and waits for an answer." in place.browser.words()
    assert "Say who hears it" in place.browser.words()


def test_an_appeal_whose_hearer_left_the_panel_waits_for_another(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    place.browser.send(f"{place.here}/moves/decline", reason="Your merger comes first.")
    hearer = make_user(place.rows, "Ines Rowe")
    make_member(place.rows, hearer, Role.PANEL, place.walker.setting.authority)
    with transaction(lock=place.now()) as held:
        appealing.lodge_appeal(
            held, words="We have merged.", by=place.walker.by(Role.LEAD), at=place.walker.at
        )
    with transaction(lock=place.now()) as held:
        name_hearer(held, hearer.id, by=place.walker.by(Role.COORDINATOR), at=place.walker.at)
    place.browser.get(place.here)
    asked = place.browser.words()
    with writing(place.rows) as session:
        of_hearer = select(Membership).where(Membership.user_id == hearer.id)
        session.scalars(of_hearer).one().ended_at = place.walker.at

    place.browser.get(place.here)

    assert "Say who hears it" not in asked
    assert "Say who hears it" in place.browser.words()


def test_ended_journeys_stand_newest_first_without_turn_and_wait(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    place.browser.get("/leicester/coordinator/journeys/ended")

    page = place.browser.page
    assert page is not None
    heads = [words_of(one) for one in page.iter("th") if one.get("scope") == "col"]
    assert heads == ["Setting", "Stage", "Ended", "Quick steps"]


def test_an_award_whose_condition_waits_for_a_word_leads_to_it(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    condition = place.rows.scalars(select(Condition)).one()
    with transaction(lock=place.now()) as held:
        give_condition_evidence(
            held, condition.id, words="It is in the minutes.", by=place.walker.by(Role.LEAD),
            at=place.walker.at,
        )  # fmt: skip

    place.browser.get(place.here)

    words = place.browser.words()
    assert "A condition waits for you" in words
    assert f"Is this met: {condition.words}?" in words
    assert "Look at it" in words


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_an_award_says_which_condition_is_open_and_leads_to_it_once_its_day_has_passed(
    scene: Make, days: int, late: bool
) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    condition = place.rows.scalars(select(Condition)).one()
    with writing(place.rows):
        condition.due_on = place.walker.at.date() - timedelta(days=days)

    place.browser.get(place.here)
    words = place.browser.words()
    place.browser.get("/leicester/coordinator")
    today = place.browser.words()

    assert ("One condition is open, to be met by" in words) is not late
    assert ("A condition is overdue" in words) is late
    assert ("Condition: its day has passed" in today or "is overdue" in today) is late


def test_what_a_coordinator_was_told_of_a_late_condition_is_written_down_for_another(
    scene: Make,
) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    one = place.rows.scalars(select(Condition)).one()
    with writing(place.rows):
        one.due_on = place.walker.at.date() - timedelta(days=1)
    address = f"{place.here}/conditions/{one.id}"
    place.browser.get("/leicester/coordinator")
    assert "say whether it is met, or give it more time" not in place.browser.words()

    page = place.browser.get(address).text
    led = re.search(r'href="([^"]+)">Write it down on their behalf', page)
    assert led is not None
    place.browser.send(led[1], words="They have the note of it.")
    place.browser.get(address)
    told = place.browser.words()

    place.now()
    assert (one.state, one.evidence_words) == (
        ConditionState.EVIDENCE_GIVEN,
        "They have the note of it.",
    )
    assert "Another coordinator or a panel member says whether it is met." in told
    assert "Send the answer" not in told


@pytest.mark.parametrize(
    ("reason", "days", "told"),
    [("closed", 400, "ended more than a year ago"), ("duplicate", 1, "as merged or duplicate")],
)
def test_what_cannot_be_taken_up_again_says_so_and_what_follows_instead(
    scene: Make, signed_in_as: SignIn, reason: str, days: int, told: str
) -> None:
    place = scene(Stage.GATHERING)
    place.browser.get(place.here)
    place.browser.send(f"{place.here}/moves/close", reason_code=reason)

    with clock.frozen_at(place.walker.at + timedelta(hours=1)):
        place.browser.get(place.here)
        at_once = "Take the journey up again" in place.browser.words()
    with clock.frozen_at(place.walker.at + timedelta(days=days)):
        colm = signed_in_as(place.walker.cast.coordinator)
        colm.get(place.here)
        words = colm.words()

    assert at_once == (reason == "closed")
    assert "Take the journey up again" not in words
    assert "It cannot be taken up again." in words
    assert told in words
    assert ("Open a new journey" in words) == (reason == "closed")


def test_who_left_while_the_panel_had_the_papers_keeps_what_was_recommended(scene: Make) -> None:
    place = scene(Stage.DECIDING)
    place.browser.send(f"{place.here}/moves/withdraw", reason_code="no_time")

    place.browser.get(f"{place.here}/decision")

    words = place.browser.words()
    assert "ended while its papers were before the panel. The assessor had recommended" in words
    assert "before it came to the panel" not in words


def test_no_line_ends_within_the_day_of_an_approval(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    assert "Priya Nair, on Monday 5\u00a0January\u00a02026." in place.browser.get(place.here).text
