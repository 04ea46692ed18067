"""What somebody typed, given back."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.web.kit.kept import Kept, KeptForm

Render = Callable[..., HtmlElement]
CALL = """{% from "components/typed.html" import typed %}{{ typed(kept) }}"""


def test_words_are_shown_and_choices_are_not(render: Render) -> None:
    kept = KeptForm((Kept("reason", "They <b>said</b> so."), Kept("vote", "award")))

    shown = render(CALL, kept=kept)

    assert [one.text_content() for one in shown.iter("blockquote")] == ["They <b>said</b> so."]


def test_where_nothing_was_typed_nothing_is_said(render: Render) -> None:
    nothing = render(CALL, kept=None), render(CALL, kept=KeptForm((Kept("vote", "award"),)))

    assert [one.text_content().strip() for one in nothing] == ["", ""]
