"""The papers of the demo world hold what is said of them, in the words of the kind of place."""

import io
import re

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from award.demo.drawing import (
    COUNTED,
    JPEG,
    ON_PAPER,
    PDF,
    PHOTOGRAPHED,
    Paper,
    paper_for,
    photographs,
    words_of,
)
from award.demo.words import EVIDENCE, Voice
from tests.demo.test_words import OF_SCHOOLS, OTHERS

TEMPLATES = [one[1] for one in (*ON_PAPER.values(), *PHOTOGRAPHED.values())]
TAG = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)


def given(code: str, voice: Voice = Voice.SCHOOL) -> Paper:
    paper = paper_for(code, voice)
    assert paper is not None
    return paper


def pages_of(paper: Paper) -> list[str]:
    with pypdfium2.PdfDocument(paper.whole) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_the_policy_has_its_definition_and_who_worked_on_it_where_the_note_says() -> None:
    first, second = pages_of(given("1.1"))

    assert EVIDENCE["1.1"][1] == "Page 1 has the definition; page 2 who worked on it."
    assert "several times and on" in first
    assert "Twelve children worked on them" in " ".join(second.split())


@pytest.mark.parametrize("key", [one for one in COUNTED if one[0] in ("1.4", "2.2")], ids=str)
def test_what_is_counted_of_children_leaves_out_numbers_under_five(key: tuple[str, Voice]) -> None:
    _name, lines = COUNTED[key]
    numbers = [cell for line in lines for cell in line if isinstance(cell, int)]

    assert numbers
    assert min(numbers) >= 5


@pytest.mark.parametrize("code", ON_PAPER)
def test_what_is_on_paper_is_a_pdf(code: str) -> None:
    paper = given(code)

    assert paper.media_type == PDF
    assert all(one.strip() for one in pages_of(paper))


@pytest.mark.parametrize("code", PHOTOGRAPHED)
def test_what_was_photographed_is_a_picture_with_something_on_it(code: str) -> None:
    paper = given(code)
    picture = Image.open(io.BytesIO(paper.whole))

    assert (paper.media_type, picture.format) == (JPEG, "JPEG")
    assert len(picture.resize((80, 60)).getcolors(4800) or ()) > 100


def test_in_each_register_all_but_two_are_trained() -> None:
    """The note beside it says: everybody but two, who come to the next session."""
    missing = set()
    for _code, voice in (one for one in COUNTED if one[0] == "3.1"):
        book = load_workbook(io.BytesIO(given("3.1", voice).whole))
        lines = list(book.active.iter_rows(min_row=2, values_only=True))
        missing.add(sum(int(str(line[1])) - int(str(line[2])) for line in lines))

    assert missing == {2}


def test_a_home_of_five_gives_no_table_of_a_survey() -> None:
    assert paper_for("2.2", Voice.HOME) is None


def test_only_photos_lie_in_the_tray() -> None:
    found = photographs(("1.1", "3.2", "9.9"), Voice.CLUB)

    assert [one.name for one in found] == ["IMG_2055.jpg"]


@pytest.mark.parametrize("voice", OTHERS)
def test_no_paper_of_a_place_that_is_no_school_speaks_of_one(voice: Voice) -> None:
    said = {name: TAG.sub(" ", words_of(name, voice)) for name in TEMPLATES}
    tables = [
        str(cell)
        for (code, whose), (_, lines) in COUNTED.items()
        for line in lines
        for cell in line
        if whose is voice and code
    ]

    assert [name for name, words in said.items() if OF_SCHOOLS.search(words)] == []
    assert [one for one in tables if OF_SCHOOLS.search(one)] == []
