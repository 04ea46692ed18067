"""The story in the browser, from finding an assessor to the second, blind judgement."""

from datetime import timedelta

from award.domain.people import Role
from tests.journeys.browser_people import Person
from tests.journeys.browser_story import Story, the_head_approves, the_lead_agrees_the_record
from tests.journeys.the_rest import judge_the_rest


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


STEPS = (
    the_coordinator_finds_an_assessor,
    the_assessor_books_the_visit,
    the_assessor_visits,
    the_assessor_reports,
    the_lead_replies,
    the_second_judges_blind,
)
