"""A form as it arrives, what it says of its errors, and a field as it is drawn."""

from typing import Any

from lxml import html
from werkzeug.datastructures import MultiDict

from award.web.kit.forms import Form


def sent(form: type[Form], **answers: Any) -> Form:
    """The form as it arrives; lists are sent as several answers of one name."""
    return form(formdata=MultiDict(answers))


def errors(form: Form) -> list[tuple[str, str]]:
    form.validate()
    return [(one.href, one.text) for one in form.error_summary()]


def drawn(field: Any) -> html.HtmlElement:
    return html.fragment_fromstring(str(field()))
