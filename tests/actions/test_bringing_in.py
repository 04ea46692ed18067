"""Bringing running journeys in: each at its stage, exactly once, and the rules hold after."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.bringing_in import BroughtIn, bring_in
from award.actions.matching import plan_running
from award.actions.moves import make_move
from award.domain.facts import PlanState, Said
from award.domain.people import Role
from award.domain.readiness import blocks
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.accounts import Invitation
from award.storage.awards import Award
from award.storage.cohorts import LegacyAward
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import ContactNote, Journey
from award.storage.letters import Letter
from award.storage.settings import Contact, Setting
from tests.actions.running_rows import (
    FULL,
    TODAY,
    brought,
    coordinated_place,
    coordinator,
    count,
    lead_of,
    only_journey,
    row,
    sheet,
)
from tests.making import at, make_member, make_setting, make_user


@pytest.fixture
def place(both: Session) -> Setting:
    return coordinated_place(both)


def test_a_journey_stands_at_its_stage_with_one_line_for_what_came_before(
    both: Session, place: Setting
) -> None:
    done = brought(both, place, row(**FULL))

    journey = only_journey(both)
    assert done == BroughtIn(journeys=1, awards=0, left=0, invited=0)
    assert (journey.stage, journey.plan_state) == (Stage.GATHERING, PlanState.AGREED)
    assert [(one.what, one.is_move, one.by_name) for one in journey.history] == [
        ("bring_in", False, "Colm Brady")
    ]
    assert journey.history[0].words == (
        "From a spreadsheet, line 2: Gathering evidence, since 15 September 2025. "
        "What was asked before that was done elsewhere, and is not asked again."
    )
    assert (journey.stage_since.date(), journey.policy_reviewed_on) == (
        date(2025, 9, 15),
        date(2025, 6, 2),
    )
    assert count(both, Letter) == 0


def test_the_rules_hold_from_then_on(both: Session, place: Setting) -> None:
    brought(both, place, row(**FULL))

    journey = only_journey(both)
    found = [one.sentence for one in blocks(facts_of(journey, at=at()))]
    assert (journey.turn, journey.blockers_left) == (Turn.SETTING, len(found) + 1)
    assert "Have the action plan agreed" not in found
    assert "Have a monitoring visit, and agree its record" in found
    with transaction(lock=journey) as held, pytest.raises(NotReady):
        make_move(held, "declare_ready", by=lead_of(place), at=at())


def test_reminders_count_from_the_day_it_came_in_and_quiet_from_the_last_contact(
    both: Session, place: Setting
) -> None:
    brought(both, place, row(**FULL))

    journey = only_journey(both)
    assert journey.waiting_since == at()
    assert journey.last_setting_act_at.date() == date(2025, 12, 1)


def test_who_leads_and_who_approves_are_named_on_the_setting_and_the_application(
    both: Session, place: Setting
) -> None:
    brought(both, place, row(**FULL))

    said = only_journey(both).application
    assert said is not None
    assert (said.lead_email, said.approver_name, said.commitment_ticked) == (
        "amara.holt@example.org",
        "Priya Nair",
        True,
    )
    contacts = {str(one.part): one.name for one in both.scalars(select(Contact))}
    assert contacts == {"lead": "Amara Holt", "approver": "Priya Nair"}


def test_what_the_sheet_leaves_blank_wipes_no_contact(both: Session, place: Setting) -> None:
    with transaction(lock=place) as held:
        both.add(
            Contact(authority_id=held.authority_id, setting_id=held.id, part="lead", name="Amara",
                    email="a@b.example")
        )  # fmt: skip

    brought(both, place, row(lead_name="Amara Holt"))

    contact = both.scalars(select(Contact)).one()
    assert (contact.name, contact.email) == ("Amara Holt", "a@b.example")


def test_a_note_stays_with_the_authority_on_the_day_of_the_last_contact(
    both: Session, place: Setting
) -> None:
    brought(both, place, row(**FULL))

    note = both.scalars(select(ContactNote)).one()
    assert (note.words, note.at.date(), note.by_name) == (
        "Waiting for the survey.",
        date(2025, 12, 1),
        "Colm Brady",
    )


def test_a_journey_brought_in_as_ready_goes_on_to_its_assessment(
    both: Session, place: Setting
) -> None:
    brought(both, place, row(stage=Stage.READY))

    journey = only_journey(both)
    assert journey.turn is Turn.COORDINATOR
    assert blocks(facts_of(journey, at=at())) == ()


def test_once_it_was_sent_back_readiness_is_asked_like_everywhere(
    both: Session, place: Setting
) -> None:
    brought(both, place, row(stage=Stage.READY))
    by = coordinator(both, place.authority)

    with transaction(lock=only_journey(both)) as held:
        make_move(held, "send_back", by=by, at=at(1), said=Said(reason="The visit showed gaps"))
        facts = facts_of(held, at=at(1))
        left = blocks(facts)

    assert left != ()
    assert facts.readiness_passed is False


def test_sending_back_by_mistake_and_taking_it_back_leaves_readiness_passed(
    both: Session, place: Setting
) -> None:
    brought(both, place, row(stage=Stage.READY))
    by = coordinator(both, place.authority)

    with transaction(lock=only_journey(both)) as held:
        make_move(held, "send_back", by=by, at=at(1), said=Said(reason="A mistake"))
        make_move(held, "undo", by=by, at=at(1, 10))

    assert facts_of(only_journey(both), at=at(1, 11)).readiness_passed is True


@pytest.mark.parametrize(
    ("stage", "turn"),
    [
        (Stage.DRAFT, Turn.SETTING),
        (Stage.APPLIED, Turn.COORDINATOR),
        (Stage.PLANNING, Turn.COORDINATOR),
        (Stage.GATHERING, Turn.SETTING),
        (Stage.READY, Turn.COORDINATOR),
    ],
)
def test_whose_turn_it_is_follows_from_the_stage(
    both: Session, place: Setting, stage: Stage, turn: Turn
) -> None:
    brought(both, place, row(stage=stage))

    journey = only_journey(both)
    assert (journey.stage, journey.turn) == (stage, turn)


def test_a_second_run_changes_nothing(both: Session, place: Setting) -> None:
    rows = (row(**FULL), row(line=3, stage=None, award_name="ABA", awarded_on=date(2019, 5, 1)))
    brought(both, place, *rows)

    again = brought(both, place, *rows)

    assert again == BroughtIn(0, 0, 0, 0)
    assert (count(both, Journey), count(both, LegacyAward), count(both, ContactNote)) == (1, 1, 1)


def test_a_journey_that_was_brought_in_and_has_ended_is_not_brought_in_anew(
    both: Session, place: Setting
) -> None:
    brought(both, place, row())
    by = coordinator(both, place.authority)
    with transaction(lock=only_journey(both)) as held:
        make_move(held, "close", by=by, at=at(1), said=Said(reason_code="merged"))

    plan = plan_running(both, place.authority, sheet(row()), today=TODAY)

    assert plan.new == []
    assert "was brought in before, and has ended" in plan.known[0].reason


def test_a_journey_that_was_brought_in_by_mistake_is_brought_in_anew(
    both: Session, place: Setting
) -> None:
    brought(both, place, row())
    by = coordinator(both, place.authority)
    with transaction(lock=only_journey(both)) as held:
        make_move(held, "close", by=by, at=at(1), said=Said(reason_code="mistake"))

    plan = plan_running(both, place.authority, sheet(row()), today=TODAY)

    assert (len(plan.new), list(plan.known)) == (1, [])


def test_a_long_sheet_comes_in_stretch_by_stretch(both: Session, place: Setting) -> None:
    make_setting(both, place.authority, "Oak Tree Juniors")
    rows = (row(), row("Oak Tree Juniors", line=3))

    first = brought(both, place, *rows, most=1)
    second = brought(both, place, *rows, most=1)

    assert (first.journeys, first.left, second.journeys, second.left) == (1, 1, 1, 0)
    assert count(both, Journey) == 2


def test_an_award_given_before_is_history_and_no_award_of_this_scheme(
    both: Session, place: Setting
) -> None:
    done = brought(both, place, row(stage=None))

    kept = both.scalars(select(LegacyAward)).one()
    assert (done.journeys, done.awards) == (0, 1)
    assert (kept.name, kept.awarded_on, kept.until_on) == ("Earlier award", None, None)
    assert (count(both, Award), count(both, Journey)) == (0, 0)


def test_a_line_of_a_journey_that_tells_of_an_earlier_award_keeps_both(
    both: Session, place: Setting
) -> None:
    line = row(**FULL, award_name="ABA", awarded_on=date(2022, 7, 1), award_until=date(2025, 7, 1))

    done = brought(both, place, line)
    again = brought(both, place, line)

    kept = both.scalars(select(LegacyAward)).one()
    assert (done.journeys, done.awards, again.journeys, again.awards) == (1, 1, 0, 0)
    assert (kept.name, kept.awarded_on, kept.until_on) == (
        "ABA",
        date(2022, 7, 1),
        date(2025, 7, 1),
    )
    assert only_journey(both).stage is Stage.GATHERING


def test_an_award_beside_a_journey_that_is_there_already_still_comes_in(
    both: Session, place: Setting
) -> None:
    brought(both, place, row())

    done = brought(both, place, row(awarded_on=date(2022, 7, 1)), row(stage=None, line=3))

    assert (done.journeys, done.awards) == (0, 2)
    assert count(both, LegacyAward) == 2


def test_an_award_that_has_a_line_of_its_own_is_kept_once(both: Session, place: Setting) -> None:
    award = {"award_name": "ABA", "awarded_on": date(2022, 7, 1)}

    done = brought(both, place, row(stage=None, line=2, **award), row(line=3, **award))

    assert (done.journeys, done.awards, count(both, LegacyAward)) == (1, 1, 1)


def test_the_name_of_an_award_alone_beside_a_journey_is_no_award(
    both: Session, place: Setting
) -> None:
    done = brought(both, place, row(award_name="Positive and Peaceful Places"))

    assert (done.journeys, done.awards) == (1, 0)


def test_the_leads_are_invited_where_that_is_asked_and_only_once(
    both: Session, place: Setting
) -> None:
    links = iter([("token", "digest"), ("another", "another")])

    first = brought(both, place, row(**FULL), tokens=lambda: next(links))
    second = brought(both, place, row(**FULL), tokens=lambda: next(links))

    assert (first.invited, second.invited) == (1, 0)
    assert both.scalars(select(Invitation.email)).all() == ["amara.holt@example.org"]


def test_a_lead_who_has_an_account_here_is_not_invited_again(both: Session, place: Setting) -> None:
    make_member(both, make_user(both, "Amara Holt"), Role.LEAD, place)

    done = brought(both, place, row(**FULL), tokens=lambda: ("token", "digest"))

    assert done.invited == 0


def test_nobody_but_coordinator_and_administrator_brings_journeys_in(
    both: Session, place: Setting
) -> None:
    with transaction(lock=place.authority) as held, pytest.raises(NotAllowed):
        bring_in(both, held, sheet(row()), by=lead_of(place), at=at())
