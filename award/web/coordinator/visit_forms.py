"""The coordinator's forms about visits."""

from datetime import datetime

from award.domain.routes import VisitForm as HowHeld
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
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_fields import (
    NEAR,
    ChosenDay,
    despite_field,
    moments_of,
    more_day,
    more_time,
)

LONG = 4000
OFFERS = 3


class VisitWords(VersionedForm):
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

    on_1 = DayField("First day to offer", [Required("Enter a day"), NEAR])
    at_1 = TimeField("Time", [Required("Enter a time like 9:30am")], width=5)
    on_2 = more_day("Second day (optional)", "at_2")
    at_2 = more_time("Time", "on_2", 5)
    on_3 = more_day("Third day (optional)", "at_3")
    at_3 = more_time("Time", "on_3", 5)
    despite = despite_field()

    def offered(self) -> list[datetime]:
        """The moments that are whole."""
        pairs = [(self[f"on_{n}"].data, self[f"at_{n}"].data) for n in range(1, OFFERS + 1)]
        return moments_of(pairs)


class BookForm(VisitWords):
    """One moment that both sides agreed already."""

    on_1 = DayField("Which day?", [Required("Enter the day"), NEAR])
    at_1 = TimeField("What time?", [Required("Enter a time like 9:30am")], width=5)
    held = TickField("It has already taken place")
    despite = despite_field()

    def offered(self) -> list[datetime]:
        """The one moment."""
        return moments_of([(self.on_1.data, self.at_1.data)])


class ConfirmForm(ChosenDay):
    """Which of the offered moments it is."""

    starts_at = ChoiceField("Which date?", [Required("Choose a date")])
    despite = despite_field()


class OtherDaysForm(VersionedForm):
    """Other moments for a visit that is offered or booked, and why."""

    on_1 = DayField("First day to offer", [Required("Enter a day"), NEAR])
    at_1 = TimeField("Time", [Required("Enter a time like 9:30am")], width=5)
    on_2 = more_day("Second day (optional)", "at_2")
    at_2 = more_time("Time", "on_2", 5)
    on_3 = more_day("Third day (optional)", "at_3")
    at_3 = more_time("Time", "on_3", 5)
    reason = LongField("Why another day?", [Required("Say why"), AtMost(LONG)], rows=3)
    despite = despite_field()

    def offered(self) -> list[datetime]:
        """The moments that are whole."""
        return moments_of(
            (self[f"on_{n}"].data, self[f"at_{n}"].data) for n in range(1, OFFERS + 1)
        )


class HandOverForm(VersionedForm):
    """Who makes a visit from now on, and why."""

    visitor_id = ChoiceField("Who makes it now?", [Required("Choose who makes the visit")])
    reason = LongField(
        "Why somebody else?",
        [Required("Say why somebody else makes the visit"), AtMost(LONG)],
        hint="It is kept with the visit. The setting reads only who comes.",
        rows=3,
    )
    despite = despite_field()


class MoveForm(VersionedForm):
    """A new moment, and why."""

    new_on = DayField("Which day?", [Required("Enter the day"), NEAR])
    new_at = TimeField("What time?", [Required("Enter a time like 9:30am")], width=5)
    reason = LongField(
        "Why does it move?", [Required("Say why the visit moves"), AtMost(LONG)], rows=3
    )
    despite = despite_field()

    def moment(self) -> datetime:
        """The new moment, in a form that is whole."""
        return moments_of([(self.new_on.data, self.new_at.data)])[0]
