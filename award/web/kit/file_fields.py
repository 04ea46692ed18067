"""Questions answered with files."""

from typing import Any

from werkzeug.datastructures import FileStorage

from award.domain.file_kinds import LARGEST_FILE_BYTES, MOST_FILES_AT_ONCE
from award.web.kit.fields import Asked, Asking


def chosen(sent: list[Any]) -> list[FileStorage]:
    """What was sent as files; an input left empty sends one without a name."""
    return [one for one in sent if isinstance(one, FileStorage) and one.filename]


class Upload(Asked):
    """Files to choose; nothing is read here. `accept` narrows what is offered."""

    component = ("file-upload", "govukFileUpload")
    multiple = True

    def __init__(self, *args: Any, accept: str = "", **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.accept = accept

    def asking(self) -> Asking:
        asked = super().asking() | {"multiple": self.multiple}
        return asked | ({"attributes": {"accept": self.accept}} if self.accept else {})


class FilesField(Upload):
    """As many files as are chosen."""

    data: list[FileStorage]
    most_files = MOST_FILES_AT_ONCE
    most_bytes = LARGEST_FILE_BYTES

    def kept(self, value: Any) -> list[FileStorage]:
        return []

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = chosen(valuelist)


class FileField(Upload):
    """One file, or None."""

    data: FileStorage | None
    multiple = False

    def kept(self, value: Any) -> None:
        return None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = next(iter(chosen(valuelist)), None)
