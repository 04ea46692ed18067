"""The story in the browser, from the invitation to the record of the first visit."""

from datetime import timedelta

from tests.journeys.browser_people import PASSWORD
from tests.journeys.browser_story import (
    HEAD,
    Story,
    the_coordinator_writes_the_record_after,
    the_head_approves,
    the_lead_agrees_the_record,
)


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
    amara.chooses("Monday 12 January 2026 at 2pm")
    amara.presses("Choose this date")


def the_coordinator_writes_the_record(story: Story) -> None:
    the_coordinator_writes_the_record_after(story, days=8)


STEPS = (
    the_coordinator_opens_a_journey,
    the_lead_comes_in_by_the_letter,
    the_lead_applies,
    the_coordinator_accepts_and_visits,
    the_lead_chooses_a_date,
    the_coordinator_writes_the_record,
    the_lead_agrees_the_record,
)
