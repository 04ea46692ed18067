"""The papers of a journey: read, voted on, decided, and closed."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Browser
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.assessments import Judge, Judgement
from award.storage.authorities import Authority, Round
from award.storage.db import writing
from award.storage.decisions import Decision, Meeting, Vote
from award.storage.journeys import Journey
from tests.fixtures_rooms import Standing
from tests.house.sources import ROOT
from tests.pages import form_to, hidden_fields
from tests.pdf_checks import text_of

Make = Callable[..., Standing]
VOTE = {"outcome": "award", "reason": "The report bears it out."}


def votes(world: Standing) -> list[tuple[Outcome, str]]:
    world.fresh()
    found = world.rows.scalars(select(Vote).where(Vote.set_aside_at.is_(None)).order_by(Vote.id))
    return [(one.outcome, one.reason) for one in found]


def make_round(session: Session, authority: Authority, panel_on: date) -> Round:
    """A round whose panel meets on this day."""
    row = Round(
        authority_id=authority.id, name="Summer", ready_by_on=panel_on, visits_from=panel_on,
        visits_until=panel_on, papers_on=panel_on, panel_on=panel_on, notify_by_on=panel_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def ready(standing: Make) -> Standing:
    """Papers with the second judgement in."""
    return standing(Stage.DECIDING, second=True)


def test_the_papers_show_report_judgements_and_rule(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    browser.get(world.room("panel"))

    for words in ("Children trust adults to act", "What the rule suggests", "The second"):
        assert words in browser.words()


def test_the_second_is_not_shown_before_it_is_in(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    browser = world.member()

    shown = browser.get(world.room("panel"))

    words = "Waiting for the coordinator to arrange the second judgement"
    assert words in browser.words()
    assert "/moves/" not in shown.text
    assert "The second" not in browser.words().replace("The second judgement", "")
    assert "Setting and assessor see every criterion alike" in browser.words()


def test_a_criterion_is_read_with_its_evidence(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    browser.get(world.room("panel", "/criteria/1.3"))

    assert "How we do 1.3" in browser.words()
    assert "The assessor" in browser.words()
    assert browser.get(world.room("panel", "/criteria/9.9")).status_code == 404
    assert browser.get(world.room("panel", "/evidence/9")).status_code == 404


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


def test_enough_votes_release_the_award_and_close_the_papers(standing: Make) -> None:
    world = ready(standing)
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)
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
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)
    grace, ruth, address = world.member(0), world.member(1), world.room("panel", "/moves/award")
    sent = {"csrf_token": ruth.token(address), "version": world.fresh().version}
    grace.send(address, reason="Children feel safe here.")

    late = ruth.post(address, data=sent | {"reason": "They listen to children."})

    assert late.status_code == 409
    found = r"Grace Oduya released this on \d+ \w+ at [\d:]+[ap]m: Awarded"
    assert re.search(found, ruth.words())
    assert "They listen to children." in ruth.words()
    assert "/released" in late.text
    world.fresh()
    assert world.rows.scalar(select(func.count(Decision.id))) == 1


def test_a_release_sent_twice_is_made_once(standing: Make) -> None:
    world = ready(standing)
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)
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
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)

    shown = browser.get(world.room("panel")).text

    assert "/moves/award" in shown
    assert "/moves/award_with_conditions" not in shown
    assert "/moves/turn_down" not in shown
    assert "so no other can be released" in browser.words()


def test_the_release_says_what_follows_before_its_button(standing: Make) -> None:
    world = ready(standing)
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)
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
    assert "One decision to release waits too." in browser.words()
    browser.get(world.room("panel", "/moves/award"))
    assert "It stands as the minutes have it" in browser.words()
    assert "We all agree." in browser.words()


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


def test_a_tie_closes_the_papers(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    browser.send(world.room("panel", "/vote"), **VOTE)

    browser.send(world.room("panel", "/tie"), kind="governs")

    for reader, room in (
        (world.member(1), "panel"),
        (world.browse(world.walking.cast.coordinator), "coordinator"),
    ):
        reader.get(world.room(room, "/decision" if room == "coordinator" else ""))
        assert "Does not count: a tie was declared." in reader.words()
    for page in ("", "/vote", "/criteria/1.1", "/moves/award"):
        assert browser.get(world.room("panel", page)).status_code == 404
        assert "You have a tie to Willow Lane Primary, so others decide." in browser.words()
    assert browser.get("/leicester/panel/journeys/999").status_code == 404
    assert "We cannot find that page" in browser.words()
    browser.get("/leicester/panel")
    assert "Nothing is before the panel" in browser.words()


def test_the_second_is_set_aside_after_ten_working_days(standing: Make) -> None:
    world = standing(Stage.DECIDING, days=30)
    browser = world.member()

    browser.get(world.room("panel"))
    assert "Set the second judgement aside" in browser.words()
    browser.send(world.room("panel", "/second/set-aside"), reason="Nobody was free.")

    assert world.fresh().second_set_aside_reason == "Nobody was free."


def test_the_second_is_not_set_aside_too_early(standing: Make) -> None:
    world = standing(Stage.DECIDING)
    browser = world.member()

    browser.send(world.room("panel", "/second/set-aside"), reason="In a hurry.")

    assert "ten working days" in browser.words()
    assert "In a hurry." in browser.words()


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


def test_papers_are_closed_before_the_panel_has_them(standing: Make) -> None:
    world = standing(Stage.CHECKING)

    assert world.member().get(world.room("panel")).status_code == 404


def test_papers_of_another_authority_are_not_there(standing: Make) -> None:
    world = ready(standing)

    there = f"/bristol/panel/journeys/{world.journey.id}"
    assert world.member().get(there).status_code == 404


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


def test_standards_that_all_see_alike_are_folded(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()

    shown = browser.get(world.room("panel")).text

    assert "Setting, assessor and second see every criterion alike" in browser.words()
    assert '<details class="fold" open>' not in shown
    order = [browser.words().index(one) for one in ("What is strong", "Criterion by criterion")]
    assert order == sorted(order)


def test_a_standard_is_open_where_assessor_and_setting_differ(standing: Make) -> None:
    world = ready(standing)
    with writing(world.rows) as session:
        found = session.scalars(
            select(Judgement).where(Judgement.judge == Judge.ASSESSOR, Judgement.criterion == "1.4")
        )
        for one in found:
            one.judged, one.note = Judged.DEVELOPING, "No pattern was looked at."
    browser = world.member()

    shown = browser.get(world.room("panel")).text

    assert shown.count('<details class="fold" open>') == 1
    assert "they differ on 1.4" in browser.words()
    assert "The assessor: No pattern was looked at." in browser.words()
    browser.get(world.room("panel", "/vote"))
    assert "The rule suggests this" in browser.words()
    assert "The setting: met. The assessor: developing" in browser.words()


def test_an_old_link_to_a_move_that_is_over_says_who_made_it(standing: Make) -> None:
    world = ready(standing)
    for number in (0, 1):
        world.member(number).send(world.room("panel", "/vote"), **VOTE)
    browser, address = world.member(), world.room("panel", "/moves/award")
    browser.send(address, reason="Children feel safe here.")

    answer = browser.get(address)

    assert answer.status_code == 200
    assert "This step is over" in browser.words()
    assert "Grace Oduya released this on" in browser.words()


def test_who_has_never_voted_is_shown_the_way_and_may_leave_it(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    browser.get("/leicester/panel")
    assert "See how papers, votes and a release go" in browser.words()
    browser.get("/leicester/panel/first-steps")
    assert "Go to the papers" in browser.words()

    browser.send(world.room("panel", "/vote"), **VOTE)
    browser.get("/leicester/panel")

    assert "New here?" not in browser.words()


def test_the_home_says_by_when_to_vote(standing: Make) -> None:
    world = ready(standing)
    with writing(world.rows) as session:
        day = clock.today() + timedelta(days=9)
        row = make_round(session, world.walking.setting.authority, day)
        journey = session.get_one(Journey, world.journey.id)
        journey.round_id = row.id
    browser = world.member()

    browser.get("/leicester/panel")

    assert "Vote by" in browser.words()
    assert "in 9 days" in browser.words()


def test_on_paper_the_report_comes_before_the_votes(standing: Make, browser: Browser) -> None:
    world = ready(standing)
    member = world.member()
    member.send(world.room("panel", "/vote"), **VOTE)
    shown = member.get(world.room("panel")).get_data(as_text=True)
    styles = next((ROOT / "static" / "build").glob("main-*.css")).read_text()
    page = browser.new_page(viewport={"width": 720, "height": 1000})
    page.set_content(shown)
    page.add_style_tag(content=styles)

    paper = text_of(page.pdf())
    page.close()

    assert paper.index("Children trust adults") < paper.index("Only panel members see them")


def test_what_is_below_met_comes_first_where_more_is_asked(standing: Make) -> None:
    world = standing(Stage.DECIDING, second=True, outcome=Outcome.DEFER)
    world.walking.vote()
    browser = world.member()

    browser.get(world.room("panel", "/moves/defer"))

    said = browser.words()
    assert "1.4 We record it and learn The assessor sees it below “met”." in said
    assert said.index("1.4 We record") < said.index("2.2 Views") < said.index("1.1 A policy")
