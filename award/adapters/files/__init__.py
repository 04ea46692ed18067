"""Keeps files: bytes go in as a stream, under a key that says nothing of their name."""

from award.adapters.files.addresses import files_from_url, is_on_disk
from award.adapters.files.disk import DiskFiles
from award.adapters.files.stores import (
    CHUNK,
    FileStore,
    FilesTrouble,
    KeptFile,
    NotKept,
    StoredFile,
    TooLarge,
    checked_key,
    copied,
    file_key,
    look_at,
)

__all__ = [
    "CHUNK",
    "DiskFiles",
    "FileStore",
    "FilesTrouble",
    "KeptFile",
    "NotKept",
    "StoredFile",
    "TooLarge",
    "checked_key",
    "copied",
    "file_key",
    "files_from_url",
    "is_on_disk",
    "look_at",
]
