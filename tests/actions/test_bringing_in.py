"""Bringing running journeys in: each at its stage, exactly once, and the rules hold after."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.aiming import RoundDays, add_round
from award.actions.bringing_in import BroughtIn, bring_in
from award.actions.matching import plan_running
from award.actions.moves import make_move
from award.domain.facts import PlanState, Said
from award.domain.people import Actor, Role
from award.domain.readiness import blocks
from award.domain.refusals import NotAllowed, NotReady
from award.domain.running_journeys import RunningReading, RunningRow
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.accounts import Invitation, User
from award.storage.authorities import Authority
from award.storage.awards import Award
from award.storage.cohorts import LegacyAward
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import ContactNote, Journey
from award.storage.letters import Letter
from award.storage.settings import Contact, FormerName, Identifier, Setting, SettingState
from tests.making import actor, at, make_authority, make_member, make_setting, make_user
from tests.queries.counting import counted

TODAY = date(2026, 1, 5)


@pytest.fixture
def place(both: Session) -> Setting:
    setting = make_setting(both, make_authority(both))
    make_member(both, make_user(both, "Colm Brady"), Role.COORDINATOR, setting.authority)
    return setting


def row(setting: str = "Willow Lane Primary", **said: Any) -> RunningRow:
    usual = {"line": 2, "number": "", "route": "", "stage": Stage.GATHERING}
    return RunningRow(setting=setting, **{**usual, **said})


def sheet(*rows: RunningRow) -> RunningReading:
    return RunningReading(tuple(rows), (), (), ())


def coordinator(session: Session, authority: Authority) -> Actor:
    found = session.scalars(select(User).filter_by(name="Colm Brady")).one()
    return actor(found, Role.COORDINATOR, authority)


def brought(session: Session, place: Setting, *rows: RunningRow, **more: Any) -> BroughtIn:
    by = coordinator(session, place.authority)
    with transaction(lock=place.authority) as held:
        return bring_in(session, held, sheet(*rows), by=by, at=at(), **more)


def only_journey(session: Session) -> Journey:
    session.expire_all()
    return session.scalars(select(Journey)).one()


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


FULL: dict[str, Any] = {
    "since_on": date(2025, 9, 15),
    "lead_name": "Amara Holt",
    "lead_email": "amara.holt@example.org",
    "head_name": "Priya Nair",
    "head_email": "priya.nair@example.org",
    "policy_on": date(2025, 6, 2),
    "last_contact_on": date(2025, 12, 1),
    "note": "Waiting for the survey.",
}


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


def lead_of(place: Setting) -> Actor:
    return Actor(Role.LEAD, authority_id=place.authority_id, setting_id=place.id)


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


def reason(session: Session, place: Setting, one: RunningRow, *more: RunningRow) -> str:
    plan = plan_running(session, place.authority, sheet(*more, one), today=TODAY)
    return plan.refused[-1].reason


def test_what_cannot_be_matched_says_how_to_mend_it(both: Session, place: Setting) -> None:
    make_setting(both, place.authority, "Oak Tree Juniors", postcode="LE1 1AA")
    make_setting(both, place.authority, "Oak Tree Juniors", postcode="LE1 1AB")
    closed = make_setting(both, place.authority, "Old Mill School")
    known = make_setting(both, place.authority, "The University")
    with transaction(lock=closed) as held:
        held.state = SettingState.CLOSED
    with transaction(lock=known) as held:
        held.state = SettingState.KNOWN

    said = {
        "Wilow Lane Primry": reason(both, place, row("Wilow Lane Primry")),
        "Nowhere": reason(both, place, row("Nowhere")),
        "number": reason(both, place, row("", number="999999")),
        "twice": reason(both, place, row("oak tree juniors")),
        "closed": reason(both, place, row("Old Mill School")),
        "known": reason(both, place, row("The University")),
        "route": reason(both, place, row(route="Express")),
        "renewal": reason(both, place, row(route="Renewal")),
        "round": reason(both, place, row(round="Summer")),
        "same": reason(both, place, row(line=9), row(line=3)),
    }

    begins = {
        "Wilow Lane Primry": "We know no setting called Wilow Lane Primry. Do you mean Willow Lane",
        "Nowhere": "We know no setting called Nowhere. Add it to the settings first",
        "number": "We know no setting with the number 999999",
        "twice": "2 settings are called oak tree juniors. Write its URN too",
        "closed": "Old Mill School has closed",
        "known": "The University is only known of so far",
        "route": "There is no route called “Express”. Write one of: ",
        "renewal": "A renewal follows an award that was given here",
        "round": "There is no round to come called “Summer”. Leave it empty",
        "same": "Line 3 is about the same setting",
    }
    assert {key: words[: len(begins[key])] for key, words in said.items()} == begins


def test_a_setting_is_known_by_its_number_and_by_the_name_it_had(
    both: Session, place: Setting
) -> None:
    with transaction(lock=place) as held:
        both.add_all([
            Identifier(authority_id=held.authority_id, setting_id=held.id, scheme="gias_urn",
                       value="120001"),
            FormerName(authority_id=held.authority_id, setting_id=held.id, name="Willow Infants",
                       until_on=date(2020, 8, 31)),
        ])  # fmt: skip
    rows = [row("", number="120001"), row("Willow Infants"), row("An Academy", number="120001")]

    plans = [plan_running(both, place.authority, sheet(one), today=TODAY) for one in rows]

    assert [plan.new[0].setting_id for plan in plans] == [place.id] * 3


def test_a_name_that_one_has_now_is_not_that_of_who_had_it_before(
    both: Session, place: Setting
) -> None:
    other = make_setting(both, place.authority, "Oak Tree Juniors")
    with transaction(lock=other) as held:
        both.add(
            FormerName(authority_id=held.authority_id, setting_id=held.id, name=place.name,
                       until_on=date(2020, 8, 31))
        )  # fmt: skip

    plan = plan_running(both, place.authority, sheet(row()), today=TODAY)

    assert [one.setting_id for one in plan.journeys] == [place.id]
    assert plan.awards == []


def test_a_number_and_a_name_of_two_settings_are_refused(both: Session, place: Setting) -> None:
    other = make_setting(both, place.authority, "Oak Tree Juniors")
    with transaction(lock=other) as held:
        both.add(
            Identifier(authority_id=held.authority_id, setting_id=held.id, scheme="gias_urn",
                       value="120002")
        )  # fmt: skip

    words = reason(both, place, row(number="120002"))

    assert words.startswith("The number 120002 is that of Oak Tree Juniors, but the name")


def test_a_number_that_two_registers_have_asks_for_the_name(both: Session, place: Setting) -> None:
    other = make_setting(both, place.authority, "Oak Tree Nursery")
    with transaction(lock=place) as held:
        both.add_all([
            Identifier(authority_id=held.authority_id, setting_id=one.id, scheme=scheme,
                       value="120002")
            for one, scheme in ((held, "gias_urn"), (other, "ofsted_urn"))
        ])  # fmt: skip

    words = reason(both, place, row("", number="120002"))
    named = sheet(row("Oak Tree Nursery", number="120002"))
    plan = plan_running(both, place.authority, named, today=TODAY)

    assert words.startswith("The number 120002 is that of Oak Tree Nursery and Willow Lane Primary")
    assert words.endswith("Write the name too.")
    assert [one.setting_id for one in plan.new] == [other.id]


def test_a_round_is_known_by_its_name_or_by_its_day(both: Session, place: Setting) -> None:
    days = (date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 29), date(2026, 6, 12))
    by = coordinator(both, place.authority)
    with transaction(lock=place.authority) as held:
        aim = add_round(
            held, RoundDays("Summer 2026", *days, date(2026, 6, 26), date(2026, 7, 3)), by=by
        )
        aim_id = aim.id
    asked = [row(round="summer 2026"), row(round="26/06/2026"), row(round="26 June 2026")]

    another = RoundDays("Early summer", *days, date(2026, 6, 15), date(2026, 7, 3))
    with transaction(lock=place.authority) as held:
        add_round(held, another, by=by)

    plans = [plan_running(both, place.authority, sheet(one), today=TODAY) for one in asked]
    brought(both, place, asked[0])

    assert [plan.new[0].round_id for plan in plans] == [aim_id] * 3
    assert only_journey(both).round_id == aim_id


def test_five_thousand_lines_are_judged_with_few_questions(both: Session, place: Setting) -> None:
    rows = [replace(row(f"Nowhere {n}"), line=n + 2) for n in range(5000)]
    authority = place.authority

    with counted(both) as said:
        plan = plan_running(both, authority, sheet(*rows, row()), today=TODAY)

    assert (len(plan.refused), len(plan.new), len(said) <= 9) == (5000, 1, True)
