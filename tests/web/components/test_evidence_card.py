"""One piece of evidence, or what is still to come."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/evidence_card.html" import evidence_card %}'


def test_it_says_what_it_is_why_it_counts_and_where_it_stands(render: Render) -> None:
    shown = render(
        USE + "{{ evidence_card('Log', href='/log', kind_words='PDF', why='it shows when.',"
        " tone='attention', state='Needs more', reason='Looked at on Friday') }}"
    )

    assert words(shown) == "PDF Log Why it counts: it shows when. Needs more Looked at on Friday"
    assert shown.find(".//h3/a").get("href") == "/log"


def test_what_is_expected_is_a_dashed_card_without_a_reason(render: Render) -> None:
    shown = render(USE + "{{ evidence_card('A note', why='Minutes.', expected=true) }}")

    assert shown.find("li").get("class") == "evidence evidence--expected"
    assert words(shown) == "A note Minutes."


def test_its_deeds_name_the_piece_for_those_who_listen(render: Render) -> None:
    shown = render(
        USE + "{% call evidence_card('Log', deeds=d) %}<form></form>{% endcall %}",
        d=[Thing(words="Change", href="/c")],
    )

    assert words(shown.find(".//ul")) == "Change Log"
    assert len(shown.findall(".//ul/li")) == 2
