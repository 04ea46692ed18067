"""How often two judges chose the same point, as bars."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.web.kit.calibration_shown import Bar

Render = Callable[..., HtmlElement]
USE = "{% from 'components/agreement_bars.html' import agreement_bars %}"


def test_each_bar_says_its_share_and_too_few_pairs_draw_none(render: Render) -> None:
    bars = [Bar("1.1 A policy", 82, "82 in 100"), Bar("1.2 Online", None, "7 more pairs needed")]

    shown = render(USE + "{{ agreement_bars(bars, 'told') }}", bars=bars)

    assert [one.get("d") for one in shown.xpath(".//path[@class='agreement-bars__share']")] == [
        "M0 3H82"
    ]
    assert "82 in 100" in shown.text_content()
    assert "7 more pairs needed" in shown.text_content()
