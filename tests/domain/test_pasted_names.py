"""A list of names as somebody pastes it, from an e-mail or a column of a spreadsheet."""

import pytest

from award.domain.pasted_names import PastedLine, read_pasted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Oak Tree   Juniors ", PastedLine(1, "Oak Tree Juniors")),
        ("1. Oak Tree Juniors", PastedLine(1, "Oak Tree Juniors")),
        ("• Oak Tree Juniors", PastedLine(1, "Oak Tree Juniors")),
        ("St Mary’s, Leicester", PastedLine(1, "St Mary’s, Leicester")),
        ("Oak Tree Juniors\t120011", PastedLine(1, "Oak Tree Juniors", "120011")),
        ("120011", PastedLine(1, "", "120011")),
        (
            "Oak Tree Juniors\tBen Oak\tBEN@example.org",
            PastedLine(1, "Oak Tree Juniors", "", "Ben Oak", "ben@example.org"),
        ),
        (
            "Oak Tree Juniors, ben@example.org",
            PastedLine(1, "Oak Tree Juniors", "", "", "ben@example.org"),
        ),
        (
            "Oak Tree Juniors; Ben Oak <ben@example.org>",
            PastedLine(1, "Oak Tree Juniors", "", "Ben Oak", "ben@example.org"),
        ),
        (
            "St Mary’s, Leicester, ben@example.org",
            PastedLine(1, "St Mary’s", "", "", "ben@example.org"),
        ),
        (
            "St Mary’s, Ben Oak, Leicester, b.oak@example.org",
            PastedLine(1, "St Mary’s", "", "Ben Oak", "b.oak@example.org"),
        ),
        (
            "St Mary’s\tBen Oak\toffice@example.org",
            PastedLine(1, "St Mary’s", "", "Ben Oak", "office@example.org"),
        ),
        (
            "Oak Tree Juniors\tben@example",
            PastedLine(1, "Oak Tree Juniors", no_address="ben@example"),
        ),
    ],
)
def test_a_line_says_a_name_a_number_and_who_leads(written: str, read: PastedLine) -> None:
    assert read_pasted(written) == [read]


def test_empty_lines_and_a_heading_are_passed_over_and_lines_keep_their_number() -> None:
    found = read_pasted("School name\tLead\n\nOak Tree Juniors\n\nSchool\n")

    assert [(one.line, one.name) for one in found] == [(3, "Oak Tree Juniors"), (5, "School")]


def test_nothing_but_spaces_names_nothing() -> None:
    assert read_pasted(" \n\t\n ,@ \n") == []
