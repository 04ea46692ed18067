"""What a form keeps, refuses and says: one sentence a field, each with a place to go to."""

import re
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html
from werkzeug.datastructures import FileStorage, MultiDict

from award.web.kit.assets import init_assets
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    EmailField,
    FileField,
    FilesField,
    Form,
    HiddenText,
    HiddenVersion,
    LongField,
    ManyField,
    PasswordField,
    Required,
    SameAs,
    SelectField,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)
from award.web.kit.visit_fields import despite_field


@pytest.fixture(autouse=True)
def in_request() -> Iterator[None]:
    app = Flask("forms", template_folder=str(Path(__file__).parents[3] / "templates"))
    app.config.update(SECRET_KEY="only for these tests", WTF_CSRF_ENABLED=False)
    init_assets(app)
    with app.test_request_context():
        yield


def sent(form: type[Form], **answers: Any) -> Form:
    """The form as it arrives; lists are sent as several answers of one name."""
    return form(formdata=MultiDict(answers))


def errors(form: Form) -> list[tuple[str, str]]:
    form.validate()
    return [(one.href, one.text) for one in form.error_summary()]


def drawn(field: Any) -> html.HtmlElement:
    return html.fragment_fromstring(str(field()))


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


class Chosen(Form):
    """Choices of every kind."""

    kind = ChoiceField("Kind", choices=[Choice(1, "Visit", hint="On site"), Choice(2, "Call")])
    days = ManyField("Days", [Required("Choose a day"), AtMost(1)])
    place = SelectField("Place", choices=[Choice("club", "Club")])


def chosen(**answers: Any) -> Chosen:
    form = Chosen(formdata=MultiDict(answers))
    form.days.choices = [Choice("mon", "Monday"), Choice("tue", "Tuesday")]
    return form


def test_a_choice_comes_back_as_its_own_value() -> None:
    form = chosen(kind="2", days=["tue"], place="club")

    assert errors(form) == []
    assert (form.kind.data, form.days.data, form.place.data) == (2, ["tue"], "club")


def test_choices_left_open_are_none() -> None:
    form = chosen(days=["mon"], place="")

    assert errors(form) == []
    assert (form.kind.data, form.place.data) == (None, None)


def test_an_answer_that_was_not_offered_is_refused() -> None:
    assert errors(chosen(kind="3", days=["mon", "sun"])) == [
        ("#kind", "Kind: choose one of the answers shown here"),
        ("#days", "Days: choose one of the answers shown here"),
    ]


def test_a_few_short_choices_may_stand_side_by_side() -> None:
    class Note(Form):
        """A contact note."""

        how = ChoiceField("How?", choices=[Choice("call", "Call")], inline=True)

    shown = drawn(Note().how).find(".//div[@data-module='govuk-radios']")

    assert shown.get("class") == "govuk-radios govuk-radios--inline"


def test_too_many_are_counted() -> None:
    assert errors(chosen(days=["mon", "tue"])) == [("#days", "Choose 1 at most. You chose 2")]


def test_what_was_chosen_is_still_chosen() -> None:
    form = chosen(kind="2", days=["tue"], place="club")

    checked = [i.get("value") for i in drawn(form.kind).iter("input") if "checked" in i.attrib]
    ticked = [i.get("value") for i in drawn(form.days).iter("input") if "checked" in i.attrib]
    picked = [o.get("value") for o in drawn(form.place).iter("option") if "selected" in o.attrib]
    assert (checked, ticked, picked) == (["2"], ["tue"], ["club"])


def test_the_summary_leads_to_an_input_that_can_take_focus() -> None:
    assert drawn(chosen().kind).find(".//input").get("id") == "kind"
    assert drawn(chosen().days).find(".//input").get("id") == "days"


class Typed(Form):
    """What is typed and has a shape."""

    email = EmailField("E-mail")
    password = PasswordField("Password", autocomplete="new-password")
    again = PasswordField("Again", [SameAs("password", "Type the same password again")])
    at = TimeField("At")
    count = WholeNumberField("How many?", least=1, most=50)
    about = LongField("About", [AtMost(20)])


def test_each_shape_says_how_to_mend_it() -> None:
    form = sent(Typed, email="a@b", password="short", again="other", at="25:00", count="many")

    assert errors(form) == [
        ("#email", "Enter an e-mail address like name@example.org"),
        ("#again", "Type the same password again"),
        ("#at", "Enter a time like 9:30am or 2pm"),
        ("#count", "Enter a whole number in figures, for example 42"),
    ]
    assert drawn(form["at"]).find(".//input").get("value") == "25:00"


def test_each_shape_gives_its_own_kind_of_value() -> None:
    secret = " twelve or more "
    form = sent(Typed, email="a@b.org", password=secret, again=secret, at="2.05pm", count="42")

    assert errors(form) == []
    assert (form["at"].data, form["count"].data, form["password"].data) == (
        time(14, 5),
        42,
        secret,
    )


def test_a_password_is_never_shown_again() -> None:
    form = sent(Typed, password="a long enough secret")

    assert drawn(form["password"]).find(".//input").get("value") == ""
    assert drawn(form["password"]).find(".//input").get("autocomplete") == "new-password"


def test_a_kept_time_is_shown_and_an_empty_one_is_none() -> None:
    assert drawn(Typed(at=time(9, 30))["at"]).find(".//input").get("value") == "9:30am"
    assert sent(Typed, at="")["at"].data is None


def test_long_text_counts_a_new_line_once_and_says_its_limit() -> None:
    form = sent(Typed, about="ten letters\r\nand 8 mo")

    assert errors(form) == []
    assert "up to 20 characters" in drawn(form["about"]).text_content()


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


def test_a_time_that_was_kept_is_shown_as_people_say_it() -> None:
    class Meeting(Form):
        at = TimeField("When?")

    assert Meeting(at=time(10, 0)).at.typed() == "10am"
    assert Meeting(at=time(14, 5)).at.typed() == "2:05pm"
    assert Meeting(at=time(12, 0)).at.typed() == "midday"


def test_a_reason_that_is_asked_for_is_not_called_optional() -> None:
    class Offer(Form):
        despite = despite_field()

    form = Offer()
    assert form.despite() == ""
    form.despite.is_asked = True

    assert "Why is this day right all the same?" in form.despite()
    assert "optional" not in form.despite()


def test_a_month_may_be_a_word_and_its_box_has_room_for_it() -> None:
    written = sent(Span, first_on=["1", "September", "2026"])

    month = re.search(r'<input[^>]*id="first_on-month"[^>]*>', str(written["first_on"]()))

    assert written["first_on"].data == date(2026, 9, 1)
    assert month is not None
    assert "date-input__month" in month[0]
    assert 'value="September"' in month[0]
