"""Names from right to left are set apart, and nothing else is touched."""

import pytest

from award.domain.directions import name_apart, set_apart, set_apart_on_page

SCHOOL, CLUB = "مدرسة النور", "בי״ס אורט"
MIXED = "בית ספר ABC 7, חיפה"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Willow Lane Primary, 3 March", "Willow Lane Primary, 3 March"),
        (f"{SCHOOL}, 3 March", f"\u2068{SCHOOL}\u2069, 3 March"),
        (f"{SCHOOL}, {CLUB}", f"\u2068{SCHOOL}\u2069, \u2068{CLUB}\u2069"),
        (f"{SCHOOL} (2 of 21)", f"\u2068{SCHOOL}\u2069 (2 of 21)"),
        (f"Ask {CLUB} for it", f"Ask \u2068{CLUB}\u2069 for it"),
        ("مدرسة 12", "\u2068مدرسة 12\u2069"),
        ("مدرسة 12 النور: 4", "\u2068مدرسة 12 النور\u2069: 4"),
        ("م", "\u2068م\u2069"),
    ],
)
def test_a_stretch_from_right_to_left_stands_between_marks(before: str, after: str) -> None:
    assert set_apart(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<td>{SCHOOL}, 3</td>", f"<td><bdi>{SCHOOL}</bdi>, 3</td>"),
        (f'<a title="{SCHOOL}">x</a>', f'<a title="{SCHOOL}">x</a>'),
        (
            f'<input value="{SCHOOL}"><b>{CLUB}</b>',
            f'<input value="{SCHOOL}"><b><bdi>{CLUB}</bdi></b>',
        ),
        (f"<textarea>{SCHOOL}</textarea>", f"<textarea>{SCHOOL}</textarea>"),
        (
            f"<title>{SCHOOL}, 1 of 2</title><p>{CLUB}",
            f"<title>\u2068{SCHOOL}\u2069, 1 of 2</title><p><bdi>{CLUB}</bdi>",
        ),
        (
            f'<option value="{SCHOOL}">{SCHOOL}, 3</option><b>{CLUB}</b>',
            f'<option value="{SCHOOL}">\u2068{SCHOOL}\u2069, 3</option><b><bdi>{CLUB}</bdi></b>',
        ),
        (f"<bdi>{SCHOOL} (2)</bdi>", f"<bdi>{SCHOOL} (2)</bdi>"),
        (
            f'<p dir="auto">{SCHOOL} <b>{CLUB}</b></p><p>{CLUB}</p>',
            f'<p dir="auto">{SCHOOL} <b>{CLUB}</b></p><p><bdi>{CLUB}</bdi></p>',
        ),
        (
            f'<div dir="auto"><div>{SCHOOL}</div>{SCHOOL}</div>{CLUB}',
            f'<div dir="auto"><div>{SCHOOL}</div>{SCHOOL}</div><bdi>{CLUB}</bdi>',
        ),
        (f'<input dir="auto">{CLUB}', f'<input dir="auto"><bdi>{CLUB}</bdi>'),
        (f"<!-- {SCHOOL} --><p>plain</p>", f"<!-- {SCHOOL} --><p>plain</p>"),
        ("בי&#34;ס &amp; בית", "<bdi>בי&#34;ס &amp; בית</bdi>"),
        (f"<text>{SCHOOL}, 3</text>", f"<text>\u2068{SCHOOL}\u2069, 3</text>"),
        ("<p>Willow Lane</p>", "<p>Willow Lane</p>"),
    ],
)
def test_on_a_page_it_has_an_element_of_its_own(before: str, after: str) -> None:
    assert set_apart_on_page(before) == after


@pytest.mark.parametrize("name", ["Willow Lane Primary", SCHOOL, "מדרשה 12", "ABC School 7", ""])
def test_a_name_of_one_script_needs_no_marks_around_it(name: str) -> None:
    assert name_apart(name) == name


@pytest.mark.parametrize("name", [MIXED, "מרכז (Sport) 3", "מרכז 3b"])
def test_a_name_with_latin_letters_inside_is_one_stretch(name: str) -> None:
    assert name_apart(name) == f"\u2068{name}\u2069"
    assert name_apart(name_apart(name)) == name_apart(name)


def test_a_name_that_was_set_apart_whole_stays_whole() -> None:
    sentence = f"{name_apart(MIXED)} and {CLUB} hold the award"

    assert set_apart(sentence) == f"\u2068{MIXED}\u2069 and \u2068{CLUB}\u2069 hold the award"
    assert (
        set_apart_on_page(f"<p>{sentence}</p><option>{sentence}</option>")
        == f"<p><bdi>{MIXED}</bdi> and <bdi>{CLUB}</bdi> hold the award</p>"
        f"<option>\u2068{MIXED}\u2069 and \u2068{CLUB}\u2069 hold the award</option>"
    )
