"""A draft: its parts are found, changed, added and taken out, and what differs is said."""

import tomllib
from pathlib import Path

import pytest

from award.domain.framework_drafts import (
    Tables,
    copy_of,
    draft_changes,
    fingerprint,
    next_code,
    next_version,
    row_of,
    with_criterion,
    with_head,
    with_point,
    with_row,
    with_variant,
    without_criterion,
    without_point,
)
from award.domain.framework_files import look_at
from award.domain.kinds import Family

SEED: Tables = tomllib.loads(Path("award/seed/framework-1.0.toml").read_text(encoding="utf-8"))


@pytest.fixture
def draft() -> Tables:
    return copy_of(SEED, version="1.1")


def test_a_copy_differs_in_its_version_alone_and_shares_nothing(draft: Tables) -> None:
    draft["criteria"][0]["tips"].append("Another.")

    assert draft["framework"]["version"] == "1.1"
    assert "Another." not in SEED["criteria"][0]["tips"]
    assert draft_changes(SEED, copy_of(SEED, version="1.1")) == ()


def test_a_new_criterion_comes_last_in_its_standard_and_is_missing_everything(
    draft: Tables,
) -> None:
    changed, code = with_criterion(draft, "1", "Buses", before=SEED)

    codes = [one["code"] for one in changed["criteria"]]
    _, faults = look_at(changed)
    assert code == "1.7"
    assert codes[codes.index("1.6") + 1] == "1.7"
    assert faults
    assert all(one.startswith(("criteria 1.7", "Criterion 1.7")) for one in faults)


def test_the_code_of_a_criterion_that_was_published_is_not_given_to_another(
    draft: Tables,
) -> None:
    changed = without_criterion(draft, "2.5")

    assert next_code("2", changed, SEED) == "2.6"
    assert next_code("9", changed, SEED) == "9.1"


def test_with_a_criterion_go_its_lines_of_the_checklist(draft: Tables) -> None:
    changed = without_criterion(draft, "1.2")

    _, faults = look_at(changed)
    said = draft_changes(SEED, changed)
    assert faults == ()
    assert row_of(changed, "criteria", "1.2") is None
    assert said[0] == "Criterion 1.2, “Everywhere, and when it is serious”, is taken out."
    assert said[1].startswith("Policy point p04, “It says that one serious")
    assert all(one.endswith("is taken out.") for one in said)


def test_a_new_point_of_the_checklist_comes_last_and_takes_nobodys_code(draft: Tables) -> None:
    given = {"text": "It is read out.", "criterion": "1.6", "severity": "should"}
    shorter = without_point(draft, "p24")

    changed, code = with_point(shorter, given, before=SEED)
    other = with_row(changed, "policy_checklist", "p01", {"severity": "should"})

    assert (code, changed["policy_checklist"][-1]["text"]) == ("p25", "It is read out.")
    assert with_point({**draft, "policy_checklist": []}, given, before={})[1] == "p01"
    assert [one.partition(",")[0] for one in draft_changes(SEED, other)] == [
        "Policy point p01",
        "Policy point p25",
        "Policy point p24",
    ]


def test_every_part_that_was_touched_is_named_once(draft: Tables) -> None:
    changed = with_head(draft, {"name": "Kind Places"})
    changed = with_row(changed, "standards", "1", {"title": "Safer"})
    changed = with_row(changed, "criteria", "1.1", {"title": "A policy", "tips": ["Read it."]})
    changed, _ = with_criterion(changed, "4", "Food", before=SEED)

    assert draft_changes(SEED, changed) == (
        "The award as a whole: what the award is called.",
        "Standard 1, “Safer”: its title.",
        "Criterion 1.1, “A policy”: its title and the tips.",
        "Criterion 4.6, “Food”, is new.",
    )


def test_a_family_reads_its_own_words_and_without_any_the_usual_ones(draft: Tables) -> None:
    changed = with_variant(draft, "1.3", Family.OTHER, {"title": "Ways to tell"})
    back = with_variant(changed, "1.3", Family.OTHER, {})

    found, _ = look_at(changed)
    criterion = next(one for one in found.criteria if one.code == "1.3")
    assert criterion.for_family(Family.OTHER).title == "Ways to tell"
    assert draft_changes(SEED, changed)[0].endswith("the words for some settings.")
    assert draft_changes(SEED, back) == ()


def test_a_part_has_another_fingerprint_as_soon_as_a_word_is_another(draft: Tables) -> None:
    row = draft["criteria"][0]

    assert fingerprint(row) == fingerprint(dict(reversed(row.items())))
    assert fingerprint(row) != fingerprint({**row, "title": "A policy"})


@pytest.mark.parametrize(
    ("known", "current", "found"),
    [
        (["1.0"], "1.0", "1.1"),
        (["1.0", "1.1"], "1.0", "1.2"),
        (["spring"], "spring", "spring.1"),
        (["2026"], "2026", "2027"),
    ],
)
def test_the_next_version_has_a_name_of_its_own(known: list[str], current: str, found: str) -> None:
    assert next_version(known, current) == found
