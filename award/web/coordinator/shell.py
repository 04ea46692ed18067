"""What stands around every page of a journey: its band, its tabs, whose turn it is."""

from typing import Any, Final

from flask import request, url_for

from award.adapters import clock
from award.domain.turns import TURN_NAMES, Turn
from award.queries.waiting_since import since_of
from award.storage.db import session_of
from award.storage.frameworks import kind_of
from award.storage.journeys import Journey
from award.web.coordinator.wording import days_of_turn
from award.web.kit.filters import day
from award.web.kit.journey_steps import journey_steps
from award.web.kit.journeys import is_under_way, stage_words
from award.web.kit.pages import Link, render
from award.web.kit.waited import waited

TABS: Final = (
    ("Overview", "coordinator.journey"),
    ("Application", "coordinator.application"),
    ("Plan", "coordinator.plan"),
    ("Evidence", "coordinator.evidence"),
    ("Visits", "coordinator.visits"),
    ("Judgement", "coordinator.judgement"),
    ("Decision", "coordinator.decision"),
    ("Letters", "coordinator.letters"),
    ("History", "coordinator.history"),
)
# Pages of a part that has a tab of its own.
WITHIN: Final = {
    "coordinator.policy_check": "coordinator.plan",
    "coordinator.evidence_coverage": "coordinator.evidence",
    "coordinator.visit": "coordinator.visits",
}


def address_in_room(endpoint: str, journey: Journey) -> str:
    """Where something of a journey stands in its setting's room."""
    return url_for(endpoint, setting_id=journey.setting_id, journey_id=journey.id)


def journey_page(template: str, journey: Journey, **given: Any) -> str:
    """One tab of a journey, with the band above it."""
    tabs = [
        Link(
            words,
            url_for(endpoint, journey_id=journey.id),
            current=endpoint == request.endpoint,
            within=endpoint == WITHIN.get(request.endpoint or ""),
        )
        for words, endpoint in TABS
    ]
    current = next((one.words for one in tabs if one.current), "")
    return render(
        template,
        journey=journey,
        heading=journey.setting.name,
        title_extra=current.lower() if current != "Overview" else "",
        lead=_about(journey),
        back=Link("Journeys", url_for("coordinator.journeys")),
        on_band=True,
        journey_steps=journey_steps(journey),
        tab_items=tabs,
        status=_status(journey),
        under_way=is_under_way(journey),
        in_their_room=url_for("setting.home", setting_id=journey.setting_id),
        **given,
    )


def _about(journey: Journey) -> str:
    setting, parts = journey.setting, []
    if setting.kind is not None:
        kind = kind_of(setting)
        size = f", {setting.size:,} {kind.people}" if setting.size else ""
        parts.append(f"{kind.label}{size}")
    parts.append(f"{journey.route.name} route")
    parts.append(f"Framework {journey.framework.version}")
    return ". ".join(parts) + "."


def _status(journey: Journey) -> dict[str, Any]:
    tone, words = stage_words(journey)
    mine = journey.turn is Turn.COORDINATOR
    waits = ""
    if journey.turn is not Turn.NOBODY:
        since = since_of(session_of(journey), [journey], at=clock.now())[journey.id]
        wait = waited(days_of_turn(journey), since, clock.now())
        counted = not wait.words.startswith(("today", "since"))
        waits = f"for {wait.words}" if counted else wait.words.replace("today", "since today")
    whose = "Your turn" if mine else f"Waiting for {TURN_NAMES[journey.turn]}"
    paused = f"until {day(journey.paused_until)}" if journey.paused_until else ""
    aim = journey.round
    return {
        "stage_tone": tone if not is_under_way(journey) else "others",
        "stage": words,
        "turn": (whose if waits else "") if not paused else "",
        "turn_tone": "yours" if mine else "others",
        "since": waits,
        "paused": paused,
        "aim": f"panel on {day(aim.panel_on)}" if aim else "",
        "deferred": day(journey.deferred_until) if journey.deferred_until else "",
    }


def name_of(journey: Journey) -> str:
    """The setting's name, for the soft line of a page about one part of its journey."""
    return journey.setting.name
