"""Reading a table field by field."""

from award.domain.toml_tables import Table


def test_a_truth_value_is_no_number() -> None:
    faults: list[str] = []

    assert Table("a row", {"minutes": True}, faults).number("minutes") == 0
    assert faults == ["a row: “minutes” needs a whole number, 0 or more."]


def test_a_list_that_holds_more_than_tables_is_a_fault() -> None:
    faults: list[str] = []

    assert Table("", {"rows": [1]}, faults).rows("rows", lambda row: row.name) == ()
    assert faults == ["The file: the list “rows” is missing."]


def test_rows_are_named_by_their_code_or_else_their_place() -> None:
    table = Table("", {"rows": [{}, {"code": "b"}]}, [])

    assert table.rows("rows", lambda row: (row.name, row.has("code") and row.text("code"))) == (
        ("rows 1", False),
        ("rows b", "b"),
    )
