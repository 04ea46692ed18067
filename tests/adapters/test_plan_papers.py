"""The plan as a PDF: for every reader, as long as it takes, whatever stands in it."""

import io
from dataclasses import replace

import pikepdf

from award.adapters.plan_papers import PlanLine, PlanPaper, render_plan
from tests.adapters.faces import AT, FONTS
from tests.pdf_checks import assert_every_reader_reads, text_of

BOX = PlanLine(
    what="Make a worry box",
    criteria="1.4, 2.1",
    lead="Amara Holt",
    due="1 July 2026",
    state="Under way",
    near="Late",
    told=["How we will know: ten worries a term"],
    notes=["6 March 2026, Amara Holt: the boxes are up"],
)
PAPER = PlanPaper(
    setting_name="Willow Lane Primary",
    authority_name="Leicester City Council",
    on="14 July 2026",
    stands="Agreed.",
    summary="2 actions to do, one late.",
    lines=[BOX],
    changes=["Make a worry box. By when: it was “1 June 2026”, now it is “1 July 2026”"],
)


def rendered(paper: PlanPaper) -> bytes:
    return render_plan(paper, at=AT, fonts=FONTS)


def test_it_says_all_and_every_reader_can_use_it() -> None:
    assert_every_reader_reads(
        rendered(PAPER),
        "The plan of Willow Lane Primary",
        "Agreed. 2 actions to do, one late. As it stood on 14 July 2026.",
        "Make a worry box",
        "Late",
        "the boxes are up",
        "Changed since the plan was agreed",
    )


def test_a_long_plan_runs_over_pages_with_its_head_on_each() -> None:
    made = rendered(replace(PAPER, lines=[BOX] * 30))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        pages = len(pdf.pages)
    assert pages > 1
    assert text_of(made).count("How far, and what is better") == pages


def test_an_empty_plan_and_strange_signs_do_not_stop_it() -> None:
    strange = replace(BOX, what="<b>السلام</b> 🙂 Ŵyn", lead="x" * 255)

    assert "No action has been planned yet." in text_of(
        rendered(replace(PAPER, lines=[], changes=[]))
    )
    assert "Ŵyn" in text_of(rendered(replace(PAPER, lines=[strange])))
