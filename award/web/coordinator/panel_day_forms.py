"""The coordinator's forms about a panel day."""

from typing import Final

from award.domain.panel_days import FEWEST_MINUTES, MOST_MINUTES
from award.web.kit.forms import (
    AtMost,
    LongField,
    ManyField,
    Required,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)
from award.web.kit.versions import VersionedForm

LONG: Final = 2000
LINE: Final = 200


class AddForm(VersionedForm):
    """Which journeys come on the agenda."""

    journeys = ManyField("Journeys before the panel", [Required("Tick at least one journey")])


class WhereForm(VersionedForm):
    """Where and from when the panel meets."""

    meets_at = TimeField("From when? (optional)", hint="For example 2pm or 14.30")
    meets_where = TextField(
        "Where? (optional)", [AtMost(LINE)], hint="A room and its address, or how to join by video"
    )
    words = LongField("A word to the panel (optional)", [AtMost(LONG)], rows=3)


class ItemForm(VersionedForm):
    """One journey of the agenda."""

    place = WholeNumberField("Its place on the agenda", [Required("Enter 1, 2, 3 …")], least=1)
    minutes = WholeNumberField(
        "How many minutes?",
        [Required("Enter how many minutes")],
        least=FEWEST_MINUTES,
        most=MOST_MINUTES,
    )
    words = LongField(
        "What should they talk about first? (optional)",
        [AtMost(LONG)],
        hint="Only the panel and coordinators read this.",
        rows=3,
    )
    off = TickField("Take it off the agenda")
