"""What a colleague who came by a link is asked."""

from typing import Any

from award.web.kit.evidence_fields import (
    ACCEPT,
    ASKED_OF_CHILDREN,
    RECOGNISABLE,
    SAY_OF_CHILDREN,
    WHAT_IS_TAKEN,
    WHY_ASKED,
    WebAddress,
)
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    FilesField,
    Form,
    LongField,
    Required,
    TextField,
)


class ContributeForm(Form):
    """Who they are, and a file, a link or a few words."""

    name = TextField("Your name", [Required("Enter your name"), AtMost(100)], autocomplete="name")
    files = FilesField("Photos or files", hint=WHAT_IS_TAKEN, accept=ACCEPT)
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)
    link_address = TextField("Or a link", [AtMost(2000), WebAddress()])
    note = LongField("Or a few words", [AtMost(4000)], rows=4)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about children before any file is kept, so that nothing is sent in vain."""
        right = super().validate(extra_validators)
        if self["files"].data and self["recognisable"].data is None:
            self.refuse(SAY_OF_CHILDREN, field="recognisable")
            right = False
        if not (self["files"].data or self["link_address"].data or self["note"].data):
            self.refuse("Add a file, a link, or a few words", field="files")
            right = False
        return right

    @property
    def is_recognisable(self) -> bool | None:
        chosen = self["recognisable"].data
        return None if chosen is None else chosen == "yes"
