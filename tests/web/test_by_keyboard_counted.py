"""What people do most often, without a mouse, with every key counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation
from award.storage.authorities import Kind
from award.storage.db import db
from award.storage.evidence import EvidenceVersion
from award.storage.journeys import ContactNote
from tests.journeys.browser_people import Town, come_in, town
from tests.making import at, journey_at, make_member, make_user


@dataclass
class Keys:
    """Somebody before a keyboard; ``pressed`` counts Tab, Enter and Space, not what is typed."""

    page: Page
    place: Town
    pressed: int = 0
    steps: int = 0

    def goes_to(self, role: str, name: str, *, most: int = 60) -> None:
        """Press Tab until the focus is on this; it has to be seen where it is."""
        wanted = self.page.get_by_role(role, name=name).first  # type: ignore[arg-type] # a role
        expect(wanted).to_be_attached()
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self.pressed += 1
            if wanted.evaluate("one => one === document.activeElement"):
                expect(wanted).to_be_in_viewport()
                return
        raise AssertionError(f"No Tab leads to the {role} “{name}”")

    def enters(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.pressed += 1
        self.steps += 1


@pytest.fixture
def sit(tmp_path: Path, empty_database: Path, browser: Browser) -> Iterator[Callable[..., Keys]]:
    """``sit("lead", home)``: this person, signed in, at home, with no mouse."""
    with town(tmp_path, empty_database, at(hour=10)) as place:

        def make(who: str, home: str) -> Keys:
            with place.app.app_context(), Session(db.engine) as session:
                walking, _ = journey_at(session, Stage.GATHERING)
                user, place.at = getattr(walking.cast, who, None), walking.at
                if user is None:
                    user = make_user(session, "Wren Abbott")
                    make_member(session, user, Role(who), walking.setting.authority)
                email = user.email
            place.pass_time(hours=1)
            context, _ = come_in(browser, place, email)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.goto(place.address + home)
            return Keys(page, place)

        yield make
        for context in browser.contexts:
            context.close()


def kept(place: Town, row: type[EvidenceVersion | ContactNote | Invitation | Kind]) -> int:
    with place.app.app_context(), Session(db.engine) as session:
        return len(session.scalars(select(row)).all())


@pytest.mark.soak
def test_evidence_is_added_by_keyboard_alone(
    sit: Callable[..., Keys], tmp_path: Path, count: Callable[[str, int], None]
) -> None:
    keys = sit("lead", "/setting/1")
    before = kept(keys.place, EvidenceVersion)
    photo = tmp_path / "rules.txt"
    photo.write_text("The rules that the children wrote.\n")

    keys.goes_to("link", "Add photos or files")
    keys.enters()
    keys.goes_to("button", "Choose photos or files")
    with keys.page.expect_file_chooser() as chooser:
        keys.page.keyboard.press("Space")
    chooser.value.set_files(photo)
    keys.goes_to("button", "Add them")
    keys.page.keyboard.press("Enter")

    done = keys.page.get_by_role("heading", name="1 piece added to your tray")
    expect(done).to_be_focused(timeout=20_000)
    assert kept(keys.place, EvidenceVersion) == before + 1
    count("keys to add evidence", keys.pressed + 2)
    assert keys.pressed + 2 <= 40


@pytest.mark.soak
def test_a_call_is_noted_by_keyboard_alone(
    sit: Callable[..., Keys], count: Callable[[str, int], None]
) -> None:
    keys = sit("coordinator", "/leicester/coordinator")

    keys.goes_to("link", "Note a call")
    keys.enters()
    keys.goes_to("link", "Willow Lane Primary")
    keys.enters()
    keys.goes_to("textbox", "What was said?")
    keys.page.keyboard.type("They begin on Monday.")
    keys.goes_to("button", "Save the note")
    keys.enters()

    assert kept(keys.place, ContactNote) == 1
    count("keys to note a call", keys.pressed)
    assert (keys.steps, keys.pressed <= 60) == (3, True)


@pytest.mark.soak
def test_a_journey_is_found_by_keyboard_alone(
    sit: Callable[..., Keys], count: Callable[[str, int], None]
) -> None:
    keys = sit("coordinator", "/leicester/coordinator")

    keys.goes_to("searchbox", "Find")
    keys.page.keyboard.type("Willow")
    keys.enters()
    keys.goes_to("link", "Willow Lane Primary")
    keys.enters()

    expect(keys.page.get_by_role("heading", level=1)).to_have_text("Willow Lane Primary")
    count("keys to find a journey", keys.pressed)
    assert (keys.steps, keys.pressed <= 40) == (2, True)


@pytest.mark.soak
def test_somebody_is_invited_by_keyboard_alone(
    sit: Callable[..., Keys], count: Callable[[str, int], None]
) -> None:
    keys = sit("administrator", "/admin")

    keys.goes_to("link", "Leicester")
    keys.enters()
    keys.goes_to("link", "Invite somebody")
    keys.enters()
    keys.goes_to("textbox", "Their name")
    keys.page.keyboard.type("Ida Bell")
    keys.goes_to("textbox", "Their e-mail address")
    keys.page.keyboard.type("ida.bell@example.org")
    keys.goes_to("radio", "Coordinator")
    keys.page.keyboard.press("Space")
    keys.goes_to("button", "Send the invitation")
    keys.enters()

    assert kept(keys.place, Invitation) == 1
    count("keys to invite somebody", keys.pressed + 1)
    assert (keys.steps, keys.pressed <= 60) == (3, True)


@pytest.mark.soak
def test_a_kind_of_setting_is_added_by_keyboard_alone(
    sit: Callable[..., Keys], count: Callable[[str, int], None]
) -> None:
    keys = sit("administrator", "/admin")
    before = kept(keys.place, Kind)

    for link in ("Leicester", "Its scheme", "Kinds of setting", "Add a kind"):
        keys.goes_to("link", link)
        keys.enters()
    keys.goes_to("combobox", "Which kind is it most like?")
    keys.page.keyboard.type("Youth")
    keys.goes_to("button", "Go on to its words")
    keys.enters()
    keys.goes_to("textbox", "What is this kind called?")
    keys.page.keyboard.type("Forest school")
    keys.goes_to("button", "Add the kind")
    keys.enters()

    expect(keys.page.get_by_text("Forest school is added.")).to_be_visible()
    assert kept(keys.place, Kind) == before + 1
    count("keys to add a kind of setting", keys.pressed)
    assert (keys.steps, keys.pressed <= 100) == (6, True)
