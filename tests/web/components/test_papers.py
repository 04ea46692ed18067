"""What is shown for a criterion: evidence, notes, and who says what."""

from collections.abc import Callable

from lxml.html import HtmlElement


def words_of(one: HtmlElement) -> str:
    return " ".join(one.text_content().split())


Render = Callable[..., HtmlElement]
IMPORTED = '{% from "components/papers.html" import beside, evidence, notes_heard, others %}'


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


def test_the_criteria_next_to_this_one_are_a_tap_away(render: Render) -> None:
    ways = [("Before", "1.1", "/4/1.1"), ("Next", "1.3", "/4/1.3")]

    both = render(IMPORTED + "{{ beside(ways) }}", ways=ways)
    at_the_end = render(IMPORTED + "{{ beside(ways) }}", ways=[ways[0], ("Next", None, "/4/0")])

    assert [(one.get("href"), words_of(one)) for one in both.iter("a")] == [
        ("/4/1.1", "Before Criterion 1.1"),
        ("/4/1.3", "Next Criterion 1.3"),
    ]
    assert [words_of(one) for one in at_the_end.iter("a")] == ["Before Criterion 1.1"]
