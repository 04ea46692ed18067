"""Shows the text of a letter as a page: its paragraphs, where its link belongs, and why it came."""

import re
from dataclasses import dataclass
from itertools import takewhile
from textwrap import shorten
from typing import Final

OPEN_IT: Final = "Open it"
LONGEST_OPENING: Final = 140
_GAP: Final = re.compile(r"\n\s*\n")
_DASH: Final = "- "
_BEFORE_PLACE: Final = (":", "?", "!", ".")
_DAY: Final = re.compile(
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b( \d{4}\b)?"
)


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; with ``has_link`` a button follows below them."""

    lines: tuple[str, ...]
    has_link: bool = False

    @property
    def leading(self) -> tuple[str, ...]:
        """The lines before the list, or all of them where there is none."""
        return self.lines[: len(self.lines) - len(self.items)]

    @property
    def items(self) -> tuple[str, ...]:
        """The list that the paragraph ends with, without its dashes."""
        ends = takewhile(lambda line: line.startswith(_DASH), reversed(self.lines))
        return tuple(line.removeprefix(_DASH) for line in reversed(list(ends)))


@dataclass(frozen=True)
class Heading:
    """What stands large above a letter, and the setting below it where the subject names one."""

    words: str
    place: str = ""


def paragraphs_of(body: str, mark: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a letter, in which ``mark`` stands for the link."""
    found = []
    for part in _GAP.split(body.replace("\r\n", "\n").strip()):
        lines = (" ".join(line.replace(mark, " ").split()) for line in part.split("\n"))
        found.append(Paragraph(tuple(line for line in lines if line), mark in part))
    return tuple(one for one in found if one.lines or one.has_link)


def heading_of(subject: str, place: str) -> Heading:
    """The subject in two lines where it ends with the setting's name: "Your plan: Willow Lane"."""
    before = subject.removesuffix(f" {place}")
    if not place or before == subject or not before.endswith(_BEFORE_PLACE):
        return Heading(subject)
    return Heading(before.removesuffix(":"), place)


def unbroken_days(words: str) -> str:
    """The same words, with each day kept on one line: "12 March" does not end one at its "12"."""
    return _DAY.sub(lambda day: day[0].replace(" ", "\u00a0"), words)


def opening_of(paragraphs: tuple[Paragraph, ...]) -> str:
    """What a list of letters shows beside the subject: how it goes on after the greeting."""
    parts = [part for one in paragraphs[1:2] for part in (*one.leading, ", ".join(one.items))]
    return shorten(" ".join(parts), LONGEST_OPENING, placeholder=" \N{HORIZONTAL ELLIPSIS}")


def may_ask(path: str) -> bool:
    """Whether a letter that leads there says whom to ask: not to those who are asked themselves."""
    return not any(room in f"{path}/" for room in ("/coordinator/", "/admin/"))


def why_told(code: str, path: str, authority: str) -> str:
    """One sentence that says why somebody gets this letter: by what it is, or where it leads."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    room = next((one for one in _BY_ROOM if one in f"{path}/"), "")
    return f"You get this letter because {_BY_ROOM.get(room, _ELSE)}.".replace("((a))", authority)


_ELSE: Final = "((a)) has something to tell you about its award"
_BY_ROOM: Final = {
    "/setting/": "you work on the award of ((a)) at your setting",
    "/coordinator/": "you look after the award of ((a))",
    "/assessor/": "you advise or assess for the award of ((a))",
    "/panel/": "you are on the panel of the award of ((a))",
    "/steering/": "you are in the steering group of the award of ((a))",
    "/admin/": "you look after the accounts of the award of ((a))",
}
_ACCOUNT: Final = "You get this letter because it is about your own account."
_ASKED: Final = "You get this letter because somebody who works on the award gave us your address."
_BY_CODE: Final = {
    "password_changed": _ACCOUNT,
    "address_changed": _ACCOUNT,
    "address_to_confirm": "You get this letter because somebody gave your address for an account.",
    "role_ended": _ACCOUNT,
    "password_reset": "You get this letter because somebody asked for a new password.",
    "invitation": _ASKED,
    "invitation_to_authority": _ASKED,
    "colleague_asked": _ASKED,
    "approval_asked": "You get this letter because you are named as the person who approves.",
    "approval_waits": "You get this letter because you are named as the person who approves.",
    "enquiry_received": "You get this letter because you asked about the award.",
    "enquiry_answered": "You get this letter because you asked about the award.",
}
