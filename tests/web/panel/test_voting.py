"""Votes and meetings: given, changed, counted once, and closed to whoever may not."""

from sqlalchemy import select

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.db import writing
from award.storage.decisions import Meeting
from tests.pages import form_to, hidden_fields
from tests.web.panel.papers import VOTE, Make, make_round, ready, votes


def test_a_vote_is_given_and_changed(standing: Make) -> None:
    world = ready(standing)
    browser, address = world.member(), world.room("panel", "/vote")

    browser.send(address, **VOTE)
    browser.send(address, outcome="defer", reason="I read it again.")

    assert votes(world) == [(Outcome.DEFER, "I read it again.")]


def test_a_vote_needs_a_reason_and_keeps_the_choice(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    answer = browser.send(world.room("panel", "/vote"), outcome="defer", reason="")

    assert "Say why, in a sentence or two" in browser.words()
    assert 'value="defer" checked' in answer.text
    assert votes(world) == []


def test_the_same_vote_sent_twice_counts_once(standing: Make) -> None:
    world = ready(standing)
    browser, address = world.member(), world.room("panel", "/vote")
    browser.send(address, **VOTE)

    browser.send(address, **VOTE | {"version": "0", "reason": "From another tab"})

    assert "In another window you changed your vote" in browser.words()
    assert "From another tab" in browser.words()
    assert votes(world) == [(Outcome.AWARD, "The report bears it out.")]


def test_split_votes_stand_on_top_of_the_papers(standing: Make) -> None:
    world = ready(standing)
    other = world.browse(world.walking.cast.panel[1])
    other.send(world.room("panel", "/vote"), outcome="defer", reason="The survey is thin.")
    browser = world.member()
    browser.send(world.room("panel", "/vote"), **VOTE)

    browser.get(world.room("panel"))

    assert "You voted: Award Talk it over: the votes are split" in browser.words()


def test_a_vote_on_a_report_that_was_revised_is_refused(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    browser.send(world.room("panel", "/vote"), **VOTE, report="999")

    assert "Somebody else changed the report" in browser.words()
    assert votes(world) == []


def test_the_others_see_a_vote_and_the_assessor_does_not(standing: Make) -> None:
    world = ready(standing)
    world.member().send(world.room("panel", "/vote"), **VOTE)
    other, assessor = world.member(1), world.assessor

    other.get(world.room("panel"))
    assessor.get(world.room("assessor"))

    assert "The report bears it out." in other.words()
    assert "The report bears it out." not in assessor.words()
    assert assessor.get(world.room("panel")).status_code == 404


def test_two_members_vote_at_once_and_both_count(standing: Make) -> None:
    world = ready(standing)
    first, second = world.member(), world.member(1)
    address = world.room("panel", "/vote")
    token = second.token(address)
    assert second.page is not None
    report = hidden_fields(form_to(second.page, address, address))["report"]
    first.send(address, **VOTE)

    second.post(address, data=VOTE | {"csrf_token": token, "version": "0", "report": report})

    assert len(votes(world)) == 2


def test_a_role_that_ended_a_second_ago_votes_no_more(standing: Make) -> None:
    world = ready(standing)
    browser, address = world.member(), world.room("panel", "/vote")
    token = browser.token(address)
    with writing(world.rows) as session:
        for one in session.scalars(select(Membership).where(Membership.role == Role.PANEL)):
            one.ended_at = world.walking.at

    answer = browser.post(address, data=VOTE | {"csrf_token": token, "version": "0"})

    assert answer.status_code == 404
    assert votes(world) == []


def test_a_meeting_takes_the_place_of_votes(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    browser.send(world.room("panel", "/vote"), **VOTE)
    present = [str(one.id) for one in world.walking.cast.panel]
    day = clock.today()
    held = [str(day.day), str(day.month), str(day.year)]

    answer = browser.send(
        world.room("panel", "/meeting"),
        held_on=held, present=present, outcome="award", reasons="We all agree.",
    )  # fmt: skip

    assert answer.status_code == 302
    assert votes(world) == []
    assert [one.outcome for one in world.rows.scalars(select(Meeting))] == [Outcome.AWARD]
    browser.get(world.room("panel"))
    assert "We all agree." in browser.words()
    assert "There: Grace Oduya and Ruth Keller." in browser.words()
    assert "A meeting has decided so." in browser.words()
    browser.get("/leicester/panel")
    assert "Willow Lane Primary Recommended: award. A meeting has decided; it can be released" in (
        browser.words()
    )
    assert "but one decision to release waits." in browser.words()
    browser.get(world.room("panel", "/moves/award"))
    assert "It stands as the minutes have it" in browser.words()
    assert "We all agree." in browser.words()


def test_after_a_meeting_it_is_said_what_its_release_still_waits_for(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    browser, day = world.member(), clock.today()

    browser.send(
        world.room("panel", "/meeting"),
        held_on=[str(day.day), str(day.month), str(day.year)],
        present=[str(one.id) for one in world.walking.cast.panel],
        outcome="award", reasons="We all agree.",
    )  # fmt: skip
    browser.get(world.room("panel"))

    words = browser.words()
    assert "It can be released once the second judgement is in." in words
    assert "It can be released now" not in words
    browser.get("/leicester/panel")
    assert "A meeting has decided; the second judgement is not in yet" in browser.words()


def test_the_agenda_says_too_that_the_second_judgement_is_not_in(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    with writing(world.rows) as session:
        day = make_round(session, world.walking.setting.authority, clock.today())
        number = day.id
    colm = world.browse(world.walking.cast.coordinator)
    address = f"/leicester/coordinator/rounds/{number}/panel-day"
    colm.send(address, journeys=[str(world.journey.id)])
    browser = world.member()

    browser.get(f"/leicester/panel/days/{number}")

    assert "No vote so far The second judgement is not in yet" in browser.words()


def test_split_votes_are_said_beside_a_second_judgement_that_is_not_in(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    grace, ruth = world.member(), world.member(1)
    grace.send(world.room("panel", "/vote"), outcome="award", reason="It is lived here.")
    ruth.send(world.room("panel", "/vote"), outcome="defer", reason="The survey is thin.")

    grace.get("/leicester/panel")

    split = "the votes are split, so talk it over"
    assert f"{split}; the second judgement is not in yet" in grace.words()


def test_a_meeting_with_too_few_is_refused_and_keeps_its_words(standing: Make) -> None:
    world = ready(standing)
    browser, day = world.member(), clock.today()
    held = [str(day.day), str(day.month), str(day.year)]

    browser.send(
        world.room("panel", "/meeting"),
        held_on=held, present=[str(world.walking.cast.panel[0].id)],
        outcome="award", reasons="Only me.",
    )  # fmt: skip

    assert "At least 2 panel members without a tie" in browser.words()
    assert "Only me." in browser.words()


def test_who_has_a_tie_is_marked_where_it_is_ticked_who_was_at_a_meeting(standing: Make) -> None:
    world = ready(standing)
    other = world.browse(world.walking.cast.panel[1])
    said = "Has a tie to this setting, so does not count."

    before = world.member().get(world.room("panel", "/meeting")).text
    other.send(world.room("panel", "/tie"), kind="governs")
    after = world.member().get(world.room("panel", "/meeting")).text

    assert before.count(said) == 0
    assert after.count(said) == 1


def test_a_vote_or_a_meeting_that_cannot_count_is_not_asked_for(standing: Make) -> None:
    world = ready(standing)
    grace, ruth = world.member(), world.member(1)
    grace.send(world.room("panel", "/vote"), **VOTE)
    token = ruth.token(world.room("panel", "/vote"))
    day = clock.today()
    held = [str(day.day), str(day.month), str(day.year)]
    present = [str(one.id) for one in world.walking.cast.panel]
    said = {"present": present, "outcome": "award", "reasons": "We all agree."}
    grace.send(world.room("panel", "/meeting"), held_on=held, **said)
    forms = ("/vote", "/vote/withdraw")

    decided = [grace.get(world.room("panel", one)).status_code for one in forms]
    told = grace.words()
    ruth.post(
        world.room("panel", "/vote"),
        data={"csrf_token": token, "outcome": "award", "reason": "I read all of it."},
    )

    assert decided == [403, 403]
    assert "A meeting has decided: its decision stands in for the votes." in told
    assert "I read all of it." in ruth.words()
    assert grace.get(world.room("panel", "/meeting")).status_code == 200
