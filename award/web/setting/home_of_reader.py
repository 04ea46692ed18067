"""What stands first for who reads but does not write: the head, or whoever approves."""

from collections.abc import Sequence
from typing import Final

from flask import url_for

from award.actions.overtaking import STAGE_OF, STEP_WORDS
from award.domain.facts import Facts
from award.domain.readiness import blocks
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.queries.own_journeys import find_approval
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.setting.deeds import Deed

WITH_LEAD: Final[dict[Stage, tuple[str, str]]] = {
    Stage.DRAFT: ("Your lead is writing the application", "It is sent once all of it is there."),
    Stage.PLANNING: (
        "Your lead is planning the first steps",
        "They say where you are with each criterion, and agree a short plan with the coordinator.",
    ),
    Stage.GATHERING: (
        "Your lead is gathering evidence",
        "You can read what is there at any time.",
    ),
    Stage.CHECKING: ("Your lead is checking the report", "They say whether its facts are right."),
}


def waits_for_approval(journey: Journey, facts: Facts) -> Deed | None:
    """What the head was asked to approve and has not yet."""
    of = next((one for one, stage in STAGE_OF.items() if stage is journey.stage), None)
    if of is None or not journey.route.rules.asks(of):
        return None
    asked = find_approval(db.session(), actor(), journey, of)
    if asked is None or asked.approved_at is not None:
        return None
    href = url_for("setting.approval", journey_id=journey.id, of=str(of))
    words = f"Read and approve {STEP_WORDS[of].removeprefix('that ')}"
    if of is Approval.READY:
        words = "Say whether you agree that your setting is ready"
    text = "Your lead has prepared it, and takes the next step once you agree."
    if left := still_left(facts):
        text = f"Your lead asks you already. {left}"
    return Deed(words, href, "Read it", text, "About 5 minutes")


def still_left(facts: Facts) -> str:
    """How much is needed before the setting is ready; empty where nothing is, or not yet asked."""
    left = len(blocks(facts)) if facts.stage is Stage.GATHERING else 0
    need = "thing is" if left == 1 else "things are"
    return f"{left} {need} still needed before you are ready." if left else ""


def with_lead(journey: Journey, facts: Facts) -> tuple[str, str]:
    """Who works on it now, how far it is, and what the head will be asked."""
    title, text = WITH_LEAD[journey.stage]
    if left := still_left(facts):
        text = f"{left} {text}"
    of = next((one for one, stage in STAGE_OF.items() if stage is journey.stage), None)
    if of is not None and journey.route.rules.asks(of):
        text += " You will be asked to approve it."
    return title, text


def readable(deeds: Sequence[Deed], may_do: frozenset[str]) -> list[Deed]:
    """Those of the deeds that somebody who only reads can do."""
    return [one for one in deeds if one.button in may_do]
