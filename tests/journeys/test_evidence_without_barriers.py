"""Evidence given, read and spoken of: no barrier and nothing sideways, on phone and desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from award.storage.db import db
from award.storage.evidence import EvidenceItem
from tests.journeys.browser_people import (
    DESK,
    PASSWORD,
    PHONE,
    Findings,
    People,
    Person,
    Town,
    gathering_in,
    town,
)
from tests.making import at

TITLE = "A board in the hall"


@dataclass
class Hall:
    """A setting with a photo for 1.4, and where the two sides look at it."""

    people: People
    place: Town
    given: str
    read: str

    def sits_down(self, name: str, width: int) -> Person:
        person = self.people.sit_down(name, width=width, password=PASSWORD)
        person.signs_in()
        return person

    def item(self) -> int:
        with self.place.app.app_context(), Session(db.engine) as session:
            return session.query(EvidenceItem).filter_by(title=TITLE).one().id


@pytest.fixture
def hall(tmp_path: Path, empty_database: Path, browser: Browser) -> Iterator[Hall]:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        setting, journey = gathering_in(place, "Amara Holt", "Colm Brady")
        given = f"/setting/{setting}/journeys/{journey}"
        read = f"/leicester/coordinator/journeys/{journey}"
        people = People(browser, place, Findings())
        lead = people.sit_down("Amara Holt", width=PHONE, password=PASSWORD)
        lead.signs_in()
        photo = tmp_path / f"{TITLE}.png"
        Image.effect_noise((400, 300), 60).save(photo)
        lead.goes_to(f"{given}/criteria/1.4/evidence/add")
        lead.page.get_by_label("Choose photos or files").set_input_files([photo])
        lead.chooses("Yes, and we have permission")
        lead.presses("Add it")
        expect(lead.page.get_by_role("heading", name="1 piece added to 1.4")).to_be_focused(
            timeout=30_000
        )
        place.let_worker_run()
        yield Hall(people, place, given, read)
        people.go_home()


@pytest.mark.soak
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_evidence_is_read_and_spoken_of_without_a_barrier(hall: Hall, width: int) -> None:
    colm, item = hall.sits_down("Colm Brady", width), hall.item()

    for screen in (
        f"/criteria/1.4/evidence/{item}", f"/evidence/{item}/talk", "/evidence",
        "/evidence/coverage", "/evidence/coverage?as=table", "/evidence/zip",
        "/evidence/feedback", "/evidence/feedback/1",
    ):  # fmt: skip
        colm.goes_to(hall.read + screen)
    colm.page.locator("summary", has_text=TITLE).click()
    colm.look()

    assert colm.page.get_by_role("link", name="Read it in a new tab").is_visible()
    found = hall.people.findings
    assert (found.barriers, found.sideways, found.complaints) == ([], [], [])


@pytest.mark.soak
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_evidence_is_kept_in_order_without_a_barrier(hall: Hall, width: int) -> None:
    lead, item = hall.sits_down("Amara Holt", width), hall.item()
    here = f"/evidence/{item}"

    for screen in (
        "/evidence", "/evidence/drop", "/evidence/coverage", "/criteria/1.4",
        f"/criteria/1.4/evidence/{item}", "/criteria/1.4/ask", here, f"{here}/picture",
        f"{here}/links", f"{here}/uses", f"{here}/change", f"{here}/replace", f"{here}/remove",
    ):  # fmt: skip
        lead.goes_to(hall.given + screen)
    lead.goes_to(f"{hall.given}{here}/picture")
    lead.presses("Open it here")
    ends = lead.page.get_by_role("button", name="Use this picture")
    expect(ends).to_be_visible(timeout=30_000)
    lead.look()

    found = hall.people.findings
    assert (found.barriers, found.sideways, found.complaints) == ([], [], [])
