"""A letter as whoever gets it would see it."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.domain.letter_pages import Heading, Paragraph

Render = Callable[..., HtmlElement]


def test_it_shows_the_words_and_a_button_that_leads_nowhere(render: Render) -> None:
    letter = {
        "authority": "Leicester",
        "subject": "<b>Well</b> done: Willow Lane",
        "heading": Heading("<b>Well</b> done", "Willow Lane"),
        "paragraphs": (
            Paragraph(("Hello,", "Ada")),
            Paragraph(("- one", "- two")),
            Paragraph((), has_link=True),
        ),
        "button": "Look",
        "why": "You asked.",
    }

    shown = render(
        '{% from "components/letter_sheet.html" import letter_sheet %}{{ letter_sheet(letter) }}',
        letter=letter,
    )

    found = [" ".join(one.text_content().split()) for one in shown.iter("p")]
    assert found == [
        "Subject: <b>Well</b> done: Willow Lane",
        "Leicester",
        "<b>Well</b> done",
        "Willow Lane",
        "Hello,Ada",
        "Look",
        "You asked.",
    ]
    assert [one.text for one in shown.iter("li")] == ["one", "two"]
    assert list(shown.iter("a", "button", "h1", "h2")) == []
