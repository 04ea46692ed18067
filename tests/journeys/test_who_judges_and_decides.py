"""The five most frequent tasks of an assessor and a panel member, each with its taps counted."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from award.domain.stages import Stage
from tests.journeys.browser_people import DESK, PHONE, Person
from tests.journeys.conftest import SceneAt
from tests.journeys.taps import Taps

# The phone with each change, the desk in the long run.
WIDTHS = (PHONE, pytest.param(DESK, marks=pytest.mark.soak))


@pytest.mark.soak
@pytest.mark.parametrize("width", WIDTHS)
def test_an_assessor_finds_the_next_visit_notes_judges_and_reports(
    scene_at: SceneAt, width: int
) -> None:
    with scene_at(Stage.ASSESSING) as here:
        edith = here.sits_down("Edith Moss", width)
        the_next_visit_is_there_without_a_tap(edith)
        preparing_is_one_tap(edith)
        here.people.town.at = here.visit_at
        edith.signs_in()
        noting_takes_four_taps(edith)
        judging_takes_one_tap_from_the_criterion(edith)
        everything_is_judged(edith)
        the_report_is_finished_from_home(edith)


def the_next_visit_is_there_without_a_tap(edith: Person) -> None:
    assert edith.reads("Willow Lane Primary, ")
    assert edith.reads("Your next visit, in")
    assert edith.reads("Ask for: Amara Holt")


def preparing_is_one_tap(edith: Person) -> None:
    taps = Taps(edith)
    taps.on_link("Prepare")
    expect(edith.page.get_by_role("heading", level=1)).to_have_text("Prepare for the visit")
    assert taps.count == 1


def noting_takes_four_taps(edith: Person) -> None:
    taps = Taps(edith)
    taps.on_link("Open the record")
    taps.on_choice("Partly")
    edith.writes("Your note: 1.1", "Staff could say it, two of the children could not.")
    taps.on_button("Save and go on")
    assert taps.count <= 4
    expect(edith.page.get_by_role("heading", level=1)).to_contain_text("staff")
    assert edith.reads("Whole visit: 1 of")


def judging_takes_one_tap_from_the_criterion(edith: Person) -> None:
    edith.follows("Journeys")
    edith.follows("Willow Lane Primary")
    taps = Taps(edith)
    taps.on_link("Judge 1.1")
    assert edith.reads("Partly. Staff could say it, two of the children could not.")
    taps.on_button("Agree: met")
    assert taps.count <= 2
    expect(edith.page.get_by_role("heading", level=1)).to_contain_text("1.2")


def everything_is_judged(edith: Person) -> None:
    while edith.page.get_by_role("button", name="Agree: met").count():
        edith.presses("Agree: met")
    assert edith.reads("Every criterion is judged")


def the_report_is_finished_from_home(edith: Person) -> None:
    edith.goes_to("/leicester/assessor")
    taps = Taps(edith)
    taps.on_link("Write it")
    taps.on_link("Begin with a draft from your notes")
    assert "two of the children" in edith.page.get_by_label("What is strong?").input_value()
    edith.writes("What comes next?", "Let the children see what changed because they spoke.")
    taps.on_button("Save and look at it")
    assert taps.count == 3
    assert edith.reads("Finish the report")
    assert edith.reads("The report as others read it")


@pytest.mark.soak
def test_an_assessor_reads_all_evidence_in_place_and_says_whom_they_met(scene_at: SceneAt) -> None:
    with scene_at(Stage.ASSESSING) as here:
        edith = here.sits_down("Edith Moss", PHONE)
        the_journey_is_read_in_two_taps(edith)
        evidence_opens_in_the_third_tap_and_the_next_piece_in_one(edith)
        here.people.town.at = here.visit_at
        edith.signs_in()
        whom_they_met_is_kept_in_four_taps(edith)


def the_journey_is_read_in_two_taps(edith: Person) -> None:
    taps = Taps(edith)
    taps.on_link("Journeys")
    taps.on_link("Willow Lane Primary")
    assert taps.count == 2
    for words in ("Overview", "History", "People"):
        assert edith.reads(words)


def evidence_opens_in_the_third_tap_and_the_next_piece_in_one(edith: Person) -> None:
    edith.goes_to("/leicester/assessor")
    taps = Taps(edith)
    taps.on_link("Go on")
    taps.on_link("Read everything")
    taps.on_link("1.1 ")
    assert taps.count == 3
    first = edith.page.url
    taps.on_link("Next")
    assert edith.page.url != first
    assert "/evidence/" in edith.page.url


def whom_they_met_is_kept_in_four_taps(edith: Person) -> None:
    taps = Taps(edith)
    taps.on_link("Open the record")
    taps.on_button("Sum it up")
    edith.writes("Whom did you meet?", "The lead, four adults, eight children of years 3 to 6")
    edith.writes("What did you see and hear?", "Children say what happens when they tell.")
    taps.on_button("Save the record")
    assert taps.count <= 4
    assert edith.reads("eight children of years 3 to 6")


@pytest.mark.soak
def test_an_assessor_offers_dates_and_says_what_binds_them(scene_at: SceneAt) -> None:
    with scene_at(Stage.ASSESSING) as here:
        edith = here.sits_down("Edith Moss", PHONE)
        two_dates_are_offered_in_six_taps(edith, here.visit_at.date() + timedelta(days=4))
        edith.goes_to("/leicester/assessor")
        a_tie_is_declared_in_five_taps(edith)


def two_dates_are_offered_in_six_taps(edith: Person, day: date) -> None:
    taps = Taps(edith)
    taps.on_link("Journeys")
    taps.on_link("Willow Lane Primary")
    taps.on_link("Visits")
    taps.on_link("Offer dates for a visit")
    edith.dates("Day 1", day)
    edith.writes("Start on day 1", "9:30am")
    taps.on_fold("Offer a second and a third day")
    edith.dates("Day 2", day + timedelta(days=1))
    edith.writes("Start on day 2 (optional)", "1pm")
    taps.on_button("Save the visit")
    assert edith.reads("Your dates are offered.")
    assert taps.count == 6


def a_tie_is_declared_in_five_taps(edith: Person) -> None:
    taps = Taps(edith)
    taps.on_link("Journeys")
    taps.on_link("Willow Lane Primary")
    taps.on_link("I have a tie to this setting")
    taps.on_choice("I govern it")
    taps.on_button("Declare this tie")
    assert edith.reads("The coordinator is told")
    assert taps.count == 5


@pytest.mark.parametrize("width", WIDTHS)
def test_a_panel_member_reads_the_papers_and_votes(scene_at: SceneAt, width: int) -> None:
    with scene_at(Stage.DECIDING, second=True) as here:
        grace = here.sits_down("Grace Oduya", width)
        assert grace.reads("One paper waits for your vote.")

        taps = Taps(grace)
        taps.on_link("Read and vote")
        assert grace.reads("Two must agree")
        taps.on_link("Vote")
        assert grace.reads("the rule suggests it too")
        taps.on_choice("Award")
        grace.writes("Why?", "The report and the children say the same.")
        taps.on_button("Give my vote")

        assert taps.count == 4
        assert grace.reads("You voted: Award")


@pytest.mark.soak
def test_a_standard_opens_with_the_keyboard_alone(scene_at: SceneAt) -> None:
    with scene_at(Stage.DECIDING, second=True) as here:
        grace = here.sits_down("Grace Oduya", DESK)
        grace.follows("Read and vote")
        page = grace.page
        first = page.locator("summary").first
        first.focus()

        page.keyboard.press("Enter")

        expect(page.get_by_role("link", name="1.1 ").first).to_be_visible()
