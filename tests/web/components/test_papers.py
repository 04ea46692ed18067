"""What is shown for a criterion: evidence, notes, and who says what."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
IMPORTED = '{% from "components/papers.html" import evidence, notes_heard, others %}'


def test_without_evidence_it_says_so_or_when_it_is_shown(render: Render) -> None:
    nothing = render(IMPORTED + "{{ evidence([], false) }}").text_content()
    there = render(IMPORTED + "{{ evidence([], true) }}").text_content()

    assert "Nothing was given for this criterion." in nothing
    assert "They will show you this on the day of the visit." in there


def test_notes_stand_with_their_place(render: Render) -> None:
    shown = render(IMPORTED + '{{ notes_heard([("A walk round", "Partly. Quiet bench.")]) }}')

    assert "A walk round" in shown.text_content()
    assert "Partly. Quiet bench." in shown.text_content()


def test_each_view_has_its_name_and_note(render: Render) -> None:
    view = {"who": "The setting", "words": "Met", "tone": "done", "note": "Since March."}
    shown = render(IMPORTED + "{{ others(views) }}", views=[view])

    assert " ".join(shown.find(".//li").text_content().split()) == "The setting Met Since March."
