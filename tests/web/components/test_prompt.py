"""One thing to ask on a visit, and its note."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_it_asks_names_its_criterion_and_says_who_said_what_before(render: Render) -> None:
    shown = render(
        """{% from "components/prompt.html" import prompt %}
        {% call prompt("Two ways to tell", "1.3", ["Who could they tell?"],
        [("The setting", "Met")], {"words": "2 pieces", "href": "/e"}, now=true) %}
        <i>answer</i>{% endcall %}"""
    )

    card = shown.find(".//section")
    assert card is not None
    assert "prompt--now" in card.get("class")
    words = " ".join(card.text_content().split())
    assert words == "Who could they tell? 1.3 Two ways to tell The setting: met2 pieces answer"


def test_a_note_is_folded_until_it_is_wanted(render: Render) -> None:
    shown = render(
        """{% from "components/prompt.html" import note_fold %}
        {% call note_fold("Add a note") %}a{% endcall %}
        {% call note_fold("Change the note", open=true) %}b{% endcall %}"""
    )

    assert [one.get("open") is not None for one in shown.findall(".//details")] == [False, True]
