"""What happened, told as sentences."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/lately.html" import lately %}{{ lately(lines) }}'


def test_a_line_is_one_sentence_with_its_links(render: Render) -> None:
    links = [Thing(words=code, href=f"/{code}") for code in ("1.4", "2.1", "3.4")]
    line = Thing(when="Friday", exact="Friday 6 March, 2pm", words="You added evidence for",
                 links=links, after="")  # fmt: skip

    shown = render(USE, lines=[line])

    assert (
        " ".join(shown.text_content().split()) == "Friday You added evidence for 1.4, 2.1 and 3.4"
    )
    assert [one.get("href") for one in shown.iter("a")] == ["/1.4", "/2.1", "/3.4"]
    assert shown.find(".//span").get("title") == "Friday 6 March, 2pm"
