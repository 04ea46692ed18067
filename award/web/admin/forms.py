"""What the administrators' pages ask for."""

from datetime import date

from award.adapters.typefaces import Voice
from award.domain.people import ROLE_NAMES, Role
from award.web.kit.choice_fields import both_roles
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    EmailField,
    Form,
    Required,
    SelectField,
    TextField,
    TickField,
)
from award.web.kit.printable import Printable

GIVEN_BY_ADMINISTRATORS = (
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
    Role.ADVISER,
    Role.ASSESSOR,
    Role.SECOND,
    Role.PANEL,
    Role.STEERING,
    Role.AUDITOR,
)


ROLE_CHOICES = tuple(
    Choice(str(one), ROLE_NAMES[one].capitalize()) for one in GIVEN_BY_ADMINISTRATORS
)


class FoundForm(Form):
    """A new authority."""

    writes_anew = True

    name = TextField(
        "Name of the authority",
        [Required("Enter the name"), AtMost(100), Printable(Voice.STRONG)],
        hint="Like Leicester",
    )
    code = TextField(
        "Its code: its word in addresses",
        [Required("Enter its code"), AtMost(40)],
        hint="Small letters, figures and hyphens, like fenwick-vale. It stays as it is.",
    )
    number_prefix = TextField(
        "Its prefix: letters before its award numbers",
        [Required("Enter two to six capital letters"), AtMost(6)],
        hint="Like LEI, for LEI-2026-0001",
    )
    la_code = TextField(
        "Its number in the register of schools (optional)", [AtMost(3)], hint="Like 856"
    )


class InviteForm(Form):
    """Who is asked to come, and as what."""

    name = TextField("Their name", [Required("Enter their name"), AtMost(100)])
    email = EmailField(
        "Their e-mail address", [Required("Enter their e-mail address"), AtMost(255)]
    )
    role = ChoiceField(
        "What will they be?",
        [Required("Choose what they will be")],
        choices=ROLE_CHOICES,
    )
    is_outside = TickField("They come from another authority (for panel members)")
    also = both_roles()


class RemoveForm(Form):
    """Nothing to fill in: the sentence says what will happen."""


class CoverForm(Form):
    """Who is away, who stands in, and when."""

    user_id = SelectField("Who is away?", [Required("Choose who is away")])
    cover_user_id = SelectField("Who stands in?", [Required("Choose who stands in")])
    from_on = DayField("First day", [Required("Enter the first day")])
    until_on = DayField("Last day", [Required("Enter the last day")])

    @property
    def first(self) -> date:
        return day_in(self.from_on)

    @property
    def last(self) -> date:
        return day_in(self.until_on)


def day_in(field: DayField) -> date:
    """The day in a field that was checked."""
    if field.data is None:
        raise ValueError("Ask for the days of a form that is whole.")
    return field.data
