"""Whether an appeal waits or can be lodged, and the card that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten
from typing import Final

from flask import url_for

from award.actions.appealing import (
    AGAINST_WORDS,
    appealable,
    find_dismissed,
    find_upheld,
    last_day_to_appeal,
)
from award.domain.permissions import May
from award.domain.stages import Stage
from award.queries.awards import list_appeals
from award.storage.db import db
from award.storage.decisions import Appeal, AppealState
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.kit.pages import Link
from award.web.setting.here import can
from award.web.setting.nexts import Next

A_LINE: Final = 300
TOLD_FOR: Final = timedelta(days=60)  # beside an award, which may last for years
# What comes after an appeal that was upheld, by what it was against, until it has come.
FOLLOWS: Final = {
    "declined": "The coordinator takes your application up again, as you sent it.",
    "not_yet": "The coordinator takes your report to the panel again, and it decides anew.",
    "conditions": "The coordinator takes your report to the panel again, and it decides anew; "
    "until then you hold the award.",
    "deferred": "The coordinator gives you a new day until which you have time.",
    "suspension": "The award is put back in force.",
    "revocation": "The award is put back in force.",
}
TOO_LATE: Final = "No decision can be appealed against now: 20 days are the limit"
NOTHING_TO_APPEAL: Final = "Nothing has been decided that can be appealed against"
DECIDED_ANEW: Final = "The panel decides now. What it decides can be appealed against"
NOTHING_TO_DO: Final = "There is nothing that you need to do now."
WAITING: Final = (AppealState.LODGED, AppealState.RECEIVED)


def find_waiting(journey: Journey) -> Appeal | None:
    """The appeal that nobody has heard yet; for whoever may lodge one or read the decision."""
    if not (can(May.LODGE_APPEAL, journey) or can(May.SEE_DECISION, journey)):
        return None
    found = list_appeals(db.session(), actor(), journey)
    return next((one for one in found if one.state in WAITING), None)


def may_appeal(journey: Journey, *, at: datetime) -> bool:
    """Whether an appeal can be lodged now by who looks; never a second one beside the first."""
    if not can(May.LODGE_APPEAL, journey) or appealable(journey, at=at) is None:
        return False
    return find_waiting(journey) is None and find_upheld(journey) is None


def may_until(journey: Journey | None, *, at: datetime) -> tuple[str, date] | None:
    """Where an appeal is lodged, and until when, while who looks can lodge one."""
    until = last_day_to_appeal(journey) if journey and may_appeal(journey, at=at) else None
    if journey is None or until is None:
        return None
    return url_for("setting.appeal", journey_id=journey.id), until


def why_closed(journey: Journey, *, at: datetime) -> tuple[str, ...]:
    """Why no appeal can be lodged now, in one sentence; nothing where one can."""
    if find_waiting(journey):
        return ("An appeal is under way already. You get an e-mail when it is heard",)
    if find_upheld(journey):
        return ("Your appeal was upheld already. You get an e-mail when what follows is there",)
    if find_dismissed(journey):
        page = "The application’s" if journey.stage is Stage.DECLINED else "Its"
        return (f"Your appeal was heard, and the decision stands. {page} page says why",)
    if appealable(journey, at=at):
        return ()
    if journey.stage is Stage.DECIDING:
        return (DECIDED_ANEW,)
    return (TOO_LATE if last_day_to_appeal(journey) else NOTHING_TO_APPEAL,)


def waits(journey: Journey) -> Next | None:
    """The first card while an appeal waits to be heard, or was upheld and nothing has followed."""
    one = find_waiting(journey)
    if one is not None:
        return _card("Your appeal is under way", _heard_by_another(one), journey)
    if not (can(May.LODGE_APPEAL, journey) or can(May.SEE_DECISION, journey)):
        return None
    upheld = find_upheld(journey)
    if upheld is None:
        return None
    said = shorten(upheld.reasons, A_LINE, placeholder=" …")
    text = (
        f"It was upheld on {day(upheld.heard_at)}: “{said}” {FOLLOWS[upheld.against]} "
        f"You get an e-mail then. {NOTHING_TO_DO}"
    )
    return _card("Your appeal was upheld", text, journey)


def dismissed_words(journey: Journey) -> str:
    """That an appeal against what stands now was dismissed; else nothing."""
    if not (can(May.LODGE_APPEAL, journey) or can(May.SEE_DECISION, journey)):
        return ""
    dismissed = find_dismissed(journey)
    if dismissed is None:
        return ""
    return f"Your appeal was dismissed on {day(dismissed.heard_at)}: what was decided stands."


@dataclass(frozen=True)
class AppealTold:
    """What became of an appeal, as the first page tells it below its card, and where one reads on.

    ``link`` is None where who looks may not read the decision.
    """

    words: str
    link: Link | None


def dismissed_lately(journeys: Iterable[Journey], *, at: datetime) -> AppealTold | None:
    """The first of these journeys on which an appeal was dismissed lately; None where none was."""
    for one in journeys:
        found = find_dismissed(one) if (words := dismissed_words(one)) else None
        if found is not None and found.heard_at is not None and found.heard_at > at - TOLD_FOR:
            href = url_for("setting.decision", journey_id=one.id)
            reads = can(May.SEE_DECISION, one)
            return AppealTold(words, Link("Read why", href) if reads else None)
    return None


def waits_beside(journeys: Iterable[Journey]) -> AppealTold | None:
    """The same of an appeal that waits, where the card on top speaks of another journey."""
    card = first_that_waits(journeys)
    if card is None:
        return None
    words = f"{card.title}. {card.text.removesuffix(NOTHING_TO_DO).strip()}"
    return AppealTold(words, Link(card.button, card.href) if card.href else None)


def first_that_waits(journeys: Iterable[Journey]) -> Next | None:
    """The card of the first of these journeys on which an appeal waits; None where none does."""
    return next((card for one in journeys if (card := waits(one)) is not None), None)


def _heard_by_another(one: Appeal) -> str:
    return (
        f"You appealed on {day(one.lodged_at)} against {AGAINST_WORDS[one.against]}. Somebody who "
        f"took no part looks at it, and you get an e-mail. {NOTHING_TO_DO}"
    )


def _card(title: str, text: str, journey: Journey) -> Next:
    reads = can(May.SEE_DECISION, journey)
    return Next(
        title,
        text,
        "Read the decision" if reads else "",
        url_for("setting.decision", journey_id=journey.id) if reads else "",
        why="For now",
    )
