"""What does not fit together in a framework."""

from dataclasses import replace

import pytest

from award.domain.framework_faults import list_loose_ends
from award.domain.frameworks import (
    SCALE,
    CriterionVariant,
    Framework,
    Guidance,
    ScalePoint,
    SeenHeard,
)
from award.domain.kinds import Family
from tests.domain.test_frameworks import FRAMEWORK, STAFFED, TOLD

SOUND = replace(
    FRAMEWORK,
    scale=tuple(ScalePoint(point, point, "Words.") for point in SCALE),
    conversations=(
        *FRAMEWORK.conversations,
        replace(FRAMEWORK.conversations[0], code="walk"),
    ),
)
NO_QUESTION = replace(TOLD, seen_heard=())
LOST_QUESTION = CriterionVariant(Family.PLAY, seen_heard=(SeenHeard("roof", "Look up."),))


def test_a_sound_framework_has_no_loose_end() -> None:
    assert list_loose_ends(SOUND) == []


@pytest.mark.parametrize(
    ("framework", "fault"),
    [
        (
            replace(SOUND, criteria=(TOLD, STAFFED, TOLD)),
            "The criterion “1.1” is there 2 times. Give each its own code.",
        ),
        (
            replace(SOUND, scale=SOUND.scale[1:]),
            (
                "The scale needs these points, once each and in this order: "
                "not_yet, developing, met, embedded."
            ),
        ),
        (
            replace(SOUND, standards=(*SOUND.standards, replace(SOUND.standards[0], code="2"))),
            "Standard 2 has no criterion. Add one, or take the standard out.",
        ),
        (
            replace(SOUND, criteria=(TOLD, STAFFED, replace(STAFFED, code="9.1", standard="9"))),
            ("Criterion 9.1 belongs to standard “9”, which is not there. Name one that is."),
        ),
        (
            replace(SOUND, criteria=(TOLD, replace(STAFFED, not_applicable_for=("castle",)))),
            (
                "Criterion 1.2 is left out for “castle”, which is no kind of setting here. "
                "Take it out, or name one that is."
            ),
        ),
        (
            replace(SOUND, criteria=(NO_QUESTION, STAFFED)),
            "Criterion 1.1 has nothing to see or hear. Add at least one question.",
        ),
        (
            replace(SOUND, criteria=(TOLD, replace(STAFFED, variants=(LOST_QUESTION,)))),
            (
                "Criterion 1.2 for play asks in the conversation “roof”, which is not there. "
                "Ask it in one that is."
            ),
        ),
        (
            replace(SOUND, policy_checklist=(replace(SOUND.policy_checklist[0], criterion="9.9"),)),
            (
                "Checklist line p1 points to criterion “9.9”, which is not there. "
                "Point it to one that is, or take it out."
            ),
        ),
        (
            replace(SOUND, kinds=(*SOUND.kinds[:1], replace(SOUND.kinds[1], approver_titles=()))),
            "The kind “youth_club” needs at least one entry in “approver_titles”.",
        ),
        (
            replace(SOUND, criteria=(replace(TOLD, club=False), STAFFED)),
            (
                "The kind “youth_club” is asked the club criteria, but none is marked so. "
                "Mark at least one."
            ),
        ),
        (
            replace(SOUND, guidance=(Guidance("g", "n", "b", "u", ("castle",), "", ""),)),
            (
                "Guidance “g” is for “castle”, which is no family of settings. "
                "Use one of: all, childrens_home, club, early_years, other, play, school."
            ),
        ),
    ],
)
def test_a_loose_end_is_named_in_one_sentence(framework: Framework, fault: str) -> None:
    assert list_loose_ends(framework) == [fault]
