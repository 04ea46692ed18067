"""Evidence is given from a phone: by camera, over a line that breaks, with faces covered."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect
from sqlalchemy.orm import Session

from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceVersion
from tests.journeys.browser_people import (
    PASSWORD,
    Findings,
    People,
    Person,
    Town,
    gathering_in,
    town,
)
from tests.journeys.taps import Taps
from tests.making import at

SIDE = 400


class Phone:
    """A lead before a phone with a finger and a camera, at a setting that gathers evidence."""

    def __init__(self, people: People, place: Town, journey: str, folder: Path) -> None:
        self.people, self.place, self.journey, self.folder = people, place, journey, folder
        self.home = journey.partition("/journeys")[0]
        browser = people.browser
        context = browser.new_context(
            viewport={"width": 375, "height": 800}, has_touch=True, is_mobile=True,
            locale="en-GB", timezone_id="Europe/London",
        )  # fmt: skip
        people.contexts.append(context)
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.lead = Person(
            "Amara Holt", "amara.holt@example.org", self.page, place, people.findings, 375, PASSWORD
        )

    @property
    def app(self) -> Flask:
        return self.place.app

    def photo(self, name: str = "hall.png") -> Path:
        """A fine pattern in which every pixel differs from the next."""
        path = self.folder / name
        made = Image.new("RGB", (SIDE, SIDE))
        made.putdata([((x * 97) % 256, (y * 57) % 256, ((x ^ y) * 31) % 256)
                      for y in range(SIDE) for x in range(SIDE)])  # fmt: skip
        made.save(path)
        return path

    def texts(self, count: int) -> list[Path]:
        paths = [self.folder / f"note {number}.txt" for number in range(1, count + 1)]
        for path in paths:
            path.write_text(f"What we saw, in {path.name}.\n")
        return paths

    def kept(self) -> list[EvidenceItem]:
        with self.app.app_context(), Session(db.engine) as session:
            return session.query(EvidenceItem).filter_by(removed_at=None).all()

    def picture(self) -> Image.Image:
        """The one picture whose bytes are kept."""
        with self.app.app_context(), Session(db.engine) as session:
            (file,) = session.query(EvidenceVersion).filter_by(gone_at=None).all()
            with self.app.extensions["files"].open(file.key) as stream:
                found = Image.open(BytesIO(stream.read()))
                found.load()
                return found


@pytest.fixture
def phone(tmp_path: Path, empty_database: Path, browser: Browser) -> Iterator[Phone]:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        setting, journey = gathering_in(place, "Amara Holt", "Priya Nair")
        address = f"/setting/{setting}/journeys/{journey}"
        people = People(browser, place, Findings(again=False))
        found = Phone(people, place, address, tmp_path)
        found.lead.signs_in()
        yield found
        people.go_home()


def states(page: Page) -> list[str]:
    return [str(one.get_attribute("data-state")) for one in page.locator(".sending").all()]


def test_a_photo_of_the_camera_is_with_its_criterion_four_taps_after_home(phone: Phone) -> None:
    taps = Taps(phone.lead)
    phone.lead.goes_to(phone.home)

    taps.on_link("Add evidence for 1.")
    taps.on_files("Take a photo", [phone.photo()])
    taps.on_choice("No, or there are no people")
    taps.on_button("Add it")

    expect(phone.page.get_by_role("heading", name="1 piece added to 1.")).to_be_focused(
        timeout=30_000
    )
    assert taps.count <= 4
    phone.people.findings.look_at(phone.page, 375)
    phone.lead.follows("See 1.")
    assert phone.lead.reads("by Amara Holt")
    found = phone.people.findings
    assert (found.barriers, found.sideways, found.complaints) == ([], [], [])


def test_what_was_to_be_put_right_is_gone_once_files_are_sent_again(phone: Phone) -> None:
    page = phone.page
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("heading", name="There is something to put right")).to_be_visible()
    before = page.title()

    page.get_by_label("Choose photos or files").set_input_files(phone.texts(1))
    page.wait_for_timeout(1100)  # a second press within a second is taken for the first one
    page.get_by_role("button", name="Add them").click()
    expect(page.locator("[data-state=kept]")).to_have_count(1)

    assert before.startswith("Error: ")
    assert not page.title().startswith("Error: ")
    assert page.locator(".govuk-error-summary, .govuk-error-message").count() == 0
    assert page.locator(".govuk-form-group--error").count() == 0


def test_who_tries_again_by_keyboard_does_not_lose_their_place(phone: Phone) -> None:
    page = phone.page
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    page.get_by_label("Choose photos or files").set_input_files(phone.texts(1))
    page.route("**/evidence/drop", lambda route: route.abort())
    page.get_by_role("button", name="Add them").click()
    again = page.get_by_role("button", name="Try again note 1.txt")

    again.focus()
    page.keyboard.press("Enter")
    expect(again).to_be_visible()

    focused = page.evaluate("document.activeElement.closest('.sending') !== null")
    assert focused


@pytest.mark.soak
def test_what_is_still_asked_is_said_at_the_question_and_a_photo_makes_no_draft(
    phone: Phone,
) -> None:
    page = phone.page
    phone.lead.goes_to(f"{phone.journey}/criteria/1.4/evidence/add")
    page.get_by_label("Take a photo").set_input_files([phone.photo()])
    page.wait_for_timeout(2000)  # longer than a draft waits
    drafts = page.get_by_text("Saved as a draft").count()

    page.get_by_role("button", name="Add it").click()
    said = page.locator(".govuk-error-message")
    expect(said).to_have_text("Say whether pupils can be recognised in it")
    phone.lead.chooses("No, or there are no people")
    page.wait_for_timeout(1100)  # a second press within a second is taken for the first one
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="1 piece added to 1.4")).to_be_focused(timeout=30_000)

    assert drafts == 0
    assert said.count() == 0


def test_what_arrived_stays_when_the_line_breaks_and_the_rest_is_tried_again(
    phone: Phone,
) -> None:
    calls = []

    def break_the_second_and_the_third(route: Route) -> None:
        calls.append(route)
        if len(calls) in (2, 3):
            route.abort()
        else:
            route.continue_()

    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    phone.page.get_by_label("Choose photos or files").set_input_files(phone.texts(4))
    phone.page.route("**/evidence/drop", break_the_second_and_the_third)

    phone.page.get_by_role("button", name="Add them").click()
    expect(phone.page.locator("[data-state=kept]")).to_have_count(2)
    expect(phone.page.locator("[data-state=failed]")).to_have_count(2)
    half = (states(phone.page), len(phone.kept()))
    phone.page.get_by_role("button", name="Try again note 2.txt").click()
    expect(phone.page.locator("[data-state=kept]")).to_have_count(3)
    phone.page.get_by_role("button", name="Try again note 3.txt").click()
    expect(phone.page.locator("[data-state=kept]")).to_have_count(4)

    assert half == (["kept", "failed", "failed", "kept"], 2)
    assert sorted(one.title for one in phone.kept()) == [f"note {n}" for n in (1, 2, 3, 4)]


@pytest.mark.soak
def test_a_covered_face_is_not_in_what_is_sent(phone: Phone) -> None:
    page = phone.page
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    page.get_by_label("Choose photos or files").set_input_files([phone.photo()])

    page.get_by_role("button", name="Crop or blur").click()
    canvas = page.locator("dialog canvas").bounding_box()
    assert canvas is not None
    page.mouse.click(canvas["x"] + canvas["width"] / 4, canvas["y"] + canvas["height"] / 4)
    page.keyboard.press("Shift+ArrowRight")
    phone.people.findings.look_at(page, 375)
    page.get_by_role("button", name="Use this picture").click()
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("heading", name="1 piece added to your tray")).to_be_visible()

    sent, given = phone.picture().convert("RGB"), Image.open(phone.photo()).convert("RGB")
    covered = sent.crop((60, 60, 140, 140))
    before = given.crop((60, 60, 140, 140))
    assert len(covered.getcolors(SIDE * SIDE)) <= 36 < len(before.getcolors(SIDE * SIDE))
    assert sent.crop((200, 200, 400, 400)).tobytes() == given.crop((200, 200, 400, 400)).tobytes()
    assert phone.people.findings.barriers == []


@pytest.mark.soak
def test_a_picture_in_the_tray_is_cropped_by_keyboard_alone(phone: Phone) -> None:
    page = phone.page
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    page.get_by_label("Choose photos or files").set_input_files([phone.photo()])
    page.get_by_role("button", name="Add them").click()
    phone.lead.follows("Sort them now")
    phone.lead.follows("Crop or blur it")

    page.get_by_role("button", name="Open it here").press("Enter")
    page.get_by_role("button", name="Crop", exact=True).press("Enter")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="Keep only this part").press("Enter")
    page.get_by_role("button", name="Use this picture").press("Enter")
    expect(page.get_by_text("the one before is gone for good")).to_be_visible()

    assert phone.picture().size == (SIDE * 7 // 10, SIDE * 8 // 10)


class Mouse:
    """Carries files from elsewhere on the desk over a page, as the browser is told of it."""

    def __init__(self, page: Page, files: list[Path]) -> None:
        self.session = page.context.new_cdp_session(page)
        self.data = {"items": [], "files": [str(one) for one in files], "dragOperationsMask": 1}

    def does(self, *kinds: str, over: Locator) -> None:
        box = over.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind in kinds:
            told = {"type": kind, "x": x, "y": y, "data": self.data}
            self.session.send("Input.dispatchDragEvent", told)


@pytest.mark.soak
def test_two_files_dropped_with_a_mouse_are_added_like_chosen_ones(phone: Phone) -> None:
    amara = phone.people.sit_down("Amara Holt", password=PASSWORD)
    page = amara.page
    amara.signs_in()
    amara.goes_to(f"{phone.journey}/criteria/1.4/evidence/add")
    expect(page.get_by_text("Or drop them here.")).to_be_visible()
    zone, mouse = page.locator("[data-drop]"), Mouse(page, phone.texts(2))
    lit = re.compile("is-over")

    mouse.does("dragEnter", "dragOver", over=zone)
    expect(zone).to_have_class(lit)
    mouse.does("drop", over=zone)
    expect(zone).not_to_have_class(lit)
    expect(page.locator(".sending__name")).to_have_text(["note 1.txt", "note 2.txt"])
    amara.look()
    amara.chooses("No, or there are no people")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("heading", name="2 pieces added to 1.4")).to_be_focused(timeout=30_000)

    assert sorted(one.title for one in phone.kept()) == ["note 1", "note 2"]
    found = phone.people.findings
    assert (found.barriers, found.sideways, found.complaints) == ([], [], [])


@pytest.mark.soak
def test_who_leaves_while_files_are_on_their_way_is_asked_first(phone: Phone) -> None:
    asked: list[str] = []
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    phone.page.get_by_label("Choose photos or files").set_input_files(phone.texts(1))
    phone.page.route("**/evidence/drop", lambda route: None)  # never answered
    phone.page.on("dialog", lambda one: (asked.append(one.type), one.accept()))

    phone.page.get_by_role("button", name="Add them").click()
    expect(phone.page.locator("[data-state=sending]")).to_have_count(1)
    phone.page.get_by_role("link", name="Not now").click()

    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Willow Lane Primary")
    phone.page.unroute("**/evidence/drop")
    assert asked == ["beforeunload"]


@pytest.mark.soak
def test_a_name_of_a_file_is_words_and_a_childs_name_can_be_taken_out(phone: Phone) -> None:
    bad, jack = phone.folder / "<img src=x onerror=alert(1)>.txt", phone.folder / "jack smith.txt"
    for path in (bad, jack):
        path.write_text(f"{path.name}\n")
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")

    phone.page.get_by_label("Choose photos or files").set_input_files([bad, jack])
    expect(phone.page.locator(".sending__name").first).to_have_text(bad.name)
    called = phone.page.get_by_label("Call it something else").filter(visible=True)
    expect(called).to_have_count(1)
    called.fill("A poem.txt")
    phone.page.get_by_role("button", name="Add them").click()
    expect(phone.page.get_by_role("heading", name="2 pieces added to your tray")).to_be_visible()

    assert phone.page.locator(".sending img").count() == 0
    with phone.app.app_context(), Session(db.engine) as session:
        names = sorted(one.file_name for one in session.query(EvidenceVersion))
    assert names == sorted([bad.name, "A poem.txt"])
