"""The running order and the guest list: whole, readable by every reader, in their order."""

from award.adapters.ceremony_papers import CeremonyPaper, HandingOver, render_ceremony
from tests.adapters.faces import AT, FONTS
from tests.pdf_checks import assert_pdf_ua1, text_of

PAPER = CeremonyPaper(
    name="Summer panel",
    authority_name="Leicester",
    when="Friday 3 July 2026, 2pm",
    where="City Hall",
    before=("Welcome by the Lord Mayor 🎺",),
    handing_over=[
        HandingOver("1", "Willow Lane Primary", "LEI-2026-0001", "Priya Nair, Headteacher"),
        HandingOver("2", "ગુજરાતી શાળા", "LEI-2026-0002", ""),
    ],
    after=("Tea",),
    guests=("Grace Oduya", "<b>Bo</b>"),
    printed_on="26 June 2026",
)


def test_it_says_everything_in_its_order_and_keeps_the_standard() -> None:
    content = render_ceremony(PAPER, at=AT, fonts=FONTS)

    assert_pdf_ua1(content)
    text = " ".join(text_of(content).split())
    places = [
        text.index(one)
        for one in ("Summer panel", "Welcome by the Lord Mayor", "Priya Nair, Headteacher",
                    "Nobody is named", "Tea", "Guests", "Grace Oduya", "<b>Bo</b>")
    ]  # fmt: skip
    assert places == sorted(places)


def test_an_empty_day_says_so() -> None:
    empty = CeremonyPaper("Summer panel", "Leicester", "", "", (), (), (), (), "26 June 2026")

    text = text_of(render_ceremony(empty, at=AT, fonts=FONTS))

    assert "No award is released yet." in text
    assert "Nobody else is on the list." in text
