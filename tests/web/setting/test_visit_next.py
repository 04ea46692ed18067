"""What the page of a visit says of where it is, how long there is to answer, and what is next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.recording import record_visit
from award.actions.visiting import Plan, propose_visit
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.web.setting.conftest import Make, said_on
from tests.web.setting.test_visits import offered


def test_a_visit_says_where_it_is_and_once_it_is_off_leads_to_new_dates(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    here, new = f"{place.at}/visits/{visit.id}", f'href="{place.at}/visits/propose"'
    with transaction(lock=place.journey) as held:
        held.setting.address, held.setting.postcode = "12 Willow Lane, Leicester", "LE1 1AA"

    before = lead.get(here).text
    said = lead.words()
    lead.send(f"{here}/cancel", reason="The hall is flooded")
    after = lead.get(here).text

    assert "12 Willow Lane, Leicester, LE1 1AA" in said
    assert "The visitor sees it beforehand" in said
    assert new not in before
    assert new in after


def test_a_shared_record_says_until_when_there_is_time_to_answer(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking, lead = place.walking, place.lead()
    visit = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    walking.write_up(visit, walking.by(Role.COORDINATOR))

    lead.get(f"{place.at}/visits/{visit.id}")

    assert "If you say nothing by " in lead.words()
    assert "it counts as agreed" in lead.words()
    assert "beforehand" not in lead.words()


def test_days_that_have_passed_are_no_longer_to_choose_but_others_can_be_offered(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    visit = offered(place)
    here = f"{place.at}/visits/{visit.id}"

    seen = {}
    for days in (9.5, 11):
        with clock.frozen_at(place.walking.at + timedelta(days=days)):
            lead = place.lead()
            lead.get(here)
            page = lead.words()
            lead.get(place.root)
            seen[days] = ("Choose this date" in page, "Find a new day" in page, lead.words())
            answer = lead.get(f"{here}/confirm")

    assert seen[9.5][:2] == (True, False)
    assert seen[11][:2] == (False, True)
    assert "offers one date" in seen[9.5][2]
    assert "Find a new day for the monitoring visit" in seen[11][2]
    assert answer.location == f"{here}/other-days"


def test_a_setting_says_that_nobody_came_once_the_time_of_the_visit_is_over(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    visit = place.walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    here, lead = f"{place.at}/visits/{visit.id}", place.lead()
    lead.get(here)
    before = lead.words()

    with clock.frozen_at(place.walking.pass_time(days=10)):
        lead = place.lead()
        lead.get(here)
        after = lead.words()
        lead.send(f"{here}/missed", reason="We waited until five")
        told = lead.get(here) and lead.words()

    assert "Say that the visit did not take place" not in before
    assert "Say that the visit did not take place" in after
    assert "and the coordinator is told" in told
    assert "We waited until five" in told
    assert "Propose new dates" in told


def test_what_a_setting_said_of_a_record_stays_on_its_page_while_it_is_put_right(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    walking = place.walking
    visit = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    walking.write_up(visit, walking.by(Role.COORDINATOR))
    here = f"{place.at}/visits/{visit.id}"
    with clock.frozen_at(walking.at):
        lead = place.lead()
        lead.get(here)
        token = {"csrf_token": lead.token(here)}
        lead.send(f"{here}/answer", words="We have ten supervisors")
        lead.post(f"{here}/agree", data=token | {"version": "1"})
        lead.get(here)
        page = lead.words()
        lead.get(place.root)
        home = lead.words()
        with transaction(lock=place.journey) as held:
            place.rows.refresh(visit)
            read, by = visit.summary, walking.by(Role.COORDINATOR)
            anew = replace(walking.record_of(visit), summary="Ten of them were there.")
            record_visit(
                held, visit.id, anew, version=visit.version, finished=True, by=by, at=walking.at
            )
        later = said_on(lead, here)

    assert f"The record as you read it Who was met {visit.met}" in page
    assert read in page
    assert "The record as you read it" in later
    assert read in later
    assert "Ten of them were there." not in later
    assert "Look at what is there now, then decide again." in page
    assert "Your words are kept below" not in page
    assert "You said We have ten supervisors" in page
    assert "The visit is being written up" not in page
    assert "puts the record right. You get an e-mail." in home


def test_a_holder_chooses_the_day_of_a_call_from_its_first_page_and_nobody_has_to_get_in(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    walking, by = place.walking, place.walking.by(Role.COORDINATOR)
    days = [walking.at + timedelta(days=5)]
    plan = Plan(VisitKind.CHECK_IN, VisitForm.CALL, days, by.user_id or 0, despite="They open")
    with transaction(lock=place.journey) as held:
        visit = propose_visit(held, plan, by=by, at=walking.at)
    here, pages = f"{place.at}/visits/{visit.id}", {}

    with clock.frozen_at(walking.at):
        lead = place.lead()
        for page in (place.root, here, f"{here}/prepare"):
            lead.get(page)
            pages[page] = lead.words()
        lead.send(f"{here}/confirm", on=here, starts_at=visit.offered[0])
        lead.get(place.root)

    assert "Choose a date for the yearly check-in" in pages[place.root]
    assert "how one gets in" not in pages[here]
    assert "Not said yet" not in pages[here]
    assert "A quiet place to talk from" in pages[f"{here}/prepare"]
    assert "Coming up" in lead.words()
    assert "Yearly check-in" in lead.words()


@pytest.mark.parametrize("stage", [Stage.GATHERING, Stage.ASSESSING])
def test_in_the_last_days_before_a_visit_getting_ready_is_what_is_next(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)
    booked = select(Visit).where(Visit.state == VisitState.CONFIRMED)
    visit = place.rows.scalar(booked) or place.walking.book_visit(
        VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR
    )
    starts = visit.starts_at
    assert starts is not None
    here = f"{place.at}/visits/{visit.id}"

    seen = {}
    for days in (8, 1):
        with clock.frozen_at(starts - timedelta(days=days)):
            page = place.lead().get(place.root).text
            seen[days] = ("Get ready for the" in page, f'href="{here}/prepare"' in page)
            assert f'href="{here}">' in page

    assert seen == {8: (False, False), 1: (True, True)}
