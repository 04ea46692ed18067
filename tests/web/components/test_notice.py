"""Told once, quietly."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/notice.html" import notice, saying %}'


def test_it_tells_with_the_next_step(render: Render) -> None:
    shown = render(USE + "{{ notice('Sent.', link=l) }}", l=Thing(words="Go on", href="/next"))

    assert words(shown) == "Sent. Go on"
    assert shown.find("div").get("role") == "status"


def test_attention_has_its_own_sign(render: Render) -> None:
    done = render(USE + "{{ notice('x') }}").find(".//path").get("d")
    shown = render(USE + "{% call notice(tone='attention') %}<b>Look</b>{% endcall %}")

    assert shown.find(".//path").get("d") != done
    assert words(shown.find(".//b")) == "Look"


def test_a_saying_is_one_line_with_a_sign(render: Render) -> None:
    shown = render(USE + "{{ saying('sign', 'Not sent yet') }}")

    assert shown.find("p").get("class") == "saying saying--attention"
    assert words(shown) == "Not sent yet"
