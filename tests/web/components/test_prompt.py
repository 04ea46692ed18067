"""One thing to ask on a visit, and its note."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_it_asks_names_its_criterion_and_says_who_said_what_before(render: Render) -> None:
    shown = render(
        """{% from "components/prompt.html" import prompt %}
        {% call prompt("Two ways to tell", "1.3", ["Who could they tell?"],
        [("The setting", "Met")], now=true, drawer={"words": "1 piece", "last": "Not all knew.",
        "links": [{"words": "The poster", "href": "/e"}]}) %}<i>answer</i>{% endcall %}"""
    )

    card = shown.find(".//section")
    assert card is not None
    assert "prompt--now" in card.get("class")
    words = " ".join(card.text_content().split())
    assert words == (
        "Who could they tell? 1.3 Two ways to tell "
        "The setting: met 1 pieceLast time: Not all knew.The poster answer"
    )
    assert [one.get("open") for one in card.findall(".//details")] == [None]


def test_one_that_folds_says_what_was_said_and_opens_with_its_question(render: Render) -> None:
    shown = render(
        """{% from "components/prompt.html" import prompt %}
        {% call prompt("Ways to tell", "1.3", ["Whom?"], folds=true, open=false,
        said="Partly. You: met.", done=true) %}<i>answer</i>{% endcall %}
        {% call prompt("Ways to ask", "1.4", ["Where?"], folds=true) %}<i>answer</i>{% endcall %}"""
    )

    done, ahead = shown.findall(".//details")
    assert [one.get("open") is not None for one in (done, ahead)] == [False, True]
    heads = [" ".join(one.find("summary").text_content().split()) for one in (done, ahead)]
    assert heads == ["Whom? 1.3 Ways to tellPartly. You: met.", "Where? 1.4 Ways to ask"]
    assert [one.find(".//span[@role='heading']") is not None for one in (done, ahead)] == [True] * 2


def test_a_note_is_folded_until_it_is_wanted(render: Render) -> None:
    shown = render(
        """{% from "components/prompt.html" import note_fold %}
        {% call note_fold("Add a note") %}a{% endcall %}
        {% call note_fold("Change the note", open=true) %}b{% endcall %}"""
    )

    assert [one.get("open") is not None for one in shown.findall(".//details")] == [False, True]
