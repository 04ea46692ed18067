"""What each kind of field takes, gives back and shows: choices, shapes, times, long text."""

from datetime import time
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    EmailField,
    Form,
    LongField,
    ManyField,
    PasswordField,
    Required,
    SameAs,
    SelectField,
    TimeField,
    WholeNumberField,
)
from award.web.kit.visit_fields import despite_field
from tests.web.kit.forms_sent import drawn, errors, sent

pytestmark = pytest.mark.usefixtures("in_request")


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
