"""What stands in the forms of a draft is what the draft says: sent untouched, it is the same."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from award.web.kit.scheme.framework_forms import (
    OwnForm,
    WordsForm,
    criterion_in,
    kind_choices,
    values_of,
    variant_in,
    words_form,
)

SEED = tomllib.loads(Path("award/seed/framework-1.0.toml").read_text(encoding="utf-8"))
HIDDEN = {"code", "standard", "variants"}
PARTS: list[tuple[str, type[WordsForm], dict[str, Any], Callable[[WordsForm], Any]]] = [
    (row["code"], OwnForm, row, criterion_in) for row in SEED["criteria"]
] + [
    (f"{row['code']}-{family}", WordsForm, variant, variant_in)
    for row in SEED["criteria"]
    for family, variant in row.get("variants", {}).items()
]


def as_sent(values: dict[str, Any]) -> MultiDict[str, str]:
    """What a browser sends for a form in which nothing was touched."""
    sent: MultiDict[str, str] = MultiDict({"version": "1"})
    for name, value in values.items():
        if isinstance(value, list):
            for one in value:
                sent.add(name, one)
        elif value is True:
            sent.add(name, "yes")
        elif value is not None and value is not False:
            sent.add(name, str(value).replace("\n", "\r\n"))
    return sent


@pytest.mark.parametrize(
    ("base", "row", "read"), [one[1:] for one in PARTS], ids=[one[0] for one in PARTS]
)
def test_a_form_that_is_sent_untouched_says_what_was_there(
    base: type[WordsForm], row: dict[str, Any], read: Callable[[WordsForm], Any]
) -> None:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="a test", WTF_CSRF_ENABLED=False)

    with app.test_request_context(method="POST"):
        form = words_form(base, row, SEED["conversations"])(as_sent(values_of(row)))
        if base is OwnForm:
            form["not_applicable_for"].choices = kind_choices(SEED)
        assert form.validate(), form.errors
        found = read(form)

    assert found == {name: value for name, value in row.items() if name not in HIDDEN}
