"""What was said of one piece: who, when, what became of it, and the way to go on."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
SOURCE = """{% from "components/thread.html" import thread %}{{ thread(one) }}"""


def line(**more: object) -> Thing:
    usual = {"who": "Edith Moss", "role": "adviser", "when": "6 March 2026", "exact": "9am"}
    said = {"words": "<b>Who</b> agreed it?", "tone": "attention", "state": "Needs more"}
    return Thing(**{**usual, **said, "from_setting": False, **more})


def test_it_names_who_spoke_and_what_became_of_it_and_escapes_words(render: Render) -> None:
    one = Thing(about="Our policy", href="/talk", lines=[line()], earlier=0, deed="Answer")

    shown = render(SOURCE, one=one)

    said = " ".join(shown.text_content().split())
    assert said == (
        "Our policy Edith Moss, adviser 6 March 2026 Needs more <b>Who</b> agreed it? "
        "Answer: Our policy"
    )
    assert [link.get("href") for link in shown.iter("a")] == ["/talk"]


def test_earlier_remarks_are_a_link_and_the_settings_own_stand_apart(render: Render) -> None:
    own = line(from_setting=True, tone="", state="")
    one = Thing(about="Our policy", href="/talk", lines=[own], earlier=4, deed="")

    shown = render(SOURCE, one=one)

    assert "Read 4 earlier remarks" in shown.text_content()
    assert len(shown.find_class("thread__line--setting")) == 1
    assert shown.find_class("thread__state") == []
