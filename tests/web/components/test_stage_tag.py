"""A status in words, told apart without colour."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


TAG = '{% from "components/stage_tag.html" import stage_tag %}{{ stage_tag(tone, words) }}'


def test_done_and_attention_carry_a_sign_and_the_others_do_not(render: Render) -> None:
    tones = ("yours", "others", "done", "attention", "stopped")

    signs = {tone: len(render(TAG, tone=tone, words="x").findall(".//svg")) for tone in tones}

    assert signs == {"yours": 0, "others": 0, "done": 1, "attention": 1, "stopped": 0}


def test_what_is_given_is_shown_as_text(render: Render) -> None:
    shown = render(TAG, tone="done", words="<b>Ready</b> & well")

    assert words(shown) == "<b>Ready</b> & well"
    assert shown.findall(".//b") == []
