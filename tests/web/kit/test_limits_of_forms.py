"""Whatever is typed has a limit, so that no form asks the database for more than it keeps."""

from collections.abc import Iterator

from flask import Flask
from wtforms.fields.core import UnboundField

from award.web.kit.fields import TextField
from award.web.kit.forms import AtMost, Form


def forms_below(one: type[Form]) -> Iterator[type[Form]]:
    for below in one.__subclasses__():
        yield below
        yield from forms_below(below)


def is_limited(field: UnboundField) -> bool:
    given = [*field.args, *field.kwargs.values()]
    return any(
        isinstance(check, AtMost) for some in given if isinstance(some, list) for check in some
    )


def test_every_field_to_type_in_has_a_limit(app: Flask) -> None:
    assert app.view_functions  # every room is there, and its forms with it
    of_rooms = {one for one in forms_below(Form) if one.__module__.startswith("award.")}

    boundless = {
        f"{form.__name__}.{name}"
        for form in of_rooms
        for name, field in vars(form).items()
        if isinstance(field, UnboundField)
        and issubclass(field.field_class, TextField)
        and not is_limited(field)
    }

    assert boundless == set()
