"""The pages of the gallery: every component in its states, with objects as rooms pass them."""

from datetime import date
from types import SimpleNamespace as Thing
from typing import Any

from flask import Flask, render_template
from jinja2 import ChoiceLoader, FileSystemLoader

from award.web.kit.coverage import Cell, Chapter, Coverage, Row
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    EmailField,
    FilesField,
    Form,
    HiddenVersion,
    LongField,
    ManyField,
    Part,
    PartedField,
    PasswordField,
    Required,
    SelectField,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)

COVERED = Coverage(
    [
        Chapter(
            "1 Safe",
            [
                Row("1.1", "A policy", "#1.1", True, True, False, [
                    Cell("attention", "clock", "Too old", "The policy", ["Our policy"], "Of 2023"),
                    Cell("missing", "ring", "Not there yet", "Minutes", []),
                ])
            ],
        )
    ],
    "the visit on 3 March 2027",
)  # fmt: skip
KINDS = [
    Choice("visit", "A visit", hint="Someone comes to you"),
    Choice("call", "A call"),
]

PARTS = [
    Part("1 Safe", [Choice("1.1", "1.1 A policy"), Choice("1.2", "1.2 Everywhere")]),
    Part("2 Heard", [Choice("2.1", "2.1 Pupils helped to shape it")]),
]


class EveryField(Form):
    """One field of every kind."""

    version = HiddenVersion()
    name = TextField("Name of the setting", [Required("Enter the name of the setting")])
    email = EmailField("E-mail address", [Required("Enter your e-mail address")])
    password = PasswordField("Password", [Required("Enter your password")])
    about = LongField("What does it show?", [AtMost(200)], hint="One sentence, in your own words")
    kind = ChoiceField("How shall we meet?", [Required("Choose how to meet")], choices=KINDS)
    how = ChoiceField(
        "How?", choices=[Choice("c", "Call"), Choice("e", "E-mail")], inline=True, default="c"
    )
    days = ManyField("Which days suit you?", choices=[Choice(1, "Monday"), Choice(2, "Tuesday")])
    criteria = PartedField("Which criteria is it for?", hint="1.3 still needs an action")
    place = SelectField("Kind of setting", choices=[Choice("club", "Youth club")])
    visited_on = DayField(
        "When was the visit?",
        [Required("Enter the day of the visit")],
        hint="For example, 6 3 2026",
    )
    starts_at = TimeField("When does it begin?", hint="For example, 2pm", width=5)
    children = WholeNumberField("How many children?", least=1, most=5000)
    files = FilesField(
        "Files", accept="image/*,.pdf", hint="Photos or documents, 25 MB at most each"
    )
    agreed = TickField("I have asked the head", [Required("Tick to say that the head agrees")])


class SignIn(Form):
    """The form of the sign-in page."""

    email = EmailField("E-mail address")
    password = PasswordField("Password")


STEPS = [
    Thing(words="Applied", when="October", state="done"),
    Thing(words="Planned", when="December", state="done"),
    Thing(words="Gathering evidence", when="since January", state="now"),
    Thing(words="Ready", when="by 22 May", state="to_come"),
    Thing(words="Assessed", when="in June", state="to_come"),
    Thing(words="Decided", when="26 June", state="to_come"),
]
STANDARDS = [
    Thing(words="Safe", ready=5, total=6, leaves=["ready"] * 3 + ["essential"] + ["ready"] * 2),
    Thing(words="Heard", ready=3, total=5, leaves=["essential"] + ["ready"] * 3 + ["left"]),
    Thing(words="Peaceful", ready=3, total=5, leaves=["ready"] * 3 + ["essential", "left"]),
    Thing(words="Belonging", ready=3, total=5, leaves=["ready", "left", "ready", "left", "ready"]),
]
LEFT = [Thing(words=code, href="#" + code) for code in ("1.4", "2.1", "3.4")]
TASKS = [
    Thing(
        words="Read the coordinator’s feedback on 2.1, Children took part",
        href="#f",
        hint="It asks for one example of what changed",
        status="since Friday",
    ),
    Thing(
        words="Say where you are with 3.4, Support and change",
        href="#s",
        hint="Essential. Nobody has judged it yet",
        status="about 5 minutes",
    ),
    Thing(words="Agree the plan", href=None, hint="", status="Done", tone="done"),
]
LINES = [
    Thing(
        when="Thursday 26 February, 3:10pm",
        what="Declared ready",
        text="The deputy manager; the nursery manager approved by link. Nothing was missing.",
        is_move=True,
    ),
    Thing(
        when="Thursday 26 February, 11:30am",
        what="Call",
        text="The adviser: “Nervous about the policy. Told them it reads well.”",
        is_move=False,
    ),
    Thing(when="Monday 6 October", what="Plan agreed", text="Eleven actions.", is_move=True),
]
BLOCKERS = [
    Thing(
        words="No assessor is assigned.",
        more="Two people are free before 27 March, without a tie.",
    ),
    Thing(words="No assessment visit is booked.", more="The nursery offers 17, 19 or 24 March."),
]
STANDINGS = [
    Thing(value="not_yet", words="Not yet", text="Reports are dealt with as they come."),
    Thing(
        value="developing",
        words="Developing",
        text="Most reports are recorded. The record leaves out kind or follow-up.",
        view="Your adviser’s view, 6 November",
    ),
    Thing(value="met", words="Met", text="Every report is recorded. Leaders look each term."),
]
ROWS = [
    [
        Thing(words="Belgrave Youth Club", href="#b", more="Youth club"),
        "Gathering evidence",
        Thing(words="Setting", tone="others"),
        Thing(words="41 days", trouble=True, more="since 15 December"),
        "6 things",
    ],
    [
        Thing(words="Canal Street Nursery and Community Play Centre", href="#c", more="Nursery"),
        "Ready",
        Thing(words="Your turn", tone="yours"),
        Thing(words="3 days", more="since 26 February"),
        "Assessor, visit date",
    ],
]
HEADS = ["Setting", "Stage", "Whose turn", Thing(words="Waiting", sorted="descending"), "Needed"]
TABS = [
    Thing(words="Overview", href="#o", current=True),
    Thing(words="Plan", href="#p", current=False),
    Thing(words="Evidence", href="#e", current=False, count=7),
    Thing(words="Judgement", href="#j", current=False),
    Thing(words="History", href="#h", current=False),
]
PAGES = [Thing(number=n, href=f"#{n}", current=n == 1) for n in (1, 2, 3)] + [Thing(gap=True)]
FACTS = [
    Thing(key="Lead", value="Deputy manager"),
    Thing(key="Approves", value="Nursery manager", href="#approves"),
    Thing(key="Adviser", value="Early years adviser"),
]
WAITING = [
    Thing(
        who="Abbey Meadow Primary",
        what="Plan put forward",
        since="5 days",
        since_day="since 28 October",
        who_href="#abbey",
        button="Read the plan",
        href="#1",
    ),
    Thing(
        who="Canal Street Nursery",
        what="No assessor yet",
        since="9 days",
        button="Assign someone",
        href="#2",
        tone="attention",
    ),
]
COMING = [
    Thing(
        weekday="Thu",
        day=12,
        month="Mar",
        words="Monitoring visit, 2pm",
        more="In 7 school days",
        href="#cal",
        link="Add to calendar",
    ),
    Thing(weekday="Fri", day=22, month="May", words="Be ready by", more="Before the panel"),
]
SELECTS = [
    Thing(name="stage", label="Stage", value="", choices=[Thing(value="", words="Any stage")]),
    Thing(name="turn", label="Whose turn", value="", choices=[Thing(value="", words="Anyone’s")]),
]


LETTER = Thing(
    authority="Leicester",
    subject="A little more time: Willow Lane Primary",
    heading=Thing(words="A little more time", place="Willow Lane Primary"),
    paragraphs=[
        Thing(leading=["Hello Amara Holt,"], items=[], has_link=False),
        Thing(leading=["For these:"], items=["1.4 Recording bullying"], has_link=False),
        Thing(leading=["Here you see why:"], items=[], has_link=True),
    ],
    button="See your next step",
    why="You get this letter because you work on the award of Leicester at your setting.",
)
SIGNING = [
    Thing(name="Ines Marsh", title="Director of Children’s Services"),
    Thing(name="Bo", title="Chair"),
]


def pieces() -> dict[str, Any]:
    return {
        "met_on": date(2026, 3, 3),
        "steps": STEPS,
        "standards": STANDARDS,
        "left": LEFT,
        "tasks": TASKS,
        "lines": LINES,
        "blockers_left": BLOCKERS,
        "standings": STANDINGS,
        "rows": ROWS,
        "heads": HEADS,
        "tab_list": TABS,
        "page_list": PAGES,
        "facts": FACTS,
        "waiting": WAITING,
        "coming": COMING,
        "selects": SELECTS,
        "search": Thing(name="q", label="Find a setting", value=""),
        "link": Thing(words="Back to what is next for you", href="#next"),
    }


def register_gallery(app: Flask) -> None:
    beside = FileSystemLoader(__file__.rpartition("/")[0])
    app.jinja_env.loader = ChoiceLoader(
        [loader for loader in (app.jinja_env.loader, beside) if loader]
    )

    @app.route("/")
    def components() -> str:
        return render_template("gallery.html", **pieces())

    @app.route("/home")
    def home() -> str:
        return render_template("gallery_home.html", **pieces())

    @app.route("/rooms")
    def rooms() -> str:
        """The pieces of the rooms, their data beside them."""
        return render_template("gallery_rooms.html")

    @app.route("/pieces")
    def of_a_journey() -> str:
        return render_template("gallery_pieces.html", found=COVERED)

    @app.route("/scheme")
    def scheme() -> str:
        logo = "/static/build/images/favicon.svg"
        return render_template(
            "gallery_scheme.html",
            letter=LETTER,
            people=SIGNING,
            authority_logo=logo,
            authority_name="Leicester",
        )

    @app.route("/paper")
    def paper() -> str:
        return render_template("gallery_paper.html", authority_name="Leicester")

    @app.route("/check")
    def check() -> str:
        return render_template("gallery_check.html", sign_out_url=None, **pieces())

    @app.route("/form", methods=["GET", "POST"])
    def every_field() -> str:
        form = EveryField(version=3)
        form["criteria"].offer(PARTS)
        form.validate_on_submit()
        return render_template("gallery_form.html", form=form)

    @app.route("/sign-in")
    def sign_in() -> str:
        return render_template("gallery_sign_in.html", form=SignIn(), nav=(), sign_out_url=None)
