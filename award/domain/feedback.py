"""Who may read what is said of evidence, and what feedback has to say."""

from typing import Final

from award.domain.people import Role
from award.domain.permissions import Cell, May, cell

LONGEST_REMARK: Final = 4000
LONGEST_QUESTION: Final = 1000
FINE_SO_FAR: Final = "All of this is fine so far."
ASKED_IN_WORDS: Final = "They asked you something. Answer it in a sentence"
NOTHING_SAID: Final = (
    "Write a sentence for the setting, say something of one piece, "
    "or say that all of it is fine so far"
)


def closed_to(role: Role, *, blind: bool) -> Role | None:
    """The judge whose remarks this role does not read, with the answers to them; None for nobody.

    Remarks follow the table's row on the authority's notes: a second never reads the assessor's,
    and an assessor reads the second's only when neither judges blind any more.
    """
    if role is Role.SECOND and cell(May.SEE_NOTES, role) is Cell.NO:
        return Role.ASSESSOR
    return Role.SECOND if role is Role.ASSESSOR and blind else None


def missing_words(state: str, words: str, title: str) -> str:
    """What a mark still has to say: only "accepted" speaks for itself. Empty when it is whole."""
    if words.strip() or state in ("", "accepted"):
        return ""
    ask = "what more is needed" if state == "needs_more" else "why it does not fit"
    return f"Say {ask}: “{title}”"


def is_answered(asked: frozenset[str], spoken_of: frozenset[str], *, that_is_all: bool) -> bool:
    """Whether what was asked for has been given: the giver says so, or every part was spoken of."""
    return that_is_all or asked <= spoken_of
