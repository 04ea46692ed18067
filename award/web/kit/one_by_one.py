"""Answers a page's script, which sends files one by one and tells of each by itself.

The plain form is sent to the same address and does the same; it gets a page instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from award.actions.collecting import KeptBytes
from award.domain.file_kinds import refusal, too_many
from award.domain.file_limits import RANGES, FileLimits
from award.domain.title_hints import hint_for
from award.storage.evidence import Scan
from award.storage.settings import Setting
from award.web.kit.filters import plural
from award.web.kit.forms import Form
from award.web.kit.hints import hints_for
from award.web.kit.pages import Link
from award.web.kit.taking_in import last_moment, let_go, take_files
from award.web.kit.uploads import NoTimeLeft, NotTaken, NoTurn, shown_name

SENT_BY: Final = "X-Sent-By"
TOKEN: Final = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME: Final = 255
LATER_SECONDS: Final = 8
COME_AGAIN: Final = "There was no time left to look: add them again in a minute, a few at a time."


@dataclass(frozen=True)
class Sent:
    """What became of a form with files: how many pieces were new, and why others were not taken.

    ``again`` says of each that was here already what became of it, and of what was written;
    ``called`` is what they are called.
    """

    new: int
    refused: Sequence[str] = ()
    files: Sequence[KeptBytes] = ()
    again: Sequence[str] = ()
    called: Sequence[str] = ()

    @property
    def hints(self) -> list[str]:
        """What to think of, where a title or the name of a file may tell of a child."""
        return hints_for(*self.called, *(one.file_name for one in self.files))


def is_by_script() -> bool:
    """Whether the page's script sent this, file by file."""
    return request.headers.get(SENT_BY) == "script"


def sent_token() -> str:
    """What the sender's browser called this sending; "" where it gave no name of the right shape.

    It names one file, so that it means nothing where several came.
    """
    found = request.form.get("sent_token", "")
    return found if TOKEN.fullmatch(found) and is_by_script() else ""


def sent_together() -> int:
    """How many files the person chose at once, of which the script sends one at a time."""
    found = request.form.get("together", 1, type=int)
    return found if 1 <= found <= RANGES["files_at_once"].most else 1


def take_each(sent: Sequence[FileStorage], place: Setting) -> tuple[list[KeptBytes], list[str]]:
    """The files that can be taken, in the store, and a sentence for each that cannot.

    Once there is no time for one, those after it are not looked at. To the page's script NoTurn
    is raised, which answers that it should come again.
    """
    if words := too_many(len(sent), place.authority.file_limits.files_at_once):
        return [], [words]
    kept: list[KeptBytes] = []
    refused: list[str] = []
    until = last_moment()
    for number, one in enumerate(sent, start=1):
        try:
            kept += take_files([one], place, until=until)
        except NoTimeLeft as trouble:
            if isinstance(trouble, NoTurn) and is_by_script():
                raise  # the script sends it again by itself, see tell_later
            refused.append(str(trouble))
            if left := len(sent) - number:
                refused.append(f"{plural(left, 'more file')} came after it. {COME_AGAIN}")
            break
        except NotTaken as trouble:
            refused.append(str(trouble))
        except BaseException:
            let_go(kept)
            raise
    return kept, refused


def tell_kept(sent: Sent, where: str, onward: Link | None, more: str = "") -> ResponseReturnValue:
    """One file is there: the script marks it, and in the end says where to go on.

    ``where`` completes "3 pieces ...", and counts only what is new there; ``more`` follows it.
    Without a way on there is nothing left to do.
    """
    told = jsonify(
        kept=True,
        new=bool(sent.new),
        again=" ".join(sent.again),
        hint=" ".join(sent.hints),
        checking=any(one.scan is Scan.WAITING for one in sent.files),
        one=f"1 piece {where}",
        many=f"{{n}} pieces {where}",
        more=more,
        onward=onward and {"href": onward.href, "words": onward.words},
    )
    return told, 201


def tell_refused(form: Form, sent: Sent | None = None) -> ResponseReturnValue:
    """This file was not taken, or the form lacks an answer: what to do, in sentences."""
    if sent is not None and sent.refused:
        return jsonify(kept=False, words=_beside_name(" ".join(sent.refused)))
    asked = [{"href": one.href, "words": one.text} for one in form.error_summary()]
    if all(one["href"] in ("", "#files") for one in asked):
        return jsonify(kept=False, words=_beside_name(" ".join(one["words"] for one in asked)))
    return jsonify(kept=False, asked=asked)


def _beside_name(words: str) -> str:
    """The words without the name of the file that came: in the script's list it stands above."""
    sent = next(iter(request.files.values()), None)
    return words.removeprefix(f"{shown_name(sent.filename)}: ") if sent else words


def tell_later(trouble: NoTurn) -> ResponseReturnValue:
    """There was no turn for this file: the script waits for so many seconds and sends it again."""
    answer = jsonify(kept=False, later=LATER_SECONDS, words=_beside_name(str(trouble)))
    answer.headers["Retry-After"] = str(LATER_SECONDS)
    return answer, 503


def tell_of_names(limits: FileLimits) -> ResponseReturnValue:
    """Of each file name that is about to be sent: why it cannot be taken, and what to think of."""
    names = [one[:LONGEST_NAME] for one in request.form.getlist("names")[: limits.files_at_once]]
    films, scanned = limits.films, current_app.extensions["scanner"] is not None
    return jsonify(
        [
            {
                "refused": refusal(one, films=films, scanned=scanned) or "",
                "hint": hint_for(one),
            }
            for one in names
        ]
    )


def pieces(count: int) -> str:
    """So many pieces, in words."""
    return plural(count, "piece")
