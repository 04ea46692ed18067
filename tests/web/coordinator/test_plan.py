"""Who reads a plan sees how its actions go, and the plan that the setting attached."""

from collections.abc import Callable

import pytest

from award.actions.attaching import OwnPlan, attach_plan
from award.actions.carrying_out import note_on_action
from award.actions.checking_policy import begin_check
from award.actions.collecting import KeptBytes
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.plans import list_actions
from award.storage.db import transaction
from award.storage.evidence import Scan
from tests.web.coordinator.conftest import Scene

Make = Callable[..., Scene]


def test_the_plan_shows_its_notes_and_the_file_once_it_may_be_opened(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    lead = place.walker.by(Role.LEAD)
    with transaction(lock=place.now()) as held:
        first = list_actions(lead, held)[0]
        note_on_action(held, first.id, "The boxes are up.", by=lead, at=place.walker.at)
        for title, scan in (("Our plan", Scan.CLEAN), ("Our new plan", Scan.WAITING)):
            file = KeptBytes(f"1/1/{title}", "plan.pdf", title, 5, "application/pdf", scan)
            own = OwnPlan(title, "Amara Holt", first.due_on, {"1.4": "page 3"})
            attach_plan(held, own, file=file, by=lead, at=place.walker.at)

    place.browser.get(f"{place.here}/plan")

    words = place.browser.words()
    assert "The boxes are up." in words
    assert "Our new plan is still being checked" in words
    assert place.browser.page is not None
    files = [one.get("href", "") for one in place.browser.page.iter("a")]
    assert sum(one.startswith(f"{place.here}/evidence/files/") for one in files) == 1


def test_a_policy_check_is_offered_to_read_once_there_is_one(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(f"{place.here}/plan")
    before = place.browser.words()
    with transaction(lock=place.now()) as held:
        begin_check(held, by=place.walker.by(Role.LEAD), at=place.walker.at)
    place.browser.get(f"{place.here}/plan")

    assert "They have not begun the award’s policy check." in before
    assert "Read their policy check" not in before
    assert "Read their policy check, point by point" in place.browser.words()


@pytest.mark.parametrize(
    ("stage", "tab", "words", "leads_to"),
    [
        (Stage.DRAFT, "application", "Write it for the setting", "application"),
        (Stage.APPLIED, "application", "Write it for the setting", ""),
        (Stage.APPLIED, "plan", "Write it with the setting", ""),
        (Stage.GATHERING, "plan", "Write it with the setting", "plan"),
        (Stage.AWARDED, "plan", "Write it with the setting", ""),
    ],
)
def test_writing_in_the_settings_room_is_offered_while_something_can_be_written(
    scene: Make, stage: Stage, tab: str, words: str, leads_to: str
) -> None:
    place = scene(stage)

    place.browser.get(f"{place.here}/{tab}")

    assert place.browser.page is not None
    found = [
        one.get("href")
        for one in place.browser.page.iter("a")
        if words in " ".join("".join(one.itertext()).split())
    ]
    assert [str(one).rsplit("/", 1)[1] for one in found] == ([leads_to] if leads_to else [])
    for address in found:
        assert place.browser.get(address).status_code == 200
