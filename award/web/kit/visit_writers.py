"""A record that two people wrote, shown so that each one's words are seen to be theirs."""

from typing import Any, Final

from award.domain.visits import VisitState
from award.queries.hand_overs import list_hand_overs, note_writers
from award.queries.waits_of_visits import (
    answer_to,
    answers_to_records,
    is_put_right,
    is_shared_before,
)
from award.storage.db import db
from award.storage.journeys import History, Journey
from award.storage.visits import Visit
from award.web.kit.filters import day
from award.web.kit.reading import conversation_names

WRITTEN: Final = {
    "met": "Who was met",
    "summary": "Seen and heard",
    "next_steps": "What comes next",
}
Shown = list[tuple[str, list[Any], str]]


def notes_shown(held: Journey, visit: Visit) -> Shown:
    """The notes as (conversation, criteria, words); those of somebody else say whose they are."""
    names, writers = conversation_names(held), note_writers(db.session(), visit)
    return [
        (
            names.get(one.conversation, ""),
            one.criteria,
            f"{one.said} (Noted by {writers[one.id]}.)" if one.id in writers else one.said,
        )
        for one in visit.notes
    ]


def notes_by_place(held: Journey, visit: Visit) -> list[tuple[str, list[tuple[list[Any], str]]]]:
    """The same notes, each conversation once with its (criteria, words)."""
    found: dict[str, list[tuple[list[Any], str]]] = {}
    for place, codes, words in notes_shown(held, visit):
        found.setdefault(place, []).append((codes, words))
    return list(found.items())


def said_against(held: Journey, visit: Visit) -> str:
    """What the setting says is not right in the record, until it is shared again."""
    if visit.state is not VisitState.WRITTEN_UP:
        return ""
    return words_of(answer_to(visit, answers_to_records(db.session(), [held.id])))


def was_shared(held: Journey, visit: Visit) -> bool:
    """Whether the record was shared before, and is being changed since."""
    if visit.state is not VisitState.WRITTEN_UP:
        return False
    return is_shared_before(visit, answers_to_records(db.session(), [held.id]))


def is_mended(held: Journey, visit: Visit) -> bool:
    """Whether the record was changed since the setting said so, and waits to be shared again."""
    if visit.state is not VisitState.WRITTEN_UP:
        return False
    return is_put_right(visit, answers_to_records(db.session(), [held.id]))


def put_right(held: Journey, visit: Visit) -> dict[str, Any]:
    """What its setting reads of a record that goes back: its own words, and what it had read."""
    return {
        "against": said_against(held, visit),
        "was_shared": was_shared(held, visit),
    }


def words_of(answer: History | None) -> str:
    """What a setting said of a record, without the name of the visit; empty where it said none."""
    return answer.words.partition(". ")[2] if answer else ""


def writers_by_key(visit: Visit) -> dict[tuple[str, str], str]:
    """Who else noted something, by conversation and criterion."""
    writers = note_writers(db.session(), visit)
    return {
        (one.conversation, code): writers[one.id]
        for one in visit.notes
        if one.id in writers
        for code in one.criteria
    }


def hand_overs_shown(visit: Visit) -> list[dict[str, Any]]:
    """Each time that somebody else went on: who, why, and what stood in the record by then."""
    return [
        {
            "words": f"{one.after} went on with this visit on {day(one.at)}, after {one.before}.",
            "reason": one.reason,
            "who": one.before,
            "rows": [
                {"key": words, "value": one.written[name]}
                for name, words in WRITTEN.items()
                if one.written.get(name)
            ],
        }
        for one in list_hand_overs(db.session(), visit)
    ]
