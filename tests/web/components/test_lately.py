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


def test_the_day_is_shown_once_and_heard_on_each_line(render: Render) -> None:
    days = ("Friday", "Friday", "Monday")
    lines = [Thing(when=day, exact=day, words="A call", links=[], after="") for day in days]

    whens = [one.find("span") for one in render(USE, lines=lines).iter("li")]

    assert [one.text for one in whens] == list(days)
    assert ["again" in one.get("class") for one in whens] == [False, True, False]
