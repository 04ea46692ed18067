"""A few short answers as one bar."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
SHOWN = """{% from "components/tap_choice.html" import tap_choice %}
{{ tap_choice("heard", "What you heard", choices, "partly", "Choose one") }}"""
CHOICES = [{"value": "clearly", "words": "Heard clearly"}, {"value": "partly", "words": "Partly"}]


def test_each_answer_is_a_labelled_radio_and_the_chosen_one_is_checked(render: Render) -> None:
    shown = render(SHOWN, choices=CHOICES)

    inputs = shown.findall(".//input")
    assert [(one.get("value"), one.get("checked") is not None) for one in inputs] == [
        ("clearly", False),
        ("partly", True),
    ]
    labels = {one.get("for"): one.text_content().strip() for one in shown.findall(".//label")}
    assert [labels[one.get("id")] for one in inputs] == ["Heard clearly", "Partly"]


def test_its_error_is_said_with_it(render: Render) -> None:
    shown = render(SHOWN, choices=CHOICES)

    group = shown.find(".//fieldset")
    assert group is not None
    error = shown.get_element_by_id(group.get("aria-describedby"))
    assert "Choose one" in error.text_content()
