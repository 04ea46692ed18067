"""Which setting and which round a line of the sheet means; and where none, how to mend it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.aiming import RoundDays, add_round
from award.actions.joining_settings import Joining, join_settings
from award.actions.matching import plan_running
from award.domain.running_journeys import RunningRow, read_running
from award.storage.db import transaction
from award.storage.settings import FormerName, Identifier, Setting, SettingState
from tests.actions.running_rows import (
    TODAY,
    brought,
    coordinated_place,
    coordinator,
    only_journey,
    row,
    sheet,
)
from tests.making import at, make_setting
from tests.queries.counting import counted


@pytest.fixture
def place(both: Session) -> Setting:
    return coordinated_place(both)


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


def test_the_hundredth_name_with_a_slip_is_guessed_as_the_first(
    both: Session, place: Setting
) -> None:
    rows = [row(f"Wilow Lan Primary {'I' * n}", line=n + 2) for n in range(100)]
    rows[-1] = row("Willow Infnts", line=101)
    with transaction(lock=place) as held:
        both.add(
            FormerName(authority_id=held.authority_id, setting_id=held.id, name="Willow Infants",
                       until_on=date(2020, 8, 31))
        )  # fmt: skip

    plan = plan_running(both, place.authority, sheet(*rows), today=TODAY)

    assert plan.refused[-1].reason == (
        "We know no setting called Willow Infnts. Do you mean Willow Lane Primary? "
        "Then write it so."
    )


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


def test_a_round_can_be_aimed_at_until_its_day_is_over(both: Session, place: Setting) -> None:
    days = (date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 29), date(2026, 6, 12))
    panel_on = date(2026, 6, 26)
    aim = RoundDays("Summer 2026", *days, panel_on, date(2026, 7, 3))
    with transaction(lock=place.authority) as held:
        add_round(held, aim, by=coordinator(both, held))
    asked = sheet(row(round="Summer 2026"))

    plans = [
        plan_running(both, place.authority, asked, today=panel_on + timedelta(days=late))
        for late in (0, 1)
    ]

    assert [(len(plan.new), len(plan.refused)) for plan in plans] == [(1, 0), (0, 1)]


def test_five_thousand_lines_are_judged_with_few_questions(both: Session, place: Setting) -> None:
    rows = [replace(row(f"Nowhere {n}"), line=n + 2) for n in range(5000)]
    authority = place.authority

    with counted(both) as said:
        plan = plan_running(both, authority, sheet(*rows, row()), today=TODAY)

    assert (len(plan.refused), len(plan.new), len(said) <= 9) == (5000, 1, True)


@pytest.mark.parametrize("name", ["Nowhere", "Willow Lane Primary"])
def test_all_that_is_unknown_in_a_line_is_said_at_once(
    both: Session, place: Setting, name: str
) -> None:
    said = reason(both, place, row(name, route="Express", round="Summer"))

    assert ("We know no setting called Nowhere." in said) is (name == "Nowhere")
    assert "There is no route called “Express”." in said
    assert "There is no round to come called “Summer”." in said


def test_of_a_line_with_a_cell_that_cannot_be_read_all_faults_are_told_at_once(
    both: Session, place: Setting
) -> None:
    lines = [
        ("Setting", "Stage", "Since", "Route", "Round"),
        ("Wilow Lane Primry", "Gathering", "when it rained", "Express", "Summer"),
        ("Willow Lane Primary", "Gathering", "last week", "", ""),
        ("Nowhere", "Awarded", "soon", "", ""),
    ]

    plan = plan_running(both, place.authority, read_running(lines, today=TODAY), today=TODAY)

    first, second, third = (one.reason for one in plan.refused)
    for told in ("when it rained", "Do you mean Willow Lane Primary?", "“Express”", "“Summer”"):
        assert told in first
    assert "last week" in second
    assert "We know no setting" not in second
    assert "soon" in third
    assert "We know no setting called Nowhere" in third


def test_a_line_half_read_of_a_setting_that_comes_twice_or_has_closed_says_so_too(
    both: Session, place: Setting
) -> None:
    closed = make_setting(both, place.authority, "Old Mill School")
    with transaction(lock=closed) as held:
        held.state = SettingState.CLOSED
    lines = [
        ("Setting", "Stage", "Since"),
        ("Willow Lane Primary", "Gathering", ""),
        ("Willow Lane Primary", "Gathering", "last week"),
        ("Old Mill School", "Gathering", "last week"),
    ]

    plan = plan_running(both, place.authority, read_running(lines, today=TODAY), today=TODAY)

    assert len(plan.new) == 1
    assert "Line 2 is about the same setting" in plan.refused[0].reason
    assert "Old Mill School has closed" in plan.refused[1].reason


def test_a_name_of_what_became_one_with_another_means_the_one_that_goes_on(
    both: Session, place: Setting
) -> None:
    other = make_setting(both, place.authority, "Old Mill School")
    by = coordinator(both, place.authority)
    with transaction(lock=place.authority) as held:
        join_settings(held, Joining(place.id, other.id), by=by, at=at())

    plan = plan_running(both, place.authority, sheet(row("Old Mill School")), today=TODAY)

    assert [one.setting_id for one in plan.new] == [place.id]
