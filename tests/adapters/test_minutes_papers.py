"""The minutes of a panel day as a PDF: for every reader, whatever stands in them."""

from dataclasses import replace

from award.adapters.minutes_papers import MinutesPaper, MinutesPaperJourney, render_minutes
from tests.adapters.faces import AT, FONTS
from tests.pdf_checks import assert_every_reader_reads

WILLOW = MinutesPaperJourney(
    number="1",
    setting="Willow Lane Primary",
    about="Primary school. Standard",
    decided="Decided by the meeting: award with conditions",
    who=["Ruth Adeyemi took no part, because of a tie."],
    reasons=["Children trust adults to act.", "They say so."],
    told=["Well done."],
    asked=["Ask parents again. By 1 March 2027"],
    released="Released on 15 July 2026.",
)
PAPER = MinutesPaper(
    name="Summer panel",
    authority_name="Leicester City Council",
    when="Friday 26 June 2026, from 2pm",
    where="City Hall",
    there=["The panel met on Friday 26 June 2026. Members there: Grace O’Neill and Ruth Adeyemi."],
    printed_on="14 July 2026",
    journeys=[WILLOW],
    left_out="1 journey is not shown here: you have a tie, so others decide.",
)


def test_they_say_who_was_there_what_was_decided_and_why_and_every_reader_can_use_them() -> None:
    voted = MinutesPaperJourney(
        "2", "Meadow Way", "Nursery", "Decided by votes: award", votes=["Grace: award. It is so."]
    )
    made = render_minutes(replace(PAPER, journeys=[WILLOW, voted]), at=AT, fonts=FONTS)

    assert_every_reader_reads(
        made,
        "Summer panel: minutes", "City Hall", "Members there: Grace O’Neill", "you have a tie",
        "1. Willow Lane Primary", "award with conditions", "took no part", "They say so.",
        "What the setting is told Well done.", "Ask parents again. By 1 March 2027",
        "Released on 15 July 2026.", "Grace: award. It is so.", "Agreed as a true record",
    )  # fmt: skip
