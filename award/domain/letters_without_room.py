"""A letter for who has no account: what its link would open is told in words instead."""

from typing import Final

from award.domain.letter_texts import LINK, Letter, parts_of, text_of

ROOM: Final = (
    "in the room of ((setting)), which {lead} opens. You have no account there and need none: "
    "{lead} can show it to you, or invite you to it."
)
NOBODY_LEADS: Final = (
    "answer this letter, and the coordinator does it for you. You need no account for it."
)


def without_room(text: str, lead: str) -> str:
    """The same text with words where its link stood, and without its button.

    ``lead`` is the name of who leads at the setting; where nobody does, the coordinator is asked.
    A text without a link stays as it is.
    """
    if LINK not in text:
        return text
    name = lead.replace("((", "(").replace("))", ")")
    words = parts_of(text)
    told = ROOM.format(lead=name) if name else NOBODY_LEADS
    lines = [
        line.removesuffix(".") if line.endswith(f"{LINK}.") else line
        for line in words.body.splitlines()
    ]
    return text_of(Letter(words.subject, "\n".join(lines).replace(LINK, told), ""))
