"""What is asked about the date of a visit."""

from datetime import UTC, datetime

from award.domain.routes import VisitForm
from award.storage.days import LONDON
from award.web.kit.fields import Asked
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    Form,
    Required,
    TextField,
    TimeField,
)
from award.web.setting.forms import LINE, VersionedForm


class ConfirmForm(VersionedForm):
    """One of the dates that were offered."""

    starts_at = ChoiceField("Which date suits you?", [Required("Choose one of the dates")])


class ProposeForm(Form):
    """Up to three days that suit the setting."""

    kind = ChoiceField("What is it for?", [Required("Choose what it is for")])
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
    day_1 = DayField("First day", [Required("Enter the day")])
    time_1 = TimeField("At what time?", [Required("Enter the time")], hint="Like 2pm", width=5)
    day_2 = DayField("Second day (optional)")
    time_2 = TimeField("At what time on the second day? (optional)", width=5)
    day_3 = DayField("Third day (optional)")
    time_3 = TimeField("At what time on the third day? (optional)", width=5)
    place = TextField("Where do we meet? (optional)", [AtMost(LINE)])

    def first(self) -> list[Asked]:
        """What everybody answers."""
        return [self[name] for name in ("kind", "held_as", "day_1", "time_1")]

    def other_days(self) -> list[Asked]:
        """More days, which make it easier to agree on one."""
        return [self[name] for name in ("day_2", "time_2", "day_3", "time_3")]

    def has_other_days(self) -> bool:
        """Whether something stands, or is to be put right, among them."""
        return any(one.data or one.errors for one in self.other_days())

    @property
    def offered(self) -> list[datetime]:
        """The moments, in the world's time; a day counts where its time is there too."""
        pairs = ((self[f"day_{n}"].data, self[f"time_{n}"].data) for n in (1, 2, 3))
        return [
            datetime.combine(day, time, LONDON).astimezone(UTC)
            for day, time in pairs
            if day and time
        ]
