"""What a head and a contributor do most often, each step counted from their first page.

A step is a link that is followed, a box that is ticked or a button that is pressed; what is typed
is none. All of it without script: a browser with script needs no more.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.plans import PlannedAction
from tests.making import make_member, make_user
from tests.pages import PageClient, words_of
from tests.web.setting.conftest import Make, Place, a_pdf
from tests.web.setting.test_application import FILLED


@dataclass
class Steps:
    """Somebody at their first page."""

    browser: PageClient
    address: str
    count: int = 0

    def __post_init__(self) -> None:
        self.browser.get(self.address)

    def reads(self, words: str) -> bool:
        return words in self.browser.words()

    def follows(self, words: str) -> "Steps":
        """A link of the page, by how its words begin."""
        assert self.browser.page is not None
        links = [one for one in self.browser.page.iter("a") if words_of(one).startswith(words)]
        assert links, f"no link “{words}” on {self.address}"
        self._go(links[0].get("href", ""))
        self.count += 1
        return self

    def sends(self, *, ticks: int = 0, to: str = "", **fields: Any) -> "Steps":
        """The form of this page; each tick is a step, and so is the button."""
        self._go(self.browser.send(to or self.address, on=self.address, **fields).location)
        self.count += ticks + 1
        return self

    def _go(self, address: str) -> None:
        answer = self.browser.get(address)
        while answer.location:
            address = answer.location
            answer = self.browser.get(address)
        assert answer.status_code == 200
        self.address = address.split("#")[0]


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
