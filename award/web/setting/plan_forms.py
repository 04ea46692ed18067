"""What is asked about an action of the plan, and about the policy."""

from typing import ClassVar

from award.storage.plans import ActionState
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    Form,
    HiddenVersion,
    LongField,
    ManyField,
    Required,
    TextField,
)
from award.web.setting.forms import LINE, LONG, VersionedForm

STATE_CHOICES = (
    Choice(str(ActionState.NOT_STARTED), "Not started"),
    Choice(str(ActionState.UNDER_WAY), "Under way"),
    Choice(str(ActionState.DONE), "Done"),
    Choice(str(ActionState.STOPPED), "Stopped", "Say why below"),
)


class ActionForm(Form):
    """A new action: only what it needs to begin."""

    NAMES: ClassVar[tuple[str, ...]] = ("what", "criteria", "lead_name", "due_on")
    what = LongField("What will you do?", [Required("Say what you will do"), AtMost(LONG)], rows=3)
    lead_name = TextField("Who leads it?", [Required("Say who leads it"), AtMost(LINE)])
    due_on = DayField("By when?", [Required("Enter the day")])
    criteria = ManyField("Which criteria is it for?", [Required("Choose at least one")])


class ChangeActionForm(VersionedForm):
    """An action with how far it is, and what came of it."""

    NAMES: ClassVar[tuple[str, ...]] = (*ActionForm.NAMES, "state", "why_stopped", "impact")
    version = HiddenVersion()
    state = ChoiceField("How far is it?", [Required("Choose one")], choices=STATE_CHOICES)
    impact = LongField("What is better now? (optional)", [AtMost(LONG)], rows=2)
    why_stopped = LongField("If it stopped: why?", [AtMost(LONG)], rows=2)
    what = LongField("What will you do?", [Required("Say what you will do"), AtMost(LONG)], rows=3)
    lead_name = TextField("Who leads it?", [Required("Say who leads it"), AtMost(LINE)])
    due_on = DayField("By when?", [Required("Enter the day")])
    criteria = ManyField("Which criteria is it for?", [Required("Choose at least one")])


class PolicyForm(Form):
    """When the setting last looked at its policy."""

    reviewed_on = DayField("When did you last look at it?", [Required("Enter the day")])
