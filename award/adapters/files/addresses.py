"""Which place for files an address names."""

from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from award.adapters.files.disk import DiskFiles
from award.adapters.files.stores import FileStore

KNOWN: Final = frozenset({"endpoint", "region"})
WORKS: Final = (
    "FILES_URL must name a folder of this machine, like file:///var/lib/award/files, or a bucket, "
    "like s3://bucket/prefix?endpoint=https://s3.example.org."
)


def is_on_disk(url: str) -> bool:
    """Whether an address names a folder of this machine."""
    return urlsplit(url).scheme == "file"


def files_from_url(url: str) -> FileStore:
    """The store that FILES_URL names. Raises ValueError, with what works, for any other."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and parts.path not in ("", "/"):
        return DiskFiles(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.netloc and "@" not in parts.netloc:
        return _bucket(parts)
    raise ValueError(f"{WORKS} It begins with {parts.scheme or 'nothing'}://{parts.hostname or ''}")


def _bucket(parts: SplitResult) -> FileStore:
    asked = parse_qs(parts.query)
    if unknown := sorted(set(asked) - KNOWN):
        raise ValueError(f"{WORKS} Nothing is known of {', '.join(unknown)}.")
    try:
        from award.adapters.files.s3 import S3Files  # noqa: PLC0415 - slow import, and an extra
    except ModuleNotFoundError:
        raise ValueError("Files in S3 need the extra s3: pip install '.[s3]'.") from None
    return S3Files(
        parts.netloc,
        prefix=unquote(parts.path).strip("/"),
        endpoint=asked.get("endpoint", [""])[0].rstrip("/"),
        region=asked.get("region", [""])[0],
    )
