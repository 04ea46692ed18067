"""What is asked about announcing awards."""

from typing import Final

from award.web.coordinator.asking import Versioned
from award.web.kit.forms import AtMost, DayField, LongField, TextField, TimeField

LONG: Final = 6000


class CeremonyForm(Versioned):
    """The day, the place, what happens around the handing over, and who is invited."""

    announce_on = DayField(
        "When are the awards announced? (optional)",
        hint="Leave it empty to tell everybody as soon as each award is released.",
    )
    begins_at = TimeField("From when? (optional)", hint="For example 2pm or 14.30")
    where = TextField("Where? (optional)", [AtMost(200)])
    before = LongField(
        "What comes before the certificates? (optional)",
        [AtMost(LONG)],
        hint="A line for each, like “Welcome by the Lord Mayor”.",
        rows=4,
    )
    after = LongField("What comes after? (optional)", [AtMost(LONG)], rows=3)
    guests = LongField(
        "Who else is invited? (optional)",
        [AtMost(LONG)],
        hint="A line for each guest. The lead and head of each setting are on the list already.",
        rows=5,
    )


class AnnounceForm(Versioned):
    """The day on which one award is told to everybody."""

    announce_on = DayField(
        "When is it announced?", hint="Leave it empty, or choose today, to announce it now."
    )
