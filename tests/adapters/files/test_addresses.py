"""The address says where files are kept, and a wrong one says what would work."""

import io
from pathlib import Path

import pytest

from award.adapters.files import files_from_url, is_on_disk

KEY = "leicester/12/0123456789abcdef0123456789abcdef"


def test_the_store_is_the_folder_that_the_address_names(tmp_path: Path) -> None:
    folder = tmp_path / "our files"

    files_from_url(f"file://{str(folder).replace(' ', '%20')}").put(KEY, io.BytesIO(b"x"), limit=9)

    assert (folder / KEY).read_bytes() == b"x"


@pytest.mark.parametrize(
    "url",
    [
        "s3://",
        "s3://key:secret@bucket/prefix",
        "s3://bucket/prefix?secret=x",
        "instance/files",
        "file://elsewhere/files",
        "file:///",
        "",
        "/f",
    ],
)
def test_an_address_of_another_kind_is_refused_with_the_kind_that_works(url: str) -> None:
    with pytest.raises(ValueError, match="like file:///var/lib/award/files"):
        files_from_url(url)


def test_an_address_of_a_bucket_needs_no_server_until_it_is_used() -> None:
    store = files_from_url("s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-2")

    assert type(store).__name__ == "S3Files"


def test_only_a_folder_is_on_disk() -> None:
    assert [is_on_disk(one) for one in ("file:///var/files", "s3://bucket")] == [True, False]
