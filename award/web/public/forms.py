"""What the open pages ask for."""

from award.web.kit.forms import (
    AtMost,
    EmailField,
    FileField,
    Form,
    LongField,
    Required,
    SelectField,
    TextField,
)


class AskForm(Form):
    """Asking to take part. The kinds to choose from are the authority's."""

    setting_name = TextField(
        "Name of your setting", [Required("Enter the name of your setting"), AtMost(120)]
    )
    kind_code = SelectField(
        "What kind of setting is it?", [Required("Choose the kind that fits best")]
    )
    person = TextField("Your name", [Required("Enter your name"), AtMost(80)], autocomplete="name")
    email = EmailField(
        "Your e-mail address",
        [Required("Enter your e-mail address"), AtMost(200)],
        hint="A coordinator will write to you here. We use it for nothing else.",
    )
    words = LongField(
        "Is there anything you would like to tell us?",
        [AtMost(2000)],
        hint="You may leave this empty. Please do not name or describe any child.",
    )


class CheckForm(Form):
    """The code on a certificate, written in any way."""

    code = TextField(
        "Code on the certificate",
        [Required("Enter the code"), AtMost(60)],
        hint="Twelve letters and figures, like CHHE-0T6T-S7EF. Capitals and dashes do not matter.",
        width=20,
    )


class DropForm(Form):
    """A certificate or badge as a file."""

    file = FileField(
        "Certificate or badge",
        [Required("Choose the file of the certificate or badge")],
        accept=".pdf,.png,.svg,.json,.jwt",
        hint="A PDF, a badge picture (PNG or SVG) or a badge file (JSON), up to 2 MB. "
        "We look at it, answer, and keep nothing.",
    )
