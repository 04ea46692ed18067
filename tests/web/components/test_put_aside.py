"""What somebody left for another day."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/put_aside.html" import put_aside %}<div>{{ put_aside(rows) }}</div>'


def test_each_thing_says_when_it_is_back_and_can_be_brought_back_now(render: Render) -> None:
    one = {"who": "مدرسة", "what": "Plan put forward", "until": "Back on Fri 6", "back": "/back?x"}

    shown = render(USE, rows=[one])

    assert "1 thing, back by itself" in shown.text_content()
    assert "Back on Fri 6" in shown.text_content()
    assert [each.get("action") for each in shown.iter("form")] == ["/back?x"]


def test_with_nothing_put_aside_there_is_nothing(render: Render) -> None:
    assert render(USE, rows=[]).text_content().strip() == ""
