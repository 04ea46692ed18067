"""What stands beside one criterion while it is judged: judged before, and what the plan says."""

from dataclasses import dataclass
from typing import Any

from award.domain.basis import basis_sentence
from award.domain.frameworks import Judged
from award.queries.judgements import Seen, list_before
from award.queries.plans import list_actions_of
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_short
from award.web.kit.looks import tone_of
from award.web.kit.reading import judged_words
from award.web.kit.visit_talks import ACTION_WORDS


@dataclass(frozen=True)
class Before:
    """One earlier judgement, in words."""

    when: str
    words: str
    tone: str
    note: str


def beside_judging(held: Journey, seen: Seen) -> dict[str, Any]:
    """What was judged before, and what the setting planned for this criterion."""
    words = judged_words(held)
    return {
        "before_this": [
            Before(
                f"{'In this journey' if here else 'Last time'}, {day_short(one.at)}",
                words[one.judged],
                tone_of(one.judged),
                " ".join(filter(None, (one.note, basis_sentence(one.basis)))),
            )
            for here, one in list_before(db.session(), actor(), held, seen.code)
        ],
        "planned": [
            {
                "key": one.what,
                "value": f"{ACTION_WORDS[one.state].capitalize()}, due {day_short(one.due_on)}. "
                f"{one.impact or one.why_stopped}".strip(),
            }
            for one in list_actions_of(actor(), held, seen.code)
        ],
    }


def asks_out(seen: Seen) -> str:
    """Why the setting says that this does not apply, while the coordinator has not answered."""
    own = seen.views.get(Judge.SETTING)
    if own is None or own.judged is not Judged.NOT_APPLICABLE:
        return ""
    return "" if seen.asked.not_applicable_agreed_at is not None else own.note or "No reason given."
