"""What was decided before the decision that stands."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_each_stands_under_a_fold_with_its_reasons_and_what_it_asked_for(render: Render) -> None:
    shown = render(
        """{% from "components/decided_before.html" import decided_before %}
        <div>{{ decided_before([{"words": "Decision deferred", "when": "Monday 30 March 2026",
            "reasons": "One thing is thin.", "asked": [("2.2 Views", "Ask again.")]}]) }}</div>"""
    )

    fold = shown.find(".//details")
    assert "One thing is thin." in fold.text_content()
    assert "Ask again." in fold.text_content()
    assert "Decision deferred" in fold.find("./summary").text_content()
    assert "Decided before" in shown.text_content()


def test_where_nothing_was_decided_before_nothing_stands(render: Render) -> None:
    shown = render(
        """{% from "components/decided_before.html" import decided_before %}
        <div>{{ decided_before([]) }}</div>"""
    )

    assert shown.text_content().strip() == ""
