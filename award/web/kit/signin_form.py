"""The form for signing in; it also stands on the page that says a sign-in has ended."""

from award.web.kit.forms import AtMost, EmailField, Form, HiddenText, PasswordField, Required


class SignInForm(Form):
    """Address and password, where to go on to, and what was sent when the sign-in had ended."""

    next = HiddenText()
    kept = HiddenText()
    email = EmailField(
        "E-mail address",
        [Required("Enter your e-mail address"), AtMost(255)],
        autocomplete="username",
    )
    password = PasswordField("Password", [Required("Enter your password"), AtMost(1000)])
