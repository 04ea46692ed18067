"""The one lifted thing on a page."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/next_card.html" import next_card %}'


def test_it_says_why_what_and_how_long(render: Render) -> None:
    shown = render(
        USE + "{{ next_card('Add evidence', 'A note.', why='Next', button='Add', href='/a',"
        " effort='10 minutes') }}"
    )

    assert words(shown) == "Next Add evidence A note. Add 10 minutes"
    assert [link.get("href") for link in shown.iter("a")] == ["/a"]


def test_how_long_begins_with_a_capital_in_every_room(render: Render) -> None:
    shown = render(USE + "{{ next_card('Judge', button='Go', href='/a', effort='about an hour') }}")

    assert words(shown) == "Judge Go About an hour"


def test_what_blocks_is_numbered_inside_it(render: Render) -> None:
    shown = render(USE + "{{ next_card('Begin', blockers=['No assessor', 'No visit']) }}")

    assert len(shown.findall(".//ol/li")) == 2


def test_a_form_stands_inside_without_a_second_button(render: Render) -> None:
    shown = render(USE + "{% call next_card('Vote') %}<p>fields</p>{% endcall %}")

    assert words(shown) == "Vote fields"
    assert shown.findall(".//a") == []


def test_other_moves_are_quiet_links(render: Render) -> None:
    shown = render(USE + "{{ next_card('Begin', others=o) }}", o=[Thing(words="Pause", href="/p")])

    assert [(a.get("href"), a.text) for a in shown.iter("a")] == [("/p", "Pause")]
