"""What is new since somebody was here."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement


def test_each_line_leads_to_what_is_new(render: Callable[..., HtmlElement]) -> None:
    lines = [Thing(words="1.4 Recording: 3 new pieces", href="#criterion-1.4")]
    news = Thing(title="Since you were here on Tuesday", lines=lines, more="And 2 more.")

    shown = render(
        """{% from "components/since.html" import since %}{{ since(news) }}""", news=news
    )

    assert " ".join(shown.text_content().split()) == (
        "Since you were here on Tuesday 1.4 Recording: 3 new pieces And 2 more."
    )
    assert shown.find(".//a").get("href") == "#criterion-1.4"
