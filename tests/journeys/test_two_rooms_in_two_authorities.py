"""One person judges in two authorities, or coordinates in one and decides in the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.demo.walking import Cast, Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement
from award.storage.db import Owned, db
from award.storage.decisions import Vote
from award.storage.journeys import ContactNote
from tests.journeys.browser_people import Town, come_in, town
from tests.making import at, journey_at, make_authority, make_member, make_setting, make_user

OURS, THEIRS = "Willow Lane Primary", "Saltmarsh Infants"
LEICESTER, FENWICK = "/leicester", "/fenwick-vale"
MOVE_FORM = "(form, to) => { form.action = to; }"


@dataclass
class Tabs:
    """One browser with a tab for each authority, and the journey that stands in each."""

    town: Town
    context: BrowserContext
    ours: Page
    theirs: Page
    our_journey: int
    their_journey: int

    def opens(self, page: Page, path: str) -> int:
        """Go to an address; how it was answered."""
        answer = page.goto(self.town.address + path)
        assert answer is not None
        return answer.status

    def kept(self, row: type[Owned], *columns: Any, **known: Any) -> list[tuple[Any, ...]]:
        """What the rows of this kind say, the oldest first."""
        with self.town.app.app_context(), Session(db.engine) as session:
            query = select(*columns).filter_by(**known).order_by(row.id)
            return [tuple(one) for one in session.execute(query)]


def cast_there(session: Session, walking: Walker, **shared: User) -> Walker:
    """A setting of the other authority with people of its own, but for who serves both."""
    authority = make_authority(session, FENWICK.strip("/"))
    setting = make_setting(session, authority, THEIRS)
    roles = {
        "lead": (Role.LEAD, "Ida Marsh"),
        "head": (Role.HEAD, "Owen Reed"),
        "coordinator": (Role.COORDINATOR, "Hana Osei"),
        "assessor": (Role.ASSESSOR, "Jude Fenn"),
        "second": (Role.ASSESSOR, "Nell Sedge"),
        "member": (Role.PANEL, "Tom Weir"),
        "other": (Role.PANEL, "Una Carr"),
    }
    people = {}
    for part, (role, name) in roles.items():
        people[part] = shared.get(part) or make_user(session, name)
        at_setting = part in ("lead", "head")
        make_member(session, people[part], role, setting if at_setting else authority)
    panel = (people.pop("member"), people.pop("other"))
    return Walker(setting, Cast(panel=panel, **people), at())


@contextmanager
def tabs(
    browser: Browser, folder: Path, empty: Path, ours: Stage, theirs: Stage, part: str
) -> Iterator[Tabs]:
    """Edith Moss assesses in Leicester or Nadia Rahman coordinates; both play a part there."""
    with town(folder, empty, at()) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, our_journey = journey_at(session, ours)
            who = session.get_one(User, walking.cast.assessor.id)
            if part == "member":
                who = make_user(session, "Nadia Rahman")
                make_member(session, who, Role.COORDINATOR, walking.setting.authority)
            there = cast_there(session, walking, **{part: who})
            there.open("standard")
            their_journey = there.walk_to(theirs)
            if theirs is Stage.DECIDING:
                there.judge_second()
            place.at = max(walking.at, there.at)
            numbers, email = (our_journey.id, their_journey.id), who.email
        place.pass_time(hours=1)
        context, _ = come_in(browser, place, email)
        yield Tabs(place, context, context.new_page(), context.new_page(), *numbers)
        context.close()


def send(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def choose(page: Page, words: str) -> None:
    box = page.get_by_role("radio", name=words).first
    page.locator(f"label[for='{box.get_attribute('id')}']").click()


def both_rooms_are_offered(here: Tabs, *rooms: str) -> None:
    here.opens(here.ours, "/where-to")
    links = here.ours.locator("main a").evaluate_all("all => all.map(one => one.pathname)")
    assert sorted(set(links) - {"/account"}) == sorted(rooms)


@pytest.mark.soak
def test_an_assessor_of_two_authorities_judges_each_in_its_own_tab(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    stage = Stage.ASSESSING
    with tabs(browser, tmp_path, empty_database, stage, stage, "assessor") as here:
        both_rooms_are_offered(here, f"{LEICESTER}/assessor", f"{FENWICK}/assessor")
        each_list_shows_its_own(here)
        the_other_journey_is_not_there(here)
        judged_in_turns_each_lands_at_home(here)
        a_form_that_strays_changes_nothing(here)


def each_list_shows_its_own(here: Tabs) -> None:
    sights = ((here.ours, LEICESTER, OURS, THEIRS), (here.theirs, FENWICK, THEIRS, OURS))
    for page, root, own, other in sights:
        for path in ("", "/journeys"):
            assert here.opens(page, f"{root}/assessor{path}") == 200
            expect(page.get_by_text(own).first).to_be_visible()
            expect(page.get_by_text(other)).to_have_count(0)


def the_other_journey_is_not_there(here: Tabs) -> None:
    for root, number in ((LEICESTER, here.their_journey), (FENWICK, here.our_journey)):
        for part in ("", "/criteria", "/criteria/1.2", "/report", "/visits"):
            assert here.opens(here.ours, f"{root}/assessor/journeys/{number}{part}") == 404


def judged_in_turns_each_lands_at_home(here: Tabs) -> None:
    path = "criteria/1.2"
    here.opens(here.ours, f"{LEICESTER}/assessor/journeys/{here.our_journey}/{path}")
    here.opens(here.theirs, f"{FENWICK}/assessor/journeys/{here.their_journey}/{path}")
    for page, note in ((here.ours, "Trips are not in it."), (here.theirs, "Parents miss it.")):
        choose(page, "Developing")
        page.get_by_label("Your note").fill(note)
    send(here.theirs, "Save and go on")
    send(here.ours, "Save and go on")

    assert judged(here) == [
        (here.their_journey, "Parents miss it."),
        (here.our_journey, "Trips are not in it."),
    ]


def judged(here: Tabs) -> list[tuple[Any, ...]]:
    columns = (Judgement.journey_id, Judgement.note)
    return here.kept(Judgement, *columns, judge=Judge.ASSESSOR, criterion="1.2")


def a_form_that_strays_changes_nothing(here: Tabs) -> None:
    """Somebody sends the form of one authority to the other's address."""
    before = judged(here)
    path = f"assessor/journeys/{here.our_journey}/criteria/1.2"
    here.opens(here.ours, f"{LEICESTER}/{path}")
    form = here.ours.locator("form", has=here.ours.get_by_label("Your note"))
    here.ours.get_by_label("Your note").fill("This must land nowhere.")
    form.evaluate(MOVE_FORM, f"{here.town.address}{FENWICK}/{path}")
    send(here.ours, "Save and go on")

    expect(here.ours.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
    assert judged(here) == before


@pytest.mark.soak
def test_who_coordinates_in_one_authority_only_decides_in_the_other(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    stages = (Stage.GATHERING, Stage.DECIDING)
    with tabs(browser, tmp_path, empty_database, *stages, "member") as here:
        both_rooms_are_offered(here, f"{LEICESTER}/coordinator", f"{FENWICK}/panel")
        no_room_is_there_that_is_not_hers(here)
        each_page_shows_its_own(here)
        a_note_and_a_vote_sent_in_turns_land_at_home(here)


def no_room_is_there_that_is_not_hers(here: Tabs) -> None:
    closed = [
        f"{FENWICK}/coordinator",
        f"{FENWICK}/coordinator/settings",
        f"{FENWICK}/coordinator/journeys/{here.their_journey}",
        f"{LEICESTER}/coordinator/journeys/{here.their_journey}",
        f"{LEICESTER}/panel",
        f"{LEICESTER}/panel/journeys/{here.their_journey}",
        f"{FENWICK}/panel/journeys/{here.our_journey}",
        f"{FENWICK}/assessor",
    ]
    assert {path: here.opens(here.ours, path) for path in closed} == dict.fromkeys(closed, 404)


def each_page_shows_its_own(here: Tabs) -> None:
    here.opens(here.ours, f"{LEICESTER}/coordinator/journeys")
    here.opens(here.theirs, f"{FENWICK}/panel")
    for page, own, other in ((here.ours, OURS, THEIRS), (here.theirs, THEIRS, OURS)):
        expect(page.get_by_text(own).first).to_be_visible()
        expect(page.get_by_text(other)).to_have_count(0)


def a_note_and_a_vote_sent_in_turns_land_at_home(here: Tabs) -> None:
    path = f"/coordinator/journeys/{here.our_journey}/history/note"
    here.opens(here.ours, LEICESTER + path)
    here.opens(here.theirs, f"{FENWICK}/panel/journeys/{here.their_journey}/vote")
    here.ours.get_by_label("What was said?").fill("Amara rang.")
    choose(here.theirs, "Award")
    here.theirs.get_by_label("Why?").fill("The report bears it out.")
    send(here.ours, "Save the note")
    send(here.theirs, "Give my vote")

    note = here.kept(ContactNote, ContactNote.journey_id, ContactNote.words)
    vote = here.kept(Vote, Vote.journey_id, Vote.reason)
    assert note == [(here.our_journey, "Amara rang.")]
    assert vote == [(here.their_journey, "The report bears it out.")]
