"""What a head and a contributor do most often, each step counted from their first page.

All of it without script: a browser with script needs no more.
"""

from io import BytesIO

from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.plans import PlannedAction
from tests.making import make_member, make_user
from tests.steps import Steps
from tests.web.setting.conftest import Make, Place, a_pdf
from tests.web.setting.test_application import FILLED


def contributor(place: Place) -> Steps:
    user = make_user(place.rows, "Jo Fell")
    make_member(place.rows, user, Role.CONTRIBUTOR, place.walking.setting)
    return Steps(place.sign_in(user), place.root)


def lead_asks_for_approval(place: Place) -> None:
    lead = place.lead()
    lead.send(f"{place.at}/application", **FILLED)
    lead.send(f"{place.at}/approvals/apply/ask", on=f"{place.at}/approvals/apply")


def test_a_head_reads_what_waits_and_approves_it_in_four_steps(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead_asks_for_approval(place)

    head = Steps(place.head(), place.root)
    assert head.reads("Read and approve the application")
    head.follows("Read it").follows("Read and approve").sends(ticks=1, sure="yes")

    assert head.reads("Approved. Thank you.")
    assert head.count == 4


def test_a_head_says_what_is_not_right_yet_in_four_steps(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead_asks_for_approval(place)

    head = Steps(place.head(), place.root).follows("Read it").follows("Read and approve")
    head.follows("Something is not right").sends(words="The lead has changed.")

    assert head.reads("Sent back.")
    assert head.count == 4


def test_a_head_is_one_step_from_the_report_and_the_paper_for_governors(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)

    report = Steps(place.head(), place.root).follows("Read the report")
    governors = Steps(place.head(), place.root).follows("One page for those who govern")

    assert report.reads("The assessor recommends")
    assert (report.count, governors.count) == (1, 1)


def test_a_contributor_sees_what_is_next_and_what_is_left_without_a_step(place_at: Make) -> None:
    somebody = contributor(place_at(Stage.GATHERING))

    assert somebody.reads("Next for you")
    assert somebody.reads("criteria ready")
    assert somebody.count == 0


def test_a_contributor_adds_a_file_in_four_steps(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    somebody = contributor(place).follows("Add evidence for 1.3")

    files = (BytesIO(a_pdf()), "poster.pdf")  # choosing the file is a step, and so is the answer
    somebody.sends(ticks=2, files=files, recognisable="no")

    assert somebody.reads("poster")
    assert somebody.count == 4


def test_a_contributor_judges_in_three_steps(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    somebody = contributor(place).follows("1.3").sends(ticks=1, judged="met")

    own = place.rows.query(Judgement).filter_by(criterion="1.3", judge=Judge.SETTING).all()
    assert [one.judged for one in own if one.superseded_at is None] == [Judged.MET]
    assert somebody.count == 3


def test_a_contributor_ticks_off_an_action_in_two_steps(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    somebody = contributor(place).follows("Look at the plan")
    action = place.rows.query(PlannedAction).order_by(PlannedAction.id).first()
    assert action is not None

    somebody.sends(to=f"{place.at}/plan/{action.id}/done")

    assert somebody.reads("Well done.")
    assert somebody.count == 2
