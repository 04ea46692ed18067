"""A school of the real register goes from asking to take part to its certificate, over HTTP.

Everybody does their own part through the forms that the pages offer; invitations and approvals
come from the letters in the outbox; the worker renders what is then read back.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.db import Base, db
from tests import pdf_checks
from tests.fixtures_rows import DATABASES
from tests.fixtures_web import built_app, web_config
from tests.journeys.people import PASSWORD, Days, Person, Pick, Post
from tests.making import make_authority, make_member, make_user
from tests.pages import words_of
from tests.real_files import beside

BEGINS = datetime(2026, 1, 12, 10, tzinfo=UTC)
LEAD, HEAD = "Amara Holt", "Priya Nair"
WEAK = "1.4"
STAFF = {
    "Colm Brady": Role.COORDINATOR,
    "Edith Moss": Role.ASSESSOR,
    "Tomasz Zielinski": Role.SECOND,
    "Grace Oduya": Role.PANEL,
    "Ruth Keller": Role.PANEL,
    "Marek Nowak": Role.AUDITOR,
}
SCHOOL = "Granby Primary School"


@dataclass
class Story:
    """The installation, the calendar, the post, and who has come in so far."""

    app: Flask
    days: Days
    post: Post
    people: dict[str, Person] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    setting: str = ""
    journey: str = ""

    def who(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = Person(self.app, name)
        return self.people[name]

    def work(self) -> None:
        """The worker does what waits."""
        answer = self.app.test_cli_runner().invoke(args=["worker", "--once"])
        assert answer.exit_code == 0, answer.output

    def room(self, room: str) -> str:
        """The journey's page in a room of the authority."""
        number = self.journey.rsplit("/", 1)[1]
        return f"/leicester/{room}/journeys/{number}"


@pytest.fixture(params=DATABASES)
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Story]:
    more = {}
    if request.param == "postgres":
        more["database_url"] = request.getfixturevalue("postgres_url").replace(
            "postgresql://", "postgresql+psycopg://"
        )
    app = built_app(web_config(tmp_path, **more))
    with Days(BEGINS) as days:
        with app.app_context():
            Base.metadata.create_all(db.engine)
            engine = db.engine
            with Session(engine) as rows:
                authority = make_authority(rows)
                founder = make_user(rows, "Wren Abbott")
                make_member(rows, founder, Role.ADMINISTRATOR, authority)
        yield Story(app, days, Post(tmp_path / "outbox"))
        with app.app_context():
            db.session.remove()
            engine.dispose()


def test_a_school_goes_from_asking_to_its_certificate(story: Story) -> None:
    take_in_the_register(story)
    bring_people_in(story)
    ask_and_open(story)
    apply(story)
    plan(story)
    gather(story)
    assess(story)
    decide(story)
    code = read_certificate(story)
    suspend(story, code)


# --- before the journey -----------------------------------------------------------------------


def take_in_the_register(story: Story) -> None:
    """The real file, by the command."""
    register = str(beside("gias/leicester_856_open.csv"))
    answer = story.app.test_cli_runner().invoke(
        args=["import", "settings", register, "--authority", "leicester"]
    )
    assert answer.exit_code == 0, answer.output
    assert "added 160" in answer.output


def bring_people_in(story: Story) -> None:
    """The administrator chooses a password by a letter, and invites everybody else."""
    wren = story.who("Wren Abbott")
    wren.fill("/forgotten-password", email=wren.email)
    story.work()
    link = story.post.link_to(wren.email, "/reset-password/")
    wren.fill(link, password=PASSWORD, again=PASSWORD)
    wren.has_account = True
    for name, role in STAFF.items():
        wren.fill(
            "/admin/authorities/leicester/people/add",
            name=name,
            email=story.who(name).email,
            role=str(role),
        )
    story.work()
    for name in STAFF:
        story.who(name).accept(story.post)


def ask_and_open(story: Story) -> None:
    """Somebody of the school asks; the coordinator finds the school and opens its journey."""
    amara, colm = story.who(LEAD), story.who("Colm Brady")
    amara.fill(
        "/leicester/ask",
        setting_name=SCHOOL,
        kind_code=Pick("Primary"),
        person=LEAD,
        email=amara.email,
        words="How do we begin?",
    )
    number = colm.follow("/leicester/coordinator/enquiries", SCHOOL)
    opening = colm.fill(number, setting_id=Pick(SCHOOL))
    opened = colm.fill(opening, route=Pick("Standard"))
    place = opening.split("/settings/")[1].split("/")[0]
    story.setting = f"/setting/{place}"
    story.journey = f"{story.setting}/journeys/{opened.rsplit('/', 1)[1]}"
    invite = f"/leicester/coordinator/settings/{place}/people/invite"
    for name, role in ((LEAD, Role.LEAD), (HEAD, Role.HEAD)):
        colm.fill(invite, name=name, email=story.who(name).email, role=str(role))
    story.work()
    amara.accept(story.post)


# --- the stages -------------------------------------------------------------------------------


def must_stand_at(story: Story, stage: str) -> None:
    """The auditor, who sees every journey and changes none, reads where it stands."""
    marek = story.who("Marek Nowak")
    marek.read(story.room("audit"))
    assert marek.browser.page is not None
    tags = [
        words_of(one)
        for one in marek.browser.page.iter("strong")
        if "govuk-tag" in one.get("class", "")
    ]
    assert tags[:1] == [stage]


def head_approves(story: Story, of: str) -> None:
    """The lead asks; the head approves by the link in the letter, without an account."""
    story.who(LEAD).press(f"{story.journey}/approvals/{of}", f"/approvals/{of}/ask")
    story.work()
    link = story.post.link_to(story.who(HEAD).email, "/approve/")
    story.who(HEAD).fill(link, agreed="yes")


def apply(story: Story) -> None:
    """The application is filled in, approved, sent and accepted."""
    amara, colm = story.who(LEAD), story.who("Colm Brady")
    amara.fill(
        f"{story.journey}/application",
        lead_name=LEAD,
        lead_email=amara.email,
        approver_name=HEAD,
        approver_title="headteacher",
        approver_email=story.who(HEAD).email,
        why="We want every child here to know that they are safe and heard.",
        commitment_ticked="yes",
    )
    head_approves(story, "apply")
    amara.fill(f"{story.journey}/moves/submit")
    colm.fill(f"{story.room('coordinator')}/moves/accept")
    must_stand_at(story, "Planning")


def hold_visit(story: Story, kind: str) -> None:
    """The coordinator books a visit, comes, writes it up and shares it; the lead agrees."""
    colm, amara = story.who("Colm Brady"), story.who(LEAD)
    visit = colm.fill(
        f"{story.room('coordinator')}/visits/book",
        kind=Pick(kind),
        visitor_id=Pick("Colm Brady"),
        on_1=story.days.day(3),
        at_1="10:00",
        minutes="90",
        **({} if kind == "Initial" else {"form": Pick("At the setting")}),
    )
    if visit.endswith("/visits"):
        visit = colm.follow(visit, kind)
    story.days.go_on(4)
    colm.fill(
        f"{visit}/write-up",
        met="The lead, two midday supervisors, eight children of years 3 to 6",
        summary="Children could name two ways to tell.",
        finished="yes",
    )
    colm.fill(f"{visit}/share")
    number = visit.rsplit("/", 1)[1]
    amara.press(f"{story.journey}/visits/{number}", "/agree")


def codes_of(story: Story) -> list[str]:
    """The criteria that the journey asks, read off the lead's page."""
    amara = story.who(LEAD)
    amara.read(f"{story.journey}/criteria")
    assert amara.browser.page is not None
    beginning = f"{story.journey}/criteria/"
    links = [one.get("href", "") for one in amara.browser.page.iter("a")]
    found = [one.removeprefix(beginning) for one in links if one.startswith(beginning)]
    return sorted({one for one in found if "/" not in one})


def plan(story: Story) -> None:
    """The first visit, where the school stands on each criterion, one action, the plan agreed."""
    amara, colm = story.who(LEAD), story.who("Colm Brady")
    hold_visit(story, "Initial")
    codes = story.codes = codes_of(story)
    assert len(codes) == 21
    for code in codes:
        judged = "developing" if code == WEAK else "met"
        amara.fill(f"{story.journey}/criteria/{code}", judged=judged)
    amara.fill(
        f"{story.journey}/plan/add",
        what="Look at the pattern in the log each term with the governors",
        lead_name=LEAD,
        due_on=story.days.day(40),
        criteria=[WEAK],
    )
    amara.press(f"{story.journey}/plan", "/plan/put-forward")
    colm.fill(f"{story.room('coordinator')}/moves/agree_plan")
    must_stand_at(story, "Gathering evidence")


def gather(story: Story) -> None:
    """A file and notes, a monitoring visit, the policy's date; better on one; declared ready."""
    amara = story.who(LEAD)
    for code in story.codes:
        given = {"note": "What we do, who does it, and what children said about it."}
        if code == WEAK:
            given = {"files": (io.BytesIO(b"Autumn: 12. Spring: 7."), "summary.txt")}
        amara.fill(
            f"{story.journey}/criteria/{code}/evidence/add",
            title=f"How we do {code}",
            dated_on=story.days.day(),
            recognisable=Pick("No"),
            **given,
        )
    hold_visit(story, "Monitoring")
    amara.fill(f"{story.journey}/policy", reviewed_on=story.days.day(-30))
    amara.fill(f"{story.journey}/criteria/{WEAK}", judged="met")
    story.days.go_on()
    head_approves(story, "ready")
    amara.fill(f"{story.journey}/moves/declare_ready")
    must_stand_at(story, "Ready")


def assess(story: Story) -> None:
    """The assessor visits, judges each criterion and shares the report; the school confirms it."""
    colm, edith, amara = story.who("Colm Brady"), story.who("Edith Moss"), story.who(LEAD)
    room = story.room("assessor")
    colm.fill(f"{story.room('coordinator')}/people/assessor/assign", user_id=Pick("Edith Moss"))
    visit = edith.fill(
        f"{room}/visits/add",
        kind=Pick("Assessment"),
        form=Pick("At the setting"),
        day_1=story.days.day(5),
        time_1="9:30",
        minutes="180",
        agreed="yes",
    )
    colm.fill(f"{story.room('coordinator')}/moves/begin_assessment")
    story.days.go_on(6)
    edith.fill(
        f"{visit}/write-up",
        met="The head, the lead, ten children, two lunchtime supervisors",
        summary="Children say that adults act.",
        finished="yes",
    )
    edith.fill(f"{visit}/share")
    for code in story.codes:
        edith.fill(f"{room}/criteria/{code}", judged="met", note="Seen and heard.")
    edith.fill(
        f"{room}/report",
        strengths="Children trust adults to act.",
        next_steps="Show children what changed.",
        recommendation="award",
    )
    edith.fill(f"{room}/moves/share_report")
    story.days.go_on()
    amara.press(f"{story.journey}/report", "/report/right")
    head_approves(story, "reply")
    amara.fill(f"{story.journey}/moves/confirm_report")
    must_stand_at(story, "With the panel")


def decide(story: Story) -> None:
    """The second judges blind, two members vote, one releases; until then nobody is told."""
    colm, second, amara = story.who("Colm Brady"), story.who("Tomasz Zielinski"), story.who(LEAD)
    panel = story.room("panel")
    colm.fill(f"{story.room('coordinator')}/people/second/assign", user_id=Pick(second.name))
    for code in story.codes:
        second.fill(f"{story.room('assessor')}/criteria/{code}", judged="met")
    second.fill(f"{story.room('assessor')}/second")
    for name in ("Grace Oduya", "Ruth Keller"):
        story.who(name).fill(f"{panel}/vote", outcome="award", reason="The report bears it out.")
        assert "The report bears it out" not in amara.read(story.journey)
    story.who("Ruth Keller").fill(f"{panel}/moves/award", reason="Children feel safe here.")
    must_stand_at(story, "Awarded")


# --- after the release ------------------------------------------------------------------------


def read_certificate(story: Story) -> str:
    """The worker renders it; the lead downloads it; it is what it says. Returns its code."""
    amara = story.who(LEAD)
    story.work()
    award = amara.follow(story.setting, "ertificate")
    address = amara.follow(award, "Download the certificate")
    content = amara.download(address)

    text = pdf_checks.text_of(content)
    assert SCHOOL in text
    assert "LEI-2026-0001" in text
    pdf_checks.assert_pdf_ua1(content)
    pdf_checks.assert_pdf_a3a(content)
    code = pdf_checks.qr_text(content).rsplit("/", 1)[1]
    assert "valid" in Person(story.app, "A parent").read(f"/check/{code}")
    return code


def suspend(story: Story, code: str) -> None:
    """The coordinator proposes, the lead replies, the panel confirms; whoever checks is told."""
    colm, amara, parent = story.who("Colm Brady"), story.who(LEAD), Person(story.app, "A parent")
    number = amara.follow(story.setting, "ward").split("/awards/")[1].split("/")[0]
    award = f"/leicester/coordinator/awards/{number}"
    colm.fill(f"{award}/moves/propose_suspension", reason="Nobody answers our letters any more.")
    assert "not currently confirmed" not in parent.read(f"/check/{code}")
    amara.fill(f"{story.setting}/awards/{number}/reply", words="We had a change of staff.")
    for name in ("Grace Oduya", "Ruth Keller"):
        award = f"/leicester/panel/awards/{number}"
        story.who(name).fill(f"{award}/vote", choice="yes", reason="Nobody leads it now.")
    story.who("Ruth Keller").fill(f"{award}/moves/suspend", reason="Until somebody leads it.")
    assert "not currently confirmed" in parent.read(f"/check/{code}")
