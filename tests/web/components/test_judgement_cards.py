"""Large radio cards: the whole card is the label."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


CARDS = """{% from "components/judgement_cards.html" import judgement_cards %}
{{ judgement_cards("standing", "Where are you?", choices, value=value, error=error) }}"""
CHOICES = [
    Thing(value="not_yet", words="Not yet", text="As they come."),
    Thing(value="met", words="Met", text="Every time.", view="Your adviser's view"),
]


def test_the_kept_answer_is_chosen_and_every_radio_has_its_label(render: Render) -> None:
    shown = render(CARDS, choices=CHOICES, value="met", error="")

    radios = shown.findall(".//input")
    assert [(r.get("value"), r.get("checked") is not None) for r in radios] == [
        ("not_yet", False),
        ("met", True),
    ]
    assert [la.get("for") for la in shown.findall(".//label")] == [r.get("id") for r in radios]
    assert words(shown.findall(".//label")[1]) == "Met Every time. Your adviser's view"


def test_an_error_describes_the_group_and_nothing_is_chosen(render: Render) -> None:
    shown = render(CARDS, choices=CHOICES, value=None, error="Choose where you are")

    assert shown.find(".//fieldset").get("aria-describedby") == "standing-error"
    assert words(shown.find(".//p")) == "Error: Choose where you are"
    assert shown.findall(".//input[@checked]") == []
