"""The register's types, groups, phases and ages lead to one kind of setting."""

import tomllib
from pathlib import Path

import pytest

from award.domain.registers import (
    KIND_BY_GROUP,
    KIND_BY_PHASE,
    KIND_BY_TYPE,
    TYPE_BY_CODE,
    Known,
    LineNote,
    RegisterReading,
    RegisterRow,
    RegisterStatus,
    kind_for,
)


def test_every_kind_that_the_rule_can_give_is_a_kind_of_the_framework() -> None:
    seed = Path("award/seed/framework-1.0.toml").read_text(encoding="utf-8")
    kinds = {kind["code"] for kind in tomllib.loads(seed)["kinds"]}
    given = [*KIND_BY_TYPE.values(), *KIND_BY_GROUP.values(), *KIND_BY_PHASE.values()]

    assert {one for one in given if isinstance(one, str)} - kinds == set()
    assert {"primary", "infant", "junior", "other", "secondary", "all_through"} - kinds == set()


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [
        ("Children's centre", "family_hub"),
        ("Children’s Centre linked site", "family_hub"),
        ("Further education", "college"),
        ("Free schools 16 to 19", "college"),
        ("Academy 16-19 converter", "college"),
        ("Special post 16 institution", "college"),
        ("Local authority nursery school", "early_years"),
        ("Pupil referral unit", "alternative_provision"),
        ("Free schools alternative provision", "alternative_provision"),
        ("Community special school", "special"),
        ("Other independent special school", "special"),
        ("  OTHER  INDEPENDENT school ", "independent"),
        ("Secure units", "childrens_home"),
        ("Miscellaneous", "other"),
    ],
)
def test_a_type_that_says_enough_decides_alone(type_name: str, kind: str) -> None:
    given = kind_for(type_name, phase="Primary", name="Infant", low_age=3, high_age=7)

    assert given == kind


@pytest.mark.parametrize(
    "type_name",
    ["Higher education institutions", "Welsh establishment", "Offshore schools", "Online provider"],
)
def test_some_places_are_known_but_are_no_settings(type_name: str) -> None:
    given = kind_for(type_name)

    assert isinstance(given, Known)
    assert given.reason.startswith("It ")


@pytest.mark.parametrize(
    ("name", "ages", "kind"),
    [
        ("Willow Lane Primary School", (3, 11), "primary"),
        ("Willow Lane Infant School", (3, 7), "infant"),
        ("Willow Lane School", (4, 7), "infant"),
        ("Willow Lane Infant School", (5, 8), "infant"),
        ("Willow Lane First School", (5, 8), "primary"),
        ("Willow Lane First School", (4, 9), "primary"),
        ("Willow Lane Junior School", (7, 11), "junior"),
        ("Willow Lane School", (7, 11), "junior"),
        ("Willow Lane Junior School", (3, 11), "primary"),
        ("Willow Lane Infant School", (None, None), "infant"),
        ("Willow Lane Junior School", (None, 11), "junior"),
        ("Willow Lane Junior and Infant School", (None, None), "primary"),
        ("Willow Lane School", (3, None), "primary"),
    ],
)
def test_infant_and_junior_schools_are_told_by_their_ages_and_then_by_their_names(
    name: str, ages: tuple[int | None, int | None], kind: str
) -> None:
    low, high = ages

    given = kind_for("Community school", phase="Primary", name=name, low_age=low, high_age=high)

    assert given == kind


@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        ("Nursery", "early_years"),
        ("Middle deemed primary", "primary"),
        ("Middle deemed secondary", "secondary"),
        ("Secondary", "secondary"),
        ("All-through", "all_through"),
        ("16 plus", "college"),
    ],
)
def test_a_mainstream_school_has_the_kind_of_its_phase(phase: str, kind: str) -> None:
    assert kind_for("Free schools", phase=phase, low_age=3, high_age=7) == kind


@pytest.mark.parametrize(
    ("ages", "kind"),
    [
        ((2, 5), "early_years"),
        ((4, 11), "primary"),
        ((4, 7), "infant"),
        ((7, 11), "junior"),
        ((9, 13), "primary"),
        ((11, 16), "secondary"),
        ((10, 14), "secondary"),
        ((3, 16), "all_through"),
        ((16, 19), "college"),
        ((None, 11), "other"),
        ((4, None), "other"),
    ],
)
def test_without_a_phase_the_ages_decide(ages: tuple[int | None, int | None], kind: str) -> None:
    assert kind_for("Academy converter", low_age=ages[0], high_age=ages[1]) == kind


def test_a_type_that_nobody_knows_yet_follows_its_group_and_is_else_other() -> None:
    assert kind_for("Brand new type", group_name="Special schools") == "special"
    assert kind_for(None, group_name="Children's Centres") == "family_hub"
    assert isinstance(kind_for(None, group_name="Universities"), Known)
    assert kind_for("Brand new type") == "other"
    assert kind_for(None) == "other"


def test_every_code_leads_to_a_name_in_small_letters() -> None:
    assert {name for name in TYPE_BY_CODE.values() if name != name.casefold()} == set()
    assert {code for code in TYPE_BY_CODE if code != code.lstrip("0")} == set()


def test_a_row_is_a_setting_or_known_and_a_reading_keeps_them_apart() -> None:
    setting = RegisterRow("1", "Willow Lane", "primary", RegisterStatus.OPEN)
    university = RegisterRow("2", "A university", Known("Because"), RegisterStatus.OPEN)

    reading = RegisterReading(
        rows=(setting, university),
        refused=(LineNote(4, "why"),),
        left_out=(),
        blanks={},
        columns_missing=(),
        elsewhere=0,
    )

    assert (setting.kind_code, setting.known_because) == ("primary", None)
    assert (university.kind_code, university.known_because) == (None, "Because")
    assert (reading.settings, reading.known) == ((setting,), (university,))
