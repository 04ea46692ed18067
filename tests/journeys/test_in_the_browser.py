"""One story in a real browser, from a letter that invites to a certificate that is checked."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.settings import Setting
from tests.journeys.browser_people import PHONE, Findings, People, Person, Town, town
from tests.journeys.the_rest import judge_the_rest, say_the_rest
from tests.making import at, make_authority, make_member, make_setting, make_user
from tests.pdf_checks import qr_text, text_of

PASSWORD = "seven quiet herons by the canal"
OF_AUTHORITY = {
    "Colm Brady": Role.COORDINATOR,
    "Edith Moss": Role.ASSESSOR,
    "Tomasz Zielinski": Role.ASSESSOR,
    "Grace Oduya": Role.PANEL,
    "Ruth Keller": Role.PANEL,
}
CODES = [f"{standard}.{n}" for standard in range(1, 5) for n in range(1, 7)]
ESSENTIAL = {"1.1", "1.3", "1.4", "2.1", "3.1", "3.4", "4.1"}
PRINTED_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
HEAD = "priya.nair@example.org"


def settle(session: Session) -> Setting:
    """Before the story: the authority's own people have accounts, and a school is known."""
    authority = make_authority(session)
    hashed = hash_password(PASSWORD)
    for name, role in OF_AUTHORITY.items():
        user = make_user(session, name)
        make_member(session, user, role, authority)
        with writing(session):
            session.get_one(User, user.id).password_hash = hashed
    return make_setting(session, authority)


@dataclass
class Story:
    """Everybody in it, each at their own browser."""

    town: Town
    people: People
    lead: Person = field(init=False)
    coordinator: Person = field(init=False)
    assessor: Person = field(init=False)
    second: Person = field(init=False)
    panel: list[Person] = field(init=False)
    certificate: bytes = b""

    def __post_init__(self) -> None:
        sit = self.people.sit_down
        self.coordinator = sit("Colm Brady", password=PASSWORD)
        self.lead = sit("Amara Holt", width=PHONE, password=PASSWORD)
        self.assessor = sit("Edith Moss", password=PASSWORD)
        self.second = sit("Tomasz Zielinski", password=PASSWORD)
        self.panel = [sit(name, password=PASSWORD) for name in ("Grace Oduya", "Ruth Keller")]

    def next_day(self, days: int = 1) -> None:
        """Another day comes, and everybody's sign-in has ended."""
        self.town.pass_time(days=days)


def the_coordinator_opens_a_journey(story: Story) -> None:
    colm = story.coordinator
    colm.signs_in()
    colm.follows("Settings")
    colm.follows("Willow Lane Primary")
    colm.follows("Open a journey")
    colm.chooses("Standard")
    colm.presses("Open the journey")
    colm.follows("Settings")
    colm.follows("Willow Lane Primary")
    colm.follows("Invite somebody")
    colm.chooses("Lead")
    colm.writes("Their name", "Amara Holt")
    colm.writes("Their e-mail address", story.lead.email)
    colm.presses("Send the invitation")


def the_lead_comes_in_by_the_letter(story: Story) -> None:
    amara = story.lead
    amara.goes_to(story.town.link_to(amara.email, "You are invited"))
    amara.writes("New password", PASSWORD)
    amara.writes("The same password again", PASSWORD)
    amara.presses("Begin")


def the_lead_applies(story: Story) -> None:
    amara = story.lead
    amara.follows("Begin the application")
    amara.writes("Who leads the work?", "Amara Holt")
    amara.writes("The lead’s e-mail address", amara.email)
    amara.writes("Who approves it?", "Priya Nair")
    amara.writes("What is their title?", "headteacher")
    amara.writes("The approver’s e-mail address", HEAD)
    amara.writes("Why do you want to take part?", "We want every child to be heard.")
    amara.ticks("We commit to work on the award")
    amara.presses("Save and check")
    the_head_approves(story)
    amara.goes_to("/where-to")
    amara.follows("Send the application")
    amara.presses("Send the application")


def the_head_approves(story: Story) -> None:
    """The lead asks for it; the head has no account, and says yes by the letter's link."""
    amara = story.lead
    amara.goes_to("/where-to")
    amara.follows("Ask for approval")
    amara.presses("Send the link")
    priya = story.people.sit_down("Priya Nair", width=PHONE)
    priya.goes_to(story.town.link_to(HEAD, "Your approval is asked"))
    priya.ticks("I have read this and I agree")
    priya.presses("I agree")
    assert priya.reads("Thank you")
    priya.page.context.close()


def the_coordinator_accepts_and_visits(story: Story) -> None:
    story.next_day()
    colm = story.coordinator
    colm.signs_in()
    colm.follows("Read and accept")
    colm.follows("Accept the application")
    colm.presses("Accept the application")
    colm.follows("Visits")
    colm.follows("Propose dates")
    colm.chooses("Initial")
    colm.dates("First day to offer", (story.town.at + timedelta(days=6)).date())
    colm.writes("Time", "2pm")
    colm.presses("Send the dates")


def the_lead_chooses_a_date(story: Story) -> None:
    amara = story.lead
    amara.signs_in()
    amara.follows("Choose a date")
    amara.chooses("Monday 12 January 2026 at 2:00pm")
    amara.presses("Choose this date")


def the_coordinator_writes_the_record(story: Story) -> None:
    the_coordinator_writes_the_record_after(story, days=8)


def the_coordinator_writes_the_record_after(story: Story, *, days: int) -> None:
    colm = story.coordinator
    story.next_day(days)
    colm.signs_in()
    colm.follows("Journeys")
    colm.follows("Willow Lane Primary")
    colm.follows("Visits")
    colm.follows("Write the record")
    colm.chooses("Heard clearly")
    colm.presses("Sum it up")
    colm.writes("Whom did you meet?", "The lead, two midday supervisors, eight children")
    colm.writes("What did you see and hear?", "Children could name two ways to tell.")
    colm.ticks("This record is finished")
    colm.presses("Save the record")
    colm.follows("Share the record")
    colm.presses("Share the record")


def the_lead_agrees_the_record(story: Story) -> None:
    amara = story.lead
    amara.signs_in()
    amara.follows("Read the record")
    amara.presses("We agree the record")


def the_lead_says_where_they_are(story: Story) -> None:
    """The first standard at the browser; the essential ones will be shown on the day."""
    amara = story.lead
    amara.follows("Criteria")
    amara.follows("Show all criteria")
    codes = [one for one in CODES if amara.page.get_by_role("link", name=one).count()]
    at_browser = [one for one in codes if one.startswith("1.")]
    amara.follows(codes[0])
    for code in at_browser:
        amara.chooses("Developing" if code == "1.4" else "Met")
        amara.presses("Save")
        amara.page.locator("[data-fresh=saved]").get_by_text("Saved").wait_for()
        if code in ESSENTIAL - {"1.1", "1.3"}:
            amara.presses("We will show you on the day")
        if code != at_browser[-1]:
            amara.follows(codes[codes.index(code) + 1])
    say_the_rest(amara, done=len(at_browser), on_the_day=ESSENTIAL)


def the_lead_makes_a_plan(story: Story) -> None:
    amara = story.lead
    amara.follows("Plan")
    amara.follows("Add an action")
    amara.writes("What will you do?", "Look at the log together each term")
    amara.writes("Who leads it?", "Amara Holt")
    amara.dates("By when?", (story.town.at + timedelta(days=40)).date())
    amara.ticks("1.4")
    amara.presses("Add it")
    amara.follows("Give the day")
    amara.dates("When did you last look at it?", (story.town.at - timedelta(days=30)).date())
    amara.presses("Save")
    amara.follows("Plan")
    amara.presses("Put the plan forward")


def the_coordinator_agrees_the_plan(story: Story) -> None:
    story.next_day()
    colm = story.coordinator
    colm.signs_in()
    colm.follows("Read the plan")
    colm.follows("Agree the plan")
    colm.presses("Agree the plan")
    colm.follows("Visits")
    colm.follows("Book a date that you agreed")
    colm.chooses("Monitoring")
    colm.dates("Which day?", (story.town.at + timedelta(days=14)).date())
    colm.writes("What time?", "9:30am")
    colm.presses("Book the visit")


def the_lead_gives_evidence(story: Story) -> None:
    amara = story.lead
    amara.signs_in()
    amara.follows("Criteria")
    amara.follows("1.1 A policy")
    amara.follows("Add evidence")
    amara.page.get_by_label("Photos or files").set_input_files(
        {"name": "policy.txt", "mimeType": "text/plain", "buffer": b"Several times, on purpose."}
    )
    amara.chooses("No, or there are no people in it")
    amara.presses("Add it")
    amara.follows("See 1.1")
    amara.follows("Criteria")
    amara.follows("1.3 Two ways")
    amara.follows("Add evidence")
    amara.page.locator("summary", has_text="A few words").click()
    amara.writes("A few words", "A worry box in the hall, and a form on our page.")
    amara.chooses("No, or there are no people in it")
    amara.presses("Add it")
    amara.follows("Plan")
    amara.follows("Change")
    amara.chooses("Done")
    amara.presses("Save")
    amara.follows("Criteria")
    amara.follows("Show all criteria")
    amara.follows("1.4 We record")
    amara.chooses("Met")
    amara.presses("Save")
    amara.page.locator("[data-fresh=saved]").get_by_text("by you").wait_for()


def the_monitoring_visit_is_held(story: Story) -> None:
    the_coordinator_writes_the_record_after(story, days=15)
    the_lead_agrees_the_record(story)


def the_lead_declares_ready(story: Story) -> None:
    the_head_approves(story)
    amara = story.lead
    amara.goes_to("/where-to")
    amara.follows("Declare that you are ready")
    amara.presses("Declare that you are ready")


def the_coordinator_finds_an_assessor(story: Story) -> None:
    story.next_day()
    colm = story.coordinator
    colm.signs_in()
    colm.follows("Journeys")
    colm.follows("Willow Lane Primary")
    colm.follows("Change people")
    colm.follows("Assign somebody as assessor")
    colm.chooses("Edith Moss")
    colm.presses("Assign")


def the_assessor_books_the_visit(story: Story) -> None:
    edith = story.assessor
    edith.signs_in()
    edith.follows("Journeys")
    edith.follows("Willow Lane Primary")
    edith.follows("Visits")
    edith.follows("Offer dates for a visit")
    edith.chooses("Assessment")
    edith.dates("Day 1", (story.town.at + timedelta(days=10)).date())
    edith.writes("Start on day 1", "9:30am")
    edith.ticks("We agreed day 1 already")
    edith.presses("Save")
    colm = story.coordinator
    colm.goes_to("/leicester/coordinator")
    colm.follows("Journeys")
    colm.follows("Willow Lane Primary")
    colm.follows("Begin the assessment")
    colm.presses("Begin the assessment")


def the_assessor_visits(story: Story) -> None:
    edith = story.assessor
    story.next_day(11)
    edith.signs_in()
    edith.follows("Journeys")
    edith.follows("Willow Lane Primary")
    edith.follows("Visits")
    edith.follows("Assessment")
    edith.follows("Begin")
    edith.chooses("Partly")
    edith.writes("Your note: 1.1", "“You can tell any grown-up, or use the worry box.”")
    edith.presses("Sum it up")
    edith.writes("Whom did you meet?", "The lead, four adults, eight children of years 3 to 6")
    edith.writes("What did you see and hear?", "Children say what happens when they tell.")
    edith.ticks("This record is finished")
    edith.presses("Save the record")
    edith.follows("Share it")
    edith.presses("Share it with the setting")


def judge_everything(judge: Person, role: Role) -> None:
    """The first three and the last one at the browser, which then says that all are judged."""
    judge.follows("Journeys")
    judge.follows("Willow Lane Primary")
    judge.follows("Criteria")
    judge.follows("Judge 1.1")
    for _ in range(3):
        judge.chooses("Met")
        judge.presses("Save and go on")
    last = judge_the_rest(judge, role, done=3)
    judge.follows("Criteria")
    judge.follows(f"Judge {last}")
    judge.chooses("Met")
    judge.presses("Save and go on")
    assert judge.page.get_by_role("button", name="Save and go on").count() == 0


def the_assessor_reports(story: Story) -> None:
    edith = story.assessor
    judge_everything(edith, Role.ASSESSOR)
    edith.follows("Write the report")
    edith.writes("What is strong?", "Children trust adults to act, and say so without being asked.")
    edith.writes("What comes next?", "Let children see what changed because they spoke.")
    edith.chooses("Award")
    edith.presses("Save and look at it")
    edith.follows("Share the report")
    edith.presses("Share the report")


def the_lead_replies(story: Story) -> None:
    story.next_day()
    the_lead_agrees_the_record(story)
    amara = story.lead
    amara.goes_to("/where-to")
    amara.follows("Read the report")
    amara.presses("Nothing to correct")
    the_head_approves(story)
    amara.goes_to("/where-to")
    amara.follows("Confirm the report")
    amara.presses("Confirm the report")


def the_second_judges_blind(story: Story) -> None:
    story.next_day()
    colm, tomasz = story.coordinator, story.second
    colm.signs_in()
    colm.follows("Journeys")
    colm.follows("Willow Lane Primary")
    colm.follows("Change people")
    colm.follows("Assign somebody as second")
    colm.chooses("Tomasz Zielinski")
    colm.presses("Assign")
    tomasz.signs_in()
    judge_everything(tomasz, Role.SECOND)
    tomasz.follows("Look over it")
    tomasz.presses("Give this judgement")


def the_panel_votes_and_releases(story: Story) -> None:
    story.next_day()
    for member in story.panel:
        member.signs_in()
        member.follows("vote")
        member.follows("Vote")
        member.chooses("Award")
        member.writes("Why?", "The report bears it out, and so does the second judgement.")
        member.presses("Give my vote")
    last = story.panel[-1]
    last.follows("Release the award")
    last.writes("Why?", "Children feel safe here and say why.")
    last.presses("Release the award")


def the_lead_downloads_the_certificate(story: Story) -> None:
    story.town.let_worker_run()
    amara = story.lead
    amara.signs_in()
    amara.follows("See the award and its certificate")
    with amara.page.expect_download() as begun:
        amara.page.get_by_role("link", name="Download the certificate").click()
    story.certificate = Path(begun.value.path()).read_bytes()


def a_stranger_checks_it(story: Story) -> None:
    """By the code that is printed, and by what a phone reads from the square."""
    code = PRINTED_CODE.search(text_of(story.certificate))
    assert code is not None
    stranger = story.people.sit_down("Nobody Known", width=PHONE)
    stranger.goes_to("/check")
    stranger.writes("Code on the certificate", code[0].lower())
    stranger.presses("Check it")
    assert stranger.reads("This certificate is valid")
    assert stranger.reads("Willow Lane Primary")
    stranger.goes_to(qr_text(story.certificate))
    assert stranger.reads("This certificate is valid")


STEPS = (
    the_coordinator_opens_a_journey,
    the_lead_comes_in_by_the_letter,
    the_lead_applies,
    the_coordinator_accepts_and_visits,
    the_lead_chooses_a_date,
    the_coordinator_writes_the_record,
    the_lead_agrees_the_record,
    the_lead_says_where_they_are,
    the_lead_makes_a_plan,
    the_coordinator_agrees_the_plan,
    the_lead_gives_evidence,
    the_monitoring_visit_is_held,
    the_lead_declares_ready,
    the_coordinator_finds_an_assessor,
    the_assessor_books_the_visit,
    the_assessor_visits,
    the_assessor_reports,
    the_lead_replies,
    the_second_judges_blind,
    the_panel_votes_and_releases,
    the_lead_downloads_the_certificate,
    a_stranger_checks_it,
)


def settle_in(place: Town) -> None:
    """Make what is there before the story begins."""
    with place.app.app_context(), Session(db.engine) as session:
        settle(session)


def test_from_the_letter_that_invites_to_the_certificate_that_is_checked(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        settle_in(place)
        story = Story(place, People(browser, place, Findings(again=False)))
        for step in STEPS:
            step(story)
        found = story.people.findings
        story.people.go_home()

    assert found.barriers == []
    assert found.sideways == []
    assert found.complaints == []
