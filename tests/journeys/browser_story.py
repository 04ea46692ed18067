"""The people of the story in the browser, and what they do more than once in it."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import db, writing
from tests.journeys.browser_people import PASSWORD, PHONE, People, Person, Town
from tests.making import make_authority, make_member, make_setting, make_user

OF_AUTHORITY = {
    "Colm Brady": Role.COORDINATOR,
    "Edith Moss": Role.ASSESSOR,
    "Tomasz Zielinski": Role.ASSESSOR,
    "Grace Oduya": Role.PANEL,
    "Ruth Keller": Role.PANEL,
}
HEAD = "priya.nair@example.org"


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


def the_head_approves(story: Story) -> None:
    """The lead asks for it; the head has no account, and says yes by the letter's link."""
    amara = story.lead
    amara.goes_to("/where-to")
    amara.follows("Ask for approval")
    amara.presses("Send the link")
    priya = story.people.sit_down("Priya Nair", width=PHONE)
    priya.goes_to(story.town.link_to(HEAD, "Your approval is needed"))
    priya.ticks("I have read this and I agree")
    priya.presses("I agree")
    assert priya.reads("Thank you")
    priya.page.context.close()


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


def settle_in(place: Town) -> None:
    """Before the story: the authority's own people have accounts, and a school is known."""
    with place.app.app_context(), Session(db.engine) as session:
        authority = make_authority(session)
        hashed = hash_password(PASSWORD)
        for name, role in OF_AUTHORITY.items():
            user = make_user(session, name)
            make_member(session, user, role, authority)
            with writing(session):
                session.get_one(User, user.id).password_hash = hashed
        make_setting(session, authority)
