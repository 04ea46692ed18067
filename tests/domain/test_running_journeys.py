"""A coordinator's spreadsheet: columns forgiven by name, and every refusal says how to mend it."""

from datetime import date

import pytest

from award.domain.running_journeys import (
    MOST_LINES,
    NotASheet,
    RunningReading,
    RunningRow,
    plain,
    read_running,
    template_headings,
)
from award.domain.stages import Stage

TODAY = date(2026, 5, 4)
HEADS = ["School", "Status", "Since when", "Contact", "Email", "Comments"]


def read(*lines: list[str], heads: list[str] | None = None) -> RunningReading:
    return read_running([heads or HEADS, *lines], today=TODAY)


def refusal(*cells: str, heads: list[str] | None = None) -> str:
    found = read(list(cells), heads=heads)
    assert (found.rows, len(found.refused)) == ((), 1)
    return found.refused[0].reason


def test_columns_are_known_by_many_names_in_any_order() -> None:
    found = read(
        ["gathering", "Willow Lane", "a@b.example", "1/3/2026", "A. Holt", "Light"],
        heads=[
            "Stage reached",
            "NAME OF SETTING",
            "Lead’s e-mail",
            "since",
            "Lead's Name",
            "route",
        ],
    )

    assert found.rows == (
        RunningRow(
            2,
            "Willow Lane",
            "",
            "Light",
            Stage.GATHERING,
            since_on=date(2026, 3, 1),
            lead_name="A. Holt",
            lead_email="a@b.example",
        ),
    )


def test_lines_above_the_headings_and_empty_lines_are_passed_over() -> None:
    lines = [["Our schools"], [], HEADS, ["", " "], ["Willow Lane", "Ready"]]

    found = read_running(lines, today=TODAY)

    assert [(one.line, one.setting, one.stage) for one in found.rows] == [
        (5, "Willow Lane", Stage.READY)
    ]


def test_a_column_that_nobody_knows_is_named_and_passed_over() -> None:
    found = read(["Willow Lane", "Ready", "blue"], heads=["Setting", "Stage", "Mood"])

    assert (found.passed_over, found.columns) == (("Mood",), ("Setting", "Stage"))


def test_a_file_without_headings_is_refused_with_what_they_are() -> None:
    with pytest.raises(NotASheet, match="“Setting” or “URN”"):
        read_running([["a", "b"], ["1", "2"]], today=TODAY)


def test_more_lines_than_are_taken_at_a_time_are_refused() -> None:
    lines = [HEADS, *(["Willow Lane", "Ready"] for _ in range(MOST_LINES + 1))]

    with pytest.raises(NotASheet, match="Split the sheet"):
        read_running(lines, today=TODAY)


def test_awarded_becomes_an_award_without_a_journey() -> None:
    found = read(
        ["Willow Lane", "Awarded", "ABA", "1 May 2019", "30/04/2022"],
        heads=["Setting", "Stage", "Award", "Awarded on", "Award until"],
    )

    row = found.rows[0]
    assert (row.stage, row.award_name, row.awarded_on, row.award_until) == (
        None,
        "ABA",
        date(2019, 5, 1),
        date(2022, 4, 30),
    )


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Draft application", Stage.DRAFT),
        ("applied", Stage.APPLIED),
        ("action plan", Stage.PLANNING),
        ("Collecting evidence", Stage.GATHERING),
        ("READY ", Stage.READY),
    ],
)
def test_a_stage_is_known_by_its_usual_words(words: str, stage: Stage) -> None:
    assert read(["Willow Lane", words]).rows[0].stage is stage


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (("", "Ready"), "names no setting"),
        (("Willow Lane", ""), "says no stage. Write Draft application"),
        (("Willow Lane", "half way"), "do not know the stage “half way”"),
        (("Willow Lane", "With the panel"), "comes after Ready. Write Ready"),
        (("Willow Lane", "Being assessed"), "comes after Ready"),
        (("Willow Lane", "Withdrawn"), "means that it has ended"),
        (("Willow Lane", "Ready", "some time"), "cannot read the date “some time” in “Since”"),
        (("Willow Lane", "Ready", "5 May 2026"), "still to come"),
        (("Willow Lane", "Ready", "5 May 1999"), "before the year 2000"),
        (("Willow Lane", "Ready", "", "=HYPERLINK(1)"), "begins with “=”"),
        (("Willow Lane", "Ready", "", "@SUM(A1)"), "begins with “@”"),
        (("Willow Lane", "Ready", "", "x" * 201), "longer than 200"),
        (("Willow Lane", "Ready", "", "", "nobody"), "not one e-mail address"),
        (("Willow Lane", "Ready", "", "", "a@b.example, c@d.example"), "not one e-mail"),
        (("Willow Lane", "Ready", "", "", "", "x" * 4001), "note is longer"),
    ],
)
def test_a_line_that_cannot_be_taken_says_how_to_mend_it(cells: tuple[str, ...], says: str) -> None:
    assert says in refusal(*cells)


def test_an_award_that_ends_before_it_begins_is_refused() -> None:
    heads = ["Setting", "Stage", "Awarded on", "Award until"]

    assert "ends before" in refusal("Willow", "Awarded", "1/5/2020", "1/5/2019", heads=heads)


def test_a_month_without_a_day_says_which_day_to_write() -> None:
    for said in ("May 2019", "2019-05", "05/2019", "Sept 2021", "2019"):
        assert f"“{said}” in “Since” names no day. Write one, like 1 " in refusal(
            "Willow Lane", "Ready", said
        )


def test_a_note_may_begin_with_any_sign_and_is_kept_as_it_stands() -> None:
    found = read(["Willow Lane", "Ready", "", "", "", "- rang twice"])

    assert found.rows[0].note == "- rang twice"


def test_a_number_is_read_as_a_spreadsheet_writes_it() -> None:
    found = read(["120001.0", "Ready"], heads=["URN", "Stage"])

    assert found.rows[0].number == "120001"


def test_a_half_line_has_empty_words_for_the_rest() -> None:
    row = read(["Willow Lane", "Ready"]).rows[0]

    assert (row.lead_name, row.lead_email, row.since_on, row.note) == ("", "", None, "")


def test_the_template_reads_as_it_was_written() -> None:
    heads = list(template_headings())
    line = ["Willow Lane", "", "Standard", "Ready", *[""] * (len(heads) - 4)]

    found = read(line, heads=heads)

    assert (len(found.rows), found.passed_over, len(found.columns)) == (1, (), len(heads))


def test_names_are_compared_without_marks_and_capitals() -> None:
    assert plain("St. Mary’s & Nursery") == "st marys and nursery"
    assert plain("E-mail") == plain("email")


def test_everything_that_is_to_be_mended_in_a_line_is_said_at_once() -> None:
    said = refusal("", "Assessing", "31/2/2026", "A. Holt", "not an address", "")

    assert said.startswith("It names no setting. ")
    assert "“Assessing” comes after Ready." in said
    assert "We cannot read the date “31/2/2026” in “Since”." in said
    assert said.endswith("“Lead’s e-mail” is not one e-mail address. Write one like "
                         "name@example.org.")  # fmt: skip
