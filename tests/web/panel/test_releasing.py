"""A decision is released once, by whoever is first, as the votes carry it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from award.adapters import clock
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.turns import PanelWait
from award.storage.agendas import AgendaItem
from award.storage.db import writing
from award.storage.decisions import Decision
from award.web.panel.forms import LONG
from award.web.panel.releasing import after_meetings
from tests.web.panel.papers import Make, make_round, ready, vote_award


def test_enough_votes_release_the_award_and_close_the_papers(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    browser = world.member()

    browser.get(world.room("panel"))
    assert "Release the decision" in browser.words()
    browser.send(world.room("panel", "/moves/award"), reason="Children feel safe here.")

    assert world.fresh().stage is Stage.AWARDED
    assert browser.get(world.room("panel")).status_code == 404
    browser.get("/leicester/panel")
    assert "Willow Lane Primary" in browser.words()
    assert browser.get(world.room("panel", "/released")).location.endswith("/panel")


def test_who_releases_second_reads_who_was_first(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    grace, ruth, address = world.member(0), world.member(1), world.room("panel", "/moves/award")
    sent = {"csrf_token": ruth.token(address), "version": world.fresh().version}
    grace.send(address, reason="Children feel safe here.")

    late = ruth.post(address, data=sent | {"reason": "They listen to children."})

    assert late.status_code == 409
    found = r"Grace Oduya released this on \d+ \w+ \d{4} at [\d:]+[ap]m: Awarded"
    assert re.search(found, ruth.words())
    assert "They listen to children." in ruth.words()
    assert "/released" in late.text
    world.fresh()
    assert world.rows.scalar(select(func.count(Decision.id))) == 1


def test_a_release_sent_twice_is_made_once(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    grace, address = world.member(0), world.room("panel", "/moves/award")
    sent = {"csrf_token": grace.token(address), "version": world.fresh().version}

    for _ in range(2):
        again = grace.post(address, data=sent | {"reason": "Children feel safe here."})

    assert again.status_code == 302
    grace.get("/leicester/panel")
    assert "It was sent already." in grace.words()
    world.fresh()
    assert world.rows.scalar(select(func.count(Decision.id))) == 1


def test_only_the_release_of_what_the_votes_carry_is_offered(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    assert "/moves/" not in browser.get(world.room("panel")).text
    assert "Wait for 2 more votes for one outcome" in browser.words()
    vote_award(world)

    shown = browser.get(world.room("panel")).text

    assert "/moves/award" in shown
    assert "/moves/award_with_conditions" not in shown
    assert "/moves/turn_down" not in shown
    assert "so no other can be released" in browser.words()


def test_the_release_says_what_follows_before_its_button(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    browser = world.member()

    browser.get(world.room("panel", "/moves/award"))

    before, _, after = browser.words().partition("This cannot be taken back.")
    assert "The setting is told today, and its certificate is made." in before
    assert "Release the award" in after


def test_release_says_what_blocks_it(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    browser.get(world.room("panel", "/moves/award"))
    assert "Wait for 2 more votes for one outcome" in browser.words()
    browser.get(world.room("panel", "/released"))

    assert world.rows.scalar(select(func.count(Decision.id))) == 0


def test_an_old_link_to_a_move_that_is_over_says_who_made_it(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    browser, address = world.member(), world.room("panel", "/moves/award")
    browser.send(address, reason="Children feel safe here.")

    answer = browser.get(address)

    assert answer.status_code == 200
    assert "This step is over" in browser.words()
    assert "You released this on" in browser.words()


def test_after_a_day_it_is_said_how_many_of_its_decisions_can_be_released() -> None:
    ready, second = PanelWait.RELEASE, PanelWait.SECOND

    assert after_meetings([ready]) == "Next, it is released."
    assert after_meetings([ready, ready]) == "Next, they are released."
    assert after_meetings([second, PanelWait.OTHERS]) == (
        "What comes before a release stands in the papers of each."
    )
    assert after_meetings([ready, second]) == (
        "1 of them can be released now; the others wait for what stands in their papers."
    )


def test_no_condition_is_given_a_day_after_the_award_has_ended(standing: Make) -> None:
    world = ready(standing)
    for number in (0, 1):
        member = world.member(number)
        member.send(world.room("panel", "/vote"), outcome="award_with_conditions", reason="Nearly.")
    browser, address = world.member(), world.room("panel", "/moves/award_with_conditions")
    said = {"reason": "One thing is left.", "condition_1": "Show the termly look at the log."}

    browser.send(address, **said, due_1=["1", "1", "2099"])
    refused, kept = browser.words(), world.fresh().stage
    browser.send(address, **said, due_1=["1", "3", str(world.walking.at.year + 1)])

    assert "Give condition 1 a day within the award: it ends on" in refused
    assert "Show the termly look at the log." in refused
    assert kept is Stage.DECIDING
    assert world.fresh().stage is Stage.AWARDED


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "condition_1", "Write at least one condition"),
        ({"condition_2": "Ask parents."}, "due_2", "Give condition 2 a day that is still to come"),
        ({"owner_3": "Priya Nair"}, "condition_3", "Say what condition 3 asks"),
        ({"due_2": ["1", "3", "2099"]}, "condition_2", "Say what condition 2 asks"),
    ],
)
def test_what_a_condition_lacks_stands_at_its_field(
    standing: Make, typed: dict[str, Any], field: str, words: str
) -> None:
    world = ready(standing)
    for number in (0, 1):
        member = world.member(number)
        member.send(world.room("panel", "/vote"), outcome="award_with_conditions", reason="Nearly.")
    browser, address = world.member(), world.room("panel", "/moves/award_with_conditions")

    answer = browser.send(address, reason="One thing is left.", **typed)

    assert f'<a href="#{field}' in answer.text
    assert answer.text.count(words) == 2
    assert world.fresh().stage is Stage.DECIDING


def test_other_words_of_who_released_already_are_given_back(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    grace, address = world.member(0), world.room("panel", "/moves/award")
    sent = {"csrf_token": grace.token(address), "version": world.fresh().version}
    grace.post(address, data=sent | {"reason": "Children feel safe here."})

    late = grace.post(address, data=sent | {"reason": "They listen to children."})

    assert late.status_code == 409
    assert "What you sent has changed nothing." in grace.words()
    assert "They listen to children." in grace.words()


def test_a_vote_taken_back_after_the_release_is_said_to_have_changed_nothing(
    standing: Make,
) -> None:
    world = ready(standing)
    vote_award(world)
    ruth, address = world.member(1), world.room("panel", "/vote/withdraw")
    sent = {"csrf_token": ruth.token(address), "version": world.fresh().version}
    world.member(0).send(world.room("panel", "/moves/award"), reason="Children feel safe here.")

    late = ruth.post(address, data=sent)

    assert late.status_code == 404
    assert "Nothing was changed." in ruth.words()
    ruth.get(address)
    assert "Nothing was changed." not in ruth.words()


def test_who_releases_reads_when_others_learn_of_it_and_then_whose_it_was(
    standing: Make,
) -> None:
    world = ready(standing)
    vote_award(world)
    grace, address = world.member(), world.room("panel", "/moves/award")
    grace.get(address)
    at_once = grace.words()
    with writing(world.rows) as session:
        day = clock.today() + timedelta(days=9)
        row = make_round(session, world.walking.setting.authority, day)
        row.announce_on = day + timedelta(days=12)
        session.add(
            AgendaItem(
                authority_id=row.authority_id,
                round_id=row.id,
                journey_id=world.journey.id,
                place=1,
                minutes=20,
                words="",
                added_at=clock.now(),
            )
        )
        announced = long_day(row.announce_on)

    grace.get(address)
    later = grace.words()
    with writing(world.rows):
        world.walking.setting.is_hidden = True
    grace.get(address)
    never = grace.words()
    grace.send(address, reason="Children feel safe here.")
    grace.get("/leicester/panel")

    assert "Everybody else learns of it" not in at_once
    assert "Everybody else learns of it" not in never
    assert f"Everybody else learns of it on {announced}." in later
    assert "Awarded. Willow Lane Primary is told today." in grace.words()


def test_minutes_as_long_as_they_may_be_are_released_as_they_stand(standing: Make) -> None:
    world = ready(standing)
    grace, why, today = world.member(), "They listen. " * 600, clock.today()
    assert len(why) < LONG
    grace.send(
        world.room("panel", "/meeting"),
        held_on=[str(today.day), str(today.month), str(today.year)],
        present=[str(one.id) for one in world.walking.cast.panel],
        outcome="award",
        reasons=why,
    )

    grace.send(world.room("panel", "/moves/award"), reason=why)

    assert world.fresh().stage is Stage.AWARDED
    assert world.rows.scalars(select(Decision)).one().reasons == why.strip()
