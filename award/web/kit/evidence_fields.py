"""What every form for evidence asks: files, a link, whether children can be recognised."""

from typing import Final
from urllib.parse import urlsplit

from flask_wtf import FlaskForm
from wtforms import Field

from award.domain.file_kinds import KINDS, LARGEST_FILE_BYTES, MEGABYTE, MOST_FILES_AT_ONCE
from award.web.kit.choice_fields import Choice
from award.web.kit.fields import PutRight

ACCEPT: Final = ",".join(f".{ending}" for kind in KINDS for ending in kind.extensions)
PICTURES_TAKEN: Final = ",".join(
    f".{ending}" for kind in KINDS if kind.is_picture for ending in kind.extensions
)
WHAT_IS_TAKEN: Final = (
    f"Pictures, PDF, Word, Excel or PowerPoint. Up to {MOST_FILES_AT_ONCE} at once, "
    f"{LARGEST_FILE_BYTES // MEGABYTE} MB each. Not film or sound: add a picture from it, a link, "
    "or a few words. Please leave out children’s names."
)
RECOGNISABLE: Final = (
    Choice("no", "No, or there are no people in it"),
    Choice(
        "yes", "Yes, and we have permission to show it", "It is removed soon after the decision"
    ),
)
ASKED_OF_CHILDREN: Final = "Could somebody recognise a child in it?"
WHY_ASKED: Final = "A face, a name or a voice. We ask so that we can take good care of it."
SAY_OF_CHILDREN: Final = "Say whether children can be recognised in it"


class WebAddress:
    """A link leads to a page of the web, and nowhere else."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not field.data:
            return
        parts = urlsplit(field.data)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise PutRight("Start the link with https:// as it stands in your browser")
