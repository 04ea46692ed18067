"""A bucket that is away or refuses says so, and works again once it is back."""

import io
import json
from pathlib import Path

import pytest

from award.adapters.files import FilesTrouble, files_from_url
from tests import buckets
from tests.buckets import Bucket
from tests.servers import free_port

KEY = "leicester/12/0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("size", [10, 6_000_000])
def test_a_bucket_that_is_away_is_trouble_for_every_call(bucket: Bucket, size: int) -> None:
    store = files_from_url(f"s3://away/x?endpoint=http://127.0.0.1:{free_port()}&region=us-east-1")

    with pytest.raises(FilesTrouble, match=r"could not be (kept|looked for)"):
        store.put(KEY, io.BytesIO(bytes(size)), limit=size)
    with pytest.raises(FilesTrouble, match="could not be opened"):
        store.open(KEY)
    with pytest.raises(FilesTrouble, match="could not be looked for"):
        store.exists(KEY)
    with pytest.raises(FilesTrouble, match="could not be removed"):
        store.delete(KEY)
    with pytest.raises(FilesTrouble, match="could not be listed"):
        list(store.keys())


def test_keys_that_the_bucket_does_not_know_are_trouble(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    store = files_from_url(bucket.url())

    with pytest.raises(FilesTrouble, match="could not be kept"):
        store.put(KEY, io.BytesIO(b"x"), limit=1)
    with pytest.raises(FilesTrouble, match="could not be looked for"):
        store.exists(KEY)


def test_two_places_of_one_bucket_do_not_see_each_other(bucket: Bucket) -> None:
    first, second = files_from_url(bucket.url()), files_from_url(bucket.url())
    first.put(KEY, io.BytesIO(b"x"), limit=1)

    assert ([one.key for one in first.keys()], list(second.keys())) == ([KEY], [])  # noqa: SIM118


def test_the_same_folder_joins_the_same_server(bucket: Bucket, tmp_path: Path) -> None:
    told = json.dumps({"ports": bucket.ports, "pid": bucket.pid})
    (tmp_path / "bucket.json").write_text(told)

    assert buckets.start_bucket(tmp_path) == bucket
