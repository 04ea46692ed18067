"""What a framework says of judging and its words, folded."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
RULES = """{% from "components/rules_fold.html" import rules_fold %}
<div>{{ rules_fold("How to judge", rules) }}</div>"""


def test_each_rule_stands_under_its_title_and_all_are_folded(render: Render) -> None:
    shown = render(
        RULES, rules=[("How to choose", "Begin at met."), ("“Nearly all”", "Nine of ten.")]
    )

    fold = shown.find(".//details")
    assert fold.get("open") is None
    assert fold.find("summary").text_content() == "How to judge"
    lines = [one.text_content() for one in fold.iterfind(".//p")]
    assert lines == ["How to choose: Begin at met.", "“Nearly all”: Nine of ten."]


def test_without_a_rule_there_is_nothing_to_open(render: Render) -> None:
    assert render(RULES, rules=[]).find(".//details") is None
