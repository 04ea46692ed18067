"""One big plain answer."""

from collections.abc import Callable

from lxml.html import HtmlElement
from markupsafe import Markup

Render = Callable[..., HtmlElement]
ANSWER = """{% from "components/answer.html" import answer %}
{{ answer("This certificate is valid", lead="Until 2028.", small="Checked now", tone=tone) }}"""


def test_the_answer_is_the_heading_of_the_page(render: Render) -> None:
    shown = render(ANSWER, tone="done")

    assert shown.findtext(".//h1") == "This certificate is valid"
    assert [p.text_content() for p in shown.iter("p")] == ["Checked now", "Until 2028."]


def test_each_tone_has_its_own_sign(render: Render) -> None:
    signs = {
        render(ANSWER, tone=t).find(".//path").get("d") for t in ("done", "attention", "stopped")
    }

    assert len(signs) == 3


def test_the_small_line_beside_its_sign_stays_one_text(render: Render) -> None:
    shown = render(
        """{% from "components/answer.html" import answer %}
        {{ answer("Valid", small=small) }}""",
        small=Markup("From the record on <span>a day</span>"),
    )

    assert [one.text_content() for one in shown.find(".//p")][1:] == ["From the record on a day"]
    assert not (shown.findtext(".//p") or "").strip()
