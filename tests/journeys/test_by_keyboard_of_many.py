"""Folded choices, many journeys for one person and a reply: by keys alone, and without script."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from award.actions.enquiring import Ask, ask_to_take_part
from award.demo.walking import Walker
from award.domain.stages import Stage
from award.storage.db import db, transaction, writing
from award.storage.journeys import Assignment, AssignmentKind
from award.storage.letters import Letter
from award.storage.plans import PlannedAction
from award.storage.settings import Setting
from tests.journeys.browser_people import Town, come_in, town
from tests.journeys.rows_of_a_town import COORDINATOR, LEAD
from tests.making import at, journey_at
from tests.web.test_by_keyboard import tab_to
from tests.web.test_lists import multiply

OFFICE: Final = "/leicester/coordinator"
NARROW: Final = {"width": 320, "height": 900}


@pytest.fixture
def place(tmp_path: Path, empty_database: Path) -> Iterator[Town]:
    with town(tmp_path, empty_database, at(hour=10)) as found:
        yield found


def set_up(place: Town, stage: Stage, before: Callable[[Session, Walker], object]) -> str:
    """A journey at this stage and what else came to pass, an hour ago; the address of its room."""
    with place.app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        walking, _ = journey_at(session, stage)
        room = f"{place.address}/setting/{walking.setting.id}/journeys/{walking.journey.id}"
        before(session, walking)
        place.at = walking.at
    place.pass_time(hours=1)
    return room


def sit_down(browser: Browser, place: Town, email: str, *, script: bool) -> Page:
    """Somebody who is signed in already, with keys alone or with no script."""
    context, _ = come_in(browser, place, email)
    if script:
        context.set_default_timeout(20_000)
        return context.new_page()
    plain: BrowserContext = browser.new_context(java_script_enabled=False, viewport=NARROW)
    plain.add_cookies(context.cookies())  # type: ignore[arg-type] # one context's to another
    context.close()
    return plain.new_page()


def press(page: Page, key: str = "Enter") -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def nothing_more(_session: Session, _walking: Walker) -> None:
    """The journey is all that there is."""


def plan_of(place: Town) -> list[PlannedAction]:
    with place.app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        return list(session.scalars(select(PlannedAction).order_by(PlannedAction.id)))


def unfold(page: Page, title: str, *, by_keys: bool) -> None:
    """Open the fold of this standard where it is closed."""
    fold = page.locator("details.fold").filter(has=page.get_by_role("heading", name=title))
    if fold.get_attribute("open") is not None:
        return
    if not by_keys:
        fold.locator("> summary").click()
        return
    for _ in range(60):
        page.keyboard.press("Tab")
        if fold.locator("> summary").evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"No Tab leads to the fold “{title}”")


def write(page: Page, label: str, words: str, *, by_keys: bool) -> None:
    if by_keys:
        tab_to(page, "textbox", label)
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(words)
    else:
        page.get_by_label(label, exact=True).first.fill(words)


def tick(page: Page, role: str, name: str, *, by_keys: bool) -> None:
    if by_keys:
        tab_to(page, role, name)
        page.keyboard.press("Space")
    else:
        box = page.get_by_role(role, name=name).first  # type: ignore[arg-type] # one of its roles
        page.locator(f"label[for='{box.get_attribute('id')}']").click()
    expect(page.get_by_role(role, name=name).first).to_be_checked()  # type: ignore[arg-type] # so


def send(page: Page, button: str, *, by_keys: bool) -> None:
    if by_keys:
        tab_to(page, "button", button)
        press(page)
    else:
        page.get_by_role("button", name=button).first.click()


HOW: Final = pytest.mark.parametrize("by_keys", [True, False], ids=["by keys", "without script"])


@pytest.mark.soak
@HOW
def test_an_action_is_added_for_a_criterion_that_lies_folded(
    browser: Browser, place: Town, by_keys: bool
) -> None:
    room = set_up(place, Stage.GATHERING, nothing_more)
    before = len(plan_of(place))
    page = sit_down(browser, place, LEAD, script=by_keys)
    page.goto(f"{room}/plan/add")

    write(page, "What will you do?", "Ask the youngest", by_keys=by_keys)
    write(page, "Who leads it?", "Amara Holt", by_keys=by_keys)
    for part, number in (("Day", "1"), ("Month", "7"), ("Year", "2026")):
        write(page, part, number, by_keys=by_keys)
    unfold(page, "3 ", by_keys=by_keys)
    tick(page, "checkbox", "3.1", by_keys=by_keys)
    send(page, "Add it", by_keys=by_keys)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan")
    added = plan_of(place)[before:]
    assert [(one.what, one.criteria) for one in added] == [("Ask the youngest", ["3.1"])]


@pytest.mark.soak
@HOW
def test_a_plan_of_ones_own_says_where_in_a_fold_that_was_closed(
    browser: Browser, place: Town, by_keys: bool
) -> None:
    room = set_up(place, Stage.GATHERING, nothing_more)
    before = len(plan_of(place))
    page = sit_down(browser, place, LEAD, script=by_keys)
    page.goto(f"{room}/plan/attach")

    for label, words in (
        ("Or a link to it", "https://willow.example.org/plan"),
        ("What is it called?", "School improvement plan"),
        ("Who leads it?", "Amara Holt"),
        ("Day", "1"),
        ("Month", "7"),
        ("Year", "2026"),
    ):
        write(page, label, words, by_keys=by_keys)
    unfold(page, "4 ", by_keys=by_keys)
    label = page.locator("label[for^='where_4_1']").inner_text()
    write(page, label, "page 9", by_keys=by_keys)
    send(page, "Attach it", by_keys=by_keys)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan")
    (added,) = plan_of(place)[before:]
    assert (added.criteria, added.more["where"]) == (["4.1"], {"4.1": "page 9"})


def more_settings(session: Session, _walking: Walker) -> None:
    """Twelve journeys, each at a setting with a name of its own."""
    multiply(session, "settings", many=12)
    with writing(session):
        for number, one in enumerate(session.scalars(select(Setting).order_by(Setting.id))):
            session.execute(
                update(Setting).where(Setting.id == one.id).values(name=f"Setting {number:02}")
            )


@pytest.mark.soak
@HOW
def test_two_of_twelve_journeys_get_one_adviser(
    browser: Browser, place: Town, by_keys: bool
) -> None:
    set_up(place, Stage.GATHERING, more_settings)
    page = sit_down(browser, place, COORDINATOR, script=by_keys)
    page.goto(f"{place.address}{OFFICE}/journeys/assign?sort=setting")

    for name in ("Setting 03", "Setting 07"):
        tick(page, "checkbox", name, by_keys=by_keys)
    if by_keys:
        tab_to(page, "radio", "Adviser")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        while not page.get_by_role("radio", name="Tomasz Zielinski").is_checked():
            page.keyboard.press("ArrowDown")
    else:
        tick(page, "radio", "Adviser", by_keys=False)
        tick(page, "radio", "Tomasz Zielinski", by_keys=False)
    send(page, "See what it would do", by_keys=by_keys)
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    send(page, "Assign Tomasz Zielinski to 2 journeys", by_keys=by_keys)

    expect(page.get_by_text("is the adviser of 2 more journeys now")).to_be_visible()
    with place.app.app_context(), Session(db.engine) as session:
        live = select(Assignment).filter_by(kind=AssignmentKind.ADVISER, ended_at=None)
        assert [one.user.name for one in session.scalars(live)] == ["Tomasz Zielinski"] * 2


def ask(session: Session, walking: Walker) -> None:
    """Somebody asks on the public page to take part."""
    with transaction(lock=walking.setting.authority) as held:
        said = Ask("Rushey Mead", "primary", "Sam Lee", "sam@example.org", "How do we begin?")
        ask_to_take_part(held, said, at=walking.at)
    session.rollback()


@pytest.mark.soak
@HOW
def test_an_enquiry_is_found_and_replied_to(browser: Browser, place: Town, by_keys: bool) -> None:
    set_up(place, Stage.GATHERING, ask)
    page = sit_down(browser, place, COORDINATOR, script=by_keys)
    page.goto(f"{place.address}{OFFICE}/enquiries")

    for link in ("Rushey Mead", "Write to Sam Lee"):
        if by_keys:
            role = "link" if page.get_by_role("link", name=link).count() else "button"
            tab_to(page, role, link)
            press(page)
        else:
            page.get_by_text(link).first.click()
    write(page, "Your reply", "Shall we talk on Thursday?", by_keys=by_keys)
    send(page, "Send the reply", by_keys=by_keys)

    expect(page.get_by_text("Your reply to Sam Lee is on its way.")).to_be_visible()
    with place.app.app_context(), closing(Session(db.engine)) as session:
        (sent,) = session.scalars(select(Letter).filter_by(code="enquiry_answered")).all()
        assert (sent.to_email, "Shall we talk on Thursday?" in sent.body) == (
            "sam@example.org", True,
        )  # fmt: skip
