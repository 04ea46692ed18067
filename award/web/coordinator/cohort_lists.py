"""A pasted list of names as it waits for its preview, with what was said of its lines so far."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from werkzeug.exceptions import abort

from award.adapters.files import NotKept
from award.storage.cohorts import Cohort
from award.web.coordinator.import_previews import Sent, content_of, keep_text, opened

PURPOSE: Final = "cohort names"


@dataclass(frozen=True)
class NameList:
    """The text, the settings that were chosen for its lines, and those that were not ticked."""

    text: str
    meant: Mapping[int, int] = field(default_factory=dict)
    left: Sequence[int] = ()

    def with_(self, meant: Mapping[int, int], left: Sequence[int]) -> "NameList":
        """The same list after more was said of it."""
        return NameList(self.text, {**self.meant, **meant}, left)


def keep_list(cohort: Cohort, names: NameList) -> str:
    """Keep the list for a day; the part of an address that names it."""
    said = {"cohort": cohort.id, "text": names.text, "left": list(names.left)}
    said["meant"] = list(names.meant.items())
    return keep_text(PURPOSE, json.dumps(said), name=f"Names for {cohort.name}")


def kept_list(cohort: Cohort, token: str) -> tuple[Sent, NameList | None]:
    """The list of an address; None where it is too old. Answers 404 for that of another cohort."""
    sent = opened(PURPOSE, token)
    try:
        said = json.loads(content_of(sent)) if sent.key else None
    except NotKept:
        said = None
    if said is None:
        return sent, None
    if said["cohort"] != cohort.id:
        abort(404)
    return sent, NameList(said["text"], dict(said["meant"]), said["left"])
