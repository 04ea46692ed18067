"""What is asked about the certificate: its words and colour, and a scanned signature."""

from award.domain.certificate_words import LONGEST_CITATION, LONGEST_OPENING
from award.web.kit.choice_fields import TickField
from award.web.kit.forms import (
    AtMost,
    FileField,
    Form,
    LongField,
    Required,
    SelectField,
    TextField,
)
from award.web.kit.versions import VersionedForm


class DesignForm(VersionedForm):
    """What may be changed on a certificate, and with which name and in which version to try it."""

    language = SelectField("Language", [Required("Choose a language")])
    opening = TextField(
        "The line above the name (optional)",
        [AtMost(LONGEST_OPENING)],
        hint="Leave it empty for the usual line of the language.",
    )
    citation = LongField(
        "The sentence below the name (optional)",
        [AtMost(LONGEST_CITATION)],
        hint="Leave it empty for the usual sentence. It goes on from the name, like “has shown …”.",
        rows=3,
    )
    colour = TextField(
        "Colour",
        [Required("Enter a colour, like #5b2a6e"), AtMost(20)],
        hint="Your pages take it, too.",
        width=10,
    )
    sample = TextField(
        "A name to try it with (optional)",
        [AtMost(120)],
        hint="Try your longest name, and one in another script. It is not kept.",
    )
    grey = TickField("Show it without colour", hint="As it looks on a black and white printer.")


class SignatureForm(Form):
    """One picture of a signature."""

    picture = FileField(
        "Choose a picture of the signature",
        [Required("Choose a file")],
        hint="Dark ink on white paper, PNG or JPEG, 2 MB at most. The paper is taken away, so that "
        "only the ink is printed.",
        accept=".png,.jpg,.jpeg,image/png,image/jpeg",
    )


class PlainForm(Form):
    """Nothing to fill in: the sentence says what will happen."""
