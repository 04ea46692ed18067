"""The forms of bringing running journeys in, and how their spreadsheet is filled in."""

from typing import Final

from award.web.kit.forms import FileField, Form, HiddenText, Required, TickField

FILLING_IN: Final = (
    ("Column", "What to write"),
    ("Setting", "The name as it stands in the list of settings. Or leave it empty: write the URN."),
    ("URN", "Its number in any register, where two settings have the same name."),
    ("Route", "Standard, Light, Club or Legacy. Empty means the standard route."),
    ("Stage", "Draft, Applied, Planning, Gathering or Ready. Being assessed? Write Ready."),
    ("", "Write Awarded for an award that was already given. It comes in as history."),
    ("Since", "When it came to this stage, like 3 March 2026 or 03/03/2026."),
    ("Lead’s name, Lead’s e-mail", "Who leads the work at the setting."),
    ("Head’s name, Head’s e-mail", "Who approves for the setting."),
    ("Round", "The name or the day of a panel that is still to come. Empty means none yet."),
    ("Policy date", "When the anti-bullying policy was last reviewed."),
    ("Last contact", "When you were last in touch. The journey counts as quiet since that day."),
    ("Note", "Anything you want to remember. Only the authority’s own people see it."),
    ("Award, Awarded on, Award until", "For an award already given. Dates may be missing."),
    ("", "In the line of a journey, give a date: the award then comes in beside the journey."),
)


class SheetForm(Form):
    """The coordinator's spreadsheet."""

    file = FileField(
        "Your spreadsheet",
        [Required("Choose the spreadsheet")],
        hint="An Excel workbook or a CSV file. The first sheet is read.",
        accept=".csv,.xlsx,text/csv",
    )


class BringForm(Form):
    """What the preview showed, so that nothing else is kept."""

    shown = HiddenText()
    invite = TickField("Also send each lead an invitation to sign in")
