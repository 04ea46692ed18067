"""Criteria by standard, with each judge's view."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.web.kit.reading import Chapter, Line, View

Render = Callable[..., HtmlElement]
SAME = (View("The setting", "Met", "done", ""), View("The assessor", "Met", "done", ""))
OTHER = (
    View("The setting", "Met", "done", ""),
    View("The assessor", "Developing", "others", "No."),
)
FOLDS = """{% from "components/criteria_table.html" import criteria_folds %}
{{ criteria_folds(chapters, ["The setting", "The assessor"]) }}"""


def line(code: str, views: tuple[View | None, ...]) -> Line:
    return Line(code, "A title", f"/{code}", True, True, views, 1, "")


def test_a_standard_is_open_only_where_views_differ(render: Render) -> None:
    chapters = [
        Chapter("1 Safe", [line("1.1", SAME), line("1.4", OTHER)]),
        Chapter("2 Heard", [line("2.1", SAME)]),
    ]

    shown = render(FOLDS, chapters=chapters)

    first, second = shown.findall(".//details")
    assert (first.get("open") is not None, second.get("open")) == (True, None)
    assert "2 criteria; they differ on 1.4" in first.text_content()
    assert "1 differs" in first.text_content()
    assert "The assessor: No" in first.text_content()
    assert "1 criterion, all see them alike" in second.text_content()


def test_what_was_written_of_a_criterion_has_the_width_of_the_table(render: Render) -> None:
    chapters = [Chapter("1 Safe", [line("1.1", SAME), line("1.4", OTHER)])]

    shown = render(FOLDS, chapters=chapters)

    (below,) = shown.findall(".//td[@colspan]")
    assert (below.get("colspan"), below.text_content()) == ("4", "The assessor: No.")
    names = [" ".join(one.text_content().split()) for one in shown.findall(".//tbody//th")]
    assert names == ["1.1 A title Essential", "1.4 A title Essential"]


def test_nobody_is_said_to_agree_where_nobody_has_judged(render: Render) -> None:
    unseen = Line("1.1", "A title", "", True, True, (None, None), 0, "")

    shown = render(FOLDS, chapters=[Chapter("1 Safe", [unseen])])

    assert "1 criterion, none judged yet" in shown.text_content()
    assert "Not begun" in shown.text_content()
    assert "Same" not in shown.text_content()


def test_one_view_alone_is_not_said_to_agree(render: Render) -> None:
    shown = render(FOLDS, chapters=[Chapter("1 Safe", [line("1.1", (SAME[0], None))])])

    assert "1 criterion, judged by one so far" in shown.text_content()
    assert "One view" in shown.text_content()


def test_a_line_without_an_address_is_no_link(render: Render) -> None:
    lonely = Line("1.1", "A title", "", False, False, SAME, 0, "More of it")

    shown = render(FOLDS, chapters=[Chapter("1 Safe", [lonely])])

    assert shown.findall(".//a") == []
    assert "Does not apply here" in shown.text_content()
    assert "Asked for: More of it" in shown.text_content()


def test_the_table_shows_who_has_not_judged_yet(render: Render) -> None:
    chapters = [Chapter("1 Safe", [Line("1.1", "A title", "/1.1", True, True, (None,), 0, "")])]

    shown = render(
        """{% from "components/criteria_table.html" import criteria_table %}
        {{ criteria_table(chapters, ["You"]) }}""",
        chapters=chapters,
    )

    assert "Not yet judged" in shown.text_content()
    assert "None" in shown.text_content()
