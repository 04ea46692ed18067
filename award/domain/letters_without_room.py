"""A letter for who has no account: it tells what happened, and leads to nothing one cannot open."""

import re
from typing import Final

from award.domain.letter_texts import LINK, Letter, parts_of, text_of

PAGES: Final = "the pages of ((setting))"
LED: Final = (
    "You have no account with us and need none. {lead} leads the work at ((setting)), has "
    "all of it there, sees to what is asked, and can show it to you."
)
NOBODY_LEADS: Final = (
    "You have no account with us and need none. Answer this letter, and the coordinator "
    "sees to what is asked and shows you what you would like to see."
)
_AT_AN_END: Final = re.compile(r"\s*:?\s*\(\(link\)\)\s*\.?\s*$")
_ONLY_LEADS: Final = re.compile(r"(?:^|(?<=[.!?]) )See [^.!?]*$")
_HERE: Final = re.compile(r",? here$")


def without_room(text: str, lead: str) -> str:
    """The same text without its link and button, and with who sees to it instead.

    ``lead`` is the name of who leads at the setting; where nobody does, the coordinator is asked.
    A text without a link stays as it is.
    """
    if LINK not in text:
        return text
    words = parts_of(text)
    body = "\n".join(_told(line) for line in words.body.splitlines())
    paragraphs = [one for one in body.split("\n\n") if one.strip()]
    name = lead.replace("((", "(").replace("))", ")")
    told = LED.format(lead=name) if name else NOBODY_LEADS
    *said, ends = paragraphs
    return text_of(Letter(words.subject, "\n\n".join([*said, told, ends]), ""))


def _told(line: str) -> str:
    """A line that led somewhere as one that tells it: what begins here begins on those pages.

    A sentence that only leads there (“See what is left”) is left out.
    """
    if LINK not in line:
        return line
    found = _AT_AN_END.search(line)
    if found is None:
        return line.replace(LINK, PAGES)
    rest = _ONLY_LEADS.sub("", line[: found.start()])
    rest = _HERE.sub(f" on {PAGES}", rest)
    return rest if not rest or rest.endswith((".", "!", "?")) else f"{rest}."
