"""How an authority looks, as a small picture of a page."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
LOOK = """{% from "components/look_preview.html" import look_preview, signatures %}"""


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_it_shows_the_name_and_the_logo_with_its_words(render: Render) -> None:
    shown = render(LOOK + "<div>{{ look_preview(name, '/logo.png') }}</div>", name="<b>Fen</b>")

    assert words(shown).startswith("How it looks now Positive and")
    assert words(shown).endswith("An award of <b>Fen</b>")
    assert [one.get("alt") for one in shown.iter("img")] == ["<b>Fen</b>"]
    assert list(shown.iter("a", "button")) == []


def test_what_is_only_tried_says_so(render: Render) -> None:
    shown = render(LOOK + "<div>{{ look_preview('Leicester', fresh=true) }}</div>")

    assert "Nothing is saved yet." in words(shown)
    assert list(shown.iter("img")) == []


def test_signatories_stand_below_their_lines(render: Render) -> None:
    shown = render(
        LOOK + "<div>{{ signatures(people) }}</div>",
        people=[{"name": "Ines Marsh", "title": "Director"}, {"name": "Bo", "title": "Chair"}],
    )

    assert words(shown) == "Ines MarshDirectorBoChair"
