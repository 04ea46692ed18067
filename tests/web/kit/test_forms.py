"""What a form keeps, refuses and says: one sentence a field, each with a place to go to."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from lxml import html
from werkzeug.datastructures import FileStorage

from award.web.kit.forms import (
    AtMost,
    DayField,
    FileField,
    FilesField,
    Form,
    HiddenText,
    HiddenVersion,
    LongField,
    PasswordField,
    Required,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)
from tests.web.kit.forms_sent import drawn, errors, sent

pytestmark = pytest.mark.usefixtures("in_request")


class Visit(Form):
    """A form like those of the rooms."""

    name = TextField("Name", [Required("Enter the name"), AtMost(10)], hint="As on the sign")
    on = DayField("When?", [Required("Enter the day")])
    agreed = TickField("The head agrees", [Required("Tick to say that the head agrees")])


def test_what_is_missing_is_asked_for_where_it_is_missing() -> None:
    assert errors(sent(Visit, name="  ")) == [
        ("#name", "Enter the name"),
        ("#on-day", "Enter the day"),
        ("#agreed", "Tick to say that the head agrees"),
    ]


def test_a_good_form_gives_plain_values() -> None:
    form = sent(Visit, name=" Abbey ", on=["6", "mar", "2026"], agreed="yes")

    assert errors(form) == []
    assert (form["name"].data, form["on"].data, form["agreed"].data) == (
        "Abbey",
        date(2026, 3, 6),
        True,
    )


def test_what_was_typed_stays_when_it_is_wrong() -> None:
    form = sent(Visit, name="Much too long a name", on=["31", "2", "2026"])
    form.validate()

    assert drawn(form["name"]).find(".//input").get("value") == "Much too long a name"
    assert [i.get("value") for i in drawn(form["on"]).iter("input")] == ["31", "2", "2026"]


def test_one_sentence_a_field_is_enough() -> None:
    form = sent(Visit, name="Abbey", on=["6", "", "2026"], agreed="yes")

    assert errors(form) == [("#on-month", "Add the month to the date")]


def test_an_error_and_a_hint_both_describe_the_input() -> None:
    form = sent(Visit, name="")
    form.validate()

    assert drawn(form["name"]).find(".//input").get("aria-describedby") == "name-hint name-error"


def test_only_the_wrong_part_of_a_date_is_marked() -> None:
    form = sent(Visit, on=["6", "13", "2026"])
    form.validate()

    marked = ["govuk-input--error" in i.get("class") for i in drawn(form["on"]).iter("input")]
    assert marked == [False, True, False]


def test_a_kept_date_fills_its_three_inputs() -> None:
    form = Visit(on=date(2026, 3, 6))

    inputs = list(drawn(form["on"]).iter("input"))
    assert [i.get("value") for i in inputs] == ["6", "3", "2026"]
    assert [i.get("id") for i in inputs] == ["on-day", "on-month", "on-year"]


def test_nothing_that_was_typed_can_become_markup() -> None:
    form = sent(Visit, name='"><b>')
    form.validate()

    assert drawn(form["name"]).findall(".//b") == []


def test_a_refusal_from_elsewhere_is_shown_like_an_error() -> None:
    form = sent(Visit, name="Abbey", on=["6", "3", "2026"], agreed="yes")
    form.validate()

    form.refuse("Record the visit first")
    form.refuse("That name is taken", field="name")

    assert [(one.href, one.text) for one in form.error_summary()] == [
        ("", "Record the visit first"),
        ("#name", "That name is taken"),
    ]


class Days(Form):
    """Two fields that say the same when nothing was typed."""

    ready_by = DayField("Ready by", [Required("Enter the day")])
    panel_on = DayField("Panel day (optional)", [Required("Enter the day")])


def test_what_would_read_the_same_twice_says_of_which_field_it_speaks() -> None:
    assert errors(sent(Days, ready_by=["", "", ""], panel_on=["", "", ""])) == [
        ("#ready_by-day", "Ready by: enter the day"),
        ("#panel_on-day", "Panel day: enter the day"),
    ]


class Span(Form):
    """Two days whose words hold a colon or are a question, and one number."""

    first_on = DayField("Autumn: first day")
    last_on = DayField("Which is the last?")
    many = WholeNumberField("How many?", most=6)


def test_what_could_be_said_of_several_fields_names_its_own() -> None:
    written = sent(Span, first_on=["1", "March", "26"], last_on=["31", "2", "2026"], many="9")

    assert errors(written) == [
        ("#first_on-year", "“Autumn: first day”: write the year in full, like 2026"),
        (
            "#last_on-day",
            "“Which is the last?”: that day does not exist. Look at the day and the month",
        ),
        ("#many", "Enter 6 or less"),
    ]


class Sent(Form):
    """Files, and the version that was shown."""

    version = HiddenVersion()
    files = FilesField("Files", [Required("Choose a file")], accept=".pdf")
    logo = FileField("Logo")


def file(name: str) -> FileStorage:
    return FileStorage(BytesIO(b"x"), filename=name)


def test_files_come_as_they_are_and_an_empty_input_is_none() -> None:
    form = sent(Sent, version="4", files=[file("a.pdf"), file("b.pdf")], logo=file(""))

    assert errors(form) == []
    assert [one.filename for one in form["files"].data] == ["a.pdf", "b.pdf"]
    assert (form["logo"].data, form["version"].data, form.has_files) == (None, 4, True)


def test_a_form_without_files_says_so() -> None:
    assert sent(Visit).has_files is False


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_version_that_was_tampered_with_is_refused(version: str) -> None:
    assert errors(sent(Sent, version=version, files=[file("a.pdf")])) == [
        ("", "This page is too old to save. Load it again, then make your change")
    ]


def test_hidden_and_visible_fields_are_told_apart() -> None:
    form = Sent(version=4)

    assert [field.name for field in form.visible_fields()] == ["files", "logo"]
    assert html.fragment_fromstring(str(form.hidden_fields())).get("value") == "4"


class Sure(Form):
    shown = HiddenText()
    reason = LongField("Why?")


def test_what_a_form_carries_along_is_drawn_hidden_and_asked_of_nobody() -> None:
    form = Sure(shown='"4 <b>')

    first = html.fragment_fromstring(str(form.hidden_fields()), create_parent=True)[0]
    assert [field.name for field in form.visible_fields()] == ["reason"]
    assert dict(first.attrib) == {
        "type": "hidden", "id": "shown", "name": "shown", "value": '"4 <b>',
    }  # fmt: skip


def test_what_was_carried_comes_back_letter_for_letter() -> None:
    assert sent(Sure, shown=" 4 ")["shown"].data == " 4 "


def test_what_was_not_sent_back_stays_as_the_form_has_it() -> None:
    assert sent(Sure)["shown"].data is None
    assert str(sent(Sure)["shown"]()) == '<input type="hidden" id="shown" name="shown" value="">'


def test_a_time_stands_beside_its_day_and_all_else_alone() -> None:
    class Offer(Form):
        why = TextField("Why?")
        on = DayField("Which day?")
        at = TimeField("What time?")
        until = TimeField("Until when?")
        also_on = DayField("Another day?")

    rows = [[field.name for field in row] for row in Offer().rows()]

    assert rows == [["why"], ["on", "at"], ["until"], ["also_on"]]


def test_a_form_that_was_not_sent_is_not_checked() -> None:
    form = Visit()

    assert form.validate_on_submit() is False
    assert form.error_summary() == []


def test_what_was_sent_is_said_without_its_password() -> None:
    class Entering(Form):
        name = TextField("What is your name?")
        secret = PasswordField("Choose a password")

    answers = {"name": "Ann", "secret": "four-words-of-my-own"}
    app = Flask("forms")
    app.config.update(SECRET_KEY="only for these tests", WTF_CSRF_ENABLED=False)

    with app.test_request_context(method="POST", data=answers):
        assert Entering().answers_sent() == [("What is your name?", "Ann")]


def test_a_month_may_be_a_word_and_its_box_has_room_for_it() -> None:
    written = sent(Span, first_on=["1", "September", "2026"])

    month = re.search(r'<input[^>]*id="first_on-month"[^>]*>', str(written["first_on"]()))

    assert written["first_on"].data == date(2026, 9, 1)
    assert month is not None
    assert "date-input__month" in month[0]
    assert 'value="September"' in month[0]
