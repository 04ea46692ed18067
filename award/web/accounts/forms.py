"""What the pages about an account ask for."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field

from award.adapters.passwords import SHORTEST, weakness_of
from award.web.kit.fields import PutRight
from award.web.kit.forms import (
    AtMost,
    EmailField,
    Form,
    LongField,
    PasswordField,
    Required,
    SameAs,
    TextField,
    TickField,
)
from award.web.kit.signin_form import SignInForm

__all__ = [
    "AcceptForm",
    "AddressForm",
    "ApproveForm",
    "ChangePasswordForm",
    "ForgottenForm",
    "NewPasswordForm",
    "SignInForm",
]
HINT = f"{SHORTEST} characters or more. Three words that have no link to you work well."


class HardToGuess:
    """Not too short, not common, and not what others know of the person."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        about: Sequence[str] = getattr(form, "about", ())
        weakness = weakness_of(field.data or "", about=about)
        if weakness:
            raise PutRight(weakness)


class ForgottenForm(Form):
    """The address to write to."""

    email = EmailField("E-mail address", [Required("Enter your e-mail address"), AtMost(255)])


class AddressForm(Form):
    """Another address for one's account, and the password to be sure who it is."""

    email = EmailField(
        "Your new e-mail address", [Required("Enter your new e-mail address"), AtMost(255)]
    )
    password = PasswordField("Your password", [Required("Enter your password"), AtMost(1000)])


class KnownAs(Field):
    """Whose password it is, for programs that keep passwords. It is not shown, and not read."""

    def __call__(self, **more: Any) -> Markup:
        html = (
            '<div hidden><label for="{0}">E-mail address</label><input id="{0}" name="{0}" '
            'type="text" autocomplete="username" value="{1}" readonly></div>'
        )
        return Markup(html).format(self.name, self.data or "")  # noqa: S704 - format escapes

    def process_formdata(self, valuelist: list[str]) -> None:
        """What comes back is passed over: the rows know whose password it is."""


class NewPasswordForm(Form):
    """A new password, typed twice. ``about`` holds what others know of the person."""

    about: Sequence[str] = ()
    known_as = KnownAs()  # type: ignore[no-untyped-call] # untyped
    password = PasswordField(
        "New password",
        [Required("Choose a password"), AtMost(1000), HardToGuess()],
        hint=HINT,
        autocomplete="new-password",
    )
    again = PasswordField(
        "The same password again",
        [SameAs("password", "The two passwords differ. Type the same one twice")],
        autocomplete="new-password",
    )


class AcceptForm(NewPasswordForm):
    """Who somebody is and the password that they choose, when they come in for the first time."""

    name = TextField("Your name", [Required("Enter your name"), AtMost(100)], autocomplete="name")


class TakeOnForm(Form):
    """Nothing to fill in: somebody with an account only says yes."""


class ChangePasswordForm(NewPasswordForm):
    """The old password, to be sure who it is, and a new one."""

    old = PasswordField("Your password now", [Required("Enter your password"), AtMost(1000)])


class ApproveForm(Form):
    """Who agrees, and that they do."""

    name = TextField("Your name", [Required("Enter your name"), AtMost(100)], autocomplete="name")
    agreed = TickField("I have read this and I agree", [Required("Tick to say that you agree")])


class SendBackForm(Form):
    """What is not right yet, and who says so."""

    words = LongField(
        "What is not right yet?",
        [Required("Say what is not right yet, in a sentence or two"), AtMost(4000)],
        rows=5,
        hint="Write it as you would say it. Please name no child.",
    )
    name = TextField("Your name", [Required("Enter your name"), AtMost(100)], autocomplete="name")
