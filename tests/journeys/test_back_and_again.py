"""Everybody sends a form, goes back with the browser's own button, and sends it again."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import text
from sqlalchemy.orm import Session

from award.demo.walking import Cast
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import Base, db
from tests.journeys.browser_people import PHONE, Town, come_in, town
from tests.journeys.test_forms_sent_badly import BESIDE
from tests.making import at, journey_at

Answers = dict[str, str | list[str]]

WORDS: Final = "What we saw on the Friday before half-term."
SAYS_SO: Final = re.compile(
    r"sent this already|sent already|there already|given already|already|has changed since"
    r"|was faster|is (kept|saved|given)|is with the assessor",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sent:
    """A form: who sends it, where it is at which stage, and what is answered."""

    who: str
    stage: Stage
    address: str
    answers: Answers

    def person(self, cast: Cast) -> User:
        found = cast.panel[0] if self.who == "panel" else getattr(cast, self.who)
        assert isinstance(found, User)
        return found


HOME, ROOM = "/setting/{setting}/journeys/{journey}", "/leicester/{room}/journeys/{journey}"
FORMS: Final = {
    "evidence": Sent(
        "lead", Stage.GATHERING, HOME + "/criteria/1.4/evidence/add",
        {"note": WORDS},
    ),
    "action": Sent(
        "lead", Stage.PLANNING, HOME + "/plan/add",
        {"what": WORDS, "lead_name": "Amara", "due_on": ["18", "6", "2027"], "criteria": "1.4"},
    ),
    "visit": Sent(
        "lead", Stage.PLANNING, HOME + "/visits/propose",
        {"kind": "initial", "day_1": ["3", "3", "2026"], "time_1": "10:00"},
    ),
    "reply": Sent(
        "lead", Stage.CHECKING, HOME + "/report/reply", {"point_1": WORDS},
    ),
    "note": Sent(
        "coordinator", Stage.GATHERING, ROOM + "/history/note", {"words": WORDS},
    ),
    "letter": Sent(
        "coordinator", Stage.GATHERING, ROOM + "/nudge", {"subject": "How is it going?"},
    ),
    "judgement": Sent(
        "assessor", Stage.ASSESSING, ROOM + "/criteria/1.2",
        {"judged": "met"},
    ),
    "report": Sent(
        "assessor", Stage.ASSESSING, ROOM + "/report", {"strengths": WORDS},
    ),
    "vote": Sent(
        "panel", Stage.DECIDING, ROOM + "/vote",
        {"outcome": "award", "reason": WORDS},
    ),
}  # fmt: skip


SAVED_IN_PLACE: Final = ("report",)  # the one row is there from the first


def answer(page: Page, answers: Answers) -> None:
    """Fill in what is not there any more, as somebody does who came back to the form."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    for name, said in answers.items():
        found = page.locator(f"main [name='{name}']")
        if found.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f"main [name='{name}'][value='{said}']").check(force=True)
            continue
        for box, words in zip(found.all(), [said] if isinstance(said, str) else said, strict=True):
            if box.input_value() != words:
                box.fill(words)


def send(page: Page, form: Sent) -> None:
    """Press the first button of the form that was filled in."""
    within = page.locator(f"main form:has([name='{next(iter(form.answers))}'])")
    with page.expect_response(lambda one: one.request.is_navigation_request()):
        within.locator("button.govuk-button:not([formaction], [form])").first.click()
    page.wait_for_load_state("networkidle")


def kept_in(place: Town) -> dict[str, int]:
    """How many rows of each kind there are that say what people did."""
    with place.app.app_context(), db.engine.connect() as rows:
        return {
            table: rows.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
            for table in sorted(set(Base.metadata.tables) - BESIDE)
        }


@pytest.mark.soak
@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_again_after_the_way_back_is_done_once_and_says_so(
    browser: Browser, tmp_path: Path, empty_database: Path, name: str
) -> None:
    form = FORMS[name]
    with town(tmp_path, empty_database, at(hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, journey = journey_at(session, form.stage)
            email, place.at = form.person(walking.cast).email, walking.at
            where = form.address.format(
                setting=walking.setting.id, journey=journey.id, room=form.who
            )
        place.pass_time(hours=1)
        context, _ = come_in(browser, place, email)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.set_viewport_size({"width": PHONE, "height": 900})
        page.goto(place.address + where)
        before = kept_in(place)

        answer(page, form.answers)
        send(page, form)
        once = kept_in(place)
        page.go_back()
        page.wait_for_load_state("load")
        answer(page, form.answers)
        send(page, form)

        assert once != before or name in SAVED_IN_PLACE, page.locator("body").inner_text()
        assert kept_in(place) == once
        said = page.locator("body").inner_text()
        assert SAYS_SO.search(said), said
        context.close()


@pytest.mark.soak
def test_a_note_that_was_refused_once_is_not_written_twice_after_the_way_back(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, journey = journey_at(session, Stage.GATHERING)
            email, place.at = walking.cast.coordinator.email, walking.at
            where = ROOM.format(room="coordinator", journey=journey.id) + "/history/note"
        context, _ = come_in(browser, place, email)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(place.address + where)
        note = Sent("coordinator", Stage.GATHERING, where, {"words": WORDS})

        answer(page, {"how": "meeting", "with_whom": "Amara Holt"})
        send(page, note)
        assert "There is something to put right" in page.locator("main").inner_text()
        answer(page, note.answers)
        send(page, note)
        written = kept_in(place)
        page.go_back()
        page.wait_for_load_state("load")
        assert page.locator("main [name='words']").input_value() == WORDS
        assert page.locator("main [name='with_whom']").input_value() == ""
        send(page, note)

        assert kept_in(place) == written
        assert "You sent this already" in page.locator("body").inner_text()
        context.close()
