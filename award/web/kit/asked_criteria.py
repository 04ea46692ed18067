"""The criteria of a journey as fields: what is still asked of each, those below “met” first."""

from collections.abc import Mapping
from typing import Any, Final

from award.domain.frameworks import Judged
from award.queries.judgements import list_criteria
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.forms import AtMost, LongField

LONG: Final = 4000
BELOW: Final = (Judged.NOT_YET, Judged.DEVELOPING)
HINT: Final = "Leave it empty where nothing more is needed."
JUDGED_BELOW: Final = "The assessor sees it below “met”."


def criteria_fields(journey: Journey) -> Mapping[str, Any]:
    """A field for each criterion; those that the assessor sees below “met” come first."""
    below = {
        one.code
        for one in list_criteria(db.session(), journey, actor())
        if one.judged(Judge.ASSESSOR) in BELOW
    }
    placed = sorted(enumerate(criteria_of(journey)), key=lambda one: one[1].code not in below)
    found = {}
    for shown, (place, one) in enumerate(placed):
        hints = (JUDGED_BELOW if one.code in below else "", "" if shown else HINT)
        found[f"criterion_{place}"] = LongField(
            f"{one.code} {one.title}", [AtMost(LONG)], hint=" ".join(filter(None, hints)), rows=2
        )
    return found
