"""What every form for evidence asks: files, a link, whether children can be recognised."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from flask_wtf import FlaskForm
from wtforms import Field

from award.domain.file_kinds import FILMS, KINDS, FileKind
from award.domain.file_limits import FileLimits
from award.web.kit.choice_fields import Choice
from award.web.kit.fields import PutRight
from award.web.kit.file_fields import FilesField, Upload
from award.web.kit.forms import Form


def endings_of(kinds: Iterable[FileKind]) -> str:
    """What a browser is to offer first, as it likes to be told."""
    return ",".join(f".{ending}" for kind in kinds for ending in kind.extensions)


PICTURES_TAKEN: Final = endings_of(kind for kind in KINDS if kind.is_picture)


class FilesWithin(Form):
    """A form that says beside each question for files what the authority takes.

    The page's script is told the same. Only pictures are asked for where ``accept`` says so.
    """

    def __init__(self, limits: FileLimits, **kept: Any) -> None:
        super().__init__(**kept)
        for asked in self:
            if isinstance(asked, Upload):
                _keep_to(asked, limits)


class AsksOfChildren(Form):
    """A form that asks whether a child can be recognised."""

    @property
    def is_recognisable(self) -> bool | None:
        """What was answered; nothing where nothing was, or it is not asked."""
        chosen = self["recognisable"].data if "recognisable" in self else None
        return None if chosen is None else bool(chosen == "yes")


def _keep_to(asked: Upload, limits: FileLimits) -> None:
    if asked.accept == PICTURES_TAKEN:
        asked.hint = limits.words_for_picture()
        return
    asked.hint = limits.words(at_once=asked.multiple)
    asked.accept = endings_of((*KINDS, *FILMS) if limits.films else KINDS)
    if isinstance(asked, FilesField):
        asked.most_files, asked.most_bytes = limits.files_at_once, limits.most_bytes


RECOGNISABLE: Final = (
    Choice("no", "No, or there are no people in it"),
    Choice(
        "yes",
        "Yes, and we have permission to show it",
        "It is removed soon after the decision, or once the journey has ended",
    ),
)
ASKED_OF_CHILDREN: Final = "Could somebody recognise a child in it?"
WHY_ASKED: Final = "A face, a name or a voice. We ask so that we can take good care of it."
SAY_OF_CHILDREN: Final = "Say whether children can be recognised in it"


SAID_ALOUD: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?([/?#]\S*)?")


class WebAddress:
    """A link leads to a page of the web, and nowhere else.

    One written as people say it, without https://, gets it by itself.
    """

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not field.data:
            return
        if SAID_ALOUD.fullmatch(field.data.strip()):
            field.data = f"https://{field.data.strip()}"
        parts = urlsplit(field.data)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise PutRight("Start the link with https:// as it stands in your browser")
