"""The framework that comes with the program."""

from pathlib import Path

import pytest

import award
from award.domain.checklists import Whose
from award.domain.framework_files import read_framework
from award.domain.frameworks import (
    checklist_for,
    conversations_for,
    criteria_for,
    preset_not_applicable,
)
from award.domain.kinds import Family, Kind, KindCriteria

SEED = Path(award.__file__).parent / "seed"
FRAMEWORK = read_framework((SEED / "framework-1.0.toml").read_text(encoding="utf-8"))
OF_CLUBS = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.4", "3.1", "3.2", "3.4", "3.5", "4.1", "4.2"]
ESSENTIAL = ["1.1", "1.3", "1.4", "2.1", "3.1", "3.4", "4.1"]


def codes_of(kind: Kind) -> list[str]:
    return [one.code for one in criteria_for(FRAMEWORK, kind)]


def test_it_has_four_standards_and_twenty_one_criteria_of_which_seven_are_essential() -> None:
    assert [one.title for one in FRAMEWORK.standards] == ["Safe", "Heard", "Peaceful", "Belonging"]
    assert len(FRAMEWORK.criteria) == 21
    assert [one.code for one in FRAMEWORK.criteria if one.essential] == ESSENTIAL


def test_every_kind_of_the_scheme_is_there() -> None:
    assert len(FRAMEWORK.kinds) == 19
    assert {one.family for one in FRAMEWORK.kinds} == set(Family)


@pytest.mark.parametrize("kind", FRAMEWORK.kinds, ids=lambda kind: kind.code)
def test_every_kind_is_asked_its_criteria(kind: Kind) -> None:
    asked = codes_of(kind)

    assert asked == OF_CLUBS if kind.criteria == KindCriteria.CLUB else len(asked) == 21
    assert preset_not_applicable(FRAMEWORK, kind) == frozenset()
    assert len(conversations_for(FRAMEWORK, kind)) == 7


def test_a_volunteers_policy_has_fifteen_musts() -> None:
    club = FRAMEWORK.kind("youth_club")
    assert club is not None

    lines = checklist_for(FRAMEWORK, club)

    assert len([one for one in lines if one.severity == "must"]) == 15


@pytest.mark.parametrize("code", ["primary", "college", "youth_club"])
def test_no_plain_word_is_left_in_a_kind_that_has_its_own(code: str) -> None:
    kind = FRAMEWORK.kind(code)
    assert kind is not None

    text = " ".join(one.wording + one.why for one in criteria_for(FRAMEWORK, kind)).lower()

    assert "child" not in text.replace("child-on-child", "")


def test_homes_are_hidden_by_default_and_nobody_else_is() -> None:
    hidden = [one.code for one in FRAMEWORK.kinds if one.hidden_by_default]

    assert hidden == ["childrens_home", "supported_accommodation"]


@pytest.mark.parametrize("kind", FRAMEWORK.kinds, ids=lambda kind: kind.code)
def test_every_point_of_a_policy_says_what_good_looks_like_and_whose_it_is(kind: Kind) -> None:
    lines = checklist_for(FRAMEWORK, kind)

    assert all(len(one.looks_like) > 60 and one.looks_like != one.text for one in lines)
    assert {one.whose for one in lines} == set(Whose)
    assert all(one.text.startswith("It ") and one.text.endswith(".") for one in lines)
