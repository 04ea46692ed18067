"""The one lifted card of a journey's page, and what may follow when there is time."""

from dataclasses import dataclass, field
from typing import Final

from flask import url_for

from award.domain.facts import Facts
from award.domain.permissions import May
from award.domain.stages import OPEN, Stage
from award.domain.turns import Turn
from award.queries.visits import VisitSeen, list_visits
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.kit.moves import OpenMove
from award.web.setting.deeds import Deed, list_deeds
from award.web.setting.here import can

MOST_THEN: Final = 5
WAITING: Final[dict[Stage, tuple[str, str]]] = {
    Stage.APPLIED: (
        "Your application is with the coordinator",
        "There is nothing that you need to do now. You will get a letter when they have read it.",
    ),
    Stage.PLANNING: (
        "The coordinator has the next step",
        "You will get a letter. Meanwhile you can say where you are with each criterion.",
    ),
    Stage.GATHERING: (
        "Somebody looks at what you have so far",
        "You asked for feedback. You can go on meanwhile.",
    ),
    Stage.READY: (
        "You are ready",
        "The coordinator finds an assessor and a day for the visit. There is nothing more to send.",
    ),
    Stage.ASSESSING: (
        "Your setting is being assessed",
        "The assessor reads, visits and writes a report. You see it before anybody decides.",
    ),
    Stage.CHECKING: (
        "Your reply is being answered",
        "The assessor looks at each of your points. You will get a letter.",
    ),
    Stage.DECIDING: (
        "The panel has your report",
        "There is nothing that you need to do now. You will get a letter with the decision.",
    ),
}


@dataclass(frozen=True)
class Next:
    """What the lifted card says, and what stands below it."""

    title: str
    text: str = ""
    button: str = ""
    href: str = ""
    effort: str = ""
    why: str = "Next for you"
    with_motif: bool = False
    then: list[Deed] = field(default_factory=list)


def next_of(journey: Journey, facts: Facts, moves: list[OpenMove]) -> Next | None:
    """What is next for who looks at this journey; None once it has ended."""
    if journey.stage not in OPEN:
        return None
    if facts.paused:
        text = f"It goes on after {day(journey.paused_until)}. Nothing is asked of you till then."
        return Next("Your journey is paused", text, why="For now")
    visits, others = _of_visits(journey), list_deeds(journey, facts)
    deeds = [*others, *visits] if journey.stage is Stage.CHECKING else [*visits, *others]
    onward = next((one for one in moves if one.onward and not one.blockers), None)
    if journey.turn is not Turn.SETTING and not (deeds and deeds[0].button in OF_VISITS):
        title, text = WAITING[journey.stage]
        return Next(title, text, why="For now", then=deeds[:MOST_THEN])
    if onward is not None and not (deeds and deeds[0].button in OF_VISITS):
        text = "Everything that is asked is there. This is the last tap."
        more = "Everything that is asked is there. What stands below would help, but need not be."
        title = onward.label
        return Next(title, more if deeds else text, title, onward.href, then=deeds[:MOST_THEN])
    if deeds:
        first, then = deeds[0], deeds[1 : MOST_THEN + 1]
        motif = journey.stage is Stage.DRAFT
        then = then or (_first_days(journey) if motif else [])
        return Next(
            first.words, first.text, first.button, first.href, first.effort, "Next for you",
            motif, then,
        )  # fmt: skip
    return Next("Ask your lead to go on", "Everything is there. The lead takes the next step.")


OF_VISITS: Final = frozenset({"Choose a date", "Read the record"})


def _of_visits(journey: Journey) -> list[Deed]:
    """Dates to choose and records to agree: somebody waits for these."""
    if not can(May.CONFIRM_VISIT, journey):
        return []
    return [
        _of_visit(journey, one)
        for one in list_visits(db.session(), actor(), journey)
        if one.waits_for_setting and one.visit.superseded_at is None
    ]


def _of_visit(journey: Journey, one: VisitSeen) -> Deed:
    href = url_for("setting.visit", journey_id=journey.id, visit_id=one.visit.id)
    name = one.name[0].lower() + one.name[1:]
    if one.is_record_open:
        text = f"{one.visitor} wrote down what was seen and heard. Agree it, or say what is wrong."
        return Deed(f"Read the record of the {name}", href, "Read the record", text, "5 minutes")
    text = f"{one.visitor} offers {len(one.offered)} to choose from."
    return Deed(f"Choose a date for the {name}", href, "Choose a date", text, "2 minutes")


def _first_days(journey: Journey) -> list[Deed]:
    people = url_for("setting.people")
    criteria = url_for("setting.criteria", journey_id=journey.id)
    return [
        Deed("Ask a colleague to join you", people, "", "They can add evidence too", "2 minutes"),
        Deed("Read the criteria", criteria, "", "What you already do counts", "10 minutes"),
    ]
