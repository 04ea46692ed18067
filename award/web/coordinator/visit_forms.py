"""The coordinator's forms about visits."""

from datetime import date, datetime, time

from award.domain.routes import VisitForm as HowHeld
from award.storage.days import LONDON
from award.web.coordinator.asking import Versioned
from award.web.coordinator.wording import FORM_WORDS
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    LongField,
    Required,
    SelectField,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)

LONG = 4000
OFFERS = 3


def moment_of(on: date | None, at: time | None) -> datetime | None:
    """The moment that a day and a time in England name; None where one of them is missing."""
    if on is None or at is None:
        return None
    return datetime.combine(on, at, tzinfo=LONDON)


class VisitWords(Versioned):
    """What every visit is asked for: its kind, who comes, how and where."""

    kind = ChoiceField("What kind of visit?", [Required("Choose the kind of visit")])
    visitor_id = SelectField("Who comes?", [Required("Choose who comes")])
    form = ChoiceField(
        "How is it held?",
        [Required("Choose how it is held")],
        choices=[Choice(one, FORM_WORDS[one]) for one in HowHeld],
    )
    place = TextField("Where? (optional)", [AtMost(200)])
    minutes = WholeNumberField("How many minutes?", least=10, most=600, default=90)


class ProposeForm(VisitWords):
    """Up to three moments to choose from."""

    on_1 = DayField("First day to offer", [Required("Enter a day")])
    at_1 = TimeField("Time", [Required("Enter a time like 9:30am")], width=5)
    on_2 = DayField("Second day (optional)")
    at_2 = TimeField("Time", width=5)
    on_3 = DayField("Third day (optional)")
    at_3 = TimeField("Time", width=5)

    def offered(self) -> list[datetime]:
        """The moments that are whole."""
        pairs = [(self[f"on_{n}"].data, self[f"at_{n}"].data) for n in range(1, OFFERS + 1)]
        return [when for on, at in pairs if (when := moment_of(on, at))]


class BookForm(VisitWords):
    """One moment that both sides agreed already."""

    on_1 = DayField("Which day?", [Required("Enter the day")])
    at_1 = TimeField("What time?", [Required("Enter a time like 9:30am")], width=5)
    held = TickField("It has already taken place")

    def offered(self) -> list[datetime]:
        """The one moment."""
        when = moment_of(self.on_1.data, self.at_1.data)
        return [when] if when else []


class ConfirmForm(Versioned):
    """Which of the offered moments it is."""

    starts_at = ChoiceField("Which date?", [Required("Choose a date")])


class MoveForm(Versioned):
    """A new moment, and why."""

    new_on = DayField("Which day?", [Required("Enter the day")])
    new_at = TimeField("What time?", [Required("Enter a time like 9:30am")], width=5)
    reason = LongField(
        "Why does it move?", [Required("Say why the visit moves"), AtMost(LONG)], rows=3
    )


class RecordForm(Versioned):
    """The written record, without its notes, which the framework's conversations bring."""

    met = LongField(
        "Whom did you meet?",
        [AtMost(LONG)],
        hint="Adults by role, children as number and group. Never a child’s name.",
        rows=3,
    )
    summary = LongField("What did you see and hear?", [AtMost(LONG)])
    next_steps = LongField("What comes next? (optional)", [AtMost(LONG)], rows=3)
    finished = ChoiceField(
        "Is the record finished?",
        [Required("Choose yes or no")],
        choices=[
            Choice("no", "No, keep it as it is for now"),
            Choice("yes", "Yes, it is written up"),
        ],
    )
