"""What stands on the home of this room, in words: the next visit, the days ahead, what waits."""

from typing import Any, Final

from flask import url_for

from award.adapters import clock
from award.domain.arrivals import where_words
from award.domain.visits import visit_row
from award.queries.diary import VisitLine
from award.queries.tasks import Deed, Task
from award.storage.days import LONDON
from award.web.assessor.forms import FORM_WORDS
from award.web.kit.filters import DAYS, MONTHS, clock_time, in_days
from award.web.kit.visit_noting import has_begun
from award.web.kit.waited import waited_here

LONG_DAYS: Final = 5
# What the deed is called, its button, what to expect, about how long, and its screen.
DEEDS: Final = {
    Deed.WRITE_UP: (
        "Write up the visit",
        "Write up",
        "Note what you saw and heard, conversation by conversation.",
        "about 30 minutes",
        "assessor.visit_record",
    ),
    Deed.SHARE_RECORD: (
        "Share the visit’s record",
        "Share",
        "It is finished. Read it once more, then share it with the setting.",
        "about 5 minutes",
        "assessor.visit",
    ),
    Deed.MEND_RECORD: (
        "Put the visit’s record right",
        "Read it",
        "The setting says what is not right in it. Change the record, and share it again.",
        "about 10 minutes",
        "assessor.visit",
    ),
    Deed.CONFIRM_VISIT: (
        "Choose a date for the visit",
        "Choose",
        "The setting offers dates. Choose the one that suits you.",
        "a minute",
        "assessor.visit_confirm",
    ),
    Deed.ARRANGE: (
        "Arrange a new visit",
        "Offer dates",
        "The visit fell through. Offer new dates; you can go on judging meanwhile.",
        "about 5 minutes",
        "assessor.visit_add",
    ),
    Deed.JUDGE: (
        "Judge and report",
        "Go on",
        "Judge each criterion, then write what is strong, what comes next, and what you recommend.",
        "You can stop and go on at any time",
        "assessor.criteria",
    ),
    Deed.REPORT: (
        "Write the report",
        "Write it",
        "Every criterion is judged. Say what is strong, what comes next, and what you recommend.",
        "about 30 minutes",
        "assessor.report",
    ),
    Deed.ANSWER: (
        "Answer the setting’s points",
        "Answer",
        "The setting says which facts in your report are not right.",
        "about 10 minutes",
        "assessor.points",
    ),
    Deed.SECOND: (
        "Give the second judgement",
        "Judge",
        "Judge each criterion by yourself. You see the evidence, not what the assessor found.",
        "You can stop and go on at any time",
        "assessor.criteria",
    ),
    Deed.AGREE_PLAN: (
        "Agree the plan",
        "Read the plan",
        "The setting put its plan forward. Agree it, or give it back with words that help.",
        "about 15 minutes",
        "assessor.plan",
    ),
    Deed.FEEDBACK: (
        "Give feedback on the evidence",
        "Give feedback",
        "The setting asks how it looks so far.",
        "about 15 minutes",
        "assessor.feedback",
    ),
    Deed.LOOK: (
        "Look at a colleague’s report",
        "Read it",
        "It is not shared yet. Say whether it reads well, or what would help.",
        "about 15 minutes",
        "assessor.look",
    ),
    Deed.CONFIRM_AGREED: (
        "Confirm what you two agreed",
        "Read it",
        "The other judge wrote down what you two came to. Say whether it is right.",
        "a minute",
        "assessor.comparison",
    ),
    Deed.READ_ANSWER: (
        "Read what the setting answered",
        "Read it",
        "It answered your feedback, or asks back.",
        "a few minutes",
        "assessor.criteria",
    ),
}

# Where on its screen a deed is done, where that is not the whole of it.
ANCHORS: Final = {Deed.READ_ANSWER: "said"}


def row_of(task: Task) -> dict[str, Any]:
    """One deed that waits."""
    what, button, text, effort, endpoint = DEEDS[task.deed]
    where: dict[str, Any] = {"journey_id": task.journey_id}
    where |= {"visit_id": task.visit_id} if task.visit_id else {}
    where = {"look_id": task.look_id} if task.look_id else where
    wait = waited_here(task.since)
    under_way = task.total and 0 < task.done < task.total
    counted = f": {task.done} of {task.total} judged" if under_way else ""
    return {
        "who": task.setting,
        "what": what + counted,
        "text": text,
        "effort": effort,
        "since": wait.told,
        "tone": "attention" if wait.days > LONG_DAYS else "",
        "button": button,
        "href": url_for(endpoint, **where, _anchor=ANCHORS.get(task.deed)),
    }


def tile_of(line: VisitLine) -> dict[str, object]:
    """One visit among the days ahead."""
    starts = line.visit.starts_at
    there = starts.astimezone(LONDON) if starts else clock.now()
    return {
        "weekday": f"{there:%a}",
        "day": there.day,
        "month": f"{there:%b}",
        "words": line.setting,
        "more": f"{visit_row(line.visit.kind).name}, {clock_time(there)}",
        "href": url_for("assessor.visit", journey_id=line.visit.journey_id, visit_id=line.visit.id),
        "link": "Look at the visit",
    }


def card_of(line: VisitLine) -> dict[str, object]:
    """The next visit: when, where, whom to ask for, and what to do for it now."""
    visit, starts = line.visit, line.visit.starts_at or clock.now()
    there = starts.astimezone(LONDON)
    here: dict[str, Any] = {"journey_id": visit.journey_id, "visit_id": visit.id}
    day = f"{DAYS[there.weekday()]} {there.day} {MONTHS[there.month - 1]} at {clock_time(starts)}"
    near = in_days(starts, clock.today())
    row = visit_row(visit.kind).name
    first = (
        ("Open the record", "assessor.visit_record")
        if has_begun(visit)
        else ("Prepare", "assessor.visit_prepare")
    )
    return tile_of(line) | {
        "near": f"Your next visit, {near}" if near != "today" else "Today",
        "title": f"{line.setting}, {day}",
        "what": f"{row}. {FORM_WORDS[visit.form]}, about {visit.minutes} minutes.",
        "where": where_words(visit.place, line.place.address, line.place.postcode),
        "ask": ", ".join(filter(None, (line.lead, line.place.telephone))),
        "button": first[0],
        "href": url_for(first[1], **here),
        "others": [{"words": "Look at the visit", "href": url_for("assessor.visit", **here)}],
    }
