"""The agenda of a panel day as a PDF: for every reader, whatever stands in it."""

from dataclasses import replace
from io import BytesIO

import pikepdf

from award.adapters.agenda_papers import (
    AgendaPaper,
    AgendaPaperJourney,
    AgendaPaperLine,
    render_agenda,
)
from tests.adapters.faces import AT, FONTS
from tests.pdf_checks import assert_every_reader_reads, text_of

WILLOW = AgendaPaperJourney(
    number="1",
    begins="2pm",
    minutes="20 minutes",
    setting="Willow Lane Primary",
    about="Primary school. Standard",
    first="The survey of parents is thin.",
    recommended="Award with conditions",
    suggested="Award with conditions",
    why=["20 of 21 criteria are met or embedded, 1 developing."],
    strengths=["Children trust adults to act.", "They say so."],
    next_steps=["Ask parents again."],
    lines=[AgendaPaperLine("2.4 Parents know", ["The setting: met", "The assessor: developing"])],
    differs_because=["The pattern was looked at on the day after."],
)
PAPER = AgendaPaper(
    name="Summer panel",
    authority_name="Leicester City Council",
    when="Friday 26 June 2026, from 2pm",
    where="City Hall",
    words="Please read the report on Willow Lane first.",
    printed_on="14 July 2026",
    journeys=[WILLOW],
    left_out="1 journey is not shown here: you have a tie, so others decide.",
)


def rendered(paper: AgendaPaper) -> bytes:
    return render_agenda(paper, at=AT, fonts=FONTS)


def test_it_says_all_and_every_reader_can_use_it() -> None:
    assert_every_reader_reads(
        rendered(PAPER),
        "Summer panel", "City Hall", "Willow Lane Primary", "The survey of parents is thin.",
        "Children trust adults to act.", "They say so.", "The assessor: developing",
        "Why it is not what the rule suggests", "The pattern was looked at on the day after.",
        "you have a tie", "Confidential to the panel",
    )  # fmt: skip


def test_each_journey_begins_on_a_page_of_its_own_and_signs_nobody_has_are_left_out() -> None:
    strange = replace(WILLOW, number="2", setting="Kestrel Hill \U0001f98a", lines=[], first="")
    made = rendered(replace(PAPER, journeys=[WILLOW, strange], left_out=""))

    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 3
    assert "Every criterion is met" in " ".join(text_of(made).split())
    assert "Nothing is on the agenda yet." in text_of(rendered(replace(PAPER, journeys=[])))


def test_of_a_journey_that_was_released_it_says_only_that_its_papers_are_closed() -> None:
    closed = replace(
        WILLOW, first="", suggested="", why=(), strengths=(), next_steps=(), lines=(),
        stands="Released: award",
    )  # fmt: skip
    made = rendered(replace(PAPER, journeys=[closed]))
    said = " ".join(text_of(made).split())

    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
    assert "Released: award. Its papers are closed." in said
    assert "The rule suggests:" not in said
    assert "Every criterion is met" not in said


def test_fourteen_journeys_fit_on_the_first_page_with_all_that_belongs_to_it() -> None:
    many = [replace(WILLOW, number=str(one), begins="") for one in range(1, 15)]
    made = rendered(replace(PAPER, journeys=many, words="", left_out=""))

    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 15
    said = " ".join(text_of(made).split())
    assert said.index("As it stood on") < said.index("Order") < said.index("Willow Lane Primary")
