"""How close: figures in words, leaves for the eye."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/readiness.html" import readiness, leaves %}'
SAFE = Thing(words="Safe", ready=1, total=3, leaves=["ready", "essential", "left"])


def test_the_count_stands_in_words_and_the_leaves_are_hidden(render: Render) -> None:
    shown = render(USE + "{{ readiness(14, 21, [safe]) }}", safe=SAFE)

    assert words(shown) == "14 of 21 criteria ready Safe1 of 3 ready"
    assert shown.find(".//span[@class='readiness__leaves']").get("aria-hidden") == "true"
    assert [leaf.get("class") for leaf in shown.iter("svg")] == [
        "leaf leaf--ready",
        "leaf leaf--essential",
        "leaf leaf--left",
    ]


def test_what_is_left_is_named_with_links(render: Render) -> None:
    left = [Thing(words=code, href=f"/{code}") for code in ("1.4", "2.1", "3.4")]

    shown = render(
        USE + "{% call readiness(1, 4, [], left=left, left_words='3 left') %}Aim{% endcall %}",
        left=left,
    )

    assert words(shown.find(".//p[@class='readiness__left']")) == "3 left: 1.4, 2.1 and 3.4"
    assert [link.get("href") for link in shown.iter("a")] == ["/1.4", "/2.1", "/3.4"]
    assert words(shown.find(".//p[@class='readiness__more']")) == "Aim"
