"""What a setting is asked about a condition, and once a year about its award."""

from award.web.kit.forms import AtMost, LongField, ManyField, Required, TextField
from award.web.kit.versions import VersionedForm
from award.web.setting.forms import LINE, LONG


class ConditionForm(VersionedForm):
    """How a condition is met, with the pieces that show it: those near to it, and all others."""

    words = LongField(
        "What did you do, and where can it be seen?",
        [Required("Say what you did, and where it can be seen"), AtMost(LONG)],
        rows=4,
    )
    pieces = ManyField("Which pieces show it? (optional)")
    find = TextField("Find by words", [AtMost(LINE)])
    others = ManyField("What you gave before")


class OwnerForm(VersionedForm):
    """Who sees to a condition."""

    name = TextField("Their name", [Required("Write the name of who sees to it"), AtMost(LINE)])


class CheckInForm(VersionedForm):
    """The yearly check-in."""

    going = LongField(
        "How is it going?",
        [Required("Say in a sentence or two how it is going"), AtMost(LONG)],
        hint="A sentence or two is enough. What are you glad of? What is hard?",
        rows=4,
    )
    changed = ManyField("Has anything changed? (tick all that fit, or none)")
    words = LongField("If you ticked something: a little more about it", [AtMost(LONG)], rows=3)
    help_wanted = LongField("What would help you? (optional)", [AtMost(LONG)], rows=2)
