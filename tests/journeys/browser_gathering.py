"""The story in the browser, from the first judgement of one's own to being ready."""

from datetime import timedelta

from tests.journeys.browser_story import (
    Story,
    the_coordinator_writes_the_record_after,
    the_head_approves,
    the_lead_agrees_the_record,
)
from tests.journeys.the_rest import say_the_rest

CODES = [f"{standard}.{n}" for standard in range(1, 5) for n in range(1, 7)]
ESSENTIAL = {"1.1", "1.3", "1.4", "2.1", "3.1", "3.4", "4.1"}


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
    amara.dates("When was it last reviewed?", (story.town.at - timedelta(days=30)).date())
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


STEPS = (
    the_lead_says_where_they_are,
    the_lead_makes_a_plan,
    the_coordinator_agrees_the_plan,
    the_lead_gives_evidence,
    the_monitoring_visit_is_held,
    the_lead_declares_ready,
)
