"""What a colleague who came by a link is asked."""

from typing import Any

from award.domain.file_limits import FileLimits
from award.web.kit.evidence_fields import (
    ASKED_OF_CHILDREN,
    RECOGNISABLE,
    SAY_OF_CHILDREN,
    WHY_ASKED,
    AsksOfChildren,
    FilesWithin,
    WebAddress,
)
from award.web.kit.filters import plural
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    FilesField,
    LongField,
    Required,
    TextField,
)


def words_left(left: int) -> str:
    """How much more can come by this link."""
    return f"{plural(left, 'more piece')} can come by this link"


def few_left(limits: FileLimits, left: int) -> str:
    """The same, once there is room for fewer than can be sent at once; empty before."""
    return f"{words_left(left)}." if left < limits.files_at_once else ""


class ContributeForm(AsksOfChildren, FilesWithin):
    """Who they are, and a file, a link or a few words."""

    name = TextField("Your name", [Required("Enter your name"), AtMost(100)], autocomplete="name")
    files = FilesField("Photos or files")
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)
    link_address = TextField("Or a link", [AtMost(2000), WebAddress()])
    note = LongField("Or a few words", [AtMost(4000)], rows=4)

    def __init__(self, limits: FileLimits, *, left: int, **kept: Any) -> None:
        super().__init__(limits, **kept)
        files = self["files"]
        files.hint = f"{files.hint} {few_left(limits, left)}".strip()
        files.most_files = min(files.most_files, left)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about children before any file is kept, so that nothing is sent in vain."""
        right = super().validate(extra_validators)
        if self["files"].data and self["recognisable"].data is None:
            self.refuse(self.says(SAY_OF_CHILDREN), field="recognisable")
            right = False
        if not (self["files"].data or self["link_address"].data or self["note"].data):
            self.refuse("Add a file, a link, or a few words", field="files")
            right = False
        return right
