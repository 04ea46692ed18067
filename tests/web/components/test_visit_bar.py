"""What is left of a visit, and the conversations to go to."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
PLACES = [
    {"code": "children", "words": "Children", "done": 2, "total": 2, "current": False},
    {"code": "staff", "words": "Staff", "done": 0, "total": 3, "current": True},
]


def test_it_says_what_is_left_here_and_in_all(render: Render) -> None:
    shown = render(
        """{% from "components/visit_bar.html" import visit_bar %}
        {% call visit_bar("3 of 5 left", "Skip", href="/on") %}<b>go</b>{% endcall %}"""
    )

    assert " ".join(shown.text_content().split()) == "3 of 5 leftSkipgo"
    link = shown.find(".//a")
    assert link is not None
    assert link.get("href") == "/on"


def test_when_it_was_saved_stands_where_a_draft_is_told(render: Render) -> None:
    shown = render(
        """{% from "components/visit_bar.html" import visit_bar %}
        {% call visit_bar("3 of 5 left", "Skip", saved="Saved, 9:05am") %}<b>go</b>{% endcall %}"""
    )

    said = shown.find(".//*[@data-draft-told]")
    assert said is not None
    assert (said.text, said.get("role")) == ("Saved, 9:05am", "status")


def test_each_conversation_is_a_button_but_the_one_at_hand(render: Render) -> None:
    shown = render(
        """{% from "components/visit_bar.html" import visit_places %}
        {{ visit_places(places, "sum-up", "Sum it up") }}""",
        places=PLACES,
    )

    buttons = [one.get("value") for one in shown.find(".//nav").findall(".//button")]
    assert buttons == ["children", "sum-up"]
    here = shown.find(".//*[@aria-current='step']")
    assert here is not None
    assert "Staff" in here.text_content()
    assert "2 of 2, done" in shown.text_content()


def test_the_enter_key_saves_and_stays(render: Render) -> None:
    shown = render(
        """{% from "components/visit_bar.html" import visit_places %}
        {{ visit_places(places, "sum-up", "Sum it up") }}""",
        places=PLACES,
    )

    first = shown.find(".//button")
    assert first is not None
    assert (first.get("value"), first.get("tabindex")) == ("stay", "-1")
