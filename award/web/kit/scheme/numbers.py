"""The official numbers that settings have: everybody's, and those of the authority's own."""

from typing import Any, Final

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from award.actions.naming_numbers import add_number, change_number
from award.adapters import clock
from award.domain.kinds import Kind
from award.domain.numbers import OfficialNumber
from award.domain.permissions import May
from award.storage.authorities import Authority
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import lines_of
from award.web.kit.filters import listed
from award.web.kit.forms import AtMost, Form, LongField, Required, TextField
from award.web.kit.pages import render
from award.web.kit.scheme.kinds_ends import kind_rows
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

MOST_NAMED: Final = 4
HOW: Final = (
    "Write one example on each line, with 9 for any figure and A for any letter; all else stands "
    "as it is. AA9999 is two letters and four figures. Leave it empty if there is no rule."
)


class AddNumberForm(Form):
    """What a number is called, and how it is written."""

    name = TextField(
        "What is the number called?",
        [Required("Write what the number is called"), AtMost(60)],
        width=20,
    )
    shapes = LongField("How is it written? (optional)", [AtMost(120)], hint=HOW, rows=3)

    def lines(self) -> list[str]:
        """Each way in which it is written."""
        return self.shapes.data.split("\n")


class NumberForm(VersionedForm, AddNumberForm):
    """The same of a number that is there."""


@screens.get("/numbers")
@needs(May.EDIT_FRAMEWORK)
def numbers() -> ResponseReturnValue:
    """Each number, how it is written, and the kinds that have it."""
    kinds = [Kind.from_content(one.content) for one in kind_rows() if one.retired_at is None]
    rows = [
        [_named(one), f"{one.says()}.", _whose(one, kinds)] for one in authority().numbers.values()
    ]
    return render("scheme/numbers.html", rows=rows)


def _named(one: OfficialNumber) -> Any:
    if not one.is_own:
        return one.name
    return {"words": one.name, "href": url_for(".number", code=one.code)}


def _whose(number: OfficialNumber, kinds: list[Kind]) -> str:
    having = [one.label for one in kinds if number.code in one.numbers]
    if len(having) > MOST_NAMED + 1:
        having = [*having[:MOST_NAMED], f"{len(having) - MOST_NAMED} more"]
    return listed(having) or "None"


@screens.route("/numbers/add", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def number_add() -> ResponseReturnValue:
    """A number that only this authority has."""
    form = AddNumberForm()
    question = Question(
        "Add a number of your own",
        "Add the number",
        "The number is added. Tick it at each kind of setting that has it.",
        url_for(".kinds"),
    )

    def act(held: Authority) -> OfficialNumber:
        return add_number(held, form.name.data, form.lines(), by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.PUBLISH_FRAMEWORK)


@screens.route("/numbers/<code>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def number(code: str) -> ResponseReturnValue:
    """Call a number otherwise, or write it otherwise."""
    found = authority().numbers.get(code)
    if found is None or not found.is_own:
        abort(404)
    form = NumberForm(version=authority().version, **_values(found))
    question = Question(
        found.name,
        "Save",
        "Saved. It holds for numbers that are written from now on.",
        url_for(".numbers"),
        told=["Numbers that settings have already stay as they are."],
        template="scheme/number.html",
        shown={"lines": lines_of(authority(), f"number:{code}")},
        now=lambda: _values(authority().numbers[code]),
    )

    def act(held: Authority) -> None:
        shown, words = form.version.data, (form.name.data, form.lines())
        change_number(held, code, *words, shown=shown, by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.PUBLISH_FRAMEWORK)


def _values(found: OfficialNumber) -> dict[str, str]:
    return {"name": found.name, "shapes": "\n".join(found.shapes)}
