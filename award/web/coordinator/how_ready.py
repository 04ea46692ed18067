"""How close a setting is, for its coordinator: the leaves of each standard, and what is left."""

from typing import Any, Final

from flask import url_for

from award.domain.facts import CriterionFacts, Facts
from award.domain.frameworks import standards_for
from award.domain.readiness import goes_on, is_criterion_ready, lacks_essential, ready_count
from award.domain.stages import Stage
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.filters import number_word, plural
from award.web.kit.journeys import is_under_way

BEFORE_GATHERING: Final = (Stage.DRAFT, Stage.APPLIED, Stage.PLANNING)


def how_ready(found: Journey, facts: Facts) -> dict[str, Any]:
    """How close the setting is, standard by standard."""
    known = {one.code: one for one in facts.criteria}
    asked = [one for one in criteria_of(found) if known[one.code].applies]
    rows = []
    for standard in standards_for(framework_of(found.framework), kind_of(found.setting)):
        mine = [known[one.code] for one in asked if one.standard == standard.code]
        if mine:
            leaves = [_leaf(one, found.stage) for one in mine]
            rows.append(
                {
                    "words": standard.title,
                    "ready": leaves.count("ready"),
                    "total": len(mine),
                    "leaves": leaves,
                }
            )
    ready, total = ready_count(facts)
    href = url_for("coordinator.evidence", journey_id=found.id)
    plan = url_for("coordinator.plan", journey_id=found.id)
    waits = is_under_way(found) and found.stage not in BEFORE_GATHERING
    asked_of = (one for one in facts.criteria if one.applies)
    essential = [one for one in asked_of if _leaf(one, found.stage) == "essential"]
    left = [{"words": one.code, "href": href} for one in essential]
    return {
        "ready": ready,
        "total": total,
        "standards": rows,
        "left": left if waits else (),
        "left_words": f"{plural(len(left), 'essential')} left",
        "goes_on": [
            {"words": one.code, "href": plan, "text": _unfinished(one)} for one in goes_on(facts)
        ],
    }


def _leaf(one: CriterionFacts, stage: Stage) -> str:
    if is_criterion_ready(one, stage):
        return "ready"
    return "essential" if lacks_essential(one, stage) else "left"


def _unfinished(one: CriterionFacts) -> str:
    """What of an essential criterion goes on though the setting is ready."""
    if one.actions_left == 1:
        return "one action still to finish; it does not hold the journey up."
    count = number_word(one.actions_left)
    return f"{count} actions still to finish; they do not hold the journey up."
