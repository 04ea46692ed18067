"""Standards to give feedback on, each with one tap where all of it is fine."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement


def test_only_what_has_something_in_it_can_be_called_fine(
    render: Callable[..., HtmlElement],
) -> None:
    rows = [
        Thing(code="1", title="Safe", told="2 pieces to read", href="/1", fine_at="/1/fine"),
        Thing(code="2", title="Heard", told="Nothing was given yet", href="/2", fine_at=""),
    ]

    shown = render(
        """{% from "components/to_look_at.html" import to_look_at %}{{ to_look_at(rows) }}""",
        rows=rows,
    )

    assert [link.get("href") for link in shown.iter("a")] == ["/1", "/2"]
    assert [form.get("action") for form in shown.iter("form")] == ["/1/fine"]
