"""The first page: where the journey is, what is next, how close it is."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.assessing import reply_to_report
from award.actions.awarding import make_award_move, reply_to_suspension
from award.actions.letting_go import remove_evidence
from award.actions.planning import judge_ourselves
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome, Said
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.cohorts import LegacyAward
from award.storage.db import session_of, transaction, writing
from award.storage.evidence import EvidenceItem
from tests.making import walker
from tests.pages import PageClient, read_page
from tests.web.setting.conftest import Make, step_of, work_until_ready

PAGES = ("", "/criteria", "/plan", "/visits", "/people", "/evidence")
STAGES = [
    Stage.DRAFT,
    Stage.APPLIED,
    Stage.PLANNING,
    Stage.GATHERING,
    Stage.READY,
    Stage.ASSESSING,
    Stage.CHECKING,
    Stage.DECIDING,
    Stage.AWARDED,
]


@pytest.mark.parametrize("stage", [Stage.GATHERING, Stage.CHECKING, Stage.AWARDED])
def test_every_link_of_home_and_criteria_opens_for_whoever_sees_it(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)

    for browser in (place.lead(), place.head(), place.coordinator()):
        for page in ("", "/criteria"):
            shown = read_page(browser.get(place.root + page).text)
            links = [one.get("href", "") for one in shown.iterfind(".//main//a")]
            for href in {link.partition("#")[0] for link in links if link.startswith("/setting")}:
                assert browser.get(href).status_code in (200, 302), href


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_opens_for_lead_head_and_coordinator_at_every_stage(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)

    for browser in (place.lead(), place.head(), place.coordinator()):
        for page in PAGES:
            assert browser.get(place.root + page).status_code == 200, page
        for page in ("", "/history", "/criteria/1.4", "/application/check"):
            assert browser.get(place.at + page).status_code == 200, page


def test_each_report_and_decision_page_opens_where_there_is_one(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)

    for browser in (place.lead(), place.head(), place.coordinator()):
        for page in ("/report", "/decision"):
            assert browser.get(place.at + page).status_code == 200, page


def test_what_is_not_shared_or_released_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)

    lead = place.lead()

    assert [lead.get(place.at + page).status_code for page in ("/report", "/decision")] == [404] * 2


def test_the_last_step_stands_first_as_soon_as_only_what_may_wait_is_left(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking = place.walking
    work_until_ready(walking)
    with transaction(lock=walking.journey) as held:
        known = session_of(held).query(EvidenceItem)
        item = known.filter_by(title="How we do 1.2").one()
        remove_evidence(held, item.id, by=walking.by(Role.LEAD), at=walking.at)
    walking.approve(Approval.READY)

    with clock.frozen_at(walking.at):
        lead = place.lead()
        lead.get(place.root)

    assert "Next for you Declare that you are ready" in lead.words()
    assert "Add evidence for 1.2" in lead.words()


def test_every_award_so_far_stands_on_one_page_also_those_from_before(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    setting = place.walking.setting
    with writing(place.rows) as rows:
        rows.add(
            LegacyAward(
                authority_id=setting.authority_id, setting_id=setting.id,
                name="Anti-Bullying Award", brought_in_at=place.walking.at,
            )
        )  # fmt: skip
    lead = place.lead()
    lead.get(place.root)
    assert "Every award so far" in lead.words()

    lead.get(f"{place.root}/awards")

    words = lead.words()
    assert "LEI-2026-0001" in words
    assert "Anti-Bullying Award" in words


def test_without_an_award_the_page_says_what_will_stand_there(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()

    lead.get(f"{place.root}/awards")

    assert "No award so far" in lead.words()


def test_an_award_that_is_not_confirmed_says_what_that_means_and_whom_to_write_to(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    with writing(place.rows) as rows:
        rows.query(Award).one().state = AwardState.SUSPENDED
        place.walking.setting.authority.contact_email = "award@example.org"
    lead = place.lead()

    lead.get(place.root)
    home = lead.words()
    links = [one.text for one in lead.page.iter("a") if "mailto:" in one.attrib["href"]]
    lead.get(f"{place.root}/awards/1")
    card = lead.page.find(".//section[@class='next-card']")

    assert card is not None
    assert "Until it is settled" in " ".join(card.itertext())
    assert "Until it is settled, who checks your certificate reads that it is not confirmed" in home
    assert links[0] == "Write to the coordinator"
    assert "Hang the certificate" not in lead.words()


def test_a_setting_without_a_journey_is_led_to_the_coordinator(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walking = walker(rows)
    with writing(rows):
        walking.setting.authority.contact_email = "award@example.org"
    lead = signed_in_as(walking.cast.lead)

    assert step_of(lead, f"/setting/{walking.setting.id}") == "mailto:award@example.org"


def test_after_the_reply_the_page_no_longer_says_until_when_it_is_waited_for(
    place_at: Make,
) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()
    lead.get(place.root)
    before = lead.words()

    with transaction(lock=place.walking.journey) as held:
        reply_to_report(held, [], by=place.walking.by(Role.LEAD), at=place.walking.at)
    lead.get(place.root)

    assert re.search(r"You have until [A-Z][a-z]+ \d+ [A-Z][a-z]+( \d{4})? to reply", before)
    assert "to reply. If nothing comes by then" not in lead.words()


def test_once_the_days_to_reply_are_over_the_page_says_so_and_that_a_reply_is_still_possible(
    place_at: Make,
) -> None:
    place = place_at(Stage.CHECKING)

    with clock.frozen_at(place.walking.at + timedelta(days=40)):
        lead = place.lead()
        lead.get(place.root)

    assert "You had until" in lead.words()
    assert "You still can" in lead.words()


def test_after_a_deferral_what_the_panel_asks_for_stands_first_with_its_last_day(
    place_at: Make,
) -> None:
    place = place_at(Stage.DECIDING, outcome=Outcome.DEFER)
    place.walking.decide()
    lead = place.lead()

    lead.get(place.root)

    first, *rest = sorted(place.walking.weak)
    assert f"The panel asks for more on {' and '.join([first, *rest])}, until " in lead.words()
    assert f"Next for you Do what is asked for on {first}" in lead.words()
    for code in rest:
        assert f"Do what is asked for on {code}" in lead.words()
    assert "declare that you are ready" in lead.words()


def test_what_was_given_since_is_no_longer_asked_for_first(place_at: Make) -> None:
    place = place_at(Stage.DECIDING, outcome=Outcome.DEFER)
    walking = place.walking
    walking.decide()
    walking.pass_time(days=2)
    lead = place.lead()

    for code in walking.weak:
        with transaction(lock=walking.journey) as held:
            by = walking.by(Role.LEAD)
            judge_ourselves(held, code, Judged.EMBEDDED, by=by, at=walking.at)
    lead.get(place.root)

    assert "The panel asks for more on " in lead.words()
    assert "Do what is asked for on" not in lead.words()


def test_what_is_proposed_against_the_award_comes_before_all_else_with_the_last_day_for_a_reply(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    walking = place.walking
    with transaction(lock=place.rows.scalars(select(Award)).one()) as held:
        why = "Nobody leads the work now."
        by = walking.by(Role.COORDINATOR)
        make_award_move(held, "propose_suspension", words=why, by=by, at=walking.at)
    lead = place.lead()

    lead.get(place.root)
    before = lead.words()
    with transaction(lock=place.rows.scalars(select(Award)).one()) as held:
        by = walking.by(Role.LEAD)
        reply_to_suspension(held, words="We have a new lead.", by=by, at=walking.at)
    lead.get(place.root)

    assert "Please read this It is proposed to suspend the award Nobody leads" in before
    assert "You can reply until" in before
    assert "The panel reads it." in lead.words()


def test_what_the_assessor_asks_for_more_of_stands_first_too(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)
    said = Said(criteria={"1.4": "Show us the log of one more term."})
    place.walking.move("ask_for_more", Role.ASSESSOR, said=said)
    lead = place.lead()

    lead.get(place.root)

    assert "The assessor asks for more on 1.4. All else stands." in lead.words()
    assert "Do what is asked for on 1.4" in lead.words()
    assert "Show us the log of one more term." in lead.words()
