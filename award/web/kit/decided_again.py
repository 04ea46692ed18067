"""That something is decided again, and what was decided before, in words for pages and papers."""

from dataclasses import dataclass
from typing import Final

from award.queries.decided_before import Before, find_before, list_before
from award.queries.reports import list_earlier
from award.storage.db import db
from award.storage.decisions import Decision
from award.storage.frameworks import titled
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.kit.journeys import PAST
from award.web.kit.reading import OUTCOME_WORDS

ORDINALS: Final = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


@dataclass(frozen=True)
class DecidedAgain:
    """Which decision it is and after what; what was decided before, and what that asked for."""

    before: Before
    words: str
    told: str
    asked: tuple[tuple[str, str], ...]


def decided_again(held: Journey) -> DecidedAgain | None:
    """What is read beside a report on which the panel decides, or decided, again; else None."""
    before = find_before(db.session(), actor(), held)
    if before is None:
        return None
    which = ORDINALS.get(before.number, "next")
    why = "an appeal" if before.appeal else "more time was given"
    return DecidedAgain(
        before,
        f"The {which} decision, after {why}.",
        _told(before),
        asked_for(held, before.decision),
    )


def _told(before: Before) -> str:
    made, appeal = before.decision, before.appeal
    on = day(made.released_at)
    if appeal is None:
        until = f" until {day(made.deferred_until)}" if made.deferred_until else ""
        return f"On {on} the panel gave more time{until}: {made.reasons}"
    was = OUTCOME_WORDS[made.outcome].lower()
    return (
        f"On {on} the panel decided: {was}. The appeal against it was upheld on "
        f"{day(appeal.heard_at)}: {appeal.reasons}"
    )


def asked_for(held: Journey, made: Decision) -> tuple[tuple[str, str], ...]:
    """What a decision asked for: each criterion by its code and title, and the panel's words."""
    return tuple((titled(held, code), str(said)) for code, said in sorted(made.criteria.items()))


@dataclass(frozen=True)
class EarlierDecision:
    """A decision that stands no more, as pages show it under a fold."""

    made: Decision
    words: str
    when: str
    reasons: str
    asked: tuple[tuple[str, str], ...]


def told_before(held: Journey) -> list[EarlierDecision]:
    """What was decided before the decision that stands, or is on its way; the newest first."""
    return [
        EarlierDecision(
            made, PAST[made.outcome], day(made.released_at), made.reasons, asked_for(held, made)
        )
        for made in list_before(db.session(), actor(), held)
    ]


def again_in_one(held: Journey) -> str:
    """Which decision it is and what was decided before, in a line; empty for the first."""
    again = decided_again(held)
    return f"{again.words} {again.told}" if again else ""


def what_changed(held: Journey) -> str:
    """Why there is a report anew, in a sentence; empty for the first that is shared."""
    earlier = list_earlier(db.session(), actor(), held)
    if not earlier:
        return ""
    if earlier[0].was_decided_on:
        return "What the panel asked for was judged again: see what changed."
    return "It was revised: see what changed."
