"""What is asked about the date of a visit."""

from datetime import datetime
from typing import Final

from award.domain.routes import VisitForm
from award.web.kit.choice_fields import TickOnceAsked
from award.web.kit.fields import Asked
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    Form,
    LongField,
    Required,
    TextField,
    TimeField,
    in_rows,
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
from award.web.setting.forms import LINE, WordsForm

ARRIVAL: Final = 1000
OTHER_DAYS: Final = ("day_2", "time_2", "day_3", "time_3")


class ConfirmForm(ChosenDay):
    """One of the dates that were offered."""

    starts_at = ChoiceField("Which date suits you?", [Required("Choose one of the dates")])


class ProposeForm(Form):
    """Up to three days that suit the setting."""

    kind = ChoiceField("What is it for?", [Required("Choose what it is for")])
    one_more = TickOnceAsked("We would like one more visit of this kind")
    held_as = ChoiceField(
        "How would you like to meet?",
        [Required("Choose how you would like to meet")],
        choices=[
            Choice(str(VisitForm.ON_SITE), "At our place"),
            Choice(str(VisitForm.REMOTE), "On screen"),
            Choice(str(VisitForm.CALL), "By phone"),
            Choice(str(VisitForm.WORKSHOP), "At a workshop with others"),
        ],
    )
    day_1 = DayField("First day", [Required("Enter the day"), NEAR])
    time_1 = TimeField("At what time?", [Required("Enter the time")], hint="Like 2pm", width=5)
    day_2 = more_day("Second day (optional)", "time_2")
    time_2 = more_time("At what time on the second day? (optional)", "day_2", 5)
    day_3 = more_day("Third day (optional)", "time_3")
    time_3 = more_time("At what time on the third day? (optional)", "day_3", 5)
    place = TextField("Where do we meet? (optional)", [AtMost(LINE)])
    despite = despite_field()

    def first(self) -> list[list[Asked]]:
        """What everybody answers."""
        named = ("kind", "one_more", "held_as", "day_1", "time_1")
        return in_rows(self[name] for name in named if name in self)

    def other_days(self) -> list[list[Asked]]:
        """More days, which make it easier to agree on one."""
        return in_rows(self[name] for name in OTHER_DAYS)

    def last(self) -> list[Asked]:
        """What stands below the days."""
        return [self["place"], self["despite"]]

    @property
    def offered(self) -> list[datetime]:
        """The moments, in the world's time; a day counts where its time is there too."""
        return offered_in(self)


def offered_in(form: Form) -> list[datetime]:
    """The moments that a form offers; a day counts where its time is there too.

    Raises WrongDay for an hour that the clocks leave out.
    """
    return moments_of((form[f"day_{n}"].data, form[f"time_{n}"].data) for n in (1, 2, 3))


class OtherDaysForm(VersionedForm):
    """Other days for a visit that is offered or booked, and why."""

    day_1 = DayField("First day", [Required("Enter the day"), NEAR])
    time_1 = TimeField("At what time?", [Required("Enter the time")], hint="Like 2pm", width=5)
    day_2 = more_day("Second day (optional)", "time_2")
    time_2 = more_time("At what time on the second day? (optional)", "day_2", 5)
    day_3 = more_day("Third day (optional)", "time_3")
    time_3 = more_time("At what time on the third day? (optional)", "day_3", 5)
    reason = LongField(
        "Why do you need another day?",
        [Required("Say why, in a few words"), AtMost(LINE)],
        rows=2,
    )
    despite = despite_field()

    def first(self) -> list[list[Asked]]:
        """What everybody answers."""
        return in_rows(self[name] for name in ("day_1", "time_1"))

    def other_days(self) -> list[list[Asked]]:
        """More days, which make it easier to agree on one."""
        return in_rows(self[name] for name in OTHER_DAYS)

    def last(self) -> list[Asked]:
        """What stands below the days."""
        return [self["reason"], self["despite"]]

    @property
    def offered(self) -> list[datetime]:
        """The moments, in the world's time."""
        return offered_in(self)


class CancelForm(VersionedForm):
    """A visit that will not be, and why."""

    reason = LongField(
        "Why is it cancelled?",
        [Required("Say why, in a few words"), AtMost(LINE)],
        hint="The visitor and the coordinator read it word for word, in a letter.",
        rows=2,
    )


class AnswerForm(WordsForm):
    """What is not right in the record of a visit."""

    says_whom_to_call = True


class ArrivalForm(VersionedForm):
    """How one gets in."""

    arrival = LongField(
        "How does one get in?",
        [AtMost(ARRIVAL)],
        hint="Where to park, which door, whom to ask for, what to bring. No names of children.",
        rows=4,
    )
