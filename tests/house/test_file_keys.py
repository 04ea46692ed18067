"""Every column that names a file is marked, so that no file is swept, missed or left behind."""

from award.storage.db import Base
from award.storage.files import key_columns

# Keys of another sort: they find a row and name no file.
NO_FILES = {"attempts.key", "jobs.unique_key", "letters.unique_key"}


def looks_like_a_key(name: str) -> bool:
    return name == "key" or name.endswith("_key")


def test_every_column_called_a_key_is_marked_or_known_to_name_no_file() -> None:
    named = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if looks_like_a_key(column.name)
    }
    marked = {f"{column.table.name}.{column.name}" for column in key_columns()}

    assert named - marked - NO_FILES == set()
    assert named >= NO_FILES
    assert {"evidence_versions.key", "certificates.key"} <= marked


def test_a_marked_column_has_a_row_number_to_be_found_by() -> None:
    assert all("id" in column.table.columns for column in key_columns())
