"""The report as a PDF: for every reader, as long as it takes, whatever stands in it."""

import io
from dataclasses import replace

import pikepdf

from award.adapters.report_papers import (
    ReportChapter,
    ReportLine,
    ReportPaper,
    ReportPoint,
    paragraphs,
    render_report,
)
from tests.adapters.faces import AT, FONTS
from tests.pdf_checks import assert_every_reader_reads, text_of

LINE = ReportLine("1.3 Two ways to tell", "Met", "Developing", "Most named one.", "Rests on heard.")
PAPER = ReportPaper(
    setting_name="Willow Lane Primary",
    authority_name="Leicester City Council",
    stands="Shared on Tuesday 14 July 2026. Version 2.",
    strengths=["Children trust adults.", "Adults speak alike."],
    next_steps=["Show what changed."],
    recommendation="Award with conditions",
    disclaimer="It does not mean that bullying never happens.",
    chapters=[ReportChapter("1 Safe", [LINE])],
    replied="The setting said which facts are not right.",
    points=[ReportPoint("Ten, not nine", "Yes, ten.")],
)


def rendered(paper: ReportPaper) -> bytes:
    return render_report(paper, at=AT, fonts=FONTS)


def test_it_says_all_and_every_reader_can_use_it() -> None:
    assert_every_reader_reads(
        rendered(PAPER),
        "Report on Willow Lane Primary",
        "Version 2.",
        "Award with conditions",
        "Adults speak alike.",
        "Answer: Yes, ten.",
        "Most named one.",
        "bullying never happens",
    )


def test_a_long_report_runs_over_pages_and_strange_signs_do_not_stop_it() -> None:
    strange = replace(LINE, note="<b>السلام</b> 🙂 Ŵyn " + "x" * 400)

    made = rendered(replace(PAPER, chapters=[ReportChapter("1 Safe", [strange] * 40)]))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        pages = len(pdf.pages)
    assert pages > 2
    assert "Ŵyn" in text_of(made)


def test_what_is_not_written_is_said() -> None:
    empty = replace(PAPER, strengths=[], next_steps=[], points=[], replied="", chapters=[])

    assert text_of(rendered(empty)).count("Not written yet.") == 2


def test_where_nobody_wrote_why_there_is_no_empty_column() -> None:
    short = replace(LINE, note="", basis="")
    papers = [
        replace(PAPER, chapters=[ReportChapter("1 Safe", lines)])
        for lines in ([short], [short, replace(LINE, note="")], [short, LINE])
    ]

    assert ["Why" in text_of(rendered(paper)) for paper in papers] == [False, True, True]


def test_each_line_with_words_is_a_paragraph() -> None:
    assert paragraphs("One.\r\n\r\n  Two. \n") == ["One.", "Two."]


def test_no_line_of_a_table_stands_alone_on_a_page() -> None:
    short = replace(LINE, note="", basis="")
    paper = replace(PAPER, points=[], chapters=[ReportChapter("1 Safe", [short] * 14)])

    pages = text_of(rendered(paper), raw=False).split("\f")

    counts = [page.count("Two ways to tell") for page in pages]
    assert sum(counts) == 14
    assert 1 not in counts
