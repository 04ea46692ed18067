"""What a setting does most, on a phone, tap by tap: evidence, a judgement, a colleague's help."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.advising import Feedback, OfPiece, give_feedback
from award.actions.collecting import add_evidence
from award.actions.sending import EvidenceWords
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import db, transaction
from award.storage.evidence import EvidenceState
from award.storage.journeys import Journey
from tests.journeys.browser_people import (
    PASSWORD,
    PHONE,
    Findings,
    People,
    Person,
    gathering_in,
    town,
)
from tests.journeys.taps import Taps
from tests.journeys.ways_of_looking import look_in_every_way
from tests.making import actor, at

FILES = [f"photo {n}.txt" for n in (1, 2, 3)]


@dataclass
class Club:
    """A setting that gathers evidence, and its lead before a phone."""

    people: People
    lead: Person
    journey: str
    folder: Path
    files: list[Path] = field(default_factory=list)


@pytest.fixture
def club(tmp_path: Path, empty_database: Path, browser: Browser) -> Iterator[Club]:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        setting, journey = gathering_in(place, "Amara Holt")
        address = f"/setting/{setting}/journeys/{journey}"
        people = People(browser, place, Findings(again=False))
        lead = people.sit_down("Amara Holt", width=PHONE, password=PASSWORD)
        lead.signs_in()
        yield Club(people, lead, address, tmp_path, written(tmp_path))
        people.go_home()


def written(folder: Path) -> list[Path]:
    paths = [folder / name for name in FILES]
    for number, path in enumerate(paths):
        path.write_text(f"What we saw, number {number}.\n")
    return paths


def test_three_files_lie_in_the_tray_after_three_taps_from_home(club: Club) -> None:
    taps = Taps(club.lead)

    taps.on_link("Add photos or files")
    taps.on_files("Choose photos or files", club.files)
    expect(club.lead.page.get_by_role("status")).to_contain_text("3 files chosen")
    taps.on_button("Add them")

    done = club.lead.page.get_by_role("heading", name="3 pieces added to your tray")
    expect(done).to_be_focused()
    assert taps.count <= 4
    assert_nothing_was_wrong(club)


@pytest.mark.soak
def test_a_piece_is_sorted_in_five_taps_from_the_tray(club: Club) -> None:
    lead = club.lead
    lead.goes_to(f"{club.journey}/evidence/drop")
    lead.page.get_by_label("Choose photos or files").set_input_files(club.files[:1])
    lead.presses("Add them")

    taps = Taps(lead)
    taps.on_link("Sort them now")
    taps.on_link("3.1 All adults")
    taps.on_choice("No, or there are no people")
    taps.on_choice("Training register")
    taps.on_button("Keep it here")

    assert lead.reads("Kept with 3.1. All sorted.")
    assert taps.count <= 5
    assert_nothing_was_wrong(club)


def test_one_criterion_is_judged_in_three_taps_and_saved_on_choosing(club: Club) -> None:
    lead, taps = club.lead, Taps(club.lead)

    taps.on_link("Criteria")
    taps.on_link("1.4 We record")
    expect(lead.page.get_by_role("radio").first).to_be_in_viewport()
    taps.on_choice("Embedded")

    expect(lead.page.locator("[data-fresh=saved]")).to_contain_text(
        re.compile("Saved at .* by you")
    )
    lead.page.reload()
    expect(lead.page.get_by_role("radio", name=re.compile("^Embedded"))).to_be_checked()
    assert taps.count <= 3
    assert_nothing_was_wrong(club)


def test_a_choice_changed_beside_a_note_never_sent_is_saved_and_leaves_no_draft(
    club: Club,
) -> None:
    lead, page = club.lead, club.lead.page
    kept = page.locator("[data-fresh=saved]")
    lead.goes_to(f"{club.journey}/criteria/1.4")

    with page.expect_response(lambda one: one.url.endswith("/account/drafts")):
        page.get_by_text("Add a note", exact=True).click()
        page.get_by_label("A note", exact=True).fill("We began in May.")
    page.reload()
    expect(page.get_by_text("We kept what you typed")).to_be_visible()
    lead.chooses("Embedded")
    expect(kept).to_contain_text("by you")
    page.reload()
    expect(page.get_by_role("radio", name=re.compile("^Embedded"))).to_be_checked()
    page.get_by_role("button", name="Use it").click()
    lead.chooses("Met")
    expect(kept).to_contain_text("by you")
    page.reload()

    expect(page.get_by_role("radio", name=re.compile("^Met"))).to_be_checked()
    expect(page.get_by_label("A note", exact=True)).to_have_value("We began in May.")
    expect(page.get_by_text("We kept what you typed")).to_have_count(0)
    assert_nothing_was_wrong(club)


@pytest.mark.soak
def test_home_says_what_is_next_and_how_close_one_is_without_a_tap(club: Club) -> None:
    page = club.lead.page

    expect(page.get_by_role("heading", name="How close you are")).to_be_visible()
    expect(page.get_by_text("Next for you").first).to_be_in_viewport()


@pytest.mark.soak
def test_an_action_is_ticked_off_in_two_taps(club: Club) -> None:
    taps = Taps(club.lead)

    taps.on_link("Plan")
    taps.on_button("Tick off")

    assert taps.count <= 2
    assert club.lead.reads("What is better now?")
    assert_nothing_was_wrong(club)


@pytest.mark.soak
def test_feedback_is_read_in_one_tap_and_answered_in_two(club: Club) -> None:
    somebody_asks_for_more(club)
    lead, taps = club.lead, Taps(club.lead)
    lead.goes_to(club.journey)

    taps.on_link("Read the feedback")
    assert lead.reads("Who agreed it, and when?")
    lead.writes("Your answer", "The governors did, in May.")
    taps.on_button("Send your answer")

    assert taps.count <= 2
    lead.goes_to(f"{club.journey}/criteria/1.4")
    assert lead.reads("The governors did, in May.")
    assert_nothing_was_wrong(club)


def somebody_asks_for_more(club: Club) -> None:
    """The lead gave a note for 1.4, and the coordinator says what it still needs."""
    place = club.lead.town
    with place.app.app_context(), Session(db.engine) as session:
        journey = session.get_one(Journey, int(club.journey.rsplit("/", 1)[1]))
        people = {one.name: one for one in session.scalars(select(User))}
        words = EvidenceWords(title="Our log", criterion="1.4", note="What we saw.")
        lead = actor(people["Amara Holt"], Role.LEAD, journey.setting)
        colm = actor(people["Colm Brady"], Role.COORDINATOR, journey.setting.authority)
        with transaction(lock=journey) as held:
            item = add_evidence(held, words, by=lead, at=place.at)
            number, version = item.id, item.version
        said = OfPiece(version, EvidenceState.NEEDS_MORE, "Who agreed it, and when?")
        with transaction(lock=journey) as held:
            give_feedback(held, Feedback(pieces={number: said}), by=colm, at=place.at)
    place.pass_time(hours=1)


@pytest.mark.soak
def test_choosing_and_pressing_save_at_once_is_no_quarrel_with_oneself(club: Club) -> None:
    lead = club.lead
    lead.goes_to(f"{club.journey}/criteria/1.4")

    lead.chooses("Met")
    lead.chooses("Embedded")
    lead.page.get_by_role("button", name="Save").click()

    expect(lead.page.locator("[data-fresh=saved]")).to_contain_text(
        re.compile("Saved at .* by you")
    )
    lead.page.reload()
    expect(lead.page.get_by_role("radio", name=re.compile("^Embedded"))).to_be_checked()
    assert_nothing_was_wrong(club)


@pytest.mark.soak
def test_what_does_not_apply_asks_for_its_reason_before_it_is_sent(club: Club) -> None:
    lead = club.lead
    lead.goes_to(f"{club.journey}/criteria/1.4")

    lead.chooses("Does not apply")

    expect(lead.page.get_by_label("A note", exact=True)).to_be_focused()
    assert lead.reads("Say why in the note, then save.")


@pytest.mark.soak
def test_a_colleague_is_asked_in_four_taps_and_answers_without_an_account(club: Club) -> None:
    lead, taps = club.lead, Taps(club.lead)

    taps.on_link("Criteria")
    taps.on_link("1.4 We record")
    taps.on_link("Ask a colleague for it")
    lead.writes("Their name", "Sam Hill")
    lead.writes("Their e-mail address", "sam.hill@example.org")
    taps.on_button("Send the e-mail")
    sam = club.people.sit_down("Sam Hill", width=PHONE)
    sam.goes_to(lead.town.link_to(sam.email, "Can you help with one thing?"))
    sam.writes("Or a few words", "We moved the bench after the log showed the corner.")
    sam.presses("Send it")

    assert taps.count <= 4
    assert sam.reads("Thank you, it is there")
    lead.goes_to(f"{club.journey}/criteria/1.4")
    assert lead.reads("by Sam Hill, by link")
    assert_nothing_was_wrong(club)


@pytest.mark.soak
def test_the_most_used_screens_lose_nothing_zoomed_in_enlarged_or_in_own_colours(
    club: Club,
) -> None:
    lost = []

    for path in ("", "/criteria", "/criteria/1.4", "/plan", "/visits"):
        club.lead.goes_to(club.journey + path)
        lost += [f"{path}: {one}" for one in look_in_every_way(club.lead.page)]

    assert lost == []


@pytest.mark.soak
def test_a_file_that_cannot_be_taken_is_told_before_it_is_sent(club: Club) -> None:
    lead, film = club.lead, club.folder / "film.mp4"
    film.write_bytes(b"moving")
    lead.goes_to(f"{club.journey}/evidence/drop")

    lead.page.get_by_label("Choose photos or files").set_input_files([film])
    expect(lead.page.locator("[data-state=refused]")).to_contain_text("We cannot take films")


def test_without_script_the_plain_forms_do_the_same(club: Club, browser: Browser) -> None:
    cookies = club.lead.page.context.cookies()
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    plain.add_cookies(cookies)  # type: ignore[arg-type] # what one context gives another takes
    page, root = plain.new_page(), club.lead.town.address

    page.goto(f"{root}{club.journey}/evidence/drop")
    page.get_by_label("Choose photos or files").set_input_files(club.files)
    page.get_by_role("button", name="Add them").click()
    in_tray = page.get_by_text("3 pieces in your tray. Sort now or later.").count()
    page.goto(f"{root}{club.journey}/criteria/1.4")
    page.locator("label", has_text="Embedded").first.click()
    page.get_by_role("button", name="Save").click()
    saved = page.get_by_text("Saved.", exact=True).count()
    plain.close()

    assert (in_tray, saved) == (1, 1)


def assert_nothing_was_wrong(club: Club) -> None:
    """No barrier, nothing sideways at 320 pixels, no complaint, on any page that was met."""
    found = club.people.findings
    assert (found.barriers, found.sideways, found.complaints) == ([], [], [])
