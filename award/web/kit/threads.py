"""The talk about a piece of evidence or a standard, shown in short where that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from award.actions.advising import standards_of
from award.domain.people import ROLE_NAMES
from award.queries.remarks import list_of_pieces, list_of_standards
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey
from award.storage.remarks import Remark
from award.web.kit.access import actor
from award.web.kit.evidence_words import STATE_WORDS
from award.web.kit.filters import day_short, moment

MOST_SHOWN: Final = 3
# Marks that are told; that one was put back to "given" is not.
SAID: Final = frozenset(
    {EvidenceState.ACCEPTED, EvidenceState.NEEDS_MORE, EvidenceState.NOT_RELEVANT}
)


@dataclass(frozen=True)
class Line:
    """One remark as it is shown."""

    who: str
    role: str
    when: str
    exact: str
    words: str
    tone: str
    state: str
    from_setting: bool


@dataclass(frozen=True)
class Thread:
    """What was said of one thing; ``earlier`` remarks are only on the page that ``href`` leads to.

    ``deed`` is what the reader can do with it there.
    """

    about: str
    href: str
    lines: Sequence[Line]
    earlier: int
    deed: str


def line_of(remark: Remark) -> Line:
    """A remark in words."""
    tone, state = STATE_WORDS[remark.said] if remark.said and remark.said in SAID else ("", "")
    role = ROLE_NAMES[remark.by_role]
    if remark.on_behalf and remark.from_setting:
        role += ", for the setting"
    return Line(
        remark.by_name or f"The {role}",
        role if remark.by_name else "",
        day_short(remark.at),
        moment(remark.at),
        remark.words,
        tone,
        state,
        remark.from_setting,
    )


def thread_of(about: str, href: str, remarks: Sequence[Remark], *, deed: str = "") -> Thread:
    """The last few remarks on one thing, with the way to all of them."""
    shown = remarks[-MOST_SHOWN:]
    return Thread(about, href, [line_of(one) for one in shown], len(remarks) - len(shown), deed)


def standard_threads(
    journey: Journey, endpoint: str, *, deed: str, standard: str = ""
) -> list[Thread]:
    """The threads of whole standards, or of one of them, of which something was said.

    ``endpoint`` is the room's page for the talk about one standard.
    """
    said = list_of_standards(db.session(), actor(), journey, standard)
    return [
        thread_of(
            f"Standard {code}, {title}",
            url_for(endpoint, journey_id=journey.id, code=code),
            said[code],
            deed=deed,
        )
        for code, title in standards_of(journey).items()
        if code in said
    ]


def threads_of(
    journey: Journey, items: Sequence[EvidenceItem], endpoint: str, *, deed: str
) -> dict[int, Thread]:
    """The threads of these pieces, of which something was said, by piece. One query.

    ``endpoint`` is the room's page for the talk about one piece.
    """
    titles = {one.id: one.title for one in items}
    found = list_of_pieces(db.session(), actor(), journey, titles.keys())
    return {
        number: thread_of(
            titles[number],
            url_for(endpoint, journey_id=journey.id, item_id=number),
            remarks,
            deed=deed,
        )
        for number, remarks in found.items()
    }
