"""Why a setting is quiet, in plain words, and the small step that helps."""

from datetime import date

import pytest

from award.domain.nudges import Quiet, nudge_for
from award.domain.stages import Stage


@pytest.mark.parametrize(
    ("quiet", "why", "step"),
    [
        (
            Quiet(Stage.GATHERING, 4, has_lead=False),
            "Nobody there leads the work now.",
            "Ask who leads now",
        ),
        (
            Quiet(Stage.GATHERING, 4, has_lead=False, bounced_on=date(2026, 2, 9)),
            "The lead’s e-mail came back on Monday 9 February 2026.",
            "Ask who leads now",
        ),
        (
            Quiet(Stage.DRAFT, 1),
            "The application was begun and not sent. One thing is still missing.",
            "Offer to finish it together by phone",
        ),
        (
            Quiet(Stage.DRAFT, 0),
            "The application was begun and not sent.",
            "Offer to finish it together by phone",
        ),
        (
            Quiet(Stage.PLANNING, 2),
            "The plan has not been put forward yet.",
            "Offer a 20-minute call about the plan",
        ),
        (
            Quiet(Stage.GATHERING, 5, without_evidence=5, first="1.4", last_added="Our poster"),
            "5 criteria have no evidence yet. The last thing added was “Our poster”.",
            "Ask for one thing: something for 1.4",
        ),
        (
            Quiet(Stage.GATHERING, 1, without_evidence=1, first="2.1"),
            "One criterion has no evidence yet.",
            "Ask for one thing: something for 2.1",
        ),
        (
            Quiet(Stage.GATHERING, 1),
            "Every criterion has something, and it has not been declared ready.",
            "Ask what would help",
        ),
        (
            Quiet(Stage.CHECKING, 1),
            "The report waits for a reply.",
            "Say that one tap is enough",
        ),
        (Quiet(Stage.READY, 3), "3 things are still needed.", "Ask how it is going"),
        (Quiet(Stage.READY, 0), "Nothing else is missing.", "Ask how it is going"),
    ],
)
def test_the_reason_that_is_most_in_the_way_gives_the_step(
    quiet: Quiet, why: str, step: str
) -> None:
    found = nudge_for(quiet, setting="Willow Lane")

    assert (found.why, found.step) == (why, step)
    assert found.words
    assert "Willow Lane" in found.subject
